"""How long it takes from an invitation to a person who joins, and from there to their own."""

from __future__ import annotations

import numpy as np

from huitou.engine.analytics.growth.answer import Wait
from huitou.engine.analytics.growth.frame import Frame
from huitou.engine.analytics.growth.network import Links, Network
from huitou.engine.analytics.growth.timeline import NEVER, Timeline
from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.sets import Flags

_SECOND = 1_000_000


def invite_to_join(network: Network, frame: Frame) -> Wait:
    """From each inviter's first invitation in the range to the first link through them."""
    people = np.unique(network.shares.person)
    start = network.shares.first_from(people, np.full(len(people), frame.first))
    inside = start < frame.known_end
    people, start = people[inside], start[inside]
    through = Timeline(network.links.inviter, network.links.at)
    return wait_of(start, through.first_from(people, start), frame)


def join_to_invite(network: Network, frame: Frame) -> Wait:
    """From each link in the range to the person's own first invitation after."""
    links = _in_range(network, frame)
    return wait_of(links.at, network.shares.first_from(links.person, links.at), frame)


def cycle(network: Network, frame: Frame) -> Wait:
    """From the inviter's latest invitation before a link in the range to the first invitation of
    the person whom it bound; links without such an invitation do not count.
    """
    links = _in_range(network, frame)
    invited = network.shares.last_until(links.inviter, links.at)
    known = invited != -NEVER
    links, invited = links.where(known), invited[known]
    return wait_of(invited, network.shares.first_from(links.person, links.at), frame)


def wait_of(start: Ints, end: Ints, frame: Frame) -> Wait:
    """The waits from `start` to `end` (microseconds; NEVER: none yet) within a cycle's window."""
    observed = np.minimum(frame.now - start, frame.cycle)
    done = (end != NEVER) & (np.where(end == NEVER, 0, end - start) < frame.cycle)
    if len(start) == 0:
        return Wait(0, 0, 0, None, None, None)
    took = np.where(done, end - start, observed)
    share, median = product_limit(took, done)
    return Wait(
        people=len(start),
        done=int(done.sum()),
        young=int(np.count_nonzero(~done & (frame.now - start < frame.cycle))),
        share_percent=100 * share,
        median_seconds=None if median is None else median / _SECOND,
        median_of_done_seconds=float(np.median(took[done])) / _SECOND if done.any() else None,
    )


def product_limit(took: Ints, done: Flags) -> tuple[float, int | None]:
    """The share that is done in the end, and the first time by which half are (None: never). Who
    is not done was observed for `took` (Kaplan and Meier, JASA 53, 1958).
    """
    times, ends = np.unique(took[done], return_counts=True)
    at_risk = len(took) - np.searchsorted(np.sort(took), times)
    share = 1 - np.cumprod(1 - ends / at_risk)
    half = np.flatnonzero(share >= 0.5)
    median = int(times[half[0]]) if len(half) else None
    return float(share[-1]) if len(share) else 0.0, median


def _in_range(network: Network, frame: Frame) -> Links:
    return network.links.between(frame.first, frame.known_end)
