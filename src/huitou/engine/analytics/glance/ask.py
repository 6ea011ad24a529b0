"""Asking for a day at a glance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from pyroaring import BitMap

from huitou.engine.analytics.glance.answer import DayCounts, Glance
from huitou.engine.analytics.glance.money import Moved, money_moved
from huitou.engine.analytics.glance.people import Attendance, OfIndex, attendance_of_events
from huitou.engine.analytics.glance.query import GlanceQuery, Who
from huitou.engine.analytics.query.calendar import Intervals, intervals_between
from huitou.engine.analytics.source.events import Events
from huitou.engine.analytics.source.indexed import from_index
from huitou.engine.analytics.source.limits import limited

WEEK = 7
T = TypeVar("T")


@limited
def day_at_a_glance(events: Events, query: GlanceQuery) -> Glance:
    """What happened on the day, beside the day before and the same day of the week before up to the
    same time. InvalidInput, with the field, for an impossible query.
    """
    query = query.checked()
    range_ = _range(query, max(query.days - 1, WEEK))
    moved = money_moved(events, range_.first, range_.end, query.currency)

    def counted(people: Attendance) -> Glance:
        states = _States(people, query, range_)
        return Glance(
            now=_counts(states, moved, query.day, query.until),
            day_before=_counts(states, moved, query.before(1), query.until),
            week_before=_counts(states, moved, query.before(WEEK), query.until),
            days=tuple(
                _counts(states, moved, query.before(back), None)
                for back in reversed(range(query.days))
            ),
            currency=moved.currency,
            other_currencies=moved.others,
            timezone=query.timezone,
            rules={"window": "calendar", "away_days": query.away, "until": query.until},
            as_of=events.as_of,
        )

    return _attended(events, range_.edges, counted)


@limited
def glance_people(events: Events, query: GlanceQuery, who: Who) -> list[str]:
    """The sorted ids behind one number of the day."""
    query = query.checked()
    range_ = _range(query, 0)
    if who == "buyers":
        moved = money_moved(events, *_span(query, range_), query.currency)
        return moved.who(*_span(query, range_))

    def found(people: Attendance) -> list[str]:
        return people.names(getattr(_States(people, query, range_).of(query.day, query.until), who))

    return _attended(events, range_.edges, found)


@dataclass(frozen=True)
class _Sets:
    active: BitMap
    new: BitMap
    returned: BitMap
    lost: BitMap


class _States:
    """The people of each day by what they are."""

    def __init__(self, people: Attendance, query: GlanceQuery, range_: Intervals) -> None:
        self._people, self._range, self._away = people, range_, query.away
        self._active, self._first = people.active(), people.first()
        self._last = query.day

    def span(self, day: date, until: int | None) -> tuple[int, int]:
        """From the beginning of the day to its end, or to the same time of it."""
        number = self._number(day)
        start, end = self._range.edges[number : number + 2]
        return start, end if until is None else min(end, start + until)

    def of(self, day: date, until: int | None) -> _Sets:
        """Up to a time of the day, or all of it."""
        number = self._number(day)
        active = self._active[number]
        if until is not None:
            active = self._people.between(*self.span(day, until))
        new = active & self._first[number]
        before = self._active[number - self._away : number]
        lately = BitMap.union(*before)
        since = BitMap.union(*before[1:]) if len(before) > 1 else BitMap()
        return _Sets(active, new, active - new - lately, before[0] - since - active)

    def _number(self, day: date) -> int:
        return len(self._range) - 1 - (self._last - day).days


def _counts(states: _States, moved: Moved, day: date, until: int | None) -> DayCounts:
    span, sets = states.span(day, until), states.of(day, until)
    return DayCounts(
        day=day,
        orders=moved.orders(*span),
        revenue=moved.net(*span),
        active=len(sets.active),
        new=len(sets.new),
        returned=len(sets.returned),
        lost=len(sets.lost),
    )


def _range(query: GlanceQuery, back: int) -> Intervals:
    """The days from so many before the day, with those in which somebody may have been away."""
    first = query.day - timedelta(days=back + query.away)
    return intervals_between(first.isoformat(), query.day.isoformat(), "day", query.timezone)


def _span(query: GlanceQuery, range_: Intervals) -> tuple[int, int]:
    start, end = range_.edges[-2:]
    return start, end if query.until is None else min(end, start + query.until)


def _attended(events: Events, edges: tuple[int, ...], work: Callable[[Attendance], T]) -> T:
    index = events.index
    usable = index if index is not None and index.has_edges(edges) else None
    known = from_index(usable, lambda found: work(OfIndex(found, edges)))
    return known if known is not None else work(attendance_of_events(events, edges))
