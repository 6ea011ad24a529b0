"""A snapshot: the log held still. A pinned version of the table, the rows that were accepted but
not shipped yet, and everyone's identity, for DuckDB on one machine or Spark on a cluster.
"""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from huitou.engine.events.duckdb_view import create_view
from huitou.engine.events.message_ids import IndexIncomplete
from huitou.engine.events.once_table import OnceTable, Pinned
from huitou.engine.events.people import people_of
from huitou.engine.events.persons import Persons
from huitou.engine.events.rows import EVENTS_SCHEMA, events_table
from huitou.engine.events.ship import unshipped_rows
from huitou.engine.events.store import LINKS, LogStore

_VIEWS = ("shipped", "tail", "people")
_PATIENCE = 10.0


@dataclass(frozen=True)
class Snapshot:
    """What a query reads: a version of the table (`pinned`), the rows beyond it (`tail`), who is
    who, and when it was taken. The same snapshot gives the same answers as long as the files of
    its version are kept (see EventLog.vacuum).
    """

    table: OnceTable
    pinned: Pinned
    tail: pa.Table
    people: Persons
    as_of: datetime

    @property
    def version(self) -> int:
        """The version of the table that is read."""
        return self.pinned.version

    @property
    def files(self) -> tuple[str, ...]:
        """The Parquet files of that version, paths or URLs: the same list for every engine."""
        return self.pinned.files

    def said(self, connection: duckdb.DuckDBPyConnection) -> Any:
        """The events alone, as they were said: an Ibis table on DuckDB with EVENTS_SCHEMA. Whoever
        reads it has to find out who is who by `people`.
        """
        create_view(connection, "shipped", self.pinned, self.table)
        backend = _on_duckdb(connection)
        shipped = backend.table("shipped")
        if not self.tail.num_rows:
            return shipped
        connection.register("tail", self.tail)
        return shipped.union(backend.table("tail"))

    def duckdb(self, connection: duckdb.DuckDBPyConnection | None = None) -> Any:
        """The events as an Ibis table on DuckDB (a new in-memory database by default): the
        columns of EVENTS_SCHEMA and `person_id`, null where the event names nobody.
        """
        raw = connection or duckdb.connect()
        said = self.said(raw)
        raw.register("people", self.people.table())
        return _with_person(said, _on_duckdb(raw).table("people"))

    def spark(self, session: Any, scratch: Path) -> Any:
        """The same Ibis table on a Spark session. What is not in the table's files is written as
        Parquet below the folder `scratch`; every worker must reach it, as it must the table.
        """
        import ibis

        scratch.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(dir=scratch))
        loose = {"tail": self.tail, "people": self.people.table()}
        if not self.files:
            loose["shipped"] = self.table.schema.empty_table()
        for name, rows in loose.items():
            pq.write_table(rows, folder / name)
        for name in _VIEWS:
            paths = [str(folder / name)] if name in loose else self.files
            session.read.parquet(*paths).createOrReplaceTempView(name)
        backend = ibis.pyspark.connect(session)
        shipped, tail, people = (backend.table(name) for name in _VIEWS)
        return _with_person(shipped.union(tail), people)


def take_shipped(store: LogStore, version: int | None = None) -> Snapshot:
    """A version of the table alone, the newest by default; `as_of` is when it was written. Taken
    again with its version it is the same, whatever has arrived since.
    """
    pinned = store.events.pin(version, (LINKS,))
    written_at = store.events.written_at(pinned.version)
    nothing = EVENTS_SCHEMA.empty_table()
    return _snapshot(store, pinned, nothing, as_of=written_at, newest=version is None)


def take_snapshot(store: LogStore, version: int | None = None) -> Snapshot:
    """Hold the log still: the newest version and everything accepted so far, or an older version
    alone. An event is in it from the moment that its sender got a 200.
    """
    if version is not None:
        pinned = store.events.pin(version, (LINKS,))
        nothing = EVENTS_SCHEMA.empty_table()
        return _snapshot(store, pinned, nothing, as_of=store.clock.now(), newest=False)
    # The tail is read before the version is pinned: a segment that is shipped in between is then
    # in both, and its rows fall out of the tail by their message ids.
    tail = events_table(unshipped_rows(store).events)
    deadline = time.monotonic() + _PATIENCE
    while True:
        pinned = store.events.pin(transactions=(LINKS,))
        try:
            new = store.events.new_rows(tail, pinned)
            return _snapshot(store, pinned, new, as_of=store.clock.now(), newest=True)
        except IndexIncomplete:
            if time.monotonic() > deadline:
                with store.writing():
                    store.events.reindex()
                deadline = time.monotonic() + _PATIENCE


def _snapshot(
    store: LogStore, pinned: Pinned, tail: pa.Table, *, as_of: datetime, newest: bool
) -> Snapshot:
    return Snapshot(
        table=store.events,
        pinned=pinned,
        tail=tail,
        people=people_of(store, pinned, tail, newest=newest),
        as_of=as_of,
    )


def _on_duckdb(connection: duckdb.DuckDBPyConnection) -> Any:
    # Every process that starts Django reads this file and few ask: Ibis takes long to import.
    import ibis

    return ibis.duckdb.from_connection(connection)


def _with_person(events: Any, people: Any) -> Any:
    key = events.user_id.coalesce(events.anonymous_id)
    known = people.rename(known_id="id", known_person="person_id")
    joined = events.left_join(known, key == known.known_id)
    person = joined.known_person.coalesce(joined.user_id, joined.anonymous_id)
    return joined.mutate(person_id=person).drop("known_id", "known_person")
