"""Columns of numbers that grow, and sets made of them."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from huitou.engine.analytics.index.tape import Words


class Column:
    """Numbers to which more are added, without copying all of them every time."""

    def __init__(self, numbers: Words) -> None:
        self._room = numbers.copy()
        self._length = len(numbers)

    def __len__(self) -> int:
        return self._length

    @property
    def values(self) -> Words:
        """The numbers themselves; to be read or overwritten until more are added."""
        return self._room[: self._length]

    def add(self, numbers: Words) -> None:
        """Put more at the end."""
        end = self._length + len(numbers)
        if end > len(self._room):
            room = np.zeros(end + end // 4, dtype=np.uint32)
            room[: self._length] = self.values
            self._room = room
        self._room[self._length : end] = numbers
        self._length = end


def arrow_of(numbers: NDArray[np.integer], null: NDArray[np.bool_] | None = None) -> pa.Array:
    """The numbers for Arrow, which would load pandas to look at a plain array. Where `null` is
    true there is none.
    """
    plain = np.ascontiguousarray(numbers)
    valid = None if null is None else pa.py_buffer(np.packbits(~null, bitorder="little"))
    kind = pa.from_numpy_dtype(plain.dtype)
    return pa.Array.from_buffers(kind, len(plain), [valid, pa.py_buffer(plain)])
