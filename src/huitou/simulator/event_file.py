"""A generated year as the events that a shop's pages and checkout would have sent: JSON Lines in
the shape of the Segment tracking API, anonymous until the first order, then identified.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from huitou.simulator.rhythm import opening
from huitou.simulator.sessions import Sessions
from huitou.simulator.shelf import Language
from huitou.simulator.shop_year import ShopHistory
from huitou.simulator.visits import browse

Event = dict[str, Any]

_ORDER, _REFUND, _VISIT = range(3)


def shop_events(history: ShopHistory, language: Language = "en") -> Iterator[Event]:
    """The events of the year, session by session in order of each session's start.

    Message ids depend on the year's settings, the seed and the language alone, so sending the same
    year twice sends the same ids.
    """
    rng = np.random.default_rng([history.seed, 1])
    visits = browse(history, rng)
    sessions = Sessions(history, language, visits, _run_name(history, language))
    orders, refunds = history.orders, history.refunds
    opens = np.flatnonzero(np.diff(orders.order, prepend=-1))
    returned = np.flatnonzero(np.diff(orders.order[refunds.line], prepend=-1))
    started = np.maximum(
        orders.moment[opens] - rng.integers(240, 900, len(opens)), opening(history.year)
    )
    kinds = np.repeat([_ORDER, _REFUND, _VISIT], [len(opens), len(returned), len(visits)])
    which = np.concatenate((opens, returned, np.arange(len(visits))))
    starts = np.concatenate((started, refunds.moment[returned], visits.moment))
    play = {_ORDER: sessions.order, _REFUND: sessions.refund, _VISIT: sessions.visit}
    for place in np.argsort(starts, kind="stable"):
        yield from play[int(kinds[place])](int(which[place]), int(starts[place]))


def write_events(history: ShopHistory, path: Path, language: Language = "en") -> int:
    """Write the events to `path`, one JSON object a line, and return the number of events."""
    encode = msgspec.json.Encoder().encode
    count = 0
    with path.open("wb") as file:
        for event in shop_events(history, language):
            file.write(encode(event) + b"\n")
            count += 1
    return count


def _run_name(history: ShopHistory, language: Language) -> str:
    said = f"{history.year!r} {history.seed} {language}"
    return hashlib.sha256(said.encode()).hexdigest()[:12]
