"""Moments that somebody sends."""

from __future__ import annotations

from datetime import UTC, datetime

from huitou.kernel import InvalidInput

_YEARS = range(2000, 9000)  # beyond, a change of timezone could leave the calendar


def checked_moment(field: str, moment: datetime) -> datetime:
    """The moment in UTC. InvalidInput without a timezone, or out of all sense."""
    if moment.tzinfo is None or moment.year not in _YEARS:
        raise InvalidInput(
            f"{field} names no timezone, or a year that makes no sense.",
            remedy="Write it as 2026-11-11T00:00:00+08:00.",
            code="catalogue.bad_moment",
            field=field,
        )
    return moment.astimezone(UTC)
