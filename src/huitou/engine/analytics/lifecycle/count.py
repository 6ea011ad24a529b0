"""Counting the lifecycle: who is new, who came back, who fell silent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from pyroaring import BitMap

from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.sets import first_moments, sets_by_number
from huitou.engine.analytics.source.groups import units_of
from huitou.engine.analytics.source.rows import Rows

ACTIVE, ANY = range(2)
"""The filters of the Extract, by number."""


class States(NamedTuple):
    """The people of one interval by state."""

    new: BitMap
    returning: BitMap
    resurrecting: BitMap
    dormant: BitMap


def states_of(active: list[BitMap], first: list[BitMap]) -> list[States]:
    """Per interval but the first of `active`, which only says who was there before. `first[i]`:
    the people whose first event lies in interval i; it has no entry for that first one.
    """
    states = []
    for before, now, first_seen in zip(active, active[1:], first, strict=False):
        new = now & first_seen
        back = now - new
        states.append(States(new, back & before, back - before, before - now))
    return states


@dataclass(frozen=True, eq=False)
class Counts:
    """People by interval and state."""

    people: Ints

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.people + other.people)


def count_states(states: list[States]) -> Counts:
    """How many people each state has."""
    return Counts(np.array([[len(people) for people in one] for one in states], dtype=np.int64))


@dataclass(frozen=True)
class CountStates:
    """The counts of the intervals between `edges`, the first of which is not told."""

    edges: tuple[int, ...]
    by_event: bool

    def __call__(self, rows: Rows) -> Counts:
        return count_states(_states(self.edges, rows, by_event=self.by_event))


@dataclass(frozen=True)
class FindPeople:
    """The ids of the people in one state of one interval."""

    edges: tuple[int, ...]
    by_event: bool
    interval: int
    state: str

    def __call__(self, rows: Rows) -> list[str]:
        states = _states(self.edges, rows, by_event=self.by_event)
        people = getattr(states[self.interval], self.state)
        return units_of(rows, np.zeros(len(rows), dtype=np.int64)).names(people, rows.names)


def _states(edges: tuple[int, ...], rows: Rows, *, by_event: bool) -> list[States]:
    units = units_of(rows, np.zeros(len(rows), dtype=np.int64))
    population = max(len(units), 1)
    bounds = np.array(edges)
    active = rows.matching(ACTIVE)
    number = np.searchsorted(bounds, rows.at[active], side="right") - 1
    sets = sets_by_number(number, units.of_row[active], len(edges) - 1, population)
    seen = active if by_event else rows.matching(ANY)
    first = first_moments(units.of_row[seen], rows.at[seen], len(units))
    first_number = np.searchsorted(bounds[1:], first, side="right") - 1
    everyone = np.arange(len(units))
    return states_of(sets, sets_by_number(first_number, everyone, len(edges) - 2, population))
