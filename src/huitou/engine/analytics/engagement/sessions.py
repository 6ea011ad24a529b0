"""Events cut into sessions at pauses."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from huitou.engine.analytics.periods import Ints

_BITS = 63


@dataclass(frozen=True, eq=False)
class Sessions:
    """By session: the unit whose events it holds, the moment of its first event, the microseconds
    to its last one, and how many events there are.
    """

    unit: Ints
    start: Ints
    dwell: Ints
    events: Ints


def sessions_of(unit: Ints, at: Ints, pause: int) -> Sessions:
    """The sessions of each unit: events at most `pause` microseconds after the one before."""
    if len(at) == 0:
        return Sessions(*(np.zeros(0, dtype=np.int64),) * 4)
    low = int(at.min())
    # Units lie further apart than any pause, so that one number orders both and shows the pauses.
    bits = (int(at.max()) - low + pause + 1).bit_length()
    if bits + int(unit.max()).bit_length() > _BITS:
        return _sorted_by_two(unit, at, pause)
    line = unit << bits
    line += at - low
    line.sort()
    first, last = _bounds(np.diff(line) > pause)
    start = line[first]
    return Sessions(
        unit=start >> bits,
        start=(start & ((1 << bits) - 1)) + low,
        dwell=line[last] - start,
        events=last - first + 1,
    )


def _sorted_by_two(unit: Ints, at: Ints, pause: int) -> Sessions:
    order = np.lexsort((at, unit))
    unit, at = unit[order], at[order]
    first, last = _bounds((np.diff(unit) != 0) | (np.diff(at) > pause))
    return Sessions(unit[first], at[first], at[last] - at[first], last - first + 1)


def _bounds(breaks: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> tuple[Ints, Ints]:
    """The places of the first and last event of each session."""
    ends = np.flatnonzero(breaks)
    return np.append(0, ends + 1), np.append(ends, len(breaks))
