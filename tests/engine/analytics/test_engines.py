"""One matrix of queries for every engine: DuckDB with the index, DuckDB without it, and Spark on a
cluster of two workers give the same answers. Where an engine cannot, GAPS names its error.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from huitou.engine.analytics import (
    Events,
    ask,
    events_of_log,
    events_on_spark,
    people_of_cell,
    rebuild_index,
)
from huitou.engine.events import EventLog
from small_shop import fill

pyspark = pytest.importorskip("pyspark", reason="huitou[spark] is not installed")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs a Java runtime"),
]

RANGE = {"from": "2026-02-23", "to": "2026-03-22"}
TEA = {"event": "Product Viewed", "where": {"category": "tea"}}

STEPS = ["Product Viewed", "Product Added", "Order Completed"]

MATRIX: dict[str, tuple[str, dict[str, Any]]] = {
    "retention by day": ("retention", RANGE),
    "retention by week in New York": (
        "retention",
        {**RANGE, "period": "week", "timezone": "America/New_York", "week_start": "sunday"},
    ),
    "retention by hour": (
        "retention",
        {"period": "hour", "from": "2026-03-01", "to": "2026-03-02T10:00"},
    ),
    "first time, on or after, churn": (
        "retention",
        {**RANGE, "mode": "first_time", "rolling": True, "churn": True, "period": "week"},
    ),
    "first ever": (
        "retention",
        {**RANGE, "mode": "first_ever", "start": TEA, "period": "week", "brackets": [1, 2]},
    ),
    "24 hours": (
        "retention",
        {**RANGE, "window": "24h_from_first", "min_occurrences": 2, "start": "Signed Up"},
    ),
    "by property": (
        "retention",
        {**RANGE, "period": "week", "breakdown": {"by": "event", "name": "category", "limit": 2}},
    ),
    "by trait": (
        "retention",
        {**RANGE, "period": "week", "breakdown": {"by": "person", "name": "town", "limit": 2}},
    ),
    "by first channel": (
        "retention",
        {**RANGE, "period": "week", "breakdown": {"by": "first_channel"}},
    ),
    "by inviter": ("retention", {**RANGE, "period": "week", "breakdown": {"by": "inviter"}}),
    "by group buy": ("retention", {**RANGE, "period": "month", "breakdown": {"by": "group_buy"}}),
    "net revenue": (
        "retention",
        {
            **RANGE,
            "period": "week",
            "start": "Order Completed",
            "returning": "Order Completed",
            "aggregate": {
                "kind": "sum",
                "name": "revenue",
                "currency": "CNY",
                "net_of_refunds": True,
            },
        },
    ),
    "average of a trait": (
        "retention",
        {**RANGE, "period": "week", "aggregate": {"kind": "avg", "name": "age", "of": "person"}},
    ),
    "price is a number, not text": (
        "retention",
        {**RANGE, "where": {"price": 4.5}, "mode": "first_time", "period": "week"},
    ),
    "null is absent": ("retention", {**RANGE, "where": {"category": None}, "period": "week"}),
    "stickiness": ("stickiness", {**RANGE, "compare": True}),
    "stickiness with a criterion": (
        "stickiness",
        {**RANGE, "interval_count": 3, "criterion": {"op": "<=", "count": 2}, "cumulative": True},
    ),
    "stickiness by trait": (
        "stickiness",
        {**RANGE, "breakdown": {"by": "person", "name": "gender", "limit": 1}},
    ),
    "lifecycle": ("lifecycle", {**RANGE, "period": "week"}),
    "lifecycle by event": ("lifecycle", {**RANGE, "event": "Order Completed", "new_by": "event"}),
    "engagement": ("engagement", {**RANGE, "period": "week", "timezone": "Asia/Shanghai"}),
    "engagement by trait, with bots": (
        "engagement",
        {**RANGE, "breakdown": {"by": "person", "name": "town"}, "exclude_bots": False},
    ),
    "funnel": (
        "funnel",
        {**RANGE, "steps": STEPS, "trend": "week", "time_to_convert": {"bins": 4}},
    ),
    "funnel, strict": ("funnel", {**RANGE, "steps": STEPS[:2], "order": "strict"}),
    "funnel, unordered, by property": (
        "funnel",
        {
            **RANGE,
            "steps": STEPS,
            "order": "unordered",
            "breakdown": {"by": "event", "name": "category", "limit": 2},
        },
    ),
    "funnel with an exclusion, sessions": (
        "funnel",
        {
            **RANGE,
            "steps": STEPS[:2],
            "unit": "session",
            "session_seconds": 86_400,
            "exclusions": [{"event": "Post Viewed"}],
            "reentry": "after_window",
        },
    ),
    "paths": ("paths", {**RANGE, "session_seconds": 86_400}),
    "paths by property": ("paths", {**RANGE, "by": "category", "session_seconds": 86_400}),
    "cohort": (
        "cohort",
        {
            "definition": {
                "name": "busy",
                "rule": {
                    "kind": "all_of",
                    "rules": [
                        {"kind": "performed_times", "event": TEA, "op": ">=", "count": 2},
                        {"kind": "trait_is", "name": "age", "op": ">", "value": 25},
                        {
                            "kind": "not",
                            "rule": {"kind": "first_time", "event": "Order Completed"},
                        },
                    ],
                },
            }
        },
    ),
    "customer value": ("customer_value", {**RANGE, "period": "week", "currency": "CNY"}),
    "customer value by channel": (
        "customer_value",
        {**RANGE, "period": "week", "breakdown": {"by": "first_channel"}},
    ),
    "growth": ("growth", {**RANGE, "cycle_days": 3, "held_out": {"trait": "gender", "value": "m"}}),
    "drivers": (
        "drivers",
        {"min_people": 5, "days": 3, "outcome_from_days": 7, "outcome_to_days": 21},
    ),
    "groups": ("groups", {**RANGE, "by": [{"by": "city", "name": "town"}], "min_people": 3}),
    "groups by category and hour": (
        "groups",
        {**RANGE, "by": [{"by": "category"}, {"by": "age"}], "min_people": 2},
    ),
}
"""What is asked: the family and the query."""

CELLS: dict[str, dict[str, Any]] = {
    "retention by day": {"row": 3, "column": 2},
    "first time, on or after, churn": {"row": 1, "column": 1, "lost": True},
    "by property": {"row": 0, "column": 1, "other": True},
    "stickiness": {"intervals": 2},
    "lifecycle": {"interval": 2, "state": "dormant"},
    "engagement": {"interval": 1, "of": "wau"},
    "funnel": {"step": 2},
    "cohort": {},
    "customer value": {"of": "repeat"},
    "growth": {"stage": "joined"},
    "drivers": {"action": "Product Viewed", "returned": True},
    "groups": {"keys": ["Hangzhou"], "other": [False]},
}
"""Cells of these queries, whose people are asked for."""

GAPS: dict[str, tuple[type[Exception], str]] = {}
"""Queries that Spark refuses: the error and its code."""


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> EventLog:
    made = EventLog.open(tmp_path_factory.mktemp("shop") / "home")
    fill(made)
    return made


@pytest.fixture(scope="module")
def duckdb_events(log: EventLog) -> Events:
    return events_of_log(log, use_index=False)


@pytest.fixture(scope="module")
def indexed_events(log: EventLog) -> Events:
    rebuild_index(log, "UTC")
    events = events_of_log(log)
    assert events.index is not None
    return events


@pytest.fixture(scope="module")
def spark_events(log: EventLog, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Events]:
    from pyspark.sql import SparkSession

    # Workers run the same Python, and a cluster made of a package has to be told where it lies.
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["SPARK_HOME"] = str(Path(pyspark.__file__).parent)
    session = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "4")
        .getOrCreate()
    )
    yield events_on_spark(log, session, tmp_path_factory.mktemp("scratch"))
    session.stop()


def plain(answer: Any) -> Any:
    """The answer as values that can be compared; sums of floats may differ in the last digits."""
    return rounded(msgspec.to_builtins(answer))


def rounded(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.10g}")
    if isinstance(value, list | tuple):
        return [rounded(one) for one in value]
    if isinstance(value, dict):
        return {key: rounded(one) for key, one in value.items()}
    return value


def test_two_workers_take_part(spark_events: Any) -> None:
    context = spark_events.session.sparkContext
    # The driver is listed with its executors.
    assert context._jsc.sc().getExecutorMemoryStatus().size() == 3


@pytest.mark.parametrize("name", MATRIX)
def test_the_engines_agree(name: str, duckdb_events: Events, spark_events: Events) -> None:
    family, query = MATRIX[name]
    if name in GAPS:
        error, code = GAPS[name]
        with pytest.raises(error) as refused:
            ask(spark_events, family, query)
        assert refused.value.code == code
        return
    assert plain(ask(spark_events, family, query)) == plain(ask(duckdb_events, family, query))


@pytest.mark.parametrize("name", MATRIX)
def test_the_index_changes_nothing(
    name: str, duckdb_events: Events, indexed_events: Events
) -> None:
    family, query = MATRIX[name]
    assert plain(ask(indexed_events, family, query)) == plain(ask(duckdb_events, family, query))


@pytest.mark.parametrize("name", CELLS)
def test_the_engines_name_the_same_people(
    name: str, duckdb_events: Events, indexed_events: Events, spark_events: Events
) -> None:
    family, query = MATRIX[name]
    people = people_of_cell(duckdb_events, family, query, CELLS[name]).to_pylist()
    assert people
    assert people_of_cell(indexed_events, family, query, CELLS[name]).to_pylist() == people
    assert people_of_cell(spark_events, family, query, CELLS[name]).to_pylist() == people
