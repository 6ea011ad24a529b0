"""The whole index from the log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import duckdb
import ibis
import pyarrow as pa

from huitou.engine.analytics.index.days import day_start
from huitou.engine.analytics.index.numbering import Numbering
from huitou.engine.analytics.index.state import State, folder_of, read_state, told
from huitou.engine.analytics.index.writer import Writer, empty_state, next_generation
from huitou.engine.events import EventLog, Persons, Snapshot, counts_of

_BATCH = 1 << 20
_BATCHES_IN_MEMORY = 8
_COLUMNS = ("user_id", "anonymous_id", "event", "timestamp")


@dataclass(frozen=True)
class Built:
    """An index that covers the log, and what its writer goes on from."""

    state: State
    numbering: Numbering
    people: Persons


def rebuild_index(
    log: EventLog,
    timezone: str | None = None,
    heard: Callable[[int, int], None] = lambda done, all_: None,
) -> State:
    """Make the index of `log` from nothing, in days of `timezone` (default: as before, or UTC).
    Whoever writes to the log waits; `heard` is told how many of all events have been read.
    """
    with log.writing():
        return build(log, timezone, heard).state


def build(
    log: EventLog,
    timezone: str | None = None,
    heard: Callable[[int, int], None] = lambda done, all_: None,
) -> Built:
    """The same for a caller who is `writing`."""
    folder = folder_of(log)
    with told(folder):
        folder.mkdir(exist_ok=True)
    before = read_state(folder)
    timezone = timezone or (before.timezone if before else "UTC")
    day_start(20_000, timezone)  # refuses an unknown timezone before anything is read
    snapshot = log.shipped()
    state = empty_state(timezone, next_generation(before.generation if before else 0))
    numbering = Numbering(folder, state)
    writer = Writer(folder, state, numbering)
    total = int(snapshot.table.delta(snapshot.version).count())
    done = 0
    for count, batch in enumerate(_batches(snapshot), start=1):
        writer.add(pa.Table.from_batches([batch]), lambda: snapshot.people)
        if count % _BATCHES_IN_MEMORY == 0:
            writer.flush()
        done += batch.num_rows
        heard(done, total)
    return Built(writer.commit(counts_of(snapshot.pinned)), numbering, snapshot.people)


def _batches(snapshot: Snapshot) -> Iterator[pa.RecordBatch]:
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    said = snapshot.said(connection).select(*_COLUMNS)
    yield from connection.sql(ibis.to_sql(said, dialect="duckdb")).to_arrow_reader(_BATCH)
