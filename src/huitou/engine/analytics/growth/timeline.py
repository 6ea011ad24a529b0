"""The moments of many people, ready to be asked for the one before or after."""

from __future__ import annotations

import numpy as np

from huitou.engine.analytics.periods import Ints

NEVER = np.iinfo(np.int64).max


class Timeline:
    """The moments `at` (microseconds) of events of the people `person` (numbers), in any order."""

    def __init__(self, person: Ints, at: Ints) -> None:
        order = np.lexsort((at, person))
        self.person, self.at = person[order], at[order]
        # Moments by rank, so that person and moment together fit one number.
        self._moments = np.unique(at)
        self._room = len(self._moments) + 1
        self._keys = self.person * self._room + np.searchsorted(self._moments, self.at)

    def first_from(self, person: Ints, at: Ints) -> Ints:
        """Each person's first moment that is not before `at`; NEVER without one."""
        place = self._place(person, np.searchsorted(self._moments, at))
        return self._moment(place, person, NEVER)

    def last_until(self, person: Ints, at: Ints) -> Ints:
        """Each person's last moment that is not after `at`; -NEVER without one."""
        place = self._place(person, np.searchsorted(self._moments, at, side="right")) - 1
        return self._moment(place, person, -NEVER)

    def count(self, person: Ints, first: Ints, end: Ints) -> Ints:
        """How many moments each person has from `first` to before `end`."""
        begin = self._place(person, np.searchsorted(self._moments, first))
        return self._place(person, np.searchsorted(self._moments, end)) - begin

    def _place(self, person: Ints, rank: Ints) -> Ints:
        return np.searchsorted(self._keys, person * self._room + rank)

    def _moment(self, place: Ints, person: Ints, absent: int) -> Ints:
        inside = (place >= 0) & (place < len(self.at))
        found = np.full(len(place), absent, dtype=np.int64)
        rows = place[inside]
        found[inside] = np.where(self.person[rows] == person[inside], self.at[rows], absent)
        return found
