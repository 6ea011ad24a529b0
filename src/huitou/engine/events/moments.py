"""The time of an event: reading it as clients write it, and setting a wrong client clock right.

Bounds. A moment is readable from 1900 to 9999: .NET sends the year 1 for "no time", and engines
switch calendars before 1900. The time of an event, once corrected for the client's clock, must lie
between 1971-01-01 and one day after the event was received. Before 1971: seconds sent where
milliseconds are meant land in January 1970, and no shop sold online then. One day: a local time
without an offset is read as UTC, and the widest offset in use is 14 hours.
"""

from __future__ import annotations

from datetime import UTC, datetime

from huitou.kernel import from_micros, to_micros

DAY = 86_400_000_000
EARLIEST_EVENT = to_micros(datetime(1971, 1, 1, tzinfo=UTC))
LATEST_AFTER_RECEIPT = DAY
_EARLIEST = to_micros(datetime(1900, 1, 1, tzinfo=UTC))
_LATEST = to_micros(datetime.max.replace(tzinfo=UTC))

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NAIVE_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  a time without an offset is UTC
_COMPACT_DATE = 8  # digits of a date such as 20260701; more digits are no ISO 8601 date


def parse_moment(said: object) -> int | None:
    """Microseconds since 1970 UTC, or None if `said` is not a moment from 1900 to 9999.

    Text is ISO 8601 (date and time, or a date alone; any offset, none meaning UTC; a fraction of
    any length, cut to microseconds). A number is milliseconds since 1970 UTC.
    """
    if isinstance(said, str):
        moment = _moment(said)
        if moment is None:
            return None
        since = moment - (_NAIVE_EPOCH if moment.tzinfo is None else _EPOCH)
        micros = since.days * DAY + since.seconds * 1_000_000 + since.microseconds
        return micros if _EARLIEST <= micros <= _LATEST else None
    if isinstance(said, bool) or not isinstance(said, int | float):
        return None
    scaled = said * 1000
    return round(scaled) if _EARLIEST <= scaled <= _LATEST else None


def _moment(said: str) -> datetime | None:
    if len(said) > _COMPACT_DATE and said.isdigit():
        return None
    try:
        return datetime.fromisoformat(said)
    except ValueError:
        try:
            return datetime.fromisoformat(said.strip().upper())  # z and t in lower case
        except ValueError:
            return None


def event_time(original: int | None, sent_at: int | None, received_at: int) -> int:
    """When an event happened: received_at - (sent_at - original), which cancels whatever the
    client's clock was wrong by (https://segment.com/docs/connections/spec/common/#timestamp-overview).

    Without `sent_at` the original time as it is; without either, the time of receipt.
    """
    if original is None:
        return received_at
    if sent_at is None:
        return original
    return received_at - (sent_at - original)


def time_fault(timestamp: int, received_at: int) -> str | None:
    """Why an event can not have happened at `timestamp`, as a sentence; None if it can."""
    if timestamp < EARLIEST_EVENT:
        return (
            f"The event would be from {_shown(timestamp)}, before 1971; check the clock, and that "
            "a time given as a number is in milliseconds."
        )
    if timestamp > received_at + LATEST_AFTER_RECEIPT:
        return (
            f"The event would be from {_shown(timestamp)}, more than a day after it was received; "
            "check the client's clock and its sentAt."
        )
    return None


def _shown(micros: int) -> str:
    within = min(max(micros, _EARLIEST), _LATEST)
    bound = "" if within == micros else ("before " if micros < within else "after ")
    return bound + from_micros(within).isoformat(timespec="seconds")
