"""Lifecycle, the slow way. The first event of a person is any that they ever did: neither the
event's `where` nor the query's applies to it. By "event" it is the first that meets both.
"""

from __future__ import annotations

from datetime import datetime

from huitou.engine.analytics.lifecycle.answer import LifecycleInterval
from huitou.engine.analytics.lifecycle.query import LifecycleQuery
from reference.calendar import Calendar, Key, micros_of
from reference.events import NO_COHORTS, Cohorts, Event, asked_of, matches, named


def lifecycle(
    events: list[Event], query: LifecycleQuery, as_of: datetime, cohorts: Cohorts = NO_COHORTS
) -> tuple[LifecycleInterval, ...]:
    """The intervals of the answer."""
    calendar = Calendar(query.period, query.timezone, query.week_start)
    seen = [e for e in asked_of(events, query, cohorts) if matches(e, query.event)]
    told = []
    for key in calendar.asked(query.from_, query.to, as_of):
        people = {one.person for one in seen}
        states = [_state(person, key, calendar, seen, events, query) for person in people]
        new, back = states.count("new"), states.count("resurrecting")
        dormant = states.count("dormant")
        told.append(
            LifecycleInterval(
                start=calendar.begins(key),
                new=new,
                returning=states.count("returning"),
                resurrecting=back,
                dormant=dormant,
                pulse=(new + back) / dormant if dormant else None,
                complete=calendar.end(key) <= micros_of(as_of),
            )
        )
    return tuple(told)


def _state(
    person: str | None,
    key: Key,
    calendar: Calendar,
    seen: list[Event],
    events: list[Event],
    query: LifecycleQuery,
) -> str | None:
    """What a person is in an interval, if anything."""
    active = {calendar.key(one.at) for one in seen if one.person == person}
    history = named(events) if query.new_by == "person" else seen
    first = min(one.at for one in history if one.person == person)
    before = calendar.before(key) in active
    if key not in active:
        return "dormant" if before else None
    if calendar.key(first) == key:
        return "new"
    return "returning" if before else "resurrecting"
