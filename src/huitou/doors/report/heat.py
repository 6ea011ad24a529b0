"""A grid of colours: a row a cohort, a column a period after, a cell as dark as its share.

It is a real table, so it can be read aloud, copied and printed, and needs no script.
"""

from __future__ import annotations

from dataclasses import dataclass

from huitou.doors.report.text import Text
from huitou.doors.report.theme import HEAT_LEVELS


@dataclass(frozen=True)
class HeatCell:
    """`state`: known, open (the period is not over, nothing is said), or partial (not over, with
    what is known so far). The two levels, 0 to 7, say how dark the cell is by share and by
    revenue; column 0 has none (-1), because all of a cohort is active in it.
    """

    state: str
    percent: str = ""
    people: str = ""
    revenue: str = ""
    exact_revenue: str = ""
    share_level: int = -1
    revenue_level: int = -1


@dataclass(frozen=True)
class HeatRow:
    label: Text
    size: str
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True)
class HeatGrid:
    """The grid as it is drawn: `columns` are the numbers of the periods, `mean` is empty where
    there is none. `corner` heads the rows' names.
    """

    key: str
    summary: Text
    caption: Text
    corner: Text
    mean_label: Text
    axis: Text
    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    mean: tuple[tuple[str, int], ...]  # share and level a column
    total: str
    top_share: str
    trimmed: Text | None
    levels: tuple[int, ...] = tuple(range(HEAT_LEVELS))

    @property
    def width(self) -> int:
        return len(self.columns)


def heat_level(value: float, top: float) -> int:
    """0 for nothing, then seven equal steps up to `top`."""
    if value <= 0 or top <= 0:
        return 0
    return min(HEAT_LEVELS - 1, 1 + int(value / top * (HEAT_LEVELS - 1)))
