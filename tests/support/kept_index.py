"""A log whose activity index is kept, rows to fill it with, and what it and the events say."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from huitou.engine.analytics.index.activity import ActivityIndex, open_index
from huitou.engine.analytics.index.keep import KeptIndex
from huitou.engine.analytics.periods import day_date
from huitou.engine.events import EventLog, EventRow
from huitou.kernel import to_micros

NOON = to_micros(datetime(2026, 6, 21, 12, tzinfo=UTC))
DAY = 86_400_000_000
Said = dict[tuple[str | None, str], set[str]]
"""By event (None: any named one) and local date: who had it."""


def row(message_id: str, event: str | None = "View", day: float = 0, **given: Any) -> EventRow:
    """An event at noon (UTC) of 21 June 2026, or so many days later."""
    values: dict[str, Any] = dict.fromkeys(EventRow.__struct_fields__)
    at = NOON + round(day * DAY)
    values.update(message_id=message_id, type="track", event=event, source="test")
    return EventRow(**{**values, "timestamp": at, "received_at": at, **given})


def kept(log: EventLog, timezone: str = "UTC") -> EventLog:
    """The log with its index as follower, as a new process opens it."""
    return log.followed_by(KeptIndex(log, timezone))


def opened(log: EventLog) -> ActivityIndex:
    """The index, which has to cover the newest version of the log."""
    index = open_index(log)
    assert index is not None
    assert index.covers(log.shipped())
    return index


def said_by_index(log: EventLog) -> Said:
    """What the index says; days on which nobody had an event are left out."""
    index = opened(log)
    said = {}
    for day in index.state.days:
        for name in (None, *index.event_names()):
            (people,) = index.sets(name, (day.start, day.end))
            if people:
                said[name, day_date(day.number).isoformat()] = set(index.names(people).to_pylist())
    return said


def rows_by_index(log: EventLog) -> list[tuple[str, str, int]]:
    """Every named event: whose, which, and when."""
    index = opened(log)
    rows, names, people = index.rows, index.event_names(), index.people.to_pylist()
    told = zip(rows.owner[rows.person].tolist(), rows.event.tolist(), rows.at.tolist(), strict=True)
    return sorted((people[person], names[event - 1], at) for person, event, at in told)


def rows_by_events(log: EventLog) -> list[tuple[str, str, int]]:
    """The same, read from the log."""
    events = log.shipped().duckdb().select("event", "timestamp", "person_id").to_pyarrow()
    told = ((one["person_id"], one["event"], one["timestamp"]) for one in events.to_pylist())
    return sorted((who, what, to_micros(at)) for who, what, at in told if who and what)


def said_by_events(log: EventLog, timezone: str = "UTC") -> Said:
    """What the events say, read one after another."""
    said: Said = {}
    events = log.shipped().duckdb().select("event", "timestamp", "person_id")
    for one in events.to_pyarrow().to_pylist():
        if one["event"] is None or one["person_id"] is None:
            continue
        day = one["timestamp"].astimezone(ZoneInfo(timezone)).date().isoformat()
        for name in (None, one["event"]):
            said.setdefault((name, day), set()).add(one["person_id"])
    return said
