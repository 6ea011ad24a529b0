"""Which interval an event is in, found from its own local date and clock.

An interval goes by a key that can be compared: of a day its date, of a week the date of its first
day, of a month the date of its 1st, of an hour (date, hour, whether the clock shows that hour for
the second time). So an hour that the clock shows twice is two hours, wherever the second one
begins.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

Key = Any
SECOND = 1_000_000
STEP = 15 * 60 * SECOND  # clocks change at quarters of an hour in all zones that we try
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def moment_of(micros: int) -> datetime:
    """The moment in UTC."""
    return _EPOCH + timedelta(microseconds=micros)


def micros_of(moment: datetime) -> int:
    """Microseconds since 1970 UTC."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def said(text: str, timezone: str) -> int:
    """The moment that a query names: a date is its midnight; without an offset, local time."""
    read = datetime.fromisoformat(text)
    return micros_of(read if read.tzinfo else read.replace(tzinfo=ZoneInfo(timezone)))


@dataclass(frozen=True)
class Calendar:
    """Hours, days, weeks or months of a timezone."""

    period: str
    timezone: str
    week_start: str = "monday"

    def local(self, micros: int) -> datetime:
        """The local time of a moment."""
        return moment_of(micros).astimezone(ZoneInfo(self.timezone))

    def key(self, micros: int) -> Key:
        """The interval of a moment."""
        local = self.local(micros)
        if self.period == "hour":
            return (local.date(), local.hour, local.fold)
        day = local.date()
        if self.period == "month":
            return day.replace(day=1)
        first = 0 if self.week_start == "monday" else 6
        while self.period == "week" and day.weekday() != first:
            day -= timedelta(days=1)
        return day

    def after(self, key: Key) -> Key:
        """The next interval."""
        if self.period == "hour":
            moment = self.start(key)
            while self.key(moment) == key:
                moment += STEP
            return self.key(moment)
        if self.period == "month":
            return (key + timedelta(days=31)).replace(day=1)
        return key + timedelta(days=7 if self.period == "week" else 1)

    def before(self, key: Key) -> Key:
        """The interval before."""
        if self.period == "hour":
            return self.key(self.start(key) - 1)
        if self.period == "month":
            return (key - timedelta(days=1)).replace(day=1)
        return key - timedelta(days=7 if self.period == "week" else 1)

    def start(self, key: Key) -> int:
        """The first moment of an interval (or of what comes after it, if the zone left it out)."""
        return _start(self, key)

    def end(self, key: Key) -> int:
        """The first moment after an interval."""
        return self.start(self.after(key))

    def begins(self, key: Key) -> datetime:
        """The local time at which an interval begins."""
        return self.local(self.start(key))

    def until(self, micros: int, count: int) -> list[Key]:
        """`count` intervals, the last of which holds the moment."""
        keys = [self.key(micros)]
        while len(keys) < count:
            keys.insert(0, self.before(keys[0]))
        return keys

    def between(self, first: int, last: int) -> list[Key]:
        """Every interval from the one that holds `first` to the one that holds `last`."""
        keys = [self.key(first)]
        while keys[-1] < self.key(last):
            keys.append(self.after(keys[-1]))
        return keys

    def further(self, keys: list[Key], count: int) -> list[Key]:
        """The intervals, and `count` more."""
        longer = list(keys)
        for _ in range(count):
            longer.append(self.after(longer[-1]))
        return longer

    def asked(
        self, from_: str | None, to: str | None, as_of: datetime, intervals: int = 11
    ) -> list[Key]:
        """The intervals from `from_` to `to`; without `to` up to the as-of moment, without
        `from_` that many intervals.
        """
        last = micros_of(as_of) if to is None else said(to, self.timezone)
        if from_ is None:
            return self.until(last, intervals)
        return self.between(said(from_, self.timezone), last)


@lru_cache(maxsize=4096)
def _start(calendar: Calendar, key: Key) -> int:
    day: date = key[0] if calendar.period == "hour" else key
    moment = micros_of(datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=26))
    exact = key if calendar.period == "hour" else day
    while _reached(calendar, moment) < exact:
        moment += STEP
    return moment


def _reached(calendar: Calendar, moment: int) -> Key:
    return calendar.key(moment) if calendar.period == "hour" else calendar.local(moment).date()
