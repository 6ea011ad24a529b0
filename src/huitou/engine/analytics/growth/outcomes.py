"""What became of the people who joined: the groups they are in, who qualified, who was retained."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from huitou.engine.analytics.growth.frame import Frame
from huitou.engine.analytics.growth.query import GrowthQuery
from huitou.engine.analytics.growth.reads import joined_people, read_active
from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.report.lines import checked
from huitou.engine.analytics.report.orders import UNKNOWN, group_orders
from huitou.engine.analytics.sets import Flags
from huitou.engine.analytics.source.events import Events
from huitou.engine.analytics.source.groups import Groups, Key
from huitou.engine.analytics.source.said_orders import said_orders


@dataclass(frozen=True, eq=False)
class Joined:
    """The people who joined in the range: `ids`, and the moment `at` of each; `row_person` (their
    place), `campaign` and `channel` have a row for each event of that moment.
    """

    ids: pa.Array
    at: Ints
    row_person: Ints
    campaign: tuple[Key, ...]
    channel: tuple[Key, ...]

    def __len__(self) -> int:
        return len(self.at)

    def in_group(self, by: str, groups: Groups) -> list[Flags]:
        """For each of the groups, by place, who is in it."""
        numbers = {key: number for number, key in enumerate(groups.keys)}
        keys = self.campaign if by == "campaign" else self.channel
        rest = len(groups.keys)
        row = np.array([numbers.get(key, rest) for key in keys], dtype=np.int64)
        inside = np.zeros((rest + 1, len(self)), dtype=bool)
        inside[row, self.row_person] = True
        return list(inside[: len(groups)])


def joined_of(joins: pa.Table, frame: Frame) -> Joined:
    """Who joined for the first time in the range."""
    people = joins.column("person").combine_chunks().dictionary_encode()
    person: Ints = people.indices.to_numpy().astype(np.int64)
    at: Ints = joins.column("at").to_numpy().astype(np.int64)
    first = np.full(len(people.dictionary), np.iinfo(np.int64).max)
    np.minimum.at(first, person, at)
    inside = (first >= frame.first) & (first < frame.known_end)
    rows = np.flatnonzero((at == first[person]) & inside[person])
    number = np.cumsum(inside) - 1
    chosen = joins.take(pa.array(rows))
    return Joined(
        ids=people.dictionary.filter(pa.array(inside)),
        at=first[inside],
        row_person=number[person[rows]],
        campaign=tuple(chosen.column("campaign").to_pylist()),
        channel=tuple(chosen.column("channel").to_pylist()),
    )


def qualified_of(events: Events, query: GrowthQuery, frame: Frame, joined: Joined) -> Flags:
    """Who of them qualified so far."""
    window = (0, frame.qualify)
    if query.qualified:
        return _among(joined, read_active(events, query, frame, query.qualified, window))
    if len(joined) == 0:
        return np.zeros(0, dtype=bool)
    buyer, bought_at = _purchases(events, query, frame)
    place = pc.index_in(buyer, joined.ids).fill_null(UNKNOWN).to_numpy().astype(np.int64)
    after = bought_at - joined.at[place]
    fits = (place != UNKNOWN) & (after >= window[0]) & (after < window[1])
    found = np.zeros(len(joined), dtype=bool)
    found[place[fits]] = True
    return found


def retained_of(events: Events, query: GrowthQuery, frame: Frame, joined: Joined) -> Flags:
    """Who of them was retained so far."""
    window = (frame.retain_from, frame.retain_to)
    return _among(joined, read_active(events, query, frame, query.retained, window))


def _purchases(events: Events, query: GrowthQuery, frame: Frame) -> tuple[pa.Array, Ints]:
    """Which of them bought and when, as known at the as-of moment: orders with more paid than
    refunded.
    """
    lines = said_orders(
        events, {}, None, of=lambda table, dialect: joined_people(table, query, frame, dialect)
    )
    mark = pa.scalar(events.as_of.moment, pa.timestamp("us", tz="UTC"))
    if not pc.any(pc.less_equal(lines.column("ordered_at"), mark)).as_py():
        return pa.array([], pa.string()), np.zeros(0, dtype=np.int64)
    orders = group_orders(checked(lines, events.as_of.moment))
    bought = orders.is_purchase & (orders.person != UNKNOWN)
    persons = pa.array(orders.persons, pa.string())
    return persons.take(pa.array(orders.person[bought])), orders.moment[bought]


def _among(joined: Joined, people: pa.Array) -> Flags:
    inside: Flags = pc.is_in(joined.ids, people).to_numpy(zero_copy_only=False)
    return inside
