"""Spans of time as moments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from huitou.engine.analytics.periods import Ints, zone_named
from huitou.engine.analytics.query.calendar import moment
from huitou.engine.analytics.query.cohort import Span
from huitou.engine.analytics.query.refusals import check_whole, refuse

MOST_DAYS = 10_000
_WAYS = (("from_", "to"), ("last_days",), ("ago_from_days", "ago_to_days"))


@dataclass(frozen=True)
class Bounds:
    """The moments from `first` (included) to `end` (excluded), in microseconds since 1970 UTC;
    None where there is no limit.
    """

    first: int | None
    end: int | None

    def hold(self, at: Ints) -> NDArray[np.bool_]:
        """Which of the moments lie between them."""
        held = np.ones(len(at), dtype=bool)
        if self.first is not None:
            held &= at >= self.first
        if self.end is not None:
            held &= at < self.end
        return held

    def cover(self, other: Bounds) -> bool:
        """Whether all moments of `other` are also in these."""
        starts = self.first is None or (other.first is not None and self.first <= other.first)
        ends = self.end is None or (other.end is not None and other.end <= self.end)
        return starts and ends

    def joined(self, other: Bounds) -> Bounds:
        """The shortest stretch that covers both."""
        firsts, ends = (self.first, other.first), (self.end, other.end)
        return Bounds(
            first=None if None in firsts else min(first for first in firsts if first is not None),
            end=None if None in ends else max(end for end in ends if end is not None),
        )


def bounds_of(span: Span, timezone: str, as_of: datetime, field: str = "span") -> Bounds:
    """The moments of `span`. InvalidInput, with the part of `field`, when it is said in two ways
    at once, ends before it starts, or names no moment.
    """
    ways = [way for way in _WAYS if any(getattr(span, name) is not None for name in way)]
    if len(ways) > 1:
        remedy = "Use from and to, or last_days, or ago_from_days and ago_to_days."
        raise refuse(field, "The span is said in two ways at once.", remedy)
    for name, least in (("last_days", 1), ("ago_from_days", 0), ("ago_to_days", 0)):
        if getattr(span, name) is not None:
            check_whole(f"{field}.{name}", getattr(span, name), least, MOST_DAYS)
    if is_relative(span):
        bounds, later = _relative(span, timezone, as_of), "ago_to_days"
    else:
        bounds, later = _absolute(span, timezone, field), "to"
    if bounds.first is not None and bounds.end is not None and bounds.end <= bounds.first:
        remedy = "Give an end that is later than the start."
        raise refuse(f"{field}.{later}", "The span ends before it starts.", remedy)
    return bounds


def is_relative(span: Span) -> bool:
    """Whether the span moves with the as-of moment."""
    return any(getattr(span, name) is not None for way in _WAYS[1:] for name in way)


def _absolute(span: Span, timezone: str, field: str) -> Bounds:
    first = None if span.from_ is None else moment(f"{field}.from", span.from_, timezone)
    if span.to is None:
        return Bounds(first, None)
    end = moment(f"{field}.to", span.to, timezone)
    if is_date(span.to):
        end = _start_of(date.fromisoformat(span.to) + timedelta(days=1), timezone)
    return Bounds(first, end)


def _relative(span: Span, timezone: str, as_of: datetime) -> Bounds:
    today = as_of.astimezone(zone_named(timezone)).date()
    oldest, newest = span.ago_from_days, span.ago_to_days
    if span.last_days is not None:
        oldest, newest = span.last_days - 1, 0
    return Bounds(
        None if oldest is None else _start_of(today - timedelta(days=oldest), timezone),
        None if newest is None else _start_of(today - timedelta(days=newest - 1), timezone),
    )


def _start_of(day: date, timezone: str) -> int:
    return moment("span", day.isoformat(), timezone)


def is_date(said: str) -> bool:
    """Whether a whole day is said, and not a moment."""
    try:
        date.fromisoformat(said)
    except ValueError:
        return False
    return True
