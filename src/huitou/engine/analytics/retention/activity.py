"""Who is in which row and active in which interval, as sets; and the cells that follow from it.
Sets come from the index or from a scan: from here on there is one way to count.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from pyroaring import BitMap

from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.retention.frame import Frame
from huitou.engine.analytics.source.limits import check_time


@dataclass(frozen=True, eq=False)
class Activity:
    """`rows[r]`: the people of row r. `active[i]`: who is active in interval i of the span; if
    `relative`, in the i-th interval of their own.
    """

    rows: list[BitMap]
    active: list[BitMap]
    relative: bool = False

    def within(self, people: BitMap) -> Activity:
        """The same with only these people in the rows."""
        return replace(self, rows=[row & people for row in self.rows])

    def columns(self, frame: Frame, row: int, *, rolling: bool) -> list[BitMap]:
        """For each column of the row, who is active in it (of everybody); column 0 is the row."""
        base = 0 if self.relative else row
        found: list[BitMap] = []
        later = BitMap()
        for first, end in reversed(frame.columns[row][1:]):
            inside = self.active[base + first : base + end]
            united = inside[0] if len(inside) == 1 else BitMap.union(*inside)
            if rolling:
                later = later | united
                united = later
            found.append(united)
        return [self.rows[row], *reversed(found)]


def count_cells(activity: Activity, frame: Frame, *, rolling: bool) -> Ints:
    """People by row and column; 0 where a row has no such column."""
    counts = np.zeros((len(frame.rows), frame.width), dtype=np.int64)
    for row, people in enumerate(activity.rows):
        check_time()
        if people:
            columns = activity.columns(frame, row, rolling=rolling)
            counts[row, : len(columns)] = [people.intersection_cardinality(one) for one in columns]
    return counts
