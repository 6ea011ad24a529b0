"""The names of saved cohorts, which are also the names of their folders."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

from huitou.engine.analytics.query.refusals import refuse
from huitou.kernel import NotFound

MOST_BYTES = 120
_NEAR = 3
_SIMILAR = 0.5


def is_name(name: str) -> bool:
    """Whether it may be the name of a cohort: letters and digits of any script, "-" and "_",
    beginning with a letter or digit, up to 120 bytes of UTF-8.
    """
    plain = all(one in "-_" or unicodedata.category(one)[0] in "LMN" for one in name)
    begins = bool(name) and unicodedata.category(name[0])[0] in "LN"
    # What looks the same must be the same: no full-width letters, no loose accents.
    same = unicodedata.normalize("NFKC", name) == name
    return plain and begins and same and len(name.encode()) <= MOST_BYTES


def check_name(name: str) -> str:
    """The name itself; InvalidInput if it cannot be one."""
    if not is_name(name):
        remedy = f"Use letters, digits, - and _, at most {MOST_BYTES} bytes, such as vip-2026."
        raise refuse("name", f"{name!r} cannot be the name of a cohort.", remedy)
    return name


def unknown(name: str, known: Iterable[str]) -> NotFound:
    """The error for a name that is not saved, with near ones."""
    near = get_close_matches(name, list(known), _NEAR, _SIMILAR)
    hint = f"Near names: {', '.join(near)}." if near else "List the saved cohorts for their names."
    return NotFound(
        f"No cohort {name!r} is saved.", remedy=hint, code="cohort.unknown", field="name"
    )
