"""Time as an argument: code asks a clock that it was given, never the air."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Clock(Protocol):
    """Anything that can tell the time."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""

    def micros(self) -> int:
        """The present moment as whole microseconds since 1970-01-01 UTC."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def micros(self) -> int:
        return time.time_ns() // 1000


class FakeClock:
    """A clock that stands still until it is told to move; for tests and simulations."""

    def __init__(self, start: datetime) -> None:
        self._now = _aware(start)

    def now(self) -> datetime:
        return self._now

    def micros(self) -> int:
        return to_micros(self._now)

    def advance(self, by: timedelta) -> None:
        """Move forward by `by`; a negative step is refused, because time does not run back."""
        if by < timedelta(0):
            raise ValueError("a clock is not turned back; use a new FakeClock")
        self._now += by


def to_micros(moment: datetime) -> int:
    """Whole microseconds since 1970-01-01 UTC, exactly (no float on the way)."""
    return (_aware(moment) - EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """The aware UTC moment `micros` microseconds after 1970-01-01."""
    return EPOCH + timedelta(microseconds=micros)


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no timezone; say which one, for example UTC")
    return moment.astimezone(UTC)
