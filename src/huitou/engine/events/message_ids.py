"""The index of message ids: what makes a batch that comes again, a year later, change nothing.

Every append to the table is numbered, and leaves one *run* here: the MD5 of its message ids, 16
bytes each, sorted. Runs of similar size are merged, so n ids lie in at most
(_FAN_IN - 1) * log(n) / log(_FAN_IN) runs, and a look-up is a binary search in each; see
docs/decisions/0002-exactly-once.md for the bound and for why MD5 is enough here.

A run's file is named `first-last.ids` after the appends that it covers. It is written before the
append is committed, and counts only once the table says that the append happened. Runs are
derived: `rebuild` makes them again from the table.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

_FAN_IN = 8
Words = npt.NDArray[np.uint64]


class IndexIncomplete(Exception):
    """The runs do not cover exactly the appends that the table holds: rebuild, or look again."""


@dataclass(frozen=True)
class Digests:
    """128-bit digests as two words each, sorted by (high, low). Equal ones may repeat."""

    high: Words
    low: Words

    def __len__(self) -> int:
        return len(self.high)


_NONE = Digests(np.empty(0, dtype=np.uint64), np.empty(0, dtype=np.uint64))


@dataclass(frozen=True)
class _Run:
    first: int
    last: int
    path: Path


class MessageIds:
    """The runs of one table in one folder. One writer at a time (the log's lock sees to it);
    readers need no lock.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def fresh(self, ids: pa.ChunkedArray, appended: int) -> tuple[npt.NDArray[np.bool_], Digests]:
        """Which of `ids` (not null) are new after `appended` appends: a mask, True for the first
        of each new id, and the digests of those. Raises IndexIncomplete.
        """
        digests, order = _sorted_digests(ids)
        is_new = _first_of_each(digests)
        try:
            for run in self._cover(appended):
                is_new &= ~_contains(_load(run.path), digests)
        except FileNotFoundError as error:
            raise IndexIncomplete("a run was merged away while it was read") from error
        mask = np.zeros(len(ids), dtype=np.bool_)
        mask[order[is_new]] = True
        return mask, Digests(digests.high[is_new], digests.low[is_new])

    def stage(self, number: int, digests: Digests) -> None:
        """Write the run of append `number`, before the table is told of it."""
        self._forget_unfinished(number - 1)
        self._write(number, number, digests)

    def tidy(self, appended: int) -> None:
        """Merge runs of similar size; the same ids in fewer files."""
        runs = self._cover(appended)
        while (group := _mergeable(runs)) is not None:
            digests = _merge(_load(run.path) for run in group)
            self._write(group[0].first, group[-1].last, digests)
            for run in group:
                run.path.unlink(missing_ok=True)
            runs = self._cover(appended)

    def rebuild(self, ids: Iterable[pa.ChunkedArray], appended: int) -> None:
        """Make the runs again from all the message ids that the table holds."""
        digests = _merge(_sorted_digests(chunk)[0] for chunk in ids)
        for run in self._runs():
            run.path.unlink(missing_ok=True)
        if appended:
            self._write(1, appended, digests)

    def _runs(self) -> list[_Run]:
        found = []
        for path in self._folder.glob("*.ids"):
            first, _, last = path.stem.partition("-")
            found.append(_Run(int(first), int(last), path))
        return found

    def _cover(self, appended: int) -> list[_Run]:
        """The runs that together cover appends 1..appended, each once, the widest first."""
        by_first: dict[int, _Run] = {}
        for run in self._runs():
            widest = by_first.get(run.first)
            if run.last <= appended and (widest is None or run.last > widest.last):
                by_first[run.first] = run
        cover = []
        at = 1
        while at <= appended:
            if at not in by_first:
                raise IndexIncomplete(f"no run covers append {at} of {appended}")
            cover.append(by_first[at])
            at = by_first[at].last + 1
        return cover

    def _forget_unfinished(self, appended: int) -> None:
        for run in self._runs():
            if run.first > appended:
                run.path.unlink(missing_ok=True)

    def _write(self, first: int, last: int, digests: Digests) -> None:
        path = self._folder / f"{first}-{last}.ids"
        temporary = path.with_suffix(".writing")
        with temporary.open("wb") as file:
            file.write(digests.high.tobytes())
            file.write(digests.low.tobytes())
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)


