"""Which rooms hear which facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from huitou.kernel import Clock


@dataclass(frozen=True)
class Heard:
    """A fact as a handler gets it. `id` is its message id in the event log."""

    id: str
    event: str
    member_id: str | None
    anonymous_id: str | None
    at: datetime
    properties: dict[str, Any]


Handler = Callable[[Heard, Clock], None]
_handlers: dict[str, dict[str, Handler]] = {}
_every: dict[str, tuple[Handler, Callable[[str], bool]]] = {}


def hear(event: str, name: str, handler: Handler) -> None:
    """Let `handler(fact, clock)` run once for every fact of that event, in a transaction of its
    own that also notes that it ran. `name` (such as `points.award`) stands in the inbox for ever.
    ValueError for a name that another handler of the event has.
    """
    known = _handlers.setdefault(event, {})
    if known.get(name, handler) is not handler:
        raise ValueError(f"two handlers of {event} are called {name}")
    known[name] = handler


def hear_every(name: str, handler: Handler, wanted: Callable[[str], bool]) -> None:
    """Let `handler(fact, clock)` run once for every fact whose event is `wanted` when the fact is
    delivered; see `hear`.
    """
    _every[name] = (handler, wanted)


def handlers_of(event: str) -> dict[str, Handler]:
    """The handlers of an event by name; of an identity (it has none), nobody's."""
    if not event:
        return {}
    others = {name: one for name, (one, wanted) in _every.items() if wanted(event)}
    return _handlers.get(event, {}) | others
