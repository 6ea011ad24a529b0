"""A table whose cells are as deep as their numbers: the triangle of retention."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from huitou.doors.design.component import Component

LEVELS = 8
# From this level on the cell is so deep that its ink is the other one.
_HIGH_INK = 5


@dataclass(frozen=True)
class HeatCell:
    """A number with its share of the whole, 0 to 1, which is its depth. `unfinished`: its period is
    not over. `said` is read out and shown where one points at it.
    """

    text: str
    share: float | None
    said: str = ""
    address: str = ""
    unfinished: bool = False


@dataclass(frozen=True)
class HeatRow:
    """A group and its cells; None where there is nothing yet. `size` stands behind the label."""

    label: str
    cells: Sequence[HeatCell | None]
    size: str = ""
    address: str = ""
    is_mean: bool = False


@dataclass(frozen=True)
class ShownHeat:
    """A cell with its class."""

    cell: HeatCell | None
    kind: str


@dataclass(frozen=True)
class Heatmap(Component):
    """Rows of groups, columns of periods. `greatest` is the share that is deepest; None takes the
    greatest of the cells. A first column that is always 100% can be left out of it: `skip`.
    """

    caption: str
    corner: str
    size_label: str
    columns: Sequence[str]
    rows: Sequence[HeatRow]
    greatest: float | None = None
    skip: int = 0
    template: ClassVar[str] = "design/components/heatmap.html"

    @property
    def shown_rows(self) -> list[tuple[HeatRow, list[ShownHeat]]]:
        greatest = self.greatest or self._greatest()
        return [
            (row, [ShownHeat(cell, _kind(cell, greatest)) for cell in row.cells])
            for row in self.rows
        ]

    def _greatest(self) -> float:
        shares = [
            cell.share
            for row in self.rows
            for cell in row.cells[self.skip :]
            if cell is not None and cell.share is not None
        ]
        return max(shares, default=0) or 1


def heat_level(share: float, greatest: float) -> int:
    """The depth of a share, 0 to 7; 0 only for nothing at all."""
    if share <= 0:
        return 0
    return min(LEVELS - 1, 1 + int(share / greatest * (LEVELS - 1) * 0.999))


def _kind(cell: HeatCell | None, greatest: float) -> str:
    if cell is None or cell.share is None:
        return "heat-none"
    level = heat_level(cell.share, greatest)
    ink = " heat-high" if level >= _HIGH_INK else ""
    return f"heat-{level}{ink}{' unfinished' if cell.unfinished else ''}"
