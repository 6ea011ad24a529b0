"""Whose token that is. Rooms register how theirs are looked up when Django starts, so this file
stands apart from the API: what the API is made with takes long to import, and no command needs it.
"""

from __future__ import annotations

from typing import Protocol

from huitou.foundation.accounts import actor_of_token
from huitou.foundation.actors import Actor
from huitou.foundation.clocks import current_clock
from huitou.kernel import Clock


class Lookup(Protocol):
    """Finds the actor of a secret token; None for one that is unknown, ended or has run out."""

    def __call__(self, secret: str, *, clock: Clock) -> Actor | None: ...


_lookups: dict[str, Lookup] = {"ht_": actor_of_token}


def register_bearer(prefix: str, lookup: Lookup) -> None:
    """Let tokens that begin with `prefix` (such as `hm_`) be looked up there; from a room's
    AppConfig.ready. ValueError for a prefix that another one begins with.
    """
    for known, one in _lookups.items():
        clash = known.startswith(prefix) or prefix.startswith(known)
        if clash and not (known == prefix and one is lookup):
            raise ValueError(f"tokens with {prefix} and {known} cannot be told apart")
    _lookups[prefix] = lookup


def actor_of_bearer(secret: str) -> Actor | None:
    """Who sends that token; None for one that nobody knows."""
    for prefix, lookup in _lookups.items():
        if secret.startswith(prefix):
            actor = lookup(secret, clock=current_clock())
            if actor is not None:
                return actor
    return None
