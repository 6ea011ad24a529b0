"""Person resolution: which ids are one person. A pure function of the set of links.

Links count in the order of (at, message_id), whatever order they came in.

- An id is *known* once it is the user id of an identify or alias. If it was joined to a known
  person before that, it speaks for that person.
- identify and alias join the other id's whole group to the user's, unless that group holds a
  known id of someone else (a shared device, a second account): then they are refused and
  reported. A link from an id to itself joins nothing.
- An operator's merge joins any two groups; the person goes by the name of the one that is kept.
- A person's id is the known id that was known first, or after a merge the kept person's; of a
  group without a known id, which only merges make, the one that the merges kept.
- An undone link counts as never said, and with it every link that says the same (kind and both
  ids): a client that keeps repeating an identify shall not bring it back. An operator may: a merge
  said again after the undo stands, and a merge joins what an undone identify had joined. Only
  identify, alias and merge can be undone; the undo of anything else is reported.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from huitou.engine.events import persons_file
from huitou.engine.events.persons_groups import Groups
from huitou.engine.events.persons_links import (
    OPERATOR,
    Key,
    Kind,
    Link,
    Saying,
    in_order,
    links_of,
    merge_row,
    undo_row,
)
from huitou.engine.events.persons_refused import Refused
from huitou.engine.events.persons_undo import Undone

__all__ = [
    "OPERATOR",
    "Kind",
    "Link",
    "Persons",
    "Refused",
    "links_of",
    "load",
    "merge_row",
    "save",
    "undo_row",
]

_Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Persons:
    """Everyone, as far as the links given tell. It never changes; `extended` makes another."""

    _groups: Groups
    _undone: Undone
    _newest: Key | None
    _refused: dict[Saying, Refused]

    @classmethod
    def of(cls, links: Iterable[Link]) -> Persons:
        """Resolve all the links there are. They may come in any order, and more than once."""
        said = in_order(links)
        undone = Undone.of(said)
        groups = Groups.empty()
        refused: dict[Saying, Refused] = {}
        for link in said:
            _count(link, groups, undone, refused)
        return cls(groups, undone, said[-1].key() if said else None, refused)

    def extended(self, links: Iterable[Link]) -> Persons | None:
        """Everyone as `of` would tell from all links so far and these; None when only `of` can.

        It can for links that come after all earlier ones, and for late ones while their groups
        have not changed since. It cannot for an undo, or for a link that was undone in advance.
        """
        said = in_order(links)
        if not said:
            return self
        if any(link.kind == "undo" or link.message_id in self._undone.found for link in said):
            return None
        groups = self._groups.copy()
        refused = self._refused.copy()
        for link in said:
            late = self._newest is not None and link.key() <= self._newest
            if late and not groups.is_quiet(link) and not self._undone.covers(link):
                return None
            _count(link, groups, self._undone, refused)
        newest = max(said[-1].key(), self._newest or said[-1].key())
        return Persons(groups, self._undone, newest, refused)

    @cached_property
    def refused(self) -> tuple[Refused, ...]:
        """The links that did not count, each saying once, in the order of the links."""
        return tuple(sorted(self._refused.values(), key=Refused.key))

    def person_of(self, one: str) -> str:
        """The id of the person that the id `one` belongs to: itself, if no link names it."""
        number = self._groups.numbers.get(one)
        return one if number is None else self._ids[self._roots[number]]

    def persons_of(self, ids: Sequence[str]) -> list[str]:
        """The same of many ids."""
        get = self._groups.numbers.get
        numbers = [get(one, -1) for one in ids]
        roots = self._roots[numbers].tolist() if len(self._roots) else numbers
        named = zip(ids, numbers, roots, strict=True)
        return [one if number < 0 else self._ids[root] for one, number, root in named]

    def joined_since(self, before: Persons) -> tuple[list[str], list[str], list[bool]]:
        """Who has become whom since `before`, from which `extended` made this: the old people, the
        new one of each, and whether the new one's id was a person's before as well.
        """
        now = self._roots
        was = np.concatenate([before._roots, np.arange(len(before._roots), len(now))])
        old = np.unique(was[was != now])
        new = now[old]
        names, stood = self._ids, was[new] == new
        olds, news = ([names[one] for one in some.tolist()] for some in (old, new))
        return olds, news, stood.tolist()

    def members(self, one: str) -> tuple[str, ...]:
        """All ids, sorted, of the person that `one` belongs to, the person's own among them."""
        number = self._groups.numbers.get(one)
        if number is None:
            return (one,)
        order, roots = self._by_root
        first, last = np.searchsorted(roots, [self._roots[number], self._roots[number] + 1])
        return tuple(sorted(self._ids[member] for member in order[first:last]))

    def table(self) -> pa.Table:
        """Columns `id` and `person_id` (text, not null), a row for each id that is not its own
        person: with it, the person of any id is coalesce(person_id, id).
        """
        return self._table

    @cached_property
    def _table(self) -> pa.Table:
        moved = np.flatnonzero(self._roots != np.arange(len(self._roots)))
        ids = pa.array(self._ids, pa.string())
        schema = pa.schema([pa.field(name, pa.string(), False) for name in ("id", "person_id")])
        return pa.Table.from_arrays([ids.take(moved), ids.take(self._roots[moved])], schema=schema)

    @cached_property
    def _ids(self) -> list[str]:
        return list(self._groups.numbers)

    @cached_property
    def _roots(self) -> _Numbers:
        return self._groups.roots()

    @cached_property
    def _by_root(self) -> tuple[_Numbers, _Numbers]:
        order = np.argsort(self._roots, kind="stable")
        return order, self._roots[order]


def save(persons: Persons, path: Path) -> None:
    """Keep all that `extended` needs in the file `path`, in one step; StorageRefused if the disk
    will not take it.
    """
    groups, undone = persons._groups, persons._undone
    stored = persons_file.Stored(
        ids=list(groups.numbers),
        parent=groups.parent.tolist(),
        known=bytes(groups.known),
        changed=groups.changed.tolist(),
        newest=persons._newest,
        refused=list(persons._refused.values()),
        found=undone.found,
        until=list(undone.until.items()),
    )
    persons_file.write(stored, path)


def load(path: Path) -> Persons | None:
    """What `save` kept in `path`; None if the file is absent, unreadable, torn or another one."""
    stored = persons_file.read(path)
    if stored is None:
        return None
    groups = Groups(
        numbers=dict(zip(stored.ids, range(len(stored.ids)), strict=True)),
        parent=array("q", stored.parent),
        known=bytearray(stored.known),
        changed=array("q", stored.changed),
    )
    undone = Undone(stored.found, dict(stored.until))
    return Persons(groups, undone, stored.newest, {one.saying(): one for one in stored.refused})


def _count(link: Link, groups: Groups, undone: Undone, refused: dict[Saying, Refused]) -> None:
    if link.kind == "undo":
        if not undone.found[link.other or ""]:
            refused.setdefault(link.saying(), Refused.link(link, "nothing_to_undo"))
    elif not undone.covers(link) and not groups.accept(link):
        refused.setdefault(link.saying(), Refused.link(link, "two_known_people"))
