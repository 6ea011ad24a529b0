"""Days, weeks and months of a named timezone, as whole numbers that can be counted with.

A day is the count of days since 1970-01-01. A week (from Monday) and a month are counted from the
one that holds that date.
"""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
from numpy.typing import NDArray

from huitou.kernel import InvalidInput, from_micros

Ints = NDArray[np.int64]

WEEK = "week"
MONTH = "month"
_SECOND = 1_000_000
_DAY = 86_400 * _SECOND
_MONDAY_SHIFT = 3  # 1970-01-01 was a Thursday
_EPOCH = date(1970, 1, 1)


def zone_named(timezone: str) -> ZoneInfo:
    """The IANA timezone of that name; InvalidInput for an unknown one."""
    try:
        return ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InvalidInput(
            f"{timezone!r} is not a timezone.",
            remedy="Use an IANA name such as Asia/Shanghai, Europe/London or UTC.",
            code="query.unknown_timezone",
            field="timezone",
        ) from None


def local_days(micros: Ints, zone: ZoneInfo) -> Ints:
    """The calendar day in `zone` of each moment (microseconds since 1970-01-01 UTC).

    Exact on days when clocks change: the offset is read at both ends of every UTC day that occurs,
    and where they differ the moment of change is searched to the second.
    """
    utc_days = micros // _DAY
    days = np.unique(utc_days)
    before = np.array([_offset(int(day) * _DAY, zone) for day in days], dtype=np.int64)
    after = np.array([_offset((int(day) + 1) * _DAY, zone) for day in days], dtype=np.int64)
    row = np.searchsorted(days, utc_days)
    offsets = before[row]
    for index in np.flatnonzero(before != after):
        change = _change(int(days[index]) * _DAY, zone)
        offsets[(row == index) & (micros >= change)] = after[index]
    return (micros + offsets) // _DAY


def local_day(micros: int, zone: ZoneInfo) -> int:
    """The calendar day in `zone` of one moment."""
    return int(local_days(np.array([micros], dtype=np.int64), zone)[0])


def period_of(days: Ints, period: str) -> Ints:
    """The week or month that holds each day, as a running number."""
    if period == WEEK:
        return (days + _MONDAY_SHIFT) // 7
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def period_start(index: int, period: str) -> date:
    """The first day of the week or month with that running number."""
    if period == WEEK:
        return day_date(index * 7 - _MONDAY_SHIFT)
    year, month = divmod(index, 12)
    return date(1970 + year, month + 1, 1)


def day_date(day: int) -> date:
    """The date of a day number."""
    return _EPOCH + timedelta(days=day)


def _offset(micros: int, zone: ZoneInfo) -> int:
    offset = from_micros(micros).astimezone(zone).utcoffset()
    return 0 if offset is None else round(offset.total_seconds()) * _SECOND


def _change(start: int, zone: ZoneInfo) -> int:
    """The first whole second of the UTC day from `start` that has the offset of the day's end."""
    low, high = start, start + _DAY
    after = _offset(high, zone)
    while high - low > _SECOND:
        middle = (low + high) // 2 // _SECOND * _SECOND
        low, high = (low, middle) if _offset(middle, zone) == after else (middle, high)
    return high
