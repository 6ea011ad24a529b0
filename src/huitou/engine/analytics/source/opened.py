"""Where events come from: the log, a version of it, or a table in hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import ibis
import pyarrow as pa
import pyarrow.compute as pc

from huitou.engine.analytics.index.activity import open_index
from huitou.engine.analytics.query.definition import AsOf
from huitou.engine.analytics.query.refusals import refuse
from huitou.engine.analytics.source.duckdb_events import DuckDBEvents
from huitou.engine.analytics.source.events import Cohorts
from huitou.engine.analytics.source.limits import Limits
from huitou.engine.analytics.source.spark_events import SparkEvents
from huitou.engine.events import EVENTS_SCHEMA, EventLog, Snapshot

_NEEDED = ("person", "event", "timestamp")


def events_of_log(
    log: EventLog,
    version: int | None = None,
    *,
    limits: Limits | None = None,
    use_index: bool = True,
    cohorts: Cohorts | None = None,
) -> DuckDBEvents:
    """The events of the log's newest version, or of the version that an answer is marked with.
    The activity index is used if it covers just these events, and `use_index` allows it. NotFound
    for a version that is no longer kept.
    """
    snapshot = log.shipped(version)
    index = open_index(log) if use_index else None
    if index is not None and not index.covers(snapshot):
        index = None
    as_of = AsOf(snapshot.version, snapshot.as_of)
    return DuckDBEvents(as_of, _Logged(snapshot), limits or Limits(), index, cohorts)


@dataclass(frozen=True, eq=False)
class _Logged:
    """A snapshot's events."""

    snapshot: Snapshot

    def by_person(self, connection: duckdb.DuckDBPyConnection) -> Any:
        return self.snapshot.duckdb(connection).rename(person="person_id")

    def by_id(self, connection: duckdb.DuckDBPyConnection) -> Any:
        said = self.snapshot.said(connection)
        return said.mutate(person=ibis.coalesce(said.user_id, said.anonymous_id))

    def persons(self, ids: pa.Array) -> pa.Array:
        known = self.snapshot.people.table()
        found = pc.index_in(ids, known.column("id").combine_chunks())
        return pc.coalesce(known.column("person_id").combine_chunks().take(found), ids)


def events_on_spark(
    log: EventLog,
    session: Any,
    scratch: Path,
    version: int | None = None,
    *,
    limits: Limits | None = None,
    cohorts: Cohorts | None = None,
) -> SparkEvents:
    """The same on a Spark session, whose workers must reach the log's files and `scratch`."""
    snapshot = log.shipped(version)
    view = snapshot.spark(session, scratch).rename(person="person_id")
    as_of = AsOf(snapshot.version, snapshot.as_of)
    return SparkEvents(as_of, view, session, _Logged(snapshot).persons, limits or Limits(), cohorts)


def events_of_table(
    table: pa.Table,
    as_of: datetime,
    *,
    limits: Limits | None = None,
    cohorts: Cohorts | None = None,
) -> DuckDBEvents:
    """Events in hand: a table with `person`, `event` (text) and `timestamp` (with a timezone), and
    any other column of EVENTS_SCHEMA, such as `properties` as JSON text. `as_of` is the moment up
    to which it is complete.
    """
    missing = [name for name in _NEEDED if name not in table.column_names]
    if missing:
        raise refuse("table", f"The table has no {', '.join(missing)}.", "Add what is missing.")
    return DuckDBEvents(
        AsOf(None, as_of), _InHand(_filled(table)), limits or Limits(), None, cohorts
    )


@dataclass(frozen=True, eq=False)
class _InHand:
    """A table that says who the person is."""

    table: pa.Table

    def by_person(self, connection: duckdb.DuckDBPyConnection) -> Any:
        connection.register("events", self.table)
        return ibis.duckdb.from_connection(connection).table("events")

    def by_id(self, connection: duckdb.DuckDBPyConnection) -> Any:
        return self.by_person(connection)

    def persons(self, ids: pa.Array) -> pa.Array:
        return ids


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
