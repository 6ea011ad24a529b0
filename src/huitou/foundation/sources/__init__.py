"""Sources and their write keys: who may send events, and under what name they are kept.

Verbs: `issue_key` (makes the source if it is new, shows the key once), `own_key` (of a source of
ours, always the same), `revoke_key`.
Reads: `active_keys`, `list_keys`. Pure: `hash_key`.
Says no facts and hears none.

The names are loaded when first asked for, because Django reads this package before its tables
are ready, and because `hash_key` is wanted where no Django runs. A module that is read before
Django is started says `from huitou.foundation import sources` and `sources.issue_key(...)`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from huitou.foundation.lazy import lazy

if TYPE_CHECKING:
    from huitou.foundation.sources.issue import IssuedKey, issue_key
    from huitou.foundation.sources.own import own_key
    from huitou.foundation.sources.reads import KeyRow, active_keys, list_keys
    from huitou.foundation.sources.revoke import revoke_key
    from huitou.foundation.sources.rules import hash_key

__all__ = [
    "IssuedKey",
    "KeyRow",
    "active_keys",
    "hash_key",
    "issue_key",
    "list_keys",
    "own_key",
    "revoke_key",
]

__getattr__ = lazy(
    __name__,
    issue=("IssuedKey", "issue_key"),
    own=("own_key",),
    reads=("KeyRow", "active_keys", "list_keys"),
    revoke=("revoke_key",),
    rules=("hash_key",),
)
