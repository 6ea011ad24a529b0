"""Who has become whom by an append."""

from __future__ import annotations

from dataclasses import dataclass

from huitou.engine.events import Growth


@dataclass(frozen=True)
class Moves:
    """The people `old`, each of them whole, are now the people `new`. `stood`: whether there was a
    person of the new name before.
    """

    old: list[str]
    new: list[str]
    stood: list[bool]


def moves_of(growth: Growth) -> Moves | None:
    """Everyone who changed; None if somebody was parted, who cannot be told from sets of people."""
    before, after = growth.before, growth.after
    if growth.joined:
        return Moves(*after.joined_since(before))
    tables = (before.table(), after.table())
    columns = [table.column(name) for table in tables for name in ("id", "person_id")]
    ids = list({one for column in columns for one in column.to_pylist()})
    was, now = before.persons_of(ids), after.persons_of(ids)
    became = dict(zip(was, now, strict=True))
    if any(became[old] != new for old, new in zip(was, now, strict=True)):
        return None
    changed = {old: new for old, new in became.items() if old != new}
    news = list(changed.values())
    stood = [person == new for person, new in zip(before.persons_of(news), news, strict=True)]
    return Moves(list(changed), news, stood)
