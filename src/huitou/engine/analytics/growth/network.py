"""Who brought whom: joins, invitations and users as numbers, each person bound to one inviter."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from huitou.engine.analytics.growth.forest import closing_links
from huitou.engine.analytics.growth.timeline import Timeline
from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.sets import Flags

NOBODY = -1


@dataclass(frozen=True, eq=False)
class Links:
    """Each binds `person` to `inviter` at the moment `at`; a person is in one at most."""

    person: Ints
    inviter: Ints
    at: Ints

    def __len__(self) -> int:
        return len(self.person)

    def where(self, chosen: Flags) -> Links:
        """Some of the links, by mask."""
        return Links(self.person[chosen], self.inviter[chosen], self.at[chosen])

    def between(self, first: int, end: int) -> Links:
        """Those from `first` to before `end`."""
        return self.where((self.at >= first) & (self.at < end))


@dataclass(frozen=True, eq=False)
class Network:
    """People are numbers, the places of their sorted `ids`. `links` are of all time, without
    `self_links` and `closing_links`; `user` and `seen` whom K observes, and from when.
    """

    ids: pa.Array
    links: Links
    self_links: Links
    closing_links: Links
    shares: Timeline
    user: Ints
    seen: Ints

    def __len__(self) -> int:
        return len(self.ids)

    def numbers(self, ids: pa.Array) -> Ints:
        """The numbers of people by their ids; ids that are not in the network are left out."""
        found: Ints = pc.index_in(ids, self.ids).drop_null().to_numpy().astype(np.int64)
        return found

    def mask(self, ids: pa.Array) -> Flags:
        """By number, whether the person is among `ids`."""
        inside = np.zeros(len(self), dtype=bool)
        inside[self.numbers(ids)] = True
        return inside


def network_of(joins: pa.Table, inviters: pa.Array, shares: pa.Table, users: pa.Table) -> Network:
    """The network of what `reads` tells; `inviters` are the persons that the joins name, null
    where they name nobody.
    """
    columns = [joins.column("person"), inviters, shares.column("person"), users.column("person")]
    arrays = [_array(column) for column in columns]
    ids = pa.concat_arrays(arrays).unique().drop_null()
    ids = ids.take(pc.sort_indices(ids))
    person, inviter, sharer, user = (_codes(array, ids) for array in arrays)
    timeline = Timeline(sharer, _ints(shares, "at"))
    bound = _first_named(person, inviter, joins)
    other = bound.person != bound.inviter
    links = bound.where(other)
    closing = closing_links(links.person, links.inviter, links.at, len(ids))
    return Network(
        ids=ids,
        links=links.where(~closing),
        self_links=bound.where(~other),
        closing_links=links.where(closing),
        shares=timeline,
        user=user,
        seen=_ints(users, "at"),
    )


def named_inviters(joins: pa.Table, shares: pa.Table, persons: pa.Array) -> pa.Array:
    """The person that each join names: by `inviter_id`, whose `persons` are given, else whoever
    first said a share with its `share_id` (ties by id); null for nobody.
    """
    known = shares.filter(pc.is_valid(shares.column("share_id")))
    known = known.sort_by([("share_id", "ascending"), ("at", "ascending"), ("person", "ascending")])
    # index_in finds the first place of a value, which after sorting is the first share.
    place = pc.index_in(_array(joins.column("share_id")), _array(known.column("share_id")))
    return pc.coalesce(persons, _array(known.column("person")).take(place))


def _first_named(person: Ints, inviter: Ints, joins: pa.Table) -> Links:
    names = np.flatnonzero(inviter != NOBODY)
    messages = pc.rank(joins.column("message_id"), tiebreaker="dense").to_numpy().astype(np.int64)
    at = _ints(joins, "at")
    order = names[np.lexsort((messages[names], at[names], person[names]))]
    first = np.flatnonzero(np.diff(person[order], prepend=NOBODY))
    chosen = order[first]
    return Links(person[chosen], inviter[chosen], at[chosen])


def _codes(people: pa.Array, ids: pa.Array) -> Ints:
    found: Ints = pc.index_in(people, ids).fill_null(NOBODY).to_numpy().astype(np.int64)
    return found


def _array(column: pa.ChunkedArray | pa.Array) -> pa.Array:
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return whole.cast(pa.string())


def _ints(table: pa.Table, name: str) -> Ints:
    numbers: Ints = table.column(name).to_numpy().astype(np.int64)
    return numbers
