"""Which attempts an exclusion voids."""

from __future__ import annotations

import numpy as np

from huitou.engine.analytics.funnels.plan import PlannedExclusion
from huitou.engine.analytics.funnels.search import Search
from huitou.engine.analytics.funnels.timeline import END
from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.sets import Flags

_BEFORE_ALL = -1


class ExclusionWatch:
    """One exclusion, told of every step that attempts take, to say in the end which are void."""

    def __init__(self, search: Search, exclusion: PlannedExclusion, attempts: int) -> None:
        keys = search.timeline.key
        self.exclusion = exclusion
        self._keys = keys
        self._events = np.append(keys[search.timeline.places(1 << exclusion.bit)], END)
        # The key of the event that comes first after `from_step` and may void the attempt.
        self._first = np.full(attempts, END)

    def step_taken(self, step: int, taken: Ints, places: Ints) -> None:
        """Some attempts took a step, at these places."""
        if step == self.exclusion.from_step:
            self._first[taken] = self.next_after(self._keys[places])
        if step == self.exclusion.to_step:
            void = self._first[taken] < self._keys[places]
            self._first[taken] = np.where(void, _BEFORE_ALL, END)

    def next_after(self, keys: Ints) -> Ints:
        """The key of the next excluded event of a later moment."""
        found: Ints = self._events[np.searchsorted(self._events, keys, side="right")]
        return found

    def void(self, limits: Ints) -> Flags:
        """Which attempts are void, given the keys with which their windows end."""
        return self._first <= limits
