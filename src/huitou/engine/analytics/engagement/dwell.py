"""How long sessions last, in a form that adds up over people: sums, and how many last so many whole
seconds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from huitou.engine.analytics.periods import Ints

SECOND = 1_000_000
_SECONDS = 1 << 32
"""Room for the seconds of a session, which lasts days at most."""


@dataclass(frozen=True, eq=False)
class Dwell:
    """By cell (group and interval): sessions, those of a single event, and microseconds in all.
    `times[i]` sessions have the cell and seconds of `keys[i]` (ascending).
    """

    sessions: Ints
    single: Ints
    micros: Ints
    keys: Ints
    times: Ints

    @classmethod
    def of(
        cls,
        cell: Ints,
        dwell: Ints,
        single: np.ndarray[tuple[int], np.dtype[np.bool_]],
        shape: tuple[int, int],
    ) -> Dwell:
        """Of sessions: the number of the cell, the microseconds, and whether it is one event."""
        cells = shape[0] * shape[1]
        micros = np.zeros(cells, dtype=np.int64)
        np.add.at(micros, cell, dwell)
        keys, times = np.unique(cell * _SECONDS + dwell // SECOND, return_counts=True)
        return cls(
            np.bincount(cell, minlength=cells).reshape(shape),
            np.bincount(cell[single], minlength=cells).reshape(shape),
            micros.reshape(shape),
            keys,
            times,
        )

    def __add__(self, other: Dwell) -> Dwell:
        keys, place = np.unique(np.append(self.keys, other.keys), return_inverse=True)
        times = np.zeros(len(keys), dtype=np.int64)
        np.add.at(times, place, np.append(self.times, other.times))
        return Dwell(
            self.sessions + other.sessions,
            self.single + other.single,
            self.micros + other.micros,
            keys,
            times,
        )

    def median(self, group: int, interval: int) -> float | None:
        """The median of the whole seconds of the cell's sessions: of an even number the mean of
        the two in the middle.
        """
        cell = group * self.sessions.shape[1] + interval
        first, end = np.searchsorted(self.keys, (cell * _SECONDS, (cell + 1) * _SECONDS))
        upto = np.cumsum(self.times[first:end])
        if first == end:
            return None
        middle = np.searchsorted(upto, ((upto[-1] - 1) // 2, upto[-1] // 2), side="right")
        low, high = self.keys[first:end][middle] % _SECONDS
        return (int(low) + int(high)) / 2
