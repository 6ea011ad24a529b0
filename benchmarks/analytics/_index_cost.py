"""What the activity index costs: to build it, and to keep it while events are shipped."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from _data import FOLDER, made

from huitou.engine.analytics import KeptIndex, index_facts, rebuild_index
from huitou.engine.events import EVENTS_SCHEMA, Decided, EventLog, EventRow, pack
from huitou.engine.events.segments import SegmentWriter
from huitou.kernel import SystemClock

_ROUNDS = 3
_RECORD = 100  # events of one request


def index_ready(home: Path) -> str:
    """Build the index of the log if it has none that is up to date, and say what it is."""
    log = EventLog.open(home)
    facts = index_facts(log)
    took = ""
    if facts is None or not facts.current:
        started = time.perf_counter()
        rebuild_index(log, "UTC")
        took = f", built in {time.perf_counter() - started:.1f} s"
        facts = index_facts(log)
    assert facts is not None
    return f"index: {facts.days} days, {facts.people:,} people, {facts.bytes / 1e6:.0f} MB{took}"


def upkeep(folder: Path = FOLDER) -> str:
    """Ship a million events from segments into a log that knows their people already, and say what
    share of that the index takes.
    """
    rows = _million(made(1, folder))
    with tempfile.TemporaryDirectory() as home:
        log = EventLog.open(Path(home))
        follower = _Timed(KeptIndex(log, "UTC"))
        log = log.followed_by(follower)
        log.append(rows)
        shares = [_round(log, follower, rows, number) for number in range(_ROUNDS)]
    share = statistics.median(shares)
    return f"keeping the index takes {100 * share:.1f} percent of the other time of shipping"


class _Timed:
    """A follower whose seconds are added up."""

    def __init__(self, follower: Any) -> None:
        self._follower = follower
        self.seconds = 0.0

    def appended(self, change: Any) -> None:
        started = time.perf_counter()
        self._follower.appended(change)
        self.seconds += time.perf_counter() - started

    def erased(self) -> None:
        self._follower.erased()

    def catch_up(self) -> None:
        self._follower.catch_up()


def _round(log: EventLog, follower: _Timed, rows: pa.Table, number: int) -> float:
    _accept(log, rows, number)
    follower.seconds = 0.0
    started = time.perf_counter()
    assert log.ship().appended == rows.num_rows
    taken = time.perf_counter() - started
    return follower.seconds / (taken - follower.seconds)


def _accept(log: EventLog, rows: pa.Table, number: int) -> None:
    """Put the rows into a segment, as the intake does, as events that are new."""
    writer = SegmentWriter(log.segments_folder, SystemClock())
    for batch in rows.to_batches(_RECORD):
        columns = [
            column.cast(pa.int64()) if pa.types.is_timestamp(column.type) else column
            for column in batch.columns
        ]
        events = [
            EventRow(f"{number}-{values[0]}", *values[1:])
            for values in zip(*(column.to_pylist() for column in columns), strict=True)
        ]
        writer.write([pack(Decided(events, []))])
    writer.close()


def _million(home: Path) -> pa.Table:
    files = list(EventLog.open(home).shipped().files)
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    return connection.read_parquet(files).to_arrow_table().cast(EVENTS_SCHEMA)
