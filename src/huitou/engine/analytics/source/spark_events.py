"""Events on a cluster: Spark reads them and brings each person's together, and the workers count
with the same code as one machine does.
"""

from __future__ import annotations

import pickle
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import ibis
import pyarrow as pa

from huitou.engine.analytics.query.definition import AsOf
from huitou.engine.analytics.source.apply import of_people
from huitou.engine.analytics.source.dialect import SparkDialect
from huitou.engine.analytics.source.events import A, Cohorts
from huitou.engine.analytics.source.extract import Extract, expression
from huitou.engine.analytics.source.limits import Limits, running
from huitou.engine.analytics.source.rows import Rows

_DIALECT = SparkDialect()


@dataclass(frozen=True, eq=False)
class SparkEvents:
    """`view` is the Ibis table of events with the column `person`, on the Spark `session`;
    `persons` tells the person of ids.
    """

    as_of: AsOf
    view: Any
    session: Any
    persons: Callable[[pa.Array], pa.Array]
    limits: Limits = field(default_factory=Limits)
    cohorts: Cohorts | None = None
    index: None = None  # a cluster scans

    def scan(self, extract: Extract) -> SparkScan:
        return SparkScan(self, extract)

    def names(self) -> tuple[str, ...]:
        table = self.query(lambda events, _: events.select("event").distinct())
        return tuple(sorted(name for name in table.column("event").to_pylist() if name))

    def person_of(self, ids: pa.Array) -> pa.Array:
        return self.persons(ids)

    def query(self, expression: Callable[[Any, Any], Any]) -> pa.Table:
        with _job(self.session, self.limits):
            table: pa.Table = self.frame(expression(self.view, _DIALECT)).toArrow()
        return table

    def frame(self, asked: Any) -> Any:
        """An Ibis table as a Spark data frame."""
        return self.session.sql(ibis.to_sql(asked, dialect="pyspark"))


@dataclass(frozen=True, eq=False)
class SparkScan:
    """One Extract of the events, counted where it lies."""

    events: SparkEvents
    extract: Extract

    def reduce(self, count: Callable[[Rows], A]) -> A:
        extract = self.extract

        def count_partition(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            held = list(batches)
            if held:
                counted = count(of_people(Rows.of(pa.Table.from_batches(held)), extract))
                yield pa.record_batch({"counted": pa.array([pickle.dumps(counted)], pa.binary())})

        total = count(of_people(Rows.of(self._empty), extract))
        counts = self._by_person.mapInArrow(count_partition, "counted binary")
        with _job(self.events.session, self.events.limits):
            for row in counts.collect():
                total = total + pickle.loads(row.counted)
        return total

    @cached_property
    def _asked(self) -> Any:
        return expression(self.events.view, self.extract, _DIALECT)

    @cached_property
    def _empty(self) -> pa.Table:
        schema: pa.Schema = self._asked.schema().to_pyarrow()
        return schema.empty_table()

    @cached_property
    def _by_person(self) -> Any:
        return self.events.frame(self._asked).repartition("person")


@contextmanager
def _job(session: Any, limits: Limits) -> Iterator[None]:
    """Cancel what Spark does in here when the time is up."""
    context, group = session.sparkContext, f"huitou-{uuid.uuid4()}"
    with running(limits) as deadline:
        context.setJobGroup(group, "huitou query", interruptOnCancel=True)
        timer = threading.Timer(deadline.left, context.cancelJobGroup, [group])
        timer.start()
        try:
            yield
        except Exception as error:
            if deadline.left == 0:
                raise deadline.too_long() from error
            raise
        finally:
            timer.cancel()