def _sorted_digests(ids: pa.ChunkedArray) -> tuple[Digests, npt.NDArray[np.int64]]:
    """The digests of `ids`, sorted, and for each its place in `ids`; equal ids keep their order."""
    if len(ids) == 0:
        return _NONE, np.empty(0, dtype=np.int64)
    table = pa.table({"id": ids})  # read by name from the query below
    connection = duckdb.connect()
    connection.register("ids", table)
    hashed: Any = connection.sql("SELECT md5_number(id) AS digest FROM ids").to_arrow_table()
    words = np.concatenate(
        [_words(chunk) for chunk in hashed.column("digest").chunks], dtype=np.uint64
    )
    low, high = words[:, 0], words[:, 1]
    order = np.argsort(high, kind="stable")
    sorted_high = high[order]
    if np.any(sorted_high[1:] == sorted_high[:-1]):
        order = np.lexsort((low, high))
        sorted_high = high[order]
    return Digests(sorted_high, low[order]), order


def _words(chunk: Any) -> Words:
    """The raw 16 bytes of a 128-bit decimal array as (n, 2) words, low word first."""
    buffer = chunk.buffers()[1]
    start = chunk.offset * 2
    return np.frombuffer(buffer, dtype=np.uint64)[start : start + 2 * len(chunk)].reshape(-1, 2)


def _first_of_each(digests: Digests) -> npt.NDArray[np.bool_]:
    first = np.ones(len(digests), dtype=np.bool_)
    first[1:] = (digests.high[1:] != digests.high[:-1]) | (digests.low[1:] != digests.low[:-1])
    return first


def _contains(run: Digests, wanted: Digests) -> npt.NDArray[np.bool_]:
    """For each of `wanted`, whether `run` holds it."""
    found = np.zeros(len(wanted), dtype=np.bool_)
    place = np.searchsorted(run.high, wanted.high)
    open_ = np.arange(len(wanted))
    while len(open_):
        # High words that are equal while low ones differ are rare; then look one further.
        at = place[open_]
        inside = at < len(run)
        open_, at = open_[inside], at[inside]
        same = run.high[at] == wanted.high[open_]
        open_, at = open_[same], at[same]
        hit = run.low[at] == wanted.low[open_]
        found[open_[hit]] = True
        open_ = open_[~hit]
        place[open_] += 1
    return found


def _mergeable(runs: list[_Run]) -> list[_Run] | None:
    """The newest _FAN_IN neighbours of one size class, or None."""
    sizes = [_size_class(run) for run in runs]
    for start in range(len(runs) - _FAN_IN, -1, -1):
        if len(set(sizes[start : start + _FAN_IN])) == 1:
            return runs[start : start + _FAN_IN]
    return None


def _size_class(run: _Run) -> int:
    ids = max(run.path.stat().st_size // 16, 1)
    return int(np.log(ids) / np.log(_FAN_IN))


def _merge(parts: Iterable[Digests]) -> Digests:
    parts = [_NONE, *parts]
    high = np.concatenate([part.high for part in parts])
    low = np.concatenate([part.low for part in parts])
    # Timsort finds the sorted stretches, so this is a merge and not a sort from nothing.
    order = np.argsort(high, kind="stable")
    merged = Digests(high[order], low[order])
    if np.any(merged.high[1:] == merged.high[:-1]):
        order = np.lexsort((low, high))
        merged = Digests(high[order], low[order])
    return merged


def _load(path: Path) -> Digests:
    size = path.stat().st_size // 16
    if size == 0:
        return _NONE
    words = np.memmap(path, dtype=np.uint64, mode="r", shape=(2 * size,))
    return Digests(words[:size], words[size:])
