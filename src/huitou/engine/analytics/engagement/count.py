"""Counting engagement from events."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from pyroaring import BitMap

from huitou.engine.analytics.engagement.dwell import Dwell
from huitou.engine.analytics.engagement.frame import Frame
from huitou.engine.analytics.engagement.sessions import sessions_of
from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.sets import sets_by_number
from huitou.engine.analytics.source.groups import Groups, Sizes, Units, units_of, units_shown
from huitou.engine.analytics.source.rows import Rows

WEEK, MONTH = 7, 30
"""The days of WAU and MAU."""


@dataclass(frozen=True, eq=False)
class Counts:
    """By group and interval; `daily` adds up the people of each day."""

    people: Ints
    daily: Ints
    weekly: Ints
    monthly: Ints
    events: Ints
    dwell: Dwell

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.people + other.people,
            self.daily + other.daily,
            self.weekly + other.weekly,
            self.monthly + other.monthly,
            self.events + other.events,
            self.dwell + other.dwell,
        )


@dataclass(frozen=True)
class CountSizes:
    """The people of each group who are active in the range."""

    frame: Frame

    def __call__(self, rows: Rows) -> Sizes:
        assert rows.group is not None
        units = units_of(rows, rows.group)
        active = np.zeros(len(units), dtype=bool)
        active[units.of_row[_in_range(self.frame, rows.at)]] = True
        sizes = np.bincount(units.group[active], minlength=len(rows.groups))
        return Sizes({key: int(n) for key, n in zip(rows.groups, sizes, strict=True) if n})


@dataclass(frozen=True)
class CountEngagement:
    """All counts; a session ends at a pause of more than `pause` microseconds."""

    frame: Frame
    groups: Groups
    pause: int

    def __call__(self, rows: Rows) -> Counts:
        units = units_shown(rows, self.groups)
        days = _day_sets(self.frame, rows, units)
        people = [
            self._people([day & inside for day in days])
            for inside in map(units.in_group, range(len(self.groups)))
        ]
        inside, daily, weekly, monthly = np.stack(people, axis=1)
        del days
        events, dwell = self._events(rows, units)
        return Counts(inside, daily, weekly, monthly, events, dwell)

    def _people(self, days: list[BitMap]) -> Ints:
        """People, people by day, by week and by month of each interval."""
        each = []
        for first, end in zip(self.frame.first_day, self.frame.end_day, strict=True):
            inside = days[first:end]
            each.append(
                (
                    len(BitMap.union(*inside)),
                    sum(len(day) for day in inside),
                    len(trailing(days, end, WEEK)),
                    len(trailing(days, end, MONTH)),
                )
            )
        return np.array(each, dtype=np.int64).T

    def _events(self, rows: Rows, units: Units) -> tuple[Ints, Dwell]:
        intervals = self.frame.intervals
        shape = (len(self.groups), len(intervals))
        inside = np.flatnonzero(_in_range(self.frame, rows.at))
        cell = units.group[units.of_row[inside]] * shape[1] + intervals.number(rows.at[inside])
        events = np.bincount(cell, minlength=shape[0] * shape[1]).reshape(shape)
        del inside, cell
        sessions = sessions_of(units.of_row, rows.at, self.pause)
        number = intervals.number(sessions.start)
        kept = (number >= 0) & (number < shape[1])
        cell = units.group[sessions.unit[kept]] * shape[1] + number[kept]
        return events, Dwell.of(cell, sessions.dwell[kept], sessions.events[kept] == 1, shape)


@dataclass(frozen=True)
class FindPeople:
    """The ids of the people of a group who are active on the days from `first` to before `end`."""

    frame: Frame
    groups: Groups
    group: int
    first: int
    end: int

    def __call__(self, rows: Rows) -> list[str]:
        units = units_shown(rows, self.groups)
        days = _day_sets(self.frame, rows, units)[self.first : self.end]
        return units.names(BitMap.union(*days) & units.in_group(self.group), rows.names)


def trailing(days: list[BitMap], end: int, length: int) -> BitMap:
    """Who was there on the `length` days before `end`."""
    return BitMap.union(*days[end - length : end])


def _day_sets(frame: Frame, rows: Rows, units: Units) -> list[BitMap]:
    number = frame.days.number(rows.at)
    return sets_by_number(number, units.of_row, len(frame.days), max(len(units), 1))


def _in_range(frame: Frame, at: Ints) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return (at >= frame.intervals.first) & (at < frame.intervals.end)
