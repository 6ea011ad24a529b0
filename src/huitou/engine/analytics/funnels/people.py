"""The people behind one number of a funnel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from huitou.engine.analytics.funnels.count import entries_of
from huitou.engine.analytics.funnels.judged import Judged, each_judged
from huitou.engine.analytics.funnels.plan import Plan
from huitou.engine.analytics.funnels.query import FunnelCell
from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.source.groups import Groups
from huitou.engine.analytics.source.rows import Rows


@dataclass(frozen=True, eq=False)
class FindPeople:
    """The ids of the people of one cell; one may come more than once."""

    plan: Plan
    groups: Groups
    cell: FunnelCell

    def __call__(self, rows: Rows) -> list[str]:
        found: list[str] = []
        for people in each_judged(rows, self.plan, self.groups, self._people):
            found += rows.names.take(pa.array(np.unique(people))).to_pylist()
        return found

    def _people(self, one: Judged) -> Ints:
        cell, best, group = self.cell, one.best, one.group
        if cell.interval is not None:
            best, interval, group = entries_of(one)
            best, group = best[interval == cell.interval], group[interval == cell.interval]
        reach, number = one.reach[best], self.groups.place(cell.group, other=cell.other)
        inside = reach == cell.step - 1 if cell.dropped else reach >= cell.step
        people: Ints = one.person[one.unit[best[inside & (group == number)]]]
        return people
