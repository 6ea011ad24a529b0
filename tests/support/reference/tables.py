"""Our events as a table for the engine, and through an event log."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa

from huitou.engine.analytics.source.duckdb_events import DuckDBEvents
from huitou.engine.analytics.source.opened import events_of_log, events_of_table
from huitou.engine.events import EventLog, EventRow, events_table
from kept_index import kept
from reference.calendar import moment_of
from reference.events import Event
from reference.strategies import COHORT, Case

_MOMENT = pa.timestamp("us", tz="UTC")


def _object(value: dict[str, Any]) -> str | None:
    return json.dumps(value) if value else None


def as_table(events: Iterable[Event]) -> pa.Table:
    """What `events_of_table` takes."""
    rows = list(events)
    columns = {
        "person": ([one.person for one in rows], pa.string()),
        "event": ([one.name for one in rows], pa.string()),
        "timestamp": ([moment_of(one.at) for one in rows], _MOMENT),
        "type": ([one.type for one in rows], pa.string()),
        "message_id": ([one.message_id for one in rows], pa.string()),
        "properties": ([_object(one.properties) for one in rows], pa.string()),
        "traits": ([_object(one.traits) for one in rows], pa.string()),
        "context": ([_object(one.context) for one in rows], pa.string()),
    }
    return pa.table({name: pa.array(*column) for name, column in columns.items()})


def opened(case: Case) -> DuckDBEvents:
    """The events of a case, with its cohort."""
    return events_of_table(as_table(case.events), as_of=case.as_of, cohorts=_cohorts(case))


def _cohorts(case: Case) -> Callable[[Any, str], pa.Array]:
    members = pa.array(sorted(case.members), pa.string())
    return lambda _, name: {COHORT: members}[name]


def as_row(event: Event) -> EventRow:
    """The row that the log keeps."""
    values: dict[str, Any] = dict.fromkeys(EventRow.__struct_fields__)
    values |= {
        "message_id": event.message_id,
        "type": event.type,
        "event": event.name,
        "user_id": event.user_id,
        "anonymous_id": event.anonymous_id,
        "previous_id": event.previous_id,
        "timestamp": event.at,
        "received_at": event.at,
        "source": "test",
        "properties": _object(event.properties),
        "traits": _object(event.traits),
        "context": _object(event.context),
    }
    return EventRow(**values)


def logged(case: Case, said: list[list[Event]], home: Path, *, use_index: bool) -> DuckDBEvents:
    """The events, appended in several goes to a log that keeps its index in the case's zone."""
    log = kept(EventLog.open(home), case.zone)
    for part in said:
        log.append(events_table([as_row(one) for one in part]))
    return events_of_log(log, use_index=use_index, cohorts=_cohorts(case))
