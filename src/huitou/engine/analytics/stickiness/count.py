"""Counting stickiness: on how many intervals each person was active."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from pyroaring import BitMap

from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.sets import Flags, sets_by_number
from huitou.engine.analytics.source.groups import Groups, Sizes, Units, units_of, units_shown
from huitou.engine.analytics.source.limits import check_time
from huitou.engine.analytics.source.rows import Rows
from huitou.engine.analytics.stickiness.query import Criterion


def histogram_of(sets: list[BitMap]) -> Ints:
    """How many people are in exactly n + 1 of the sets, by n."""
    return np.array([len(people) for people in exactly(sets)], dtype=np.int64)


def exactly(sets: list[BitMap]) -> list[BitMap]:
    """The people who are in exactly 1, 2, .. of the sets.

    Each person's count is kept as a binary number with one set for each digit, and a set is added
    to all of them at once, digit by digit with carry.
    """
    digits: list[BitMap] = []
    for people in sets:
        check_time()
        carry = people
        for place, digit in enumerate(digits):
            digits[place], carry = digit ^ carry, digit & carry
        if carry:
            digits.append(carry)
    everyone = BitMap.union(*sets) if sets else BitMap()
    found = []
    for n in range(1, len(sets) + 1):
        people = everyone if n < 1 << len(digits) else BitMap()
        for place, digit in enumerate(digits):
            people = people & digit if n >> place & 1 else people - digit
        found.append(people)
    return found


@dataclass(frozen=True, eq=False)
class Histograms:
    """People by group and number of intervals less 1."""

    people: Ints

    def __add__(self, other: Histograms) -> Histograms:
        return Histograms(self.people + other.people)


@dataclass(frozen=True)
class CountSizes:
    """The people of each group with at least one interval."""

    edges: tuple[int, ...]
    criterion: Criterion

    def __call__(self, rows: Rows) -> Sizes:
        assert rows.group is not None
        units = units_of(rows, rows.group)
        active = BitMap.union(BitMap(), *_blocks(self.edges, self.criterion, rows, units))
        sizes = units.sizes(active, len(rows.groups))
        return Sizes({key: int(n) for key, n in zip(rows.groups, sizes, strict=True) if n})


@dataclass(frozen=True)
class CountHistograms:
    """The histogram of each group."""

    edges: tuple[int, ...]
    criterion: Criterion
    groups: Groups

    def __call__(self, rows: Rows) -> Histograms:
        units = units_shown(rows, self.groups)
        blocks = _blocks(self.edges, self.criterion, rows, units)
        counts = np.zeros((len(self.groups), len(blocks)), dtype=np.int64)
        for group in range(len(self.groups)):
            inside = units.in_group(group)
            counts[group] = histogram_of([people & inside for people in blocks])
        return Histograms(counts)


@dataclass(frozen=True)
class FindPeople:
    """The ids of the people of a group with exactly `intervals`, or with at least that many."""

    edges: tuple[int, ...]
    criterion: Criterion
    groups: Groups
    group: int
    intervals: int
    cumulative: bool

    def __call__(self, rows: Rows) -> list[str]:
        units = units_shown(rows, self.groups)
        inside = units.in_group(self.group)
        blocks = _blocks(self.edges, self.criterion, rows, units)
        people = chosen(
            [people & inside for people in blocks], self.intervals, cumulative=self.cumulative
        )
        return units.names(people, rows.names)


def chosen(sets: list[BitMap], intervals: int, *, cumulative: bool) -> BitMap:
    """Who is in exactly `intervals` of the sets, or in that many or more."""
    found = exactly(sets)[intervals - 1 : None if cumulative else intervals]
    return BitMap.union(BitMap(), *found)


def _blocks(edges: tuple[int, ...], criterion: Criterion, rows: Rows, units: Units) -> list[BitMap]:
    """Per block from one edge to the next, whose events meet the criterion."""
    number = np.searchsorted(np.array(edges), rows.at, side="right") - 1
    enough = None if criterion == Criterion() else _Meets(criterion)
    return sets_by_number(number, units.of_row, len(edges) - 1, max(len(units), 1), enough)


_COMPARE = {">=": np.greater_equal, "<=": np.less_equal, "=": np.equal}


@dataclass(frozen=True)
class _Meets:
    """Whether something happened as often as the criterion says."""

    criterion: Criterion

    def __call__(self, times: Ints) -> Flags:
        met: Flags = _COMPARE[self.criterion.op](times, self.criterion.count)
        return met
