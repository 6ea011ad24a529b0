"""Spark answers from the same pinned files as DuckDB, and gives the same rows."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from huitou.engine.events import EventLog, events_table

pyspark_sql = pytest.importorskip("pyspark.sql", reason="huitou[spark] is not installed")

pytestmark = pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs a Java runtime")


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    session = (
        pyspark_sql.SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    yield session
    session.stop()


def rows_of(events: Any) -> list[dict[str, Any]]:
    # As seconds: on its way out of Spark a moment loses its timezone, though not its value.
    rows = events.select(
        "message_id", "person_id", "event", "properties", at=events.timestamp.epoch_seconds()
    )
    return rows.order_by("message_id").to_pyarrow().to_pylist()


def counts_of(events: Any) -> dict[str, int]:
    counted = events.group_by("event").agg(people=events.person_id.nunique()).to_pyarrow()
    return dict(
        zip(*(counted.column(name).to_pylist() for name in counted.column_names), strict=True)
    )


def test_both_engines_read_the_same_snapshot(
    spark: Any, log: EventLog, row: Any, accept: Any, tmp_path: Path
) -> None:
    log.append(
        events_table(
            [
                row("1", anonymous_id="anon", properties='{"product_id":"茶"}'),
                row("2", None, type="identify", user_id="ann", anonymous_id="anon"),
            ]
        )
    )
    log.append(events_table([row("3", "Order Completed", user_id="ann")]))
    accept(log, [row("3"), row("4", "Order Completed", user_id="bob")])
    snapshot = log.snapshot()
    assert (len(snapshot.files), snapshot.tail.num_rows) == (2, 1)
    on_duckdb, on_spark = snapshot.duckdb(), snapshot.spark(spark, tmp_path / "scratch")
    assert rows_of(on_spark) == rows_of(on_duckdb)
    assert (
        counts_of(on_spark)
        == counts_of(on_duckdb)
        == {
            "Product Viewed": 1,
            "Order Completed": 2,
            None: 1,
        }
    )


def test_spark_reads_an_empty_log(spark: Any, log: EventLog, tmp_path: Path) -> None:
    assert log.snapshot().spark(spark, tmp_path).count().to_pyarrow().as_py() == 0
