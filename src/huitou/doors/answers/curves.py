"""Lines over numbered columns or over time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from huitou.doors.report import Chart, LegendItem, Text, Token, label

SERIES = ("returning", "new", "resurrected", "mark", "neutral", "dormant")
_LONGEST = 40
_NOTHING = Text.same("")
_VALUE = "%{y:,.4~g}"


@dataclass(frozen=True)
class Curve:
    """A line with its points. `place` chooses its colour; a `faint` one is one of many and has no
    entry in the legend; points in `open` are drawn hollow.
    """

    name: Text
    x: tuple[Any, ...]
    y: tuple[float, ...]
    place: int = 0
    faint: bool = False
    open: tuple[bool, ...] = ()

    @classmethod
    def of(
        cls,
        name: Text,
        points: Iterable[tuple[Any, float | None]],
        *,
        place: int = 0,
        faint: bool = False,
    ) -> Curve:
        """Of the points that have a value."""
        known = [(x, y) for x, y in points if y is not None]
        return cls(name, tuple(x for x, _ in known), tuple(y for _, y in known), place, faint)

    @property
    def colour(self) -> str:
        return "control" if self.faint else SERIES[self.place % len(SERIES)]

    @property
    def dashed(self) -> bool:
        """Once all colours are taken they come again with a dash."""
        return not self.faint and self.place >= len(SERIES)


def curves_chart(
    key: str,
    summary: Text,
    curves: list[Curve],
    *,
    x_title: Text | None = None,
    suffix: Text = _NOTHING,
    labels: list[str] | None = None,
    places: list[str] | None = None,
    height: int = 380,
) -> Chart:
    """The curves, over the whole numbers of columns, which `labels` may name; or over `places`,
    names in their order.
    """
    layout = {
        "hovermode": "closest",
        "margin": {"l": 8, "r": 16, "t": 8, "b": 8},
        "xaxis": _x_axis(curves, x_title, labels, places),
        "yaxis": {
            "ticksuffix": suffix,
            "rangemode": "tozero",
            "zeroline": True,
            "zerolinecolor": Token("control"),
        },
    }
    legend = [
        LegendItem(curve.name, curve.colour, "dash" if curve.dashed else "line")
        for curve in curves
        if not curve.faint
    ]
    data = [_trace(curve, suffix) for curve in curves]
    return Chart(key, summary, {"data": data, "layout": layout}, height, tuple(legend))


def _x_axis(
    curves: list[Curve], title: Text | None, labels: list[str] | None, places: list[str] | None
) -> dict[str, Any]:
    axis: dict[str, Any] = {"showgrid": False}
    if title is not None:
        axis["title"] = {"text": title}
    if places is not None:
        return axis | named_places(places)
    last = max((x for curve in curves for x in curve.x), default=0)
    axis |= {"range": [-0.25, last + 0.25], "dtick": 1}
    if labels is not None:
        axis |= {"tickvals": list(range(len(labels))), "ticktext": labels}
    return axis


def named_places(places: list[str]) -> dict[str, Any]:
    """An axis with a name for each place, of which as many are written as there is room for."""
    return {"type": "category", "categoryorder": "array", "categoryarray": places}


def _trace(curve: Curve, suffix: Text) -> dict[str, Any]:
    colour = Token(curve.colour)
    hollow = [Token("card") if open_ else colour for open_ in curve.open]
    few = len(curve.x) <= 1  # a line of one point would be invisible without its mark
    return {
        "type": "scatter",
        "mode": "lines+markers" if few or not curve.faint else "lines",
        "name": label(curve.name, _LONGEST),
        "x": list(curve.x),
        "y": list(curve.y),
        "opacity": 0.45 if curve.faint else 1,
        "line": {
            "color": colour,
            "width": 1 if curve.faint else 2.5,
            "dash": "dash" if curve.dashed else "solid",
        },
        "marker": {
            "size": 4 if curve.faint else 6,
            "color": hollow or colour,
            "line": {"color": colour, "width": 1.5},
        },
        "hovertemplate": Text(_VALUE + suffix.en, _VALUE + suffix.zh),
    }
