"""Which events open an attempt."""

from __future__ import annotations

import numpy as np

from huitou.engine.analytics.funnels.search import Search, Targets
from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.sets import Flags


def opened(search: Search) -> Ints:
    """The places of the events that open an attempt, in order."""
    plan, line = search.plan, search.timeline
    places = line.places(plan.opening_bits)
    at = line.at(places)
    places = places[(at >= plan.days.first) & (at < plan.days.end)]
    if plan.query.reentry == "after_window" and len(places):
        return _not_running(search, places)
    return places


def _not_running(search: Search, places: Ints) -> Ints:
    """Those that do not come while the window of an attempt that was opened is running."""
    line = search.timeline
    if line.held is not None:
        places = places[np.argsort(line.held[places], kind="stable")]
    count = len(places)
    changes = np.diff(line.unit(places)) != 0
    if line.held is not None:
        changes |= np.diff(line.held[places]) != 0
    over = np.searchsorted(line.key, search.limits(places), side="right")
    free = Targets.of(line, np.sort(places)).from_place(places, over)
    following = np.full(line.nowhere + 1, count)
    following[places] = np.arange(count)
    following[line.nowhere] = count
    allowed = _reached(np.append(True, changes), following[free])
    return np.sort(places[allowed])


def _reached(begun: Flags, following: Ints) -> Flags:
    """Which members of chains are met by who starts at each `begun` one and goes from each to the
    `following` one (len(begun): none). Paths of 1, 2, 4, .. steps at once, not step by step: a
    chain may be as long as a person has events.
    """
    count = len(begun)
    met = np.append(begun, True)
    jump = np.append(following, count)
    while True:
        before = np.count_nonzero(met)
        met[jump[met]] = True
        if np.count_nonzero(met) == before:
            return met[:count]
        jump = jump[jump]
