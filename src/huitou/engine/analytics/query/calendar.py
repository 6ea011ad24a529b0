"""The intervals of a query: hours, days, weeks or months of a named timezone, as moments in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo

import numpy as np

from huitou.engine.analytics.periods import Ints, zone_named
from huitou.engine.analytics.query.events import Period, WeekStart
from huitou.engine.analytics.query.refusals import check_whole, refuse
from huitou.kernel import from_micros, to_micros

MOST_INTERVALS = 1_100  # three years of days
DEFAULT_INTERVALS = 11
HOUR = 3_600_000_000
LENGTH = {"hour": HOUR, "day": 24 * HOUR, "week": 168 * HOUR, "month": 720 * HOUR}
"""Microseconds of a period where windows are counted in hours and not by the calendar."""


class Ranged(Protocol):
    """A query with a range."""

    @property
    def from_(self) -> str | None: ...
    @property
    def to(self) -> str | None: ...
    @property
    def timezone(self) -> str: ...


@dataclass(frozen=True)
class Intervals:
    """Successive intervals: number i holds the moments from `edges[i]` (included) to
    `edges[i + 1]` (excluded), in microseconds since 1970 UTC. A day of 23 or 25 hours is one day;
    an hour that the clock shows twice is two hours; a day that a zone leaves out is empty.
    """

    period: Period
    timezone: str
    week_start: WeekStart
    edges: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.edges) - 1

    @property
    def first(self) -> int:
        return self.edges[0]

    @property
    def end(self) -> int:
        return self.edges[-1]

    def start(self, index: int) -> datetime:
        """When interval `index` begins, as a local time with its offset."""
        return from_micros(self.edges[index]).astimezone(zone_named(self.timezone))

    def number(self, micros: Ints) -> Ints:
        """The interval of each moment; -1 before the first one, len(self) after the last one."""
        return np.searchsorted(np.array(self.edges, dtype=np.int64), micros, side="right") - 1

    def extended(self, *, before: int = 0, after: int = 0) -> Intervals:
        """The same intervals with more of them before and after."""
        kind = (self.period, self.timezone, self.week_start)
        edges = _edges_before(self.first, before, *kind) + self.edges
        return Intervals(*kind, edges + _edges_after(self.end, after, *kind))


def intervals_until(
    end: str, count: int, period: Period, timezone: str, week_start: WeekStart = "monday"
) -> Intervals:
    """`count` intervals, the last of which is the one that holds `end`, taken whole."""
    check_whole("intervals", count, 1, MOST_INTERVALS)
    last = _floor(moment("end", end, timezone), period, zone_named(timezone), week_start)
    kind = (period, timezone, week_start)
    edges = (*_edges_before(last, count - 1, *kind), last, *_edges_after(last, 1, *kind))
    return Intervals(*kind, edges)


def intervals_between(
    from_: str, to: str, period: Period, timezone: str, week_start: WeekStart = "monday"
) -> Intervals:
    """Every interval from the one that holds `from_` to the one that holds `to`, both whole."""
    zone = zone_named(timezone)
    first = _floor(moment("from_", from_, timezone), period, zone, week_start)
    last = _floor(moment("to", to, timezone), period, zone, week_start)
    if last < first:
        raise refuse("to", "The range ends before it starts.", "Give a `to` that is not earlier.")
    about = (last - first) // LENGTH[period] + 1
    if about > MOST_INTERVALS:
        remedy = f"Ask for {MOST_INTERVALS} at most, or count by a longer period."
        raise refuse("to", f"The range has {about} intervals.", remedy)
    kind = (period, timezone, week_start)
    later = _edges_after(
        first, about + about // 20 + 3, *kind
    )  # months can be shorter than 30 days
    count = sum(edge <= last for edge in later)
    return Intervals(*kind, (first, *later[: count + 1]))


def range_of(
    query: Ranged, period: Period, week_start: WeekStart, as_of: datetime, default: int
) -> Intervals:
    """The intervals from the query's `from_` to its `to`, both whole. Without `to` the last one
    holds `as_of`; without `from_` there are `default` of them.
    """
    to = query.to or as_of.isoformat()
    if query.from_ is None:
        return intervals_until(to, default, period, query.timezone, week_start)
    return intervals_between(query.from_, to, period, query.timezone, week_start)


def moment(field: str, said: str, timezone: str) -> int:
    """The moment that `said` names (ISO 8601), in microseconds UTC. A date is its local midnight,
    a time without an offset is local time. Refused when it is neither, or not from 1971 to 9990.
    """
    zone = zone_named(timezone)
    try:
        parsed = datetime.fromisoformat(said)
    except ValueError:
        remedy = "Write it as 2026-01-31 or 2026-01-31T08:00."
        raise refuse(field, f"{said!r} is not a date or time.", remedy) from None
    if not 1971 <= parsed.year <= 9990:
        raise refuse(field, f"{said} is out of range.", "Give a year from 1971 to 9990.")
    return to_micros(parsed if parsed.tzinfo else parsed.replace(tzinfo=zone))


@lru_cache(maxsize=256)
def _edges_after(
    first: int, count: int, period: Period, timezone: str, week_start: WeekStart
) -> tuple[int, ...]:
    """The `count` interval starts that follow the one at `first`."""
    zone = zone_named(timezone)
    if period != "hour":
        day = _local(first, zone).date()
        return tuple(_midnight(_stepped(day, period, step), zone) for step in range(1, count + 1))
    edges = []
    for _ in range(count):
        first = _next_hour(first, zone)
        edges.append(first)
    return tuple(edges)


@lru_cache(maxsize=256)
def _edges_before(
    last: int, count: int, period: Period, timezone: str, week_start: WeekStart
) -> tuple[int, ...]:
    """The `count` interval starts that precede the one at `last`."""
    zone = zone_named(timezone)
    if period != "hour":
        day = _local(last, zone).date()
        return tuple(_midnight(_stepped(day, period, step), zone) for step in range(-count, 0))
    # An interval around a change of clocks may be shorter than an hour: go back further, and
    # keep the last ones.
    edges = [_floor(last - (count + 2) * HOUR, "hour", zone, week_start)]
    while edges[-1] < last:
        edges.append(_next_hour(edges[-1], zone))
    return tuple(edges[-1 - count : -1])


def _floor(micros: int, period: Period, zone: ZoneInfo, week_start: WeekStart) -> int:
    """The start of the interval that holds the moment."""
    local = _local(micros, zone)
    if period == "hour":
        return _hour_start(micros, zone)
    day = local.date()
    if period == "week":
        day -= timedelta(days=(day.weekday() + (week_start == "sunday")) % 7)
    elif period == "month":
        day = day.replace(day=1)
    return _midnight(day, zone)


def _stepped(day: date, period: Period, steps: int) -> date:
    if period == "month":
        months = day.year * 12 + day.month - 1 + steps
        return date(months // 12, months % 12 + 1, 1)
    return day + timedelta(days=steps * (7 if period == "week" else 1))


def _midnight(day: date, zone: ZoneInfo) -> int:
    """The first moment of a local day. Where clocks skip midnight, Python reads it with the offset
    from before, which is the very moment of the change.
    """
    return to_micros(datetime.combine(day, time(), zone))


def _hour_start(micros: int, zone: ZoneInfo) -> int:
    start = _past_hour(micros, zone)
    if _local(start, zone).minute == 0:
        return start
    # Clocks changed by less than an hour (Lord Howe Island): walk there from a plain hour.
    edge = _past_hour(micros - 3 * HOUR, zone)
    while (after := _next_hour(edge, zone)) <= micros:
        edge = after
    return edge


def _next_hour(edge: int, zone: ZoneInfo) -> int:
    after = edge + HOUR
    plain = _past_hour(after, zone)
    return plain if _local(plain, zone).hour != _local(edge, zone).hour else after


def _past_hour(micros: int, zone: ZoneInfo) -> int:
    local = _local(micros, zone)
    return micros - (local.minute * 60 + local.second) * 1_000_000 - local.microsecond


def _local(micros: int, zone: ZoneInfo) -> datetime:
    return from_micros(micros).astimezone(zone)
