"""The ids and people of the index as they lie on the disk."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa

from huitou.engine.analytics.index.ids import TEXT
from huitou.engine.analytics.index.moved import Moved
from huitou.engine.analytics.index.state import State
from huitou.engine.analytics.periods import Ints


def read_texts(folder: Path, state: State) -> pa.Array:
    """Every id, in the order of their places."""
    ends = np.frombuffer(state.ends.read(folder), dtype=np.int64)
    starts = np.concatenate([np.zeros(1, dtype=np.int64), ends])
    buffers = [None, pa.py_buffer(starts), pa.py_buffer(state.texts.read(folder))]
    return pa.Array.from_buffers(TEXT, len(ends), buffers)


def text_bytes(texts: pa.Array) -> tuple[bytes, Ints]:
    """The texts one after another as bytes, and where each ends in them."""
    plain = pa.concat_arrays([texts])  # a slice becomes an array of its own
    starts = np.frombuffer(plain.buffers()[1], dtype=np.int64)[: len(plain) + 1]
    content = plain.buffers()[2]
    said = content.to_pybytes()[starts[0] : starts[-1]] if content is not None else b""
    return said, starts[1:] - starts[0]


def read_moved(folder: Path, state: State, *, since: int) -> Moved:
    """Whose each number is, by the moves from number `since` on."""
    return Moved.of(state.moves.words(folder)[2 * since :])
