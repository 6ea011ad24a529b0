"""The audit log: what staff and programs did, in a chain that shows if a link was changed.

Verb: `note` (inside the transaction of the change). Reads: `entries`,
`entries_about`, `check_chain`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from huitou.foundation.lazy import lazy

if TYPE_CHECKING:
    from huitou.foundation.audit.chain import note
    from huitou.foundation.audit.check import ChainChecked, check_chain
    from huitou.foundation.audit.reads import Entry, entries, entries_about

__all__ = [
    "ChainChecked",
    "Entry",
    "check_chain",
    "entries",
    "entries_about",
    "note",
]

__getattr__ = lazy(
    __name__,
    chain=("note",),
    check=("ChainChecked", "check_chain"),
    reads=("Entry", "entries", "entries_about"),
)
