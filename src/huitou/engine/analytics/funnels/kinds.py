"""Events of the same marks are of one kind, which is a small number."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from huitou.engine.analytics.periods import Ints

Codes = NDArray[Any]
"""Small unsigned numbers."""

_TABLE = 1 << 20  # marks below this are looked up in a table, which is quicker than hashing


def kinds_of(marks: Ints, steps: int) -> tuple[Codes, Ints]:
    """The kind of each event, and the marks of each kind. Kinds are in the order of events at one
    moment: by the first step that they match, the last one, and those between; those that match no
    step follow, and the kind without any mark is the last, even if no event is of it.
    """
    codes, found = _coded(marks)
    kinds = sorted({*found.tolist(), 0}, key=lambda mark: _place(mark, steps))
    number = {mark: kind for kind, mark in enumerate(kinds)}
    of_code = np.zeros(len(found), dtype=np.min_scalar_type(len(kinds)))
    of_code[:] = [number[mark] for mark in found.tolist()]
    return of_code[codes], np.array(kinds, dtype=np.int64)


def steps_of(mark: int, steps: int) -> tuple[int, ...]:
    """The steps that an event of these marks can serve, from 0."""
    return tuple(step for step in range(steps) if mark >> step & 1)


def step_ranks(kinds: Ints, steps: int) -> Ints:
    """The place of each kind in that order, the same for kinds that serve the same steps."""
    served = [steps_of(mark, steps) for mark in kinds.tolist()]
    return np.cumsum(
        [place > 0 and served[place - 1] != served[place] for place in range(len(served))]
    )


def _place(mark: int, steps: int) -> tuple[int, int, tuple[int, ...], int]:
    served = steps_of(mark, steps)
    return (served[0], served[-1], served, mark) if served else (steps, steps, (), -mark)


def _coded(marks: Ints) -> tuple[Codes, Ints]:
    """Each mark as the number of one of the distinct marks."""
    if marks.max() >= _TABLE:
        encoded = pa.array(marks).dictionary_encode()
        return encoded.indices.to_numpy(), encoded.dictionary.to_numpy()
    seen = np.zeros(int(marks.max()) + 1, dtype=bool)
    seen[marks] = True
    found = np.flatnonzero(seen)
    code = np.zeros(len(seen), dtype=np.int32)
    code[found] = np.arange(len(found))
    return code[marks], found
