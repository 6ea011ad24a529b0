"""Which column means what: as a person states it, and as it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Lookup
from dataclasses import dataclass
from difflib import get_close_matches

from huitou.engine.files.roles import ROLES
from huitou.kernel import InvalidInput

_NEXT_PAIR = re.compile(r",(?=\s*\w+\s*=)")
NO_COLUMN = "-"


@dataclass(frozen=True)
class Choice:
    """`column` plays `role`. `confidence` from 0 to 1 (1: a person said so, or its name is one of
    the best); `why` is half a sentence.
    """

    role: str
    column: str
    confidence: float
    why: str


@dataclass(frozen=True)
class Mapping:
    """The roles of a file's columns. `kind` is "orders" or "events"; `notes` are sentences about
    what the choice means, for a person to check.
    """

    kind: str
    choices: tuple[Choice, ...]
    notes: tuple[str, ...] = ()

    def column(self, role: str) -> str | None:
        """The column of `role`, if it has one."""
        return next((c.column for c in self.choices if c.role == role), None)

    def as_option(self) -> str:
        """The value of --map that states this mapping."""
        return ",".join(f"{c.role}={c.column}" for c in self.choices)


def parse_map(pairs: str | Iterable[str]) -> dict[str, str | None]:
    """Read `role=column,role=column`, or several of these; None for `role=-` (no such column).
    A column name may hold commas. InvalidInput for what is not a pair, or a role said twice.
    """
    stated: dict[str, str | None] = {}
    for text in [pairs] if isinstance(pairs, str) else pairs:
        for pair in _NEXT_PAIR.split(text):
            role, equals, column = (part.strip() for part in pair.partition("="))
            if not (role and equals and column):
                raise _bad_map(
                    f"--map {pair.strip()!r} is not a pair.", "Write --map role=column,role=column."
                )
            if role in stated:
                raise _bad_map(f"--map states {role} twice.", "State each role once.")
            stated[role] = None if column == NO_COLUMN else column
    return stated


def check_stated(
    stated: Lookup[str, str | None], columns: Sequence[str], kind: str
) -> dict[str, str | None]:
    """The stated pairs with the columns as the file spells them. InvalidInput for a role or column
    that does not exist, with the nearest that do.
    """
    checked: dict[str, str | None] = {}
    for role, column in stated.items():
        if role not in ROLES[kind]:
            raise _bad_map(
                f"There is no role {role!r} for {kind}.",
                _nearest(role, ROLES[kind]) + f"The roles are: {', '.join(ROLES[kind])}.",
            )
        checked[role] = None if column is None else _spelled(column, columns, role)
    return checked


def _spelled(column: str, columns: Sequence[str], role: str) -> str:
    if column in columns:
        return column
    folded = [name for name in columns if name.casefold() == column.casefold()]
    if len(folded) == 1:
        return folded[0]
    raise _bad_map(
        f"The file has no column {column!r}, which --map gives the role {role}.",
        _nearest(column, columns) + f"Its columns are: {', '.join(columns)}.",
    )


def _nearest(word: str, known: Iterable[str]) -> str:
    near = get_close_matches(word, list(known), 3, 0.5)
    return f"Did you mean {' or '.join(near)}? " if near else ""


def _bad_map(message: str, remedy: str) -> InvalidInput:
    return InvalidInput(message, remedy=remedy, code="files.bad_map", field="map")
