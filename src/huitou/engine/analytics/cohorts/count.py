"""Judging people by their events: the predicate as numpy on Rows, wherever the rows are."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from huitou.engine.analytics.cohorts.spans import Bounds
from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.sets import first_moments, members, sets_by_number
from huitou.engine.analytics.source.limits import check_time
from huitou.engine.analytics.source.rows import Rows

Flags = NDArray[np.bool_]
Steps = NDArray[np.int32]
Verdicts = frozenset[bool]
NO: Verdicts = frozenset([False])
_COMPARE = {
    ">=": operator.ge,
    "<=": operator.le,
    "=": operator.eq,
    ">": operator.gt,
    "<": operator.lt,
}
_PIECE = 1 << 22
_NEVER = np.iinfo(np.int64).max


class Matcher(Protocol):
    """One rule, ready to be applied. Marks are the numbers of the Extract's filters."""

    def of(self, rows: Rows) -> Flags:
        """For each of `rows.names`, whether the person meets it."""
        ...

    def idle(self) -> Verdicts:
        """What it may say of a person without any row."""
        ...


@dataclass(frozen=True)
class Times:
    """PerformedTimes, and with `op` ">=" and `count` 1 Performed."""

    mark: int
    bounds: Bounds
    op: str = ">="
    count: int = 1

    def of(self, rows: Rows) -> Flags:
        people = rows.person[rows.matching(self.mark) & self.bounds.hold(rows.at)]
        times = np.bincount(people, minlength=len(rows.names))
        met: Flags = _COMPARE[self.op](times, self.count)
        return met

    def idle(self) -> Verdicts:
        return frozenset([bool(_COMPARE[self.op](0, self.count))])


@dataclass(frozen=True)
class First:
    """FirstTime."""

    mark: int
    bounds: Bounds

    def of(self, rows: Rows) -> Flags:
        matching = rows.matching(self.mark)
        first = first_moments(rows.person[matching], rows.at[matching], len(rows.names))
        return self.bounds.hold(first) & (first < _NEVER)

    def idle(self) -> Verdicts:
        return NO


