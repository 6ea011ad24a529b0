"""The engagement question."""

from __future__ import annotations

from typing import Literal

from huitou.engine.analytics.query.events import (
    Breakdown,
    EventFilter,
    Query,
    Question,
    WeekStart,
)


class EngagementQuery(Query, frozen=True):
    """Per interval from `from_` to `to` (both whole; default: 11 intervals up to the as-of moment):
    who is active, and what their sessions are. Active means having `event`.

    - People: distinct people active in the interval. DAU: those active on a local day; of an
      interval of several days the mean over its days. WAU, MAU: distinct people active on the 7 or
      30 local days that end with the interval's last day. Of an interval that is still running
      only the days that have begun count, and its last day is that of the as-of moment.
    - Sessions: a person's matching events, without a pause longer than `session_seconds` between
      them. A session belongs to the interval of its first event, also if it ends in a later one.
      Its dwell is the time from its first to its last event: 0 if it has a single event, so that
      the mean is also told without those. Events are read from 30 days before the range to 30
      days after it; a session that runs on beyond is cut there.
    - `exclude_bots` leaves out events whose user agent (`userAgent` of the context) is a bot's by
      the published list (`source/bots.py`).
    - `breakdown` as in retention; by event, a session is made of the events of one group.
    """

    period: Literal["day", "week", "month"] = "day"
    from_: str | None = None
    to: str | None = None
    week_start: WeekStart = "monday"
    event: EventFilter = EventFilter()
    session_seconds: int = 1_800
    exclude_bots: bool = True
    breakdown: Breakdown | None = None


class EngagementCell(Question, frozen=True):
    """The people active in the interval with that number (from 0), or in the 7 days ("wau") or 30
    days ("mau") that end with its last day; `group` and `other` as in the answer.
    """

    interval: int
    of: Literal["people", "wau", "mau"] = "people"
    group: str | None = None
    other: bool = False
