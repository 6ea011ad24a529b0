"""How far everybody gets: attempts, the best of them, and the groups of who made them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from huitou.engine.analytics.funnels import ordered, unordered
from huitou.engine.analytics.funnels.attempts import opened
from huitou.engine.analytics.funnels.grouping import Grouping
from huitou.engine.analytics.funnels.plan import Plan
from huitou.engine.analytics.funnels.search import Search
from huitou.engine.analytics.funnels.timeline import Timeline, timelines
from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.source.groups import Groups
from huitou.engine.analytics.source.rows import Rows

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Judged:
    """The attempts of some units that are not void, in the order of their `starts` (places), with
    how many steps each reached; `best` are the numbers of the best attempts, one a unit, `group`
    the groups of those (-1: in none that is shown). `person` is the person of each unit of all.
    """

    search: Search
    starts: Ints
    reach: Ints
    unit: Ints
    best: Ints
    group: Ints
    person: Ints

    def group_of(self, units: Ints) -> Ints:
        """The groups of units that have an attempt here."""
        group: Ints = self.group[np.searchsorted(self.unit[self.best], units)]
        return group


def each_judged(
    rows: Rows, plan: Plan, groups: Groups | None, work: Callable[[Judged], T]
) -> Iterator[T]:
    """What `work` makes of everybody's attempts, some people at a time. Without `groups` a group is
    a place among the sorted values of the breakdown.
    """
    grouping = Grouping.of(rows, plan, groups)
    for line in timelines(grouping.columns(), plan.steps, plan.window):
        yield work(_judged(line, plan, grouping))


def _judged(line: Timeline, plan: Plan, grouping: Grouping) -> Judged:
    search = Search(line, plan)
    starts = opened(search)
    family = unordered if plan.query.order == "unordered" else ordered
    reach = family.reached(search, starts)
    starts, reach = starts[reach > 0], reach[reach > 0]
    unit = line.unit(starts)
    best = best_of(reach, unit)
    group = grouping.groups_of(search, starts[best])
    return Judged(search, starts, reach, unit, best, group, grouping.units.person)


def best_of(reach: Ints, *runs: Ints) -> Ints:
    """Of every run of attempts that are alike in all `runs`: the number of the one that reached the
    most steps, the earliest of those.
    """
    if not len(reach):
        return np.empty(0, dtype=np.int64)
    changes = np.zeros(len(reach), dtype=bool)
    changes[0] = True
    for run in runs:
        changes[1:] |= run[1:] != run[:-1]
    last = len(reach) - 1
    score = reach << 32 | np.arange(last, -1, -1)
    best: Ints = last - (np.maximum.reduceat(score, np.flatnonzero(changes)) & (1 << 32) - 1)
    return best
