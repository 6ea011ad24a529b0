"""Looking after the table: fewer files, no files that nobody needs, an index that is right."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import pyarrow as pa

from huitou.engine.events.duckdb_view import create_view
from huitou.engine.events.message_ids import IndexIncomplete
from huitou.engine.events.once_table import OnceTable
from huitou.engine.events.segments import segments
from huitou.engine.events.store import LogStore
from huitou.kernel import InvalidInput

TARGET_BYTES = 256 << 20


@dataclass(frozen=True)
class Compacted:
    """Files that went into fewer, larger ones; the rows and the answers stay the same."""

    files_before: int
    files_after: int


@dataclass(frozen=True)
class Verified:
    """What a check of the whole log found. `sound` when nothing is amiss."""

    events: int
    repeated_ids: int
    ids_missing_from_index: int
    waiting_segments: int
    torn_segments: int

    @property
    def sound(self) -> bool:
        return self.repeated_ids == 0 and self.ids_missing_from_index == 0


def compact(store: LogStore) -> Compacted:
    """Join small files. Shipping goes on meanwhile; queries that run keep their files."""
    with store.maintaining():
        before = after = 0
        for table in (store.events, store.quarantine):
            before += len(table.pin().files)
            table.compact(TARGET_BYTES)
            after += len(table.pin().files)
        return Compacted(before, after)


def vacuum(store: LogStore, keep_days: int) -> int:
    """Delete files that no version of the last `keep_days` days uses; returns how many.

    Answers that were pinned to an older version can no longer be repeated afterwards.
    """
    if keep_days < 0:
        raise InvalidInput(
            f"{keep_days} days cannot be kept.",
            remedy="Give 0 or more days.",
            code="log.bad_retention",
            field="keep_days",
        )
    with store.maintaining(), store.writing():
        return sum(table.vacuum(keep_days * 24) for table in (store.events, store.quarantine))


def reindex(store: LogStore) -> int:
    """Build the indexes of message ids again from the tables; returns the ids of events.

    Ids of erased events are not in the table any more and are forgotten here.
    """
    with store.writing():
        store.quarantine.reindex()
        return store.events.reindex()


def verify(store: LogStore) -> Verified:
    """Read the whole log and compare it with what it promises."""
    with store.writing():
        pinned = store.events.pin()
        connection = duckdb.connect()
        create_view(connection, "events", pinned, store.events)
        ((events, repeated),) = connection.sql(
            "SELECT count(*), count(*) - count(DISTINCT message_id) FROM events"
        ).fetchall()
        return Verified(
            events=events,
            repeated_ids=repeated,
            ids_missing_from_index=_missing(connection, store.events),
            waiting_segments=len(segments(store.segments_folder)),
            torn_segments=len(segments(store.segments_folder / "torn")),
        )


def _missing(connection: duckdb.DuckDBPyConnection, table: OnceTable) -> int:
    pinned = table.pin()
    missing = 0
    reader = connection.sql("SELECT * FROM events").to_arrow_reader(1 << 20)
    for batch in reader:
        try:
            missing += table.new_rows(pa.Table.from_batches([batch]), pinned).num_rows
        except IndexIncomplete:
            missing += batch.num_rows
    return missing
