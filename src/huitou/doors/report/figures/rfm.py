"""RFM segments as paired bars, and customers by recency and frequency score as a 5×5 grid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from huitou.doors.report import formats
from huitou.doors.report.chart import Chart, LegendItem, Token, label
from huitou.doors.report.tables import Column, Table
from huitou.doors.report.text import Text
from huitou.doors.report.texts import TEXTS, say
from huitou.doors.report.theme import HEAT_LEVELS
from huitou.engine.analytics import Rfm, RfmSegment
from huitou.kernel import Currency, Money

_ROW_HEIGHT = 46


@dataclass(frozen=True)
class RfmCell:
    """`level`: 0 to 7, how dark the cell is."""

    customers: str
    level: int


@dataclass(frozen=True)
class RfmGridRow:
    score: int
    cells: tuple[RfmCell, ...]


def rfm_chart(answer: Rfm) -> Chart:
    """For each segment its share of net revenue and, below it, of customers; most revenue first."""
    segments = _by_revenue(answer)
    customers = sum(segment.customers for segment in segments)
    revenue = sum(segment.revenue for segment in segments)
    data = [
        _bars("share_of_revenue", "returning", segments, [s.revenue for s in segments], revenue),
        _bars("share_of_customers", "new", segments, [s.customers for s in segments], customers),
    ]
    legend = (
        LegendItem(TEXTS["share_of_revenue"], "returning"),
        LegendItem(TEXTS["share_of_customers"], "new"),
    )
    height = 56 + _ROW_HEIGHT * max(len(segments), 2)
    spec = {"data": data, "layout": _layout(segments)}
    return Chart("rfm", summary(answer), spec, height, legend)


def summary(answer: Rfm) -> Text:
    """The segment that brings the most, in a sentence."""
    segments = _by_revenue(answer)
    revenue = sum(segment.revenue for segment in segments)
    if not segments or revenue <= 0:
        return TEXTS["rfm_no_lead"]
    customers = sum(segment.customers for segment in segments)
    return say(
        "rfm_lead",
        segment=segment_name(segments[0].key),
        customers=formats.percent_of(segments[0].customers, customers),
        revenue=formats.percent_of(segments[0].revenue, revenue),
    )


def segment_name(key: str) -> Text:
    """The segment's name; a key that is not in the dictionary speaks for itself."""
    return TEXTS.get(f"segment.{key}") or Text.same(key.replace("_", " ").capitalize())


def segment_guide(answer: Rfm) -> tuple[tuple[Text, Text], ...]:
    """Each segment's name and who is in it, in the order of the bars."""
    keys = [segment.key for segment in _by_revenue(answer)]
    return tuple((segment_name(k), TEXTS[f"who.{k}"]) for k in keys if f"who.{k}" in TEXTS)


def rfm_table(answer: Rfm, currency: Currency) -> Table:
    """One row a segment, most revenue first."""
    segments = _by_revenue(answer)
    customers = sum(segment.customers for segment in segments)
    revenue = sum(segment.revenue for segment in segments)
    columns = (
        Column(TEXTS["segment"], "text"),
        Column(TEXTS["who"], "text"),
        Column(TEXTS["customers"], "count"),
        Column(TEXTS["share_of_customers"], "percent"),
        Column(TEXTS["revenue"], "money"),
        Column(TEXTS["share_of_revenue"], "percent"),
        Column(TEXTS["median_recency"], "number"),
        Column(TEXTS["median_orders"], "number"),
    )
    rows = tuple(
        (
            segment_name(s.key),
            TEXTS.get(f"who.{s.key}"),
            s.customers,
            s.customers / customers if customers else None,
            Money(s.revenue, currency),
            s.revenue / revenue if revenue > 0 else None,
            s.median_recency_days,
            s.median_orders,
        )
        for s in segments
    )
    return Table("rfm", TEXTS["rfm"], columns, rows)


def grid_table(answer: Rfm) -> Table:
    """Customers by recency score (rows) and frequency score (columns)."""
    columns = (
        Column(TEXTS["recency"], "count"),
        *(Column(say("frequency_score", score=str(f)), "count") for f in range(1, 6)),
    )
    rows = tuple((score, *answer.grid[score - 1]) for score in range(len(answer.grid), 0, -1))
    return Table("rfm-grid", TEXTS["grid"], columns, rows)


def rfm_grid(answer: Rfm) -> tuple[RfmGridRow, ...]:
    """The grid with the most recent customers on top."""
    most = max((people for row in answer.grid for people in row), default=0)
    return tuple(
        RfmGridRow(
            score,
            tuple(
                RfmCell(formats.count(people), _level(people, most))
                for people in answer.grid[score - 1]
            ),
        )
        for score in range(len(answer.grid), 0, -1)
    )


def _level(people: int, most: int) -> int:
    return 0 if not people else 1 + min(HEAT_LEVELS - 2, people * (HEAT_LEVELS - 1) // most)


def _by_revenue(answer: Rfm) -> list[RfmSegment]:
    return sorted(answer.segments, key=lambda s: (-s.revenue, -s.customers, s.key))


def _bars(
    name: str, colour: str, segments: list[RfmSegment], parts: list[int], whole: int
) -> dict[str, Any]:
    shares = [part / whole if whole > 0 else 0.0 for part in parts]
    return {
        "type": "bar",
        "orientation": "h",
        "name": TEXTS[name],
        "y": list(range(len(segments))),
        "x": shares,
        "text": [formats.percent(share) for share in shares],
        "textposition": "outside",
        "cliponaxis": False,
        "textfont": {"color": Token("soft"), "size": 12},
        "hovertemplate": "%{text}",
        "marker": {"color": Token(colour), "line": {"width": 0}},
    }


def _layout(segments: list[RfmSegment]) -> dict[str, Any]:
    names = [label(segment_name(segment.key)) for segment in segments]
    return {
        "barmode": "group",
        "bargap": 0.32,
        "bargroupgap": 0.08,
        "hovermode": "y unified",
        "margin": {"l": 8, "r": 56, "t": 8, "b": 24},
        "xaxis": {"tickformat": ".0%", "rangemode": "tozero", "showticklabels": False,
                  "showgrid": False, "zeroline": True, "zerolinecolor": Token("line")},
        "yaxis": {
            "autorange": "reversed",
            "showgrid": False,
            "tickvals": list(range(len(segments))),
            "ticktext": names,
            "tickfont": {"color": Token("ink"), "size": 13},
            "ticklabelstandoff": 8,
        },
    }  # fmt: skip
