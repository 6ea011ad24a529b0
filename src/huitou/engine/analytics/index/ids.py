"""Which place an id has among all ids: exact, and small enough for a process that runs for months.

Python's own keyed hash of each id is kept sorted, 16 bytes an id, in runs of which the small ones
are merged, beside the texts that tell whether an equal hash was an equal id. Places are given in
the order in which ids come.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from huitou.engine.analytics.index.numbers import arrow_of
from huitou.engine.analytics.periods import Ints

TEXT = pa.large_string()
_SHRINKS = 4


@dataclass(frozen=True, eq=False)
class _Run:
    """Ids whose places follow each other from `first`: their hashes sorted, and the places so."""

    first: int
    texts: pa.Array
    keys: Ints
    places: Ints

    @classmethod
    def of(cls, first: int, texts: pa.Array, keys: Ints) -> _Run:
        order = np.argsort(keys, kind="stable")
        return cls(first, texts, keys[order], first + order)

    def find(self, wanted: Ints, texts: pa.Array, found: Ints) -> None:
        """Fill in the places of those ids that are here and were not found before."""
        open_ = np.flatnonzero(found < 0)
        place = np.searchsorted(self.keys, wanted[open_])
        while len(open_):
            inside = place < len(self.keys)
            open_, place = open_[inside], place[inside]
            same = self.keys[place] == wanted[open_]
            open_, place = open_[same], place[same]
            hit = self._spells(self.places[place], texts.take(arrow_of(open_)))
            found[open_[hit]] = self.places[place[hit]]
            # Another id of the same hash, which is rare: look one further.
            open_, place = open_[~hit], place[~hit] + 1

    def _spells(self, places: Ints, texts: pa.Array) -> NDArray[np.bool_]:
        equal = pc.equal(self.texts.take(arrow_of(places - self.first)), texts)
        return np.asarray(equal.to_numpy(zero_copy_only=False), dtype=np.bool_)


class Ids:
    """Every id, by its place."""

    def __init__(self, texts: pa.Array) -> None:
        self._runs = [_Run.of(0, texts, _hashes(texts))] if len(texts) else []
        self._count = len(texts)

    def __len__(self) -> int:
        return self._count

    def find(self, texts: pa.Array) -> Ints:
        """The place of each of these ids (TEXT, not null); -1 for one that has none yet."""
        keys = _hashes(texts)
        order = np.argsort(keys)
        sorted_texts, sorted_keys = texts.take(arrow_of(order)), keys[order]
        found = np.full(len(texts), -1, dtype=np.int64)
        for run in self._runs:
            run.find(sorted_keys, sorted_texts, found)
        places = np.empty_like(found)
        places[order] = found
        return places

    def add(self, texts: pa.Array) -> Ints:
        """Give places to ids that have none, each named once; the places."""
        if len(texts):
            self._runs.append(_Run.of(self._count, texts, _hashes(texts)))
            self._count += len(texts)
        while len(self._runs) > 1 and _mergeable(*self._runs[-2:]):
            earlier, later = self._runs[-2:]
            self._runs[-2:] = [_merged(earlier, later)]
        return np.arange(self._count - len(texts), self._count)


def _mergeable(earlier: _Run, later: _Run) -> bool:
    return len(earlier.keys) < _SHRINKS * len(later.keys)


def _merged(earlier: _Run, later: _Run) -> _Run:
    keys = np.concatenate([earlier.keys, later.keys])
    places = np.concatenate([earlier.places, later.places])
    order = np.argsort(keys, kind="stable")
    texts = pa.concat_arrays([earlier.texts, later.texts])
    return _Run(earlier.first, texts, keys[order], places[order])


def _hashes(texts: pa.Array) -> Ints:
    return np.fromiter(map(hash, texts.to_pylist()), np.int64, len(texts))
