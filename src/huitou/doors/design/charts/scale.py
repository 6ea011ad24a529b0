"""Axes: from the least to the greatest number in steps that one can read."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from huitou.doors.design.charts.series import Written
from huitou.doors.design.charts.svg import element, share, text

_STEPS = (1, 2, 2.5, 5, 10)
_MOST_LABELS = 9
_MOST_LABELS_NARROW = 4


@dataclass(frozen=True)
class Scale:
    """From `low` at the bottom to `high` at the top, with lines every `step`."""

    low: float
    high: float
    step: float

    def place(self, value: float) -> float:
        """Where a value is, from 0 (top) to 1 (bottom)."""
        return 1 - (value - self.low) / (self.high - self.low)

    @property
    def ticks(self) -> list[float]:
        count = round((self.high - self.low) / self.step)
        return [self.low + self.step * place for place in range(count + 1)]


def scale_of(values: Iterable[float | None], *, lines: int = 4) -> Scale:
    """The scale that holds all values and 0, with about so many lines. Without values, 0 to 1."""
    known = [value for value in values if value is not None and math.isfinite(value)]
    least, greatest = min([0.0, *known]), max([0.0, *known])
    if least == greatest:
        return Scale(0, 1, 0.5)
    rough = (greatest - least) / lines
    magnitude = 10.0 ** math.floor(math.log10(rough))
    step = next(s * magnitude for s in _STEPS if s * magnitude >= rough * 0.999)
    return Scale(math.floor(least / step) * step, math.ceil(greatest / step) * step, step)


def value_axis(scale: Scale, written: Written) -> str:
    """The lines across, with their numbers at the left; the one of 0 is plainer."""
    return "".join(
        element(
            "line",
            x1="0",
            x2="100%",
            y1=share(scale.place(tick)),
            y2=share(scale.place(tick)),
            class_="zero" if abs(tick) < scale.step / 1000 else "grid",
        )
        + text(
            written(tick),
            x=-8,
            y=share(scale.place(tick)),
            dy="0.32em",
            text_anchor="end",
            class_="tick",
        )
        for tick in scale.ticks
    )


def label_axis(labels: Sequence[str], places: Sequence[float]) -> str:
    """The labels below, as many as there is room for; on a phone fewer."""
    every = math.ceil(len(labels) / _MOST_LABELS)
    narrow = every * math.ceil(len(labels) / every / _MOST_LABELS_NARROW)
    return "".join(
        text(
            label,
            x=share(place),
            y="100%",
            dy="1.6em",
            text_anchor=_anchor(place),
            class_="tick" if number % narrow == 0 else "tick tick-wide",
        )
        for number, (label, place) in enumerate(zip(labels, places, strict=True))
        if number % every == 0
    )


def _anchor(place: float) -> str:
    return "start" if place <= 0 else "end" if place >= 1 else "middle"
