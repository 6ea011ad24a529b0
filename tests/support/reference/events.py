"""An event, whether it matches, and who said it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from huitou.engine.analytics.query.events import EventFilter, Query

Cohorts = Mapping[str, Collection[str]]
NO_COHORTS: Cohorts = {}


@dataclass(frozen=True)
class Event:
    """What a person did (`name`) or said of themselves (an identify, without a name). `at` is in
    microseconds since 1970 UTC. `person` may be None: an event of nobody, which never counts.
    The ids are for events that go through a log, which finds out the person from them.
    """

    person: str | None
    name: str | None
    at: int
    properties: dict[str, Any] = field(default_factory=dict)
    message_id: str = ""
    type: str = "track"
    traits: dict[str, Any] = field(default_factory=dict)
    context: dict[str, Any] = field(default_factory=dict)
    user_id: str | None = None
    anonymous_id: str | None = None
    previous_id: str | None = None


def equal(ours: Any, asked: Any) -> bool:
    """Whether two JSON scalars are the same: 1 is 1.0, but neither is true or "1"."""
    if isinstance(ours, bool) or isinstance(asked, bool):
        return ours is asked
    if isinstance(ours, str) or isinstance(asked, str):
        return isinstance(ours, str) and isinstance(asked, str) and ours == asked
    return bool(ours == asked)


def has(event: Event, where: Mapping[str, Any]) -> bool:
    """Whether the event has all these properties; null is also "absent"."""
    return all(equal(event.properties.get(name), value) for name, value in where.items())


def matches(event: Event, asked: EventFilter) -> bool:
    """Whether a named event is the one that is asked for."""
    return asked.event in (None, event.name) and has(event, asked.where)


def named(events: list[Event]) -> list[Event]:
    """What known people did."""
    return [one for one in events if one.person is not None and one.name is not None]


def asked_of(events: list[Event], query: Query, cohorts: Cohorts) -> list[Event]:
    """The events that the query is about: named, of known people, within its cohort, and with
    the properties that all must have.
    """
    return [
        one
        for one in named(events)
        if has(one, query.where) and (query.within is None or one.person in cohorts[query.within])
    ]


def text(value: Any) -> str | None:
    """A JSON scalar as text: a text itself, anything else as JSON writes it, null as None."""
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value)


def number(value: Any) -> float | None:
    """A JSON value if it is a number."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
