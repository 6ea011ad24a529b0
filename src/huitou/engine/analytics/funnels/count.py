"""Counting a funnel from events."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from huitou.engine.analytics.funnels.counts import Counts, Durations, at_least, table
from huitou.engine.analytics.funnels.judged import Judged, best_of, each_judged
from huitou.engine.analytics.funnels.ordered import walk
from huitou.engine.analytics.funnels.plan import Plan
from huitou.engine.analytics.funnels.splits import Split
from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.source.groups import Groups, Sizes
from huitou.engine.analytics.source.rows import Rows


@dataclass(frozen=True, eq=False)
class CountSizes:
    """How many entered, by the value of the breakdown."""

    plan: Plan

    def __call__(self, rows: Rows) -> Sizes:
        keys = Split.of(rows.groups, None).keys
        sizes = Sizes()
        for counted in each_judged(rows, self.plan, None, _entered):
            entered = np.flatnonzero(counted).tolist()
            sizes = sizes + Sizes({keys[number]: int(counted[number]) for number in entered})
        return sizes


@dataclass(frozen=True, eq=False)
class CountFunnel:
    """Every number of an answer."""

    plan: Plan
    groups: Groups

    def __call__(self, rows: Rows) -> Counts:
        total = self._nothing(int(np.bitwise_or.reduce(rows.marks)))
        for counts in each_judged(rows, self.plan, self.groups, self._counted):
            total = total + counts
        return total

    def _nothing(self, seen: int) -> Counts:
        shape, trend = (len(self.groups), self.plan.steps), self.plan.trend
        entries = (len(self.groups), 0 if trend is None else len(trend), 2)
        timed = self.plan.query.order != "unordered"
        gaps = (Durations(),) * (self.plan.steps - 1 if timed else 0)
        return Counts(seen, np.zeros(shape, int), np.zeros(entries, int), gaps, Durations())

    def _counted(self, one: Judged) -> Counts:
        timed = self.plan.query.order != "unordered"
        gaps, times = _durations(one) if timed else ((), Durations())
        return Counts(0, self._reached(one), self._entries(one), gaps, times)

    def _reached(self, one: Judged) -> Ints:
        shown = one.group >= 0
        shape = (len(self.groups), self.plan.steps + 1)
        return at_least(table(shape, one.group[shown], one.reach[one.best[shown]]))[:, 1:]

    def _entries(self, one: Judged) -> Ints:
        trend, steps = self.plan.trend, self.plan.steps
        if trend is None:
            return np.zeros((len(self.groups), 0, 2), dtype=np.int64)
        best, interval, group = entries_of(one)
        shape = (len(self.groups), len(trend), steps + 1)
        counts = at_least(table(shape, group, interval, one.reach[best]))
        return counts[:, :, [1, steps]]


def _entered(one: Judged) -> Ints:
    return np.bincount(one.group[one.group >= 0])


def entries_of(one: Judged) -> tuple[Ints, Ints, Ints]:
    """The best attempts of each unit in each interval of the trend, with the interval and the
    unit's group; without units whose group is not shown.
    """
    trend = one.search.plan.trend
    assert trend is not None
    interval = trend.number(one.search.timeline.at(one.starts))
    best = best_of(one.reach, one.unit, interval)
    group = one.group_of(one.unit[best])
    shown = group >= 0
    return best[shown], interval[best[shown]], group[shown]


def _durations(one: Judged) -> tuple[tuple[Durations, ...], Durations]:
    """Of the best attempts: the times from step to step, and those that the histogram is of."""
    plan, key = one.search.plan, one.search.timeline.key
    asked = plan.query.time_to_convert
    shown = one.group >= 0
    starts, group = one.starts[one.best[shown]], one.group[shown]
    gaps, times = [], Durations()
    before = begun = key[starts]
    for step, (taken, places) in enumerate(walk(one.search, starts), start=1):
        reached = key[places]
        if step > 1:
            gaps.append(Durations(((group[taken], reached - before[taken]),)))
        before = _put(before, taken, reached)
        if asked is not None and step == asked.from_step:
            begun = before
        if asked is not None and step == (asked.to_step or plan.steps):
            times = Durations(((group[taken], reached - begun[taken]),))
    return tuple(gaps), times


def _put(values: Ints, places: Ints, new: Ints) -> Ints:
    """A copy in which some values are new."""
    changed = values.copy()
    changed[places] = new
    return changed
