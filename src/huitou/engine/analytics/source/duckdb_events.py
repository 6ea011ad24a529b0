"""Events on one machine: DuckDB reads them, numpy counts them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import duckdb
import ibis
import pyarrow as pa

from huitou.engine.analytics.query.definition import AsOf
from huitou.engine.analytics.source.apply import of_people
from huitou.engine.analytics.source.dialect import DuckDBDialect
from huitou.engine.analytics.source.events import A, ActivityIndex
from huitou.engine.analytics.source.extract import Extract, expression
from huitou.engine.analytics.source.limits import Deadline, Limits
from huitou.engine.analytics.source.rows import Rows

_BATCH = 1 << 20
_DIALECT = DuckDBDialect()


@dataclass(frozen=True, eq=False)
class DuckDBEvents:
    """`view` makes, on a connection, the Ibis table of events with the column `person`."""

    as_of: AsOf
    view: Callable[[duckdb.DuckDBPyConnection], Any]
    limits: Limits = field(default_factory=Limits)
    index: ActivityIndex | None = None
    cohorts: Callable[[Any, str], pa.Array] | None = None

    def scan(self, extract: Extract) -> DuckDBScan:
        return DuckDBScan(self, extract)

    def names(self) -> tuple[str, ...]:
        table = self.query(lambda events, _: events.select("event").distinct())
        return tuple(sorted(name for name in table.column("event").to_pylist() if name))

    def query(self, expression: Callable[[Any, Any], Any]) -> pa.Table:
        connection = _connect(self.limits)
        asked = expression(self.view(connection), _DIALECT)
        return _fetch(connection, asked, Deadline(self.limits))


@dataclass(frozen=True, eq=False)
class DuckDBScan:
    """One Extract of the events, read once and kept while it is counted from."""

    events: DuckDBEvents
    extract: Extract

    def reduce(self, count: Callable[[Rows], A]) -> A:
        return count(self.rows)

    @cached_property
    def rows(self) -> Rows:
        table = self.events.query(lambda events, dialect: expression(events, self.extract, dialect))
        return of_people(Rows.of(table), self.extract)


def _connect(limits: Limits) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(config={"memory_limit": f"{limits.megabytes}MB"})
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET preserve_insertion_order = false")
    return connection


def _fetch(connection: duckdb.DuckDBPyConnection, asked: Any, deadline: Deadline) -> pa.Table:
    sql = ibis.to_sql(asked, dialect="duckdb")
    with _within(connection, deadline):
        reader = connection.sql(sql).to_arrow_reader(_BATCH)
        batches, size = [], 0
        for batch in reader:
            size += batch.nbytes
            if size > deadline.limits.megabytes << 20:
                raise deadline.too_large()
            batches.append(batch)
    return pa.Table.from_batches(batches, reader.schema)


@contextmanager
def _within(connection: duckdb.DuckDBPyConnection, deadline: Deadline) -> Iterator[None]:
    """Interrupt the connection when the time is up; tell which limit was hit."""
    timer = threading.Timer(deadline.left, connection.interrupt)
    timer.start()
    try:
        yield
    except duckdb.InterruptException as error:
        raise deadline.too_long() from error
    except duckdb.OutOfMemoryException as error:
        raise deadline.too_large() from error
    finally:
        timer.cancel()
