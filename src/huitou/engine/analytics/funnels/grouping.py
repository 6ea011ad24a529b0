"""What is counted, and the group that it counts in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from huitou.engine.analytics.funnels.attribution import attributed_ranks
from huitou.engine.analytics.funnels.plan import Plan
from huitou.engine.analytics.funnels.search import Search
from huitou.engine.analytics.funnels.splits import Split, ranks
from huitou.engine.analytics.funnels.timeline import Columns
from huitou.engine.analytics.funnels.units import Units, units_of
from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.source.groups import Groups
from huitou.engine.analytics.source.rows import Rows


@dataclass(frozen=True, eq=False)
class Grouping:
    """The units of `rows`, and the values by which they are split. `number` is the group of each
    row's value (-1: not shown); None without a breakdown.
    """

    rows: Rows
    plan: Plan
    split: Split
    number: Ints | None
    units: Units

    @classmethod
    def of(cls, rows: Rows, plan: Plan, groups: Groups | None) -> Grouping:
        split = Split.of(rows.groups, groups)
        number = None if rows.group is None else split.number[split.rank[rows.group]]
        units = units_of(rows, plan, number if plan.funnel_each else None)
        return cls(rows, plan, split, number, units)

    def columns(self) -> Columns:
        """The columns of the rows that are still needed: rows that match nothing have ended
        sessions by now, and from here on matter to "strict" only.
        """
        rows, plan, units = self.rows, self.plan, self.units
        held = value = None
        if rows.label is not None:
            held = ranks(rows.labels)[rows.label]
        if rows.group is not None and plan.split_by_event and not plan.funnel_each:
            value = self.split.rank[rows.group]
        columns = Columns(units.of_row, len(units), rows.at, rows.marks, held, value)
        if units.group is not None and (units.group < 0).any():
            columns = columns.where(units.group[units.of_row] >= 0)
        if plan.query.unit == "session" and plan.query.order != "strict":
            columns = columns.where(columns.marks > 0)
        return columns

    def groups_of(self, search: Search, starts: Ints) -> Ints:
        """The groups of units by their best attempts; -1 where it is not shown."""
        unit = search.timeline.unit(starts)
        if self.number is None:
            return np.zeros(len(unit), dtype=np.int64)
        if self.units.group is not None:
            return self.units.group[unit]
        if self.plan.split_by_event:
            rank = attributed_ranks(search, starts)
            return np.where(rank < 0, -1, self.split.number[rank])
        of_person = np.full(len(self.rows.names), -1)
        of_person[self.rows.person] = self.number
        return of_person[self.units.person[unit]]