@dataclass(frozen=True)
class Sequence:
    """InSequence; `window` in microseconds."""

    marks: tuple[int, ...]
    bounds: Bounds
    window: int | None

    def of(self, rows: Rows) -> Flags:
        steps, people = self._steps(rows), len(rows.names)
        useful = (steps > 0) & self.bounds.hold(rows.at)
        met = np.zeros(people, dtype=bool)
        # Some of the people at a time: what is sorted then is small, in memory and for the cache.
        edges = np.linspace(0, people, len(rows) // _PIECE + 2, dtype=np.int64)
        for first, end in pairwise(edges.tolist()):
            check_time()
            chosen = np.flatnonzero(useful & (rows.person >= first) & (rows.person < end))
            met[self._served(rows.person[chosen], rows.at[chosen], steps[chosen])] = True
        return met

    def _served(self, person: Ints, at: Ints, steps: Steps) -> Ints:
        """The people of these rows whose events serve all steps."""
        order = _in_order(person, at, steps)
        person, at, steps = person[order], at[order], steps[order]
        opened = reached = np.flatnonzero(steps & 1)
        for step in range(1, len(self.marks)):
            serving = np.flatnonzero((steps >> step) & 1)
            place = np.searchsorted(serving, reached, side="right")
            opened, place = opened[place < len(serving)], place[place < len(serving)]
            reached = serving[place]
            going = person[reached] == person[opened]
            if self.window is not None:
                going &= at[reached] - at[opened] <= self.window
            opened, reached = opened[going], reached[going]
        return person[opened]

    def _steps(self, rows: Rows) -> Steps:
        """Bit k of each number says whether the event matches step k."""
        steps = np.zeros(len(rows), dtype=np.int32)
        for step, mark in enumerate(self.marks):
            steps |= rows.matching(mark).astype(np.int32) << step
        return steps

    def idle(self) -> Verdicts:
        return NO


def _in_order(person: Ints, at: Ints, steps: Steps) -> Ints:
    """The rows by person, moment, first step that they match and last step that they match."""
    if not len(at):
        return np.empty(0, dtype=np.int64)
    # One number of person and moment is sorted several times quicker than two. Where it has not
    # the room, moments are rounded; what is equal by it is put in order afterwards.
    since = at - at.min()
    spare = 62 - int(person.max()).bit_length()
    rounded = max(int(since.max()).bit_length() - spare, 0)
    since >>= rounded
    since += person << (int(since.max()).bit_length())
    order = np.argsort(since)
    ranked = since[order]
    equal = ranked[1:] == ranked[:-1]
    unsure = np.flatnonzero(np.append(equal, False) | np.append(False, equal))
    rows = order[unsure]
    # The steps themselves come last, so that the order never depends on how rows came in.
    ties = (steps[rows], np.frexp(steps[rows])[1], steps[rows] & -steps[rows], at[rows])
    order[unsure] = rows[np.lexsort((*ties, since[rows]))]
    return order


@dataclass(frozen=True)
class Regular:
    """Regularly: `edges` bound the intervals."""

    mark: int
    bounds: Bounds
    edges: tuple[int, ...]
    at_least: int
    min_occurrences: int

    def of(self, rows: Rows) -> Flags:
        held = Bounds(self.edges[0], self.edges[-1]).hold(rows.at) & self.bounds.hold(rows.at)
        held &= rows.matching(self.mark)
        number = np.searchsorted(np.array(self.edges), rows.at[held], side="right") - 1
        least = self.min_occurrences
        enough = None if least == 1 else lambda times: times >= least
        intervals, population = len(self.edges) - 1, len(rows.names)
        active = np.zeros(population, dtype=np.int64)
        for people in sets_by_number(number, rows.person[held], intervals, population, enough):
            check_time()
            active[members(people)] += 1
        return active >= self.at_least

    def idle(self) -> Verdicts:
        return NO


@dataclass(frozen=True, eq=False)
class Among:
    """Is one of these people."""

    ids: pa.Array

    def of(self, rows: Rows) -> Flags:
        inside: Flags = pc.is_in(rows.names, self.ids).to_numpy(zero_copy_only=False)
        return inside

    def idle(self) -> Verdicts:
        return frozenset([False, True]) if len(self.ids) else NO


@dataclass(frozen=True)
class Every:
    """AllOf."""

    parts: tuple[Matcher, ...]

    def of(self, rows: Rows) -> Flags:
        met = self.parts[0].of(rows)
        for part in self.parts[1:]:
            check_time()
            met = met & part.of(rows)
        return met

    def idle(self) -> Verdicts:
        each = [part.idle() for part in self.parts]
        return _verdicts(yes=all(True in one for one in each), no=any(False in one for one in each))


@dataclass(frozen=True)
class Either:
    """AnyOf."""

    parts: tuple[Matcher, ...]

    def of(self, rows: Rows) -> Flags:
        met = self.parts[0].of(rows)
        for part in self.parts[1:]:
            check_time()
            met = met | part.of(rows)
        return met

    def idle(self) -> Verdicts:
        each = [part.idle() for part in self.parts]
        return _verdicts(yes=any(True in one for one in each), no=all(False in one for one in each))


@dataclass(frozen=True)
class Opposite:
    """Not."""

    part: Matcher

    def of(self, rows: Rows) -> Flags:
        return ~self.part.of(rows)

    def idle(self) -> Verdicts:
        return frozenset(not verdict for verdict in self.part.idle())


def _verdicts(*, yes: bool, no: bool) -> Verdicts:
    return frozenset(verdict for verdict, possible in ((True, yes), (False, no)) if possible)


@dataclass(frozen=True, eq=False)
class Judged:
    """The ids of the people who meet the predicate, of those who do not, and in `marks` a bit for
    each filter that any event matched. Adds up over disjoint people.
    """

    inside: tuple[pa.Array, ...]
    outside: tuple[pa.Array, ...]
    marks: int = 0

    def __add__(self, other: Judged) -> Judged:
        return Judged(
            self.inside + other.inside, self.outside + other.outside, self.marks | other.marks
        )


@dataclass(frozen=True)
class Judge:
    """The whole predicate, applied to people."""

    matcher: Matcher

    def __call__(self, rows: Rows) -> Judged:
        """Of the people who have rows; `rows.names` may hold others too."""
        present = np.zeros(len(rows.names), dtype=bool)
        present[rows.person] = True
        marks = int(np.bitwise_or.reduce(rows.marks)) if len(rows) else 0
        return self._judged(rows, present, marks)

    def alone(self, names: pa.Array) -> Judged:
        """Of people without rows."""
        none = np.empty(0, dtype=np.int64)
        return self._judged(Rows(none, names, none, none), np.ones(len(names), dtype=bool), 0)

    def _judged(self, rows: Rows, asked: Flags, marks: int) -> Judged:
        met = self.matcher.of(rows)
        inside, outside = (rows.names.filter(pa.array(asked & verdict)) for verdict in (met, ~met))
        return Judged((inside,), (outside,), marks)
