"""Products of first orders, by the share of their buyers who came back."""

from __future__ import annotations

from typing import Any

from huitou.doors.report import formats
from huitou.doors.report.chart import Chart, LegendItem, Token, label
from huitou.doors.report.tables import Column, Table
from huitou.doors.report.text import Text
from huitou.doors.report.texts import TEXTS, say
from huitou.engine.analytics import ReturnProduct, ReturnProducts

_DRAWN = 10
_ROW_HEIGHT = 48
_NUMBERS_ROOM = 150  # pixels for the numbers at the right of a name
_LONGEST_HOVER = 90


def products_chart(answer: ReturnProducts) -> Chart:
    """A bar a product with its 95% interval, its name above the bar so that it may be long, and
    the share over all first orders as a line to hold them against.
    """
    products = answer.products[:_DRAWN]
    base = say("base_share", share=formats.percent(answer.base_share))
    legend = (
        LegendItem(TEXTS["repeat_share"], "bar"),
        LegendItem(TEXTS["interval"], "ink", "line"),
        LegendItem(base, "mark", "dash"),
    )
    height = 64 + _ROW_HEIGHT * max(len(products), 2)
    spec = {"data": [_bars(products)], "layout": _layout(products, answer.base_share)}
    return Chart("products", summary(answer), spec, height, legend)


def summary(answer: ReturnProducts) -> Text:
    """The first product of the list in a sentence."""
    if not answer.products:
        return TEXTS["products_no_lead"]
    best = answer.products[0]
    return say(
        "products_lead",
        name=Text.same(_name(best)).isolated(),
        repeat=formats.count(best.repeat_buyers),
        first=formats.count(best.first_buyers),
        share=formats.percent(best.share),
        base=formats.percent(answer.base_share),
    )


def products_table(answer: ReturnProducts) -> Table:
    """One row a product, most repeat buyers first."""
    columns = (
        Column(TEXTS["product"], "text"),
        Column(TEXTS["product_id"], "text"),
        Column(TEXTS["first_buyers"], "count"),
        Column(TEXTS["repeat_buyers"], "count"),
        Column(TEXTS["repeat_share"], "percent"),
        Column(TEXTS["low"], "percent"),
        Column(TEXTS["high"], "percent"),
    )
    rows = tuple(
        (p.name or p.product_id, p.product_id, p.first_buyers, p.repeat_buyers, p.share, p.low,
         p.high)
        for p in answer.products
    )  # fmt: skip
    return Table("products", TEXTS["products"], columns, rows)


def drawn_note(answer: ReturnProducts) -> Text | None:
    """Says so when the table has more products than the chart."""
    if len(answer.products) <= _DRAWN:
        return None
    return say("products_drawn", drawn=str(_DRAWN), all=str(len(answer.products)))


def _name(product: ReturnProduct) -> str:
    return product.name.strip() or product.product_id


def _bars(products: tuple[ReturnProduct, ...]) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(products))),
        "x": [p.share for p in products],
        "width": 0.34,
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [max(0.0, p.high - p.share) for p in products],
            "arrayminus": [max(0.0, p.share - p.low) for p in products],
            "color": Token("ink"),
            "thickness": 1.5,
            "width": 4,
        },
        "text": [_hover(p) for p in products],
        "textposition": "none",
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {"color": Token("bar"), "line": {"width": 0}},
    }


def _hover(product: ReturnProduct) -> Text:
    name = label(Text.same(_name(product)).isolated(), _LONGEST_HOVER)
    share, low, high = (formats.percent(v) for v in (product.share, product.low, product.high))
    people = _people(product)
    return Text("{name}<br>{share} ({low} – {high})<br>{people}", "{name}<br>{share}（{low} – "
                "{high}）<br>{people}").fill(
        name=name, share=share, low=low, high=high, people=people
    )  # fmt: skip


def _people(product: ReturnProduct) -> Text:
    return say(
        "of_buyers",
        repeat=formats.count(product.repeat_buyers),
        first=formats.count(product.first_buyers),
    )


def _layout(products: tuple[ReturnProduct, ...], base_share: float) -> dict[str, Any]:
    top = max([base_share, *(p.high for p in products)])
    reach = min(1.0, top * 1.04) or 1.0
    return {
        "margin": {"l": 4, "r": 12, "t": 8, "b": 28},
        "xaxis": {
            "tickformat": ".0%",
            "range": [0, reach],
            "dtick": 0.1 if reach > 0.25 else 0.05,
            "showgrid": False,
            "zeroline": True,
            "zerolinecolor": Token("line"),
        },
        "yaxis": {
            "range": [len(products) - 0.4, -0.75],
            "showticklabels": False,
            "showgrid": False,
        },
        "annotations": [a for row, p in enumerate(products) for a in _row_labels(row, p)],
        "shapes": [_base_line(base_share)],
    }


def _base_line(share: float) -> dict[str, Any]:
    return {
        "type": "line",
        "x0": share,
        "x1": share,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": Token("mark"), "width": 1.5, "dash": "dash"},
    }


def _row_labels(row: int, product: ReturnProduct) -> list[dict[str, Any]]:
    """The product's name above its bar, and the numbers at the right. A ground of their own keeps
    them clear of the line that they may stand on.
    """
    ground = {"bgcolor": Token("card"), "borderpad": 0}
    place = {"y": row, "yshift": 20, "xref": "paper", "showarrow": False, **ground}
    name = {"fitted": " ".join(_name(product).split()), "room": _NUMBERS_ROOM}
    people = f"{formats.count(product.repeat_buyers)} / {formats.count(product.first_buyers)}"
    numbers = {"text": f"{people} · {formats.percent(product.share)}"}
    ink, soft = ({"color": Token(colour), "size": 12} for colour in ("ink", "soft"))
    return [
        {**place, **name, "x": 0, "xanchor": "left", "font": {**ink, "size": 13}},
        {**place, **numbers, "x": 1, "xanchor": "right", "font": soft},
    ]
