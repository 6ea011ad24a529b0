"""Invitations, conversion and K."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from huitou.engine.analytics.growth.answer import Invitations, KFactor
from huitou.engine.analytics.growth.frame import Frame
from huitou.engine.analytics.growth.intervals import (
    bootstrap_sums,
    difference_interval,
    interval,
    k_interval,
)
from huitou.engine.analytics.growth.network import Network
from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.query.phrases import Words
from huitou.engine.analytics.sets import Flags


@dataclass(frozen=True, eq=False)
class Windows:
    """What each user did in the window from their first event on: `user` (a number),
    `invitations` and `links`. `young` is how many are left out, as their window still runs.
    """

    user: Ints
    invitations: Ints
    links: Ints
    young: int

    def where(self, chosen: Flags) -> Windows:
        """Some of the users, by mask."""
        return Windows(self.user[chosen], self.invitations[chosen], self.links[chosen], self.young)


def windows_of(network: Network, frame: Frame, left_out: Flags | None = None) -> Windows:
    """The windows of all users who are not `left_out` (by number), nor is any link with them."""
    links = network.links
    keep = np.ones(len(network.user), dtype=bool)
    if left_out is not None:
        keep = ~left_out[network.user]
        links = links.where(~left_out[links.person] & ~left_out[links.inviter])
    old = network.seen + frame.cycle <= frame.now
    user, seen = network.user[keep & old], network.seen[keep & old]
    opened = np.full(len(network), -1, dtype=np.int64)
    opened[user] = seen
    since = links.at - opened[links.inviter]
    credited = (opened[links.inviter] >= 0) & (since >= 0) & (since < frame.cycle)
    through = np.bincount(links.inviter[credited], minlength=len(network))
    sent = network.shares.count(user, seen, seen + frame.cycle)
    return Windows(user, sent, through[user], int(np.count_nonzero(keep & ~old)))


def invitations_of(windows: Windows, rng: np.random.Generator) -> Invitations:
    """How many invitations the users sent, and what came of them."""
    sent = windows.invitations[windows.invitations > 0]
    numbers, people = np.unique(sent, return_counts=True)
    total, links = int(sent.sum()), int(windows.links.sum())
    low, high = _conversion_interval(windows, rng) if total else (None, None)
    return Invitations(
        inviters=len(sent),
        invitations=total,
        per_inviter=total / len(sent) if total else None,
        median_per_inviter=float(np.median(sent)) if total else None,
        histogram=tuple(zip(numbers.tolist(), people.tolist(), strict=True)),
        links=links,
        conversion=links / total if total else None,
        conversion_low=low,
        conversion_high=high,
    )


def k_of(windows: Windows, cycles: int, words: Words, rng: np.random.Generator) -> KFactor:
    """K of these users."""
    users, links = len(windows.user), int(windows.links.sum())
    if users == 0:
        return KFactor(None, None, None, 0, 0, (), None, words.en, words.zh)
    k = links / users
    low, high = k_interval(links, users, bootstrap_sums(windows.invitations, windows.links, rng)[1])
    return _outlook(k, (low, high), users, links, cycles, words)


def incremental_k(offered: KFactor, held_out: KFactor, cycles: int, words: Words) -> KFactor:
    """What K there is beyond that of the held-out; both have users."""
    assert offered.k is not None
    assert held_out.k is not None
    k = offered.k - held_out.k
    between = difference_interval(offered.k, _interval(offered), held_out.k, _interval(held_out))
    counts = (held_out.users, held_out.links)
    return _outlook(k, between, offered.users, offered.links, cycles, words, counts)


def _outlook(
    k: float,
    between: tuple[float, float],
    users: int,
    links: int,
    cycles: int,
    words: Words,
    held_out: tuple[int | None, int | None] = (None, None),
) -> KFactor:
    grows = max(k, 0.0)
    powers = np.cumsum(grows ** np.arange(cycles + 1))
    return KFactor(
        k=k,
        low=between[0],
        high=between[1],
        users=users,
        links=links,
        after_cycles=tuple(powers[1:].tolist()),
        multiplier=1 / (1 - grows) if grows < 1 else None,
        en=words.en,
        zh=words.zh,
        held_out_users=held_out[0],
        held_out_links=held_out[1],
    )


def _conversion_interval(windows: Windows, rng: np.random.Generator) -> tuple[float, float]:
    sent, links = bootstrap_sums(windows.invitations, windows.links, rng)
    # A sample without any invitation has no conversion.
    return interval(links[sent > 0] / sent[sent > 0])


def _interval(k: KFactor) -> tuple[float, float]:
    assert k.low is not None
    assert k.high is not None
    return k.low, k.high
