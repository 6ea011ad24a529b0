"""What charts are drawn from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

# How a number is written on an axis or read out: formats.percent, formats.number.
Written = Callable[[float], str]


@dataclass(frozen=True)
class Series:
    """Numbers in a row, one for each label of the chart; None is not known. `colour` is 1 to 8. The
    last `unfinished` of them are of periods that are not over. `addresses` lead from each number
    to the people or rows behind it.
    """

    label: str
    values: Sequence[float | None]
    colour: int = 1
    unfinished: int = 0
    addresses: Sequence[str] = ()
    low: Sequence[float | None] = ()  # the band around it, such as a confidence interval
    high: Sequence[float | None] = ()

    def address(self, place: int) -> str:
        return self.addresses[place] if place < len(self.addresses) else ""


@dataclass(frozen=True)
class Mark:
    """A line across the chart at a place between 0 (left) and 1 (right), such as a median."""

    at: float
    label: str
