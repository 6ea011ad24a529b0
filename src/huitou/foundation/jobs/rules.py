"""Pure decisions: when a job that failed is tried again, when a schedule is due next."""

from __future__ import annotations

from datetime import datetime, timedelta

LONGEST_PAUSE = timedelta(hours=6)


def pause_after(attempts: int, first: timedelta, asked: int | None = None) -> timedelta:
    """How long to wait after that many failed attempts (from 1): `first`, then twice as long each
    time, up to LONGEST_PAUSE; at least the seconds that the failure `asked` for.
    """
    doubled = first * 2 ** min(attempts - 1, 30) if attempts > 1 else first
    return max(min(doubled, LONGEST_PAUSE), timedelta(seconds=asked or 0))


def next_turn(due: datetime, interval: timedelta, now: datetime) -> datetime:
    """The first moment after `now` that lies a whole number of intervals after `due`: turns that
    were missed while no worker ran are not made up for.
    """
    missed = max((now - due) // interval, 0)
    return due + interval * (missed + 1)
