"""A Delta Lake table that takes every key once, for ever.

Appends are numbered by a Delta application transaction inside the same commit, so the table
itself says how many appends it has seen, and the index of keys can tell whether it is whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from deltalake import ColumnProperties as Column
from deltalake import CommitProperties, DeltaTable, Transaction, WriterProperties, write_deltalake
from deltalake.exceptions import DeltaError, TableNotFoundError

from huitou.engine.events.message_ids import IndexIncomplete, MessageIds
from huitou.kernel import NotFound, StorageRefused, from_micros

APPENDS = "huitou-appends"
_PROPERTIES = WriterProperties(
    compression="ZSTD",
    compression_level=1,
    # Almost every value differs: a dictionary would be built and thrown away.
    column_properties={
        name: Column(dictionary_enabled=False) for name in ("message_id", "properties", "raw")
    },
)
# File statistics lie in the table's log in the clear and outlive a deleted row, so they are kept
# for columns that name nobody: an erased person leaves no trace there.
_CONFIGURATION = {
    "delta.dataSkippingStatsColumns": "received_at,source,event",
    # As long as files are kept: a version without its files cannot be read.
    "delta.logRetentionDuration": "interval 7 days",
}


@dataclass(frozen=True)
class Appended:
    """What an append did: rows that were new, rows whose key was known, the version after it."""

    appended: int
    duplicates: int
    version: int


@dataclass(frozen=True)
class Pinned:
    """One version of the table: its files (paths or URLs), and how many appends it holds."""

    version: int
    files: tuple[str, ...]
    transactions: Mapping[str, int]

    @property
    def appends(self) -> int:
        return self.transactions[APPENDS]


class OnceTable:
    """The table at `url`, its key index in the local folder `index`. The key of a row is the text
    in the `key` columns. Writers hold the log's lock; readers need none.
    """

    def __init__(
        self,
        url: str,
        schema: pa.Schema,
        index: Path,
        key: tuple[str, ...],
        storage_options: Mapping[str, str] | None = None,
    ) -> None:
        self.url = url
        self.schema = schema
        self.storage_options = dict(storage_options or {})
        self._key = key
        self._ids = MessageIds(index)

    def delta(self, version: int | None = None) -> DeltaTable:
        """The Delta table itself, at its newest or at the given version; it is made if it is not
        there. NotFound for a version that is not, StorageRefused if the store does not answer.
        """
        with _told(self.url):
            try:
                newest = DeltaTable(self.url, storage_options=self.storage_options)
            except TableNotFoundError:
                newest = self._create()
        if version is None or version == newest.version():
            return newest
        absent = NotFound(
            f"The event log has no version {version} (any more); it is at {newest.version()}.",
            remedy="Ask without a version, or for one that vacuum has kept.",
            code="log.unknown_version",
            field="version",
        )
        if version > newest.version():  # delta-rs would look for each one up to there
            raise absent
        try:
            return DeltaTable(self.url, version=version, storage_options=self.storage_options)
        except (DeltaError, OSError) as error:
            raise absent from error

    def pin(self, version: int | None = None, transactions: tuple[str, ...] = ()) -> Pinned:
        """The newest or the given version, held still, with the counts of its transactions."""
        delta = self.delta(version)
        names = (APPENDS, *transactions)
        counts = {name: delta.transaction_version(name) or 0 for name in names}
        return Pinned(delta.version(), tuple(delta.file_uris()), counts)

    def written_at(self, version: int) -> datetime:
        """When that version was committed (UTC, whole milliseconds)."""
        # Asked of an older version, delta-rs gives the newest commits under wrong numbers.
        newest = self.delta()
        behind = newest.version() - version
        commit = newest.history(behind + 1)[behind]
        return from_micros(int(commit["timestamp"]) * 1000)

    def append(self, rows: pa.Table, also: Callable[[pa.Table], dict[str, int]]) -> Appended:
        """Append the rows whose key is new (of equal keys the first), all or nothing.

        `also` names further transactions to count in the same commit, given the new rows.
        """
        delta = self.delta()
        if rows.num_rows == 0:
            return Appended(0, 0, delta.version())
        seen = delta.transaction_version(APPENDS) or 0
        mask, digests = self._fresh(rows, seen)
        new = rows if mask.all() else rows.filter(pa.array(mask))
        if new.num_rows == 0:
            return Appended(0, rows.num_rows, delta.version())
        self._ids.stage(seen + 1, digests)
        with _told(self.url):
            write_deltalake(
                delta,
                new.cast(self.schema),
                mode="append",
                writer_properties=_PROPERTIES,
                commit_properties=_commit({APPENDS: seen + 1, **also(new)}),
            )
        self._ids.tidy(seen + 1)
        return Appended(new.num_rows, rows.num_rows - new.num_rows, delta.version())

    def new_rows(self, rows: pa.Table, pinned: Pinned) -> pa.Table:
        """Those of `rows` whose key the pinned version does not hold, each key once.

        Raises IndexIncomplete when the table has moved on since it was pinned.
        """
        if rows.num_rows == 0:
            return rows
        mask, _ = self._ids.fresh(self._keys(rows), pinned.appends)
        return rows.filter(pa.array(mask))

    def reindex(self) -> int:
        """Build the key index again from the table; returns the number of keys."""
        delta = self.delta()
        reader: Any = delta.to_pyarrow_dataset().scanner(columns=list(self._key)).to_reader()
        keys = (self._keys(pa.Table.from_batches([batch])) for batch in reader)
        count = delta.transaction_version(APPENDS) or 0
        self._ids.rebuild(keys, count)
        return int(delta.count())

    def small_files(self, below_bytes: int) -> int:
        """How many files of the newest version are smaller than that."""
        sizes: Any = pa.table(self.delta().get_add_actions()).column("size_bytes")
        return int(pc.sum(pc.less(sizes, below_bytes)).as_py() or 0)

    def compact(self, target_bytes: int) -> None:
        """Join files below `target_bytes` into larger ones; the rows stay."""
        with _told(self.url):
            self.delta().optimize.compact(target_size=target_bytes, writer_properties=_PROPERTIES)

    def vacuum(self, keep_hours: int) -> int:
        """Delete files that no version of the last `keep_hours` uses; returns how many."""
        with _told(self.url):
            gone = self.delta().vacuum(
                keep_hours, dry_run=False, enforce_retention_duration=False, full=True
            )
        return len(gone)

    def delete(
        self, column: str, values: pa.Array, transactions: Mapping[str, int], *, inside: bool
    ) -> int:
        """Delete rows whose `column` is one of `values`, or with `inside` contains one.

        A merge, because a delete would write its values into the table's log for all to read.
        """
        test = f"strpos(t.{column}, s.value) > 0" if inside else f"t.{column} = s.value"
        with _told(self.url):
            merger = self.delta().merge(
                pa.table({"value": values}),
                predicate=test,
                source_alias="s",
                target_alias="t",
                writer_properties=_PROPERTIES,
                commit_properties=_commit(transactions),
            )
            outcome = merger.when_matched_delete().execute()
        return int(outcome["num_target_rows_deleted"])

    def _create(self) -> DeltaTable:
        return DeltaTable.create(
            self.url,
            schema=self.schema,
            mode="ignore",  # another process may be quicker
            configuration=_CONFIGURATION,
            storage_options=self.storage_options,
        )

    def _keys(self, rows: pa.Table) -> pa.ChunkedArray:
        columns = [rows.column(name) for name in self._key]
        return columns[0] if len(columns) == 1 else pc.binary_join_element_wise(*columns, "\n")

    def _fresh(self, rows: pa.Table, seen: int) -> Any:
        try:
            return self._ids.fresh(self._keys(rows), seen)
        except IndexIncomplete:
            # The folder was lost, or another machine has appended: the table knows better.
            self.reindex()
            return self._ids.fresh(self._keys(rows), seen)


@contextmanager
def _told(url: str) -> Iterator[None]:
    """What a store does not do is told as a StorageRefused; the table is then as it was."""
    try:
        yield
    except (DeltaError, OSError) as error:
        raise StorageRefused(
            f"The table at {url} did not take part: {str(error).splitlines()[0]}",
            remedy="Check the disk, or the address and keys of the object store; then try again.",
            code="log.store",
            retry_after=5,
        ) from error


def _commit(transactions: Mapping[str, int]) -> CommitProperties:
    return CommitProperties(
        app_transactions=[Transaction(name, number) for name, number in transactions.items()]
    )
