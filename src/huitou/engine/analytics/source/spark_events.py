"""Events on a cluster: Spark reads them and brings each person's together, and the workers count
with the same code as one machine does.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import ibis
import pyarrow as pa

from huitou.engine.analytics.query.definition import AsOf
from huitou.engine.analytics.source.apply import of_people
from huitou.engine.analytics.source.dialect import SparkDialect
from huitou.engine.analytics.source.events import A
from huitou.engine.analytics.source.extract import Extract, expression
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
    cohorts: Callable[[Any, str], pa.Array] | None = None
    index: None = None  # a cluster scans

    def scan(self, extract: Extract) -> SparkScan:
        return SparkScan(self, extract)

    def names(self) -> tuple[str, ...]:
        table = self.query(lambda events, _: events.select("event").distinct())
        return tuple(sorted(name for name in table.column("event").to_pylist() if name))

    def person_of(self, ids: pa.Array) -> pa.Array:
        return self.persons(ids)

    def query(self, expression: Callable[[Any, Any], Any]) -> pa.Table:
        return self._frame(expression(self.view, _DIALECT)).toArrow()

    def _frame(self, asked: Any) -> Any:
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
        for row in self._by_person.mapInArrow(count_partition, "counted binary").collect():
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
        return self.events._frame(self._asked).repartition("person")
