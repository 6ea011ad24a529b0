"""Which event's value of the breakdown an attempt goes by."""

from __future__ import annotations

import numpy as np

from huitou.engine.analytics.funnels.ordered import walk
from huitou.engine.analytics.funnels.search import Search
from huitou.engine.analytics.periods import Ints

_NONE = -1


def attributed_ranks(search: Search, starts: Ints) -> Ints:
    """The rank of the value by which each attempt goes; -1 for an attempt without that step."""
    query, split = search.plan.query, search.timeline.split
    assert split is not None
    if query.order == "unordered":
        return split[starts]
    if query.attribution == "first_touch":
        return _smallest(search, starts)
    rank = np.full(len(starts), _NONE)
    for step, (taken, places) in enumerate(walk(search, starts), start=1):
        if query.attribution == "last_touch" or step == query.attribution_step:
            rank[taken] = split[places]
    return rank


def _smallest(search: Search, starts: Ints) -> Ints:
    """The smallest value of the events that open an attempt at that moment."""
    line = search.timeline
    assert line.split is not None
    places = line.places(search.plan.opening_bits)
    key = line.key[starts]
    first = np.searchsorted(places, np.searchsorted(line.key, key, side="left"))
    after = np.searchsorted(places, np.searchsorted(line.key, key, side="right"))
    bounds = np.stack([first, after], axis=1).ravel()
    values = np.append(line.split[places], _NONE)
    smallest: Ints = np.minimum.reduceat(values, bounds)[::2] if len(bounds) else bounds
    return smallest
