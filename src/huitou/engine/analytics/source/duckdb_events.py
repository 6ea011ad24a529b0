"""Events on one machine: DuckDB reads them, numpy counts them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial, reduce
from operator import add
from typing import Any, Protocol

import duckdb
import ibis
import pyarrow as pa

from huitou.engine.analytics.query.definition import AsOf
from huitou.engine.analytics.source.apply import of_people
from huitou.engine.analytics.source.dialect import DuckDBDialect
from huitou.engine.analytics.source.events import A, ActivityIndex, Cohorts
from huitou.engine.analytics.source.extract import Extract, expression
from huitou.engine.analytics.source.index_rows import rows_of
from huitou.engine.analytics.source.indexed import from_index
from huitou.engine.analytics.source.limits import Deadline, Limits, check_time, running
from huitou.engine.analytics.source.parallel import side_by_side
from huitou.engine.analytics.source.pieces import pieces_of
from huitou.engine.analytics.source.rows import Rows

_BATCH = 1 << 20
DIALECT = DuckDBDialect()


class Named(Protocol):
    """Events of which it is known who is who, on a DuckDB connection."""

    def by_person(self, connection: duckdb.DuckDBPyConnection) -> Any:
        """The Ibis table of events with `person`, the person's id."""
        ...

    def by_id(self, connection: duckdb.DuckDBPyConnection) -> Any:
        """The same with `person`, an id of the person; null where `by_person` has null."""
        ...

    def persons(self, ids: pa.Array) -> pa.Array:
        """The person of each of these ids."""
        ...


@dataclass(frozen=True, eq=False)
class DuckDBEvents:
    """The events of `named`, up to `as_of`."""

    as_of: AsOf
    named: Named
    limits: Limits = field(default_factory=Limits)
    index: ActivityIndex | None = None
    cohorts: Cohorts | None = None

    def scan(self, extract: Extract) -> DuckDBScan:
        return DuckDBScan(self, extract)

    def names(self) -> tuple[str, ...]:
        table = self.query(lambda events, _: events.select("event").distinct())
        return tuple(sorted(name for name in table.column("event").to_pylist() if name))

    def person_of(self, ids: pa.Array) -> pa.Array:
        return self.named.persons(ids)

    def query(self, expression: Callable[[Any, Any], Any]) -> pa.Table:
        connection = connect(self.limits)
        asked = expression(self.named.by_person(connection), DIALECT)
        return fetch(connection, asked, self.limits)


@dataclass(frozen=True, eq=False)
class DuckDBScan:
    """One Extract of the events, read once and kept while it is counted from."""

    events: DuckDBEvents
    extract: Extract

    def reduce(self, count: Callable[[Rows], A]) -> A:
        with running(self.events.limits):
            check_time()
            pieces = pieces_of(self.rows)
            return reduce(add, side_by_side(partial(_counted, count, piece) for piece in pieces))

    @cached_property
    def rows(self) -> Rows:
        return of_people(self._read(), self.extract)

    def _read(self) -> Rows:
        """To look up the few distinct ids afterwards is quicker than to join every event; only
        what is told of whole persons needs them from the start.
        """
        events, extract = self.events, self.extract
        with running(events.limits) as deadline:
            kept = from_index(events.index, lambda index: rows_of(index, extract, deadline))
        if kept is not None:
            return kept
        connection = connect(events.limits)
        known = from_index(events.index, lambda index: (index.numbers, index.people))
        if known is not None:
            connection.register("numbers", known[0])
            numbers = ibis.duckdb.from_connection(connection).table("numbers")
            table = _numbered(events.named.by_id(connection), numbers)
            return Rows.of(self._fetch(connection, table), known[1])
        if extract.of_persons:
            return Rows.of(self._fetch(connection, events.named.by_person(connection)))
        rows = Rows.of(self._fetch(connection, events.named.by_id(connection)))
        return rows.renamed(events.named.persons(rows.names))

    def _fetch(self, connection: duckdb.DuckDBPyConnection, table: Any) -> pa.Table:
        asked = expression(table, self.extract, DIALECT, _marked_names(connection, self.extract))
        return fetch(connection, asked, self.events.limits, _coded_texts)


def _counted(count: Callable[[Rows], A], piece: Callable[[], Rows]) -> A:
    return count(piece())


def _numbered(events: Any, numbers: Any) -> Any:
    """The events with `person` as a number; `numbers` has every id there is."""
    joined = events.join(numbers, events.person == numbers.id)
    return joined.drop("id", "person").rename(person="number")


def _marked_names(connection: duckdb.DuckDBPyConnection, extract: Extract) -> Any | None:
    marks = extract.marks_by_name
    if marks is None:
        return None
    bits = pa.array(list(marks.values()), pa.int64())
    connection.register("marked_names", pa.table({"marked_name": list(marks), "marks": bits}))
    return ibis.duckdb.from_connection(connection).table("marked_names")


def connect(limits: Limits) -> duckdb.DuckDBPyConnection:
    """A database in memory that keeps to the limits."""
    connection = duckdb.connect(config={"memory_limit": f"{limits.megabytes}MB"})
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET preserve_insertion_order = false")
    return connection


def fetch(
    connection: duckdb.DuckDBPyConnection,
    asked: Any,
    limits: Limits,
    kept: Callable[[pa.RecordBatch], pa.RecordBatch] = lambda batch: batch,
) -> pa.Table:
    """The rows of an Ibis table, each batch as `kept` makes it; Overloaded or TooLarge when a limit
    is hit.
    """
    sql = ibis.to_sql(asked, dialect="duckdb")
    with running(limits) as deadline, _within(connection, deadline):
        reader = connection.sql(sql).to_arrow_reader(_BATCH)
        batches, size = [], 0
        for batch in reader:
            size += batch.nbytes
            if size > deadline.limits.megabytes << 20:
                raise deadline.too_large()
            batches.append(kept(batch))
    schema = reader.schema
    # What DuckDB still holds would lie beside what is made of the rows.
    del reader
    connection.close()
    if not batches:
        return schema.empty_table()
    return pa.Table.from_batches(batches).unify_dictionaries()


def _coded_texts(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Names of events and values of properties repeat: as numbers they take a tenth of the room.
    Ids of people hardly repeat within a batch.
    """
    columns = [
        column.dictionary_encode()
        if pa.types.is_string(column.type) and name != "person"
        else column
        for name, column in zip(batch.schema.names, batch.columns, strict=True)
    ]
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)


@contextmanager
def _within(connection: duckdb.DuckDBPyConnection, deadline: Deadline) -> Iterator[None]:
    """Interrupt the connection when the time is up; tell which limit was hit."""
    timer = threading.Timer(deadline.left, connection.interrupt)
    timer.start()
    try:
        yield
    except (duckdb.Error, OSError) as error:
        # While rows are fetched, DuckDB's errors come as Arrow's, with the same words.
        if deadline.left == 0:
            raise deadline.too_long() from error
        if "Out of Memory" in str(error):
            raise deadline.too_large() from error
        raise
    finally:
        timer.cancel()
