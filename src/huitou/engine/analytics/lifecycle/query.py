"""The lifecycle question."""

from __future__ import annotations

from typing import Literal

from huitou.engine.analytics.query.events import (
    EventFilter,
    Period,
    Query,
    Question,
    WeekStart,
)


class LifecycleQuery(Query, frozen=True):
    """Per interval from `from_` to `to` (both whole; default: 11 intervals up to the as-of moment)
    how many people are new, returning, resurrecting or dormant by `event`.

    Active: has the event in the interval. New: active, and the interval holds the person's first
    event: of any name with `new_by` "person" (the default), of those that match `event` with
    "event". Returning: active, not new, and active in the interval before. Resurrecting: active,
    neither new nor active in the interval before. Dormant: not active, but active in the interval
    before. History before the range counts. `where` applies to active, never to "first seen by
    person".
    """

    period: Period = "day"
    from_: str | None = None
    to: str | None = None
    week_start: WeekStart = "monday"
    event: EventFilter = EventFilter()
    new_by: Literal["person", "event"] = "person"


class LifecycleCell(Question, frozen=True):
    """The people in one state of the interval with that number, from 0."""

    interval: int
    state: Literal["new", "returning", "resurrecting", "dormant"]
