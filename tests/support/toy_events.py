"""Events written as a child would write them, to ask queries of."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

from huitou.engine.analytics.source.duckdb_events import DuckDBEvents
from huitou.engine.analytics.source.opened import events_of_table

AS_OF = datetime(2026, 2, 1, tzinfo=UTC)


def happened(*lines: tuple[Any, ...], as_of: datetime = AS_OF, **columns: Any) -> DuckDBEvents:
    """Each line: person, event name, moment (ISO 8601, UTC if it has no offset), and perhaps
    properties. `columns` gives further columns of EVENTS_SCHEMA, one value a line.
    """
    moments = [datetime.fromisoformat(line[2]) for line in lines]
    aware = [at if at.tzinfo else at.replace(tzinfo=UTC) for at in moments]
    properties = [json.dumps(line[3]) if len(line) > 3 else None for line in lines]
    table = pa.table(
        {
            "person": pa.array([line[0] for line in lines], pa.string()),
            "event": pa.array([line[1] for line in lines], pa.string()),
            "timestamp": pa.array(aware, pa.timestamp("us", tz="UTC")),
            "properties": pa.array(properties, pa.string()),
            **columns,
        }
    )
    return events_of_table(table, as_of=as_of)


def identified(person: str, at: str, **traits: Any) -> tuple[tuple[Any, ...], str]:
    """A line that says something of a person, and its traits as JSON text."""
    return (person, None, at), json.dumps(traits)
