"""The event log at 20 million events: append from Arrow, the cost of the exactly-once check as the
log grows, and a raw retention scan beside hand-written DuckDB SQL over the same Parquet files.

    python benchmarks/log.py [MILLIONS]
"""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import ibis

from huitou.engine.events import EVENTS_SCHEMA, EventLog, Snapshot

PERSONS = 500_000
DAYS = 180
BATCH = 1_000_000
# Two of three events are anonymous; one in fifty says who the anonymous visitor is.
MAKE_BATCH = f"""
SELECT uuid()::VARCHAR AS message_id,
       CASE WHEN says_who THEN 'identify' ELSE 'track' END AS type,
       CASE WHEN says_who THEN NULL ELSE
            ['Product Viewed', 'Product Added', 'Product Viewed', 'Order Completed'][1 + i % 4]
       END AS event,
       NULL::VARCHAR AS name,
       CASE WHEN says_who OR i % 3 = 0 THEN 'user-' || person END AS user_id,
       'anonymous-' || person AS anonymous_id,
       NULL::VARCHAR AS previous_id, NULL::VARCHAR AS group_id,
       moment AS timestamp, moment AS original_timestamp, moment AS sent_at, moment AS received_at,
       'web' AS source,
       '{{"product_id":"p' || (i % 5000) || '","category":"tea","price":' || (i % 10000) / 100
           || ',"currency":"CNY","position":3}}' AS properties,
       NULL::VARCHAR AS traits,
       '{{"library":{{"name":"analytics-python","version":"2.4.0"}}}}' AS context
FROM (SELECT i, i % 50 = 0 AS says_who, (random() * {PERSONS - 1})::INT AS person,
             TIMESTAMPTZ '2026-01-01 00:00:00+00'
             + ((random() * {DAYS * 86400})::INT) * INTERVAL 1 SECOND
             AS moment
      FROM range({BATCH}) numbers(i))
"""
BY_HAND = """
WITH named AS (
    SELECT coalesce(people.person_id, e.user_id, e.anonymous_id) AS person, e.timestamp
    FROM read_parquet({files}) e LEFT JOIN people ON coalesce(e.user_id, e.anonymous_id) = people.id
    WHERE e.event IS NOT NULL),
active AS (SELECT DISTINCT person, date_trunc('week', timestamp) AS week FROM named)
SELECT a.week AS cohort, b.week AS week, count(*) AS people
FROM active a JOIN active b ON a.person = b.person AND b.week >= a.week
GROUP BY 1, 2 ORDER BY 1, 2
"""


def main(millions: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        log = EventLog.open(Path(folder))
        append(log, millions)
        scan(log.snapshot())
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GB")


def append(log: EventLog, millions: int) -> None:
    connection = duckdb.connect()
    seconds = []
    for _ in range(millions):
        batch = connection.sql(MAKE_BATCH).to_arrow_table().cast(EVENTS_SCHEMA)
        started = time.perf_counter()
        assert log.append(batch).appended == BATCH
        seconds.append(time.perf_counter() - started)
    print(f"append from Arrow, exactly once: {millions * BATCH / sum(seconds):,.0f} events/s")
    quarter = max(millions // 4, 1)
    first, last = statistics.median(seconds[:quarter]), statistics.median(seconds[-quarter:])
    print(f"  a batch of {BATCH:,}: {first:.2f} s at the start, {last:.2f} s at the end")
    started = time.perf_counter()
    assert log.append(batch).duplicates == BATCH
    print(f"  the same batch again changes nothing: {time.perf_counter() - started:.2f} s")
    small = batch.slice(0, 100)
    started = time.perf_counter()
    assert log.append(small).duplicates == 100
    print(f"  100 known events again: {(time.perf_counter() - started) * 1000:.0f} ms")


def scan(snapshot: Snapshot) -> None:
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    connection.register("people", snapshot.people.table())
    by_hand = BY_HAND.format(files=list(snapshot.files))
    events = snapshot.duckdb(connection.cursor())
    expected = connection.sql(by_hand).to_arrow_table()
    ours = retention(events).to_pyarrow()
    assert expected["people"].to_pylist() == ours["people"].to_pylist(), "not the same numbers"
    times: dict[str, list[float]] = {"by hand": [], "huitou": []}
    for _ in range(5):
        times["by hand"].append(timed(lambda: connection.sql(by_hand).to_arrow_table()))
        times["huitou"].append(timed(lambda: retention(events).to_pyarrow()))
    median = {name: statistics.median(values) for name, values in times.items()}
    print(
        f"raw weekly retention scan: {median['huitou']:.2f} s through the handle, "
        f"{median['by hand']:.2f} s by hand, ratio {median['huitou'] / median['by hand']:.2f}"
    )


def retention(events: Any) -> Any:
    named = events.filter(events.event.notnull())
    weeks = named.timestamp.truncate("W")
    active = named.select(person=named.person_id, week=weeks).distinct()
    first = active.rename(cohort="week")
    later = first.join(active, [first.person == active.person, active.week >= first.cohort])
    return later.group_by("cohort", "week").agg(people=ibis._.count()).order_by("cohort", "week")


def timed(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
