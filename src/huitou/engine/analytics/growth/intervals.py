"""95% intervals: of shares of people, and by the bootstrap of numbers that are no shares."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from huitou.engine.analytics.growth.answer import Share
from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.report.shares import wilson

Interval = tuple[float, float]
Floats = NDArray[np.floating[Any]]

RESAMPLES = 1_000
_AT_ONCE = 1 << 22  # counts that are drawn together, so that memory stays small
_NONE_SEEN = -float(np.log(0.025))


def share(count: int, of: int) -> Share:
    """`count` of `of` people, with Wilson's interval."""
    if of == 0:
        return Share(count, of, None, None, None)
    low, high = wilson(count, of)
    return Share(count, of, 100 * count / of, 100 * low, 100 * high)


def bootstrap_sums(
    invitations: Ints, links: Ints, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """The bootstrap: the sums of both over users who are drawn anew, with replacement, RESAMPLES
    times (Efron, Annals of Statistics 7, 1979). Users who did the same are drawn together, as a
    count.
    """
    room = int(links.max(initial=0)) + 1
    keys, counts = np.unique(invitations * room + links, return_counts=True)
    pairs = np.stack([keys // room, keys % room], axis=1)
    users, sums = len(links), []
    chances = counts / users
    step = max(_AT_ONCE // len(counts), 1)
    for begin in range(0, RESAMPLES, step):
        drawn = rng.multinomial(users, chances, size=min(step, RESAMPLES - begin))
        sums.append(drawn @ pairs)
    invited, linked = np.concatenate(sums).T.astype(float)
    return invited, linked


def interval(values: Floats) -> Interval:
    """Where the middle 95% of the values lie."""
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def k_interval(links: int, users: int, drawn: Floats) -> Interval:
    """The interval of links per user; without any link, whose samples never vary, from 0 to the
    exact Poisson bound (Garwood, Biometrika 28, 1936).
    """
    if links == 0:
        return 0.0, _NONE_SEEN / users
    return interval(drawn / users)


def difference_interval(a: float, of_a: Interval, b: float, of_b: Interval) -> Interval:
    """The interval of a - b from those of both, which need not be symmetric (Zou and Donner,
    Statistics in Medicine 27, 2008).
    """
    below = np.hypot(a - of_a[0], of_b[1] - b)
    above = np.hypot(of_a[1] - a, b - of_b[0])
    return float(a - b - below), float(a - b + above)
