"""Bars: vertical over an axis, or horizontal with a name above each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from huitou.doors.report import Chart, LegendItem, Text, Token, label

ROW = 52  # pixels of a row with its name above it
_NUMBERS_ROOM = 190


@dataclass(frozen=True)
class HorizontalBar:
    """`name` stands above the bar, `words` at its right; `colour` is a token of the theme."""

    name: Text
    length: float
    words: Text
    colour: str = "bar"


def horizontal_bars(key: str, summary: Text, bars: Iterable[HorizontalBar]) -> Chart:
    """Bars one below the other, from the left edge."""
    rows = list(bars)
    top = max((bar.length for bar in rows), default=0.0) or 1.0
    data = {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(rows))),
        "x": [bar.length for bar in rows],
        "width": 0.36,
        "hoverinfo": "skip",
        "marker": {"color": [Token(bar.colour) for bar in rows], "line": {"width": 0}},
    }
    layout = {
        "margin": {"l": 4, "r": 12, "t": 8, "b": 8},
        "xaxis": {"range": [0, top], "showgrid": False, "showticklabels": False},
        "yaxis": {
            "range": [len(rows) - 0.5, -0.8],
            "showticklabels": False,
            "showgrid": False,
        },
        "annotations": [
            note for at, bar in enumerate(rows) for note in row_names(at, bar.name, bar.words)
        ],
    }
    return Chart(key, summary, {"data": [data], "layout": layout}, 24 + ROW * len(rows), ())


def row_names(at: int, title: Text, words: Text) -> list[dict[str, Any]]:
    """Annotations above row `at`: a name at the left, words at the right."""
    place: dict[str, Any] = {
        "y": at,
        "yshift": 22,
        "xref": "paper",
        "showarrow": False,
        "borderpad": 0,
        "bgcolor": Token("card"),  # keeps the words clear of the lines behind them
    }
    ink, soft = ({"color": Token(colour), "size": 13} for colour in ("ink", "soft"))
    # `fitted` names are cut to the width that there is, and made plain, when they are drawn.
    name = {"fitted": title, "room": _NUMBERS_ROOM}
    return [
        {**place, **name, "x": 0, "xanchor": "left", "font": ink},
        {**place, "text": label(words), "x": 1, "xanchor": "right", "font": soft},
    ]


@dataclass(frozen=True)
class Bars:
    """A series of vertical bars; where `open` the bar is striped."""

    name: Text
    colour: str
    y: tuple[float, ...]
    open: tuple[bool, ...] = ()


def vertical_bars(
    key: str,
    summary: Text,
    x: Iterable[Any],
    series: Iterable[Bars],
    *,
    x_axis: dict[str, Any],
    stripes: Text | None = None,
    stacked: bool = False,
    height: int = 360,
) -> Chart:
    """Several series over the same places; numbers below zero are drawn below it and read out
    without their sign.
    """
    places, all_bars = list(x), list(series)
    data = [_series(places, one) for one in all_bars]
    layout = {
        "barmode": "relative" if stacked else "group",
        "bargap": 0.2,
        "hovermode": "x unified" if len(all_bars) > 1 else "closest",
        "xaxis": {"showgrid": False, **x_axis},
        "yaxis": {"tickformat": ",~d", "zeroline": True, "zerolinecolor": Token("control")},
    }
    legend = [LegendItem(one.name, one.colour) for one in all_bars] if len(all_bars) > 1 else []
    if stripes is not None:
        legend.append(LegendItem(stripes, "faint", "stripe"))
    return Chart(key, summary, {"data": data, "layout": layout}, height, tuple(legend))


def _series(places: list[Any], bars: Bars) -> dict[str, Any]:
    trace: dict[str, Any] = {
        "type": "bar",
        "name": bars.name,
        "x": places,
        "y": list(bars.y),
        "customdata": [f"{abs(y):,}" for y in bars.y],
        "hovertemplate": "%{customdata}",
        "marker": {"color": Token(bars.colour), "line": {"width": 0}},
    }
    if bars.open:
        shapes = ["/" if open_ else "" for open_ in bars.open]
        trace["marker"]["pattern"] = {"shape": shapes, "size": 6, "solidity": 0.5}
    return trace
