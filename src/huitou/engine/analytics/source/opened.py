"""Where events come from: the log, a version of it, or a table in hand."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import ibis
import pyarrow as pa

from huitou.engine.analytics.query.definition import AsOf
from huitou.engine.analytics.query.refusals import refuse
from huitou.engine.analytics.source.duckdb_events import DuckDBEvents
from huitou.engine.analytics.source.limits import Limits
from huitou.engine.analytics.source.spark_events import SparkEvents
from huitou.engine.events import EVENTS_SCHEMA, EventLog

_NEEDED = ("person", "event", "timestamp")


def events_of_log(
    log: EventLog, version: int | None = None, *, limits: Limits | None = None
) -> DuckDBEvents:
    """The events of the log's newest version, or of the version that an answer is marked with.
    NotFound for a version that is no longer kept.
    """
    snapshot = log.shipped(version)

    def view(connection: duckdb.DuckDBPyConnection) -> Any:
        return snapshot.duckdb(connection).rename(person="person_id")

    return DuckDBEvents(AsOf(snapshot.version, snapshot.as_of), view, limits or Limits())


def events_on_spark(
    log: EventLog, session: Any, scratch: Path, version: int | None = None
) -> SparkEvents:
    """The same on a Spark session, whose workers must reach the log's files and `scratch`."""
    snapshot = log.shipped(version)
    view = snapshot.spark(session, scratch).rename(person="person_id")
    return SparkEvents(AsOf(snapshot.version, snapshot.as_of), view, session)


def events_of_table(
    table: pa.Table, as_of: datetime, *, limits: Limits | None = None
) -> DuckDBEvents:
    """Events in hand: a table with `person`, `event` (text) and `timestamp` (with a timezone), and
    any other column of EVENTS_SCHEMA, such as `properties` as JSON text. `as_of` is the moment up
    to which it is complete.
    """
    missing = [name for name in _NEEDED if name not in table.column_names]
    if missing:
        raise refuse("table", f"The table has no {', '.join(missing)}.", "Add what is missing.")
    filled = _filled(table)

    def view(connection: duckdb.DuckDBPyConnection) -> Any:
        connection.register("events", filled)
        return ibis.duckdb.from_connection(connection).table("events")

    return DuckDBEvents(AsOf(None, as_of), view, limits or Limits())


def _filled(table: pa.Table) -> pa.Table:
    """The table with every column of EVENTS_SCHEMA, and the person."""
    rows = table.num_rows
    given = {"message_id": [str(row) for row in range(rows)], "type": ["track"] * rows}
    columns = [table.column("person").cast(pa.string())]
    for field in EVENTS_SCHEMA:
        if field.name in table.column_names:
            columns.append(table.column(field.name).cast(field.type))
        else:
            columns.append(pa.array(given.get(field.name, [None] * rows), field.type))
    return pa.table(columns, names=["person", *EVENTS_SCHEMA.names])
