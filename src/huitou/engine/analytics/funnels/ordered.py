"""How far attempts get in a funnel whose steps follow each other."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from huitou.engine.analytics.funnels.exclusions import ExclusionWatch
from huitou.engine.analytics.funnels.search import Search
from huitou.engine.analytics.periods import Ints

Taken = tuple[Ints, Ints]
"""Which attempts took a step, and where."""


def walk(search: Search, starts: Ints) -> Iterator[Taken]:
    """Step by step, from the first: which of the attempts took it, and where."""
    taken, places, limits = np.arange(len(starts)), starts, search.limits(starts)
    yield taken, places
    for step in range(1, search.plan.steps):
        following = search.next_step(step, places)
        in_time = search.timeline.key[following] <= limits
        taken, places, limits = taken[in_time], following[in_time], limits[in_time]
        yield taken, places


def reached(search: Search, starts: Ints) -> Ints:
    """How many steps each attempt takes; 0 if it is void."""
    reach = np.zeros(len(starts), dtype=np.int64)
    watches = [ExclusionWatch(search, one, len(starts)) for one in search.plan.exclusions]
    for step, (taken, places) in enumerate(walk(search, starts), start=1):
        reach[taken] = step
        for watch in watches:
            watch.step_taken(step, taken, places)
    for watch in watches:
        reach[watch.void(search.limits(starts))] = 0
    return reach
