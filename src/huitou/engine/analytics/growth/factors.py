"""The three K of an answer: of all that was seen, without flagged people, and incremental."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from huitou.engine.analytics.growth.answer import Invitations, KFactor
from huitou.engine.analytics.growth.frame import Frame
from huitou.engine.analytics.growth.kfactor import (
    incremental_k,
    invitations_of,
    k_of,
    windows_of,
)
from huitou.engine.analytics.growth.network import Network
from huitou.engine.analytics.growth.query import GrowthQuery
from huitou.engine.analytics.growth.reads import read_marked
from huitou.engine.analytics.growth.words import (
    K_INCREMENTAL,
    K_RAW,
    K_WITHOUT_FLAGGED,
    NO_FLAGGED,
    NO_HELD_OUT,
    NO_HELD_OUT_USERS,
)
from huitou.engine.analytics.query.definition import Note
from huitou.engine.analytics.sets import Flags
from huitou.engine.analytics.source.events import Events


@dataclass(frozen=True)
class Factors:
    """K in its three readings, with the notes that say why one is missing."""

    young: int
    invitations: Invitations
    raw: KFactor
    without_flagged: KFactor | None
    incremental: KFactor | None
    notes: tuple[Note, ...]


def factors_of(events: Events, query: GrowthQuery, frame: Frame, network: Network) -> Factors:
    """The invitations and the K of a network."""
    flagged = None
    if query.flagged is not None:
        flagged = network.mask(read_marked(events, query.flagged, frame))
    windows = windows_of(network, frame)
    clean = None
    if flagged is not None:
        kept = windows_of(network, frame, flagged)
        clean = k_of(kept, query.cycles, K_WITHOUT_FLAGGED, _generator(query, 2))
    incremental, missing = _incremental(events, query, frame, network, flagged)
    return Factors(
        young=windows.young,
        invitations=invitations_of(windows, _generator(query, 0)),
        raw=k_of(windows, query.cycles, K_RAW, _generator(query, 1)),
        without_flagged=clean,
        incremental=incremental,
        notes=(*(() if query.flagged else (NO_FLAGGED,)), *missing),
    )


def _incremental(
    events: Events, query: GrowthQuery, frame: Frame, network: Network, flagged: Flags | None
) -> tuple[KFactor | None, tuple[Note, ...]]:
    if query.held_out is None:
        return None, (NO_HELD_OUT,)
    held_out = network.mask(read_marked(events, query.held_out, frame))
    windows = windows_of(network, frame, flagged)
    arms = (windows.where(~held_out[windows.user]), windows.where(held_out[windows.user]))
    if not all(len(arm.user) for arm in arms):
        return None, (NO_HELD_OUT_USERS,)
    offered, without = (
        k_of(arm, query.cycles, K_INCREMENTAL, _generator(query, stream))
        for stream, arm in enumerate(arms, start=3)
    )
    return incremental_k(offered, without, query.cycles, K_INCREMENTAL), ()


def _generator(query: GrowthQuery, stream: int) -> np.random.Generator:
    """The random generator of one bootstrap; each has its own, so that none depends on another."""
    return np.random.default_rng([query.seed, stream])
