"""Counting who did what in their first days, and who came back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from huitou.engine.analytics.drivers.frame import Frame
from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.query.events import EventFilter
from huitou.engine.analytics.sets import Flags, first_moments
from huitou.engine.analytics.source.groups import Sizes, units_of
from huitou.engine.analytics.source.rows import Rows

START, RETURN, FIRST_ACTION = range(3)
"""The filters of the Extract, by number; actions that are given follow from FIRST_ACTION on."""

OTHERS, DOSES = 1_024, 4
"""Other events of a person are told apart up to 1,023, times of an action up to 3."""

_NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True, eq=False)
class Tables:
    """`people[a, o, d, r]`: those who did action a d times and had o other events in their first
    days, and came back (r = 1) or not; o and d as far as they are told apart. `counted` are all
    people, `returned` and `too_recent` as in the answer.
    """

    people: Ints
    counted: int
    returned: int
    too_recent: int

    def __add__(self, other: Tables) -> Tables:
        return Tables(
            self.people + other.people,
            self.counted + other.counted,
            self.returned + other.returned,
            self.too_recent + other.too_recent,
        )


@dataclass(frozen=True, eq=False)
class _Newcomers:
    """The people who are counted, by mask; their early events; who of all came back."""

    counted: Flags
    early: Rows
    returned: Flags
    too_recent: int


@dataclass(frozen=True)
class CountNames:
    """How many people did each event in their first days."""

    frame: Frame

    def __call__(self, rows: Rows) -> Sizes:
        early = _newcomers(self.frame, rows).early
        assert early.label is not None
        units = units_of(early, early.label)
        people = np.bincount(units.group, minlength=len(early.labels))
        return Sizes({name: int(n) for name, n in zip(early.labels, people, strict=True) if n})


@dataclass(frozen=True)
class CountTables:
    """The table of each action."""

    frame: Frame
    actions: tuple[EventFilter, ...]

    def __call__(self, rows: Rows) -> Tables:
        new = _newcomers(self.frame, rows)
        people = np.flatnonzero(new.counted)
        every = np.bincount(new.early.person, minlength=len(rows.names))[people]
        returned = new.returned[people]
        tables = np.zeros((len(self.actions), OTHERS * DOSES * 2), dtype=np.int64)
        for number in range(len(self.actions)):
            times = _times(new.early, self.actions, number, len(rows.names))[people]
            other = np.minimum(every - times, OTHERS - 1)
            place = (other * DOSES + np.minimum(times, DOSES - 1)) * 2 + returned
            tables[number] = np.bincount(place, minlength=tables.shape[1])
        shape = (len(self.actions), OTHERS, DOSES, 2)
        return Tables(tables.reshape(shape), len(people), int(returned.sum()), new.too_recent)


@dataclass(frozen=True)
class FindPeople:
    """The ids of the people who did the one action of `actions` (or did not), by `returned`."""

    frame: Frame
    actions: tuple[EventFilter, ...]
    did: bool
    returned: bool | None

    def __call__(self, rows: Rows) -> list[str]:
        new = _newcomers(self.frame, rows)
        did = _times(new.early, self.actions, 0, len(rows.names)) > 0
        chosen = new.counted & (did == self.did)
        if self.returned is not None:
            chosen &= new.returned == self.returned
        found: list[str] = rows.names.filter(chosen).to_pylist()
        return found


def _newcomers(frame: Frame, rows: Rows) -> _Newcomers:
    starts = rows.matching(START)
    entry = first_moments(rows.person[starts], rows.at[starts], len(rows.names))
    entered = (entry >= frame.first) & (entry < frame.end) & (entry != _NEVER)
    counted = entered & (entry <= frame.last)
    entry[~counted] = _NEVER
    # Since the entry; far below 0 for the events of people who are not counted.
    age = rows.at - entry[rows.person]
    early = rows.where(np.flatnonzero((age >= 0) & (age < frame.early)))
    back = rows.matching(RETURN) & (age >= frame.outcome_first) & (age < frame.outcome_end)
    returned = np.zeros(len(rows.names), dtype=bool)
    returned[rows.person[back]] = True
    return _Newcomers(counted, early, returned, int((entered & ~counted).sum()))


def _times(early: Rows, actions: tuple[EventFilter, ...], number: int, people: int) -> Ints:
    """How often each person did an action: one that is given, or one that is found by its name."""
    if early.label is None:
        did = early.matching(FIRST_ACTION + number)
    else:
        names = np.array([name == actions[number].event for name in early.labels], dtype=bool)
        did = names[early.label]
    return np.bincount(early.person[did], minlength=people)
