"""The lines of the orders of known people that matter to a range of days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from huitou.engine.analytics.groups.axes import OF_TEXTS
from huitou.engine.analytics.groups.clock import DAY, Clock
from huitou.engine.analytics.groups.query import GroupsQuery
from huitou.engine.analytics.groups.said import order_events, said_texts
from huitou.engine.analytics.periods import Ints, zone_named
from huitou.engine.analytics.query.calendar import Intervals
from huitou.engine.analytics.report.lines import checked
from huitou.engine.analytics.report.orders import UNKNOWN, Orders, group_orders
from huitou.engine.analytics.sets import Flags
from huitou.engine.analytics.source.events import Events
from huitou.engine.analytics.source.rows import Coded, Rows

_NONE = np.zeros(0, dtype=np.int64)
_ALONE = -1


@dataclass(frozen=True, eq=False)
class Lines:
    """One row a line that was sold or given back in the range, or is of a purchase placed in it.

    `rows` has the person and the moment of the order (of the refund itself where it belongs to no
    order), and the texts of the dimensions told of events. `purchased`: sold, in a purchase placed
    in the range. `moved`: minor units in the range, below 0 for refunds. `order` numbers orders
    (-1: none), `day` is the local day of the order, `currency` numbers `currencies`. `clock` knows
    local time at all moments.
    """

    rows: Rows
    order: Ints
    day: Ints
    purchased: Flags
    moved: Ints
    currency: Ints
    currencies: tuple[str, ...]
    clock: Clock

    def __len__(self) -> int:
        return len(self.rows)

    def where(self, chosen: Flags) -> Lines:
        """Some of the lines, by mask."""
        return replace(
            self,
            rows=self.rows.where(chosen),
            order=self.order[chosen],
            day=self.day[chosen],
            purchased=self.purchased[chosen],
            moved=self.moved[chosen],
            currency=self.currency[chosen],
        )

    @property
    def purchases(self) -> tuple[pa.Array, Ints]:
        """The ids of all buyers, and how many purchases each made in the range."""
        first = np.unique(self.order[self.purchased], return_index=True)[1]
        people = self.rows.person[self.purchased][first]
        count = np.bincount(people, minlength=len(self.rows.names))
        buyers = np.flatnonzero(count)
        return self.rows.names.take(pa.array(buyers)), count[buyers]


class _Placed(NamedTuple):
    """By line: the order (-1: none), and the person, currency and moment that go by it."""

    order: Ints
    person: Ints
    currency: Ints
    at: Ints


def lines_of(events: Events, query: GroupsQuery, days: Intervals, within: pa.Array | None) -> Lines:
    """The lines that matter, of the people `within` alone if they are given."""
    said, lines = order_events(events, query)
    mark = pa.scalar(events.as_of.moment, pa.timestamp("us", tz="UTC"))
    if not pc.any(pc.less_equal(lines["ordered_at"], mark)).as_py():
        return _no_lines(query)
    table = checked(lines, events.as_of.moment)
    orders = group_orders(table)
    placed = _placed(orders, table)
    own = table["ordered_at"].cast(pa.int64()).to_numpy()
    moves = (own >= days.first) & (own < days.end)
    purchased = orders.is_sale & (placed.at >= days.first) & (placed.at < days.end)
    purchased[orders.is_sale] &= orders.is_purchase[orders.sale_order]
    chosen = (moves | purchased) & _counted(orders, placed.person, within)
    amount = table["amount"].to_numpy()
    moved = np.where(moves, np.where(orders.is_sale, amount, -amount), 0)
    return _lines(said, table, orders, placed, query, chosen, purchased, moved)


def _lines(
    said: pa.Table,
    table: Any,
    orders: Orders,
    placed: _Placed,
    query: GroupsQuery,
    chosen: Flags,
    purchased: Flags,
    moved: Ints,
) -> Lines:
    place = np.flatnonzero(chosen)
    person, at = placed.person[place], placed.at[place]
    names = pa.array(orders.persons, pa.string())
    keys = pa.table(
        {
            "place": pa.array(np.arange(len(place))),
            "person": names.take(pa.array(person)),
            "order_id": table["order_id"].take(pa.array(place)),
            "product": table["product_id"].take(pa.array(place)),
        }
    )
    texts = tuple(map(_coded, said_texts(said, keys, query)))
    clock = _clock(query, at)
    return Lines(
        rows=Rows(person, names, at, np.zeros(len(at), dtype=np.int64), texts=texts),
        order=placed.order[place],
        day=clock.local(at) // DAY,
        purchased=purchased[place],
        moved=moved[place],
        currency=placed.currency[place],
        currencies=orders.currencies,
        clock=clock,
    )


def _placed(orders: Orders, table: Any) -> _Placed:
    """Refunds go by the order that they belong to, if there is one (see `group_orders`)."""
    sale, back = orders.is_sale, ~orders.is_sale
    order_id = _coded(table["order_id"].combine_chunks()).code
    of_order = np.zeros(len(orders.person), dtype=np.int64)
    of_order[orders.sale_order] = order_id[sale]
    order, person = np.full(len(sale), _ALONE), np.full(len(sale), UNKNOWN)
    currency = np.zeros(len(sale), dtype=np.int64)
    order[sale], person[back] = orders.sale_order, orders.refund_person
    currency[back] = orders.refund_currency
    order[back] = _found(
        _key(orders, of_order, orders.currency, orders.person),
        _key(orders, order_id[back], orders.refund_currency, orders.refund_person),
    )
    person[sale] = orders.person[orders.sale_order]
    currency[sale] = orders.currency[orders.sale_order]
    at = table["ordered_at"].cast(pa.int64()).to_numpy().copy()
    linked = order != _ALONE
    at[linked] = orders.moment[order[linked]]
    return _Placed(order, person, currency, at)


def _key(orders: Orders, order_id: Ints, currency: Ints, person: Ints) -> Ints:
    """What makes an order: its id, its currency, and its person (UNKNOWN is a person here)."""
    ticket = order_id * len(orders.currencies) + currency
    return ticket * (len(orders.persons) + 1) + person - UNKNOWN


def _found(keys: Ints, wanted: Ints) -> Ints:
    """The place of each wanted key among the distinct `keys`; -1 where it is not there."""
    if len(keys) == 0:
        return np.full(len(wanted), _ALONE)
    order = np.argsort(keys)
    place = order[np.minimum(np.searchsorted(keys, wanted, sorter=order), len(keys) - 1)]
    return np.where(keys[place] == wanted, place, _ALONE)


def _counted(orders: Orders, person: Ints, within: pa.Array | None) -> Flags:
    """Whether each line is of somebody who is known, and counted."""
    counted = np.ones(len(orders.persons), dtype=bool)
    if within is not None:
        names = pa.array(orders.persons, pa.string())
        counted = pc.is_in(names, within).to_numpy(zero_copy_only=False)
    flags: Flags = np.append(counted, False)[person]  # UNKNOWN reads the last place
    return flags


def _no_lines(query: GroupsQuery) -> Lines:
    nobody = pa.array([], pa.string())
    texts = tuple(Coded(_NONE, nobody) for one in query.by if one.by in OF_TEXTS)
    rows = Rows(_NONE, nobody, _NONE, _NONE, texts=texts)
    return Lines(rows, _NONE, _NONE, _NONE > 0, _NONE, _NONE, (), _clock(query, _NONE))


def _clock(query: GroupsQuery, at: Ints) -> Clock:
    zone = zone_named(query.timezone)
    return Clock.of(zone, int(at.min()), int(at.max())) if len(at) else Clock.of(zone, 0, 0)


def _coded(texts: pa.Array) -> Coded:
    encoded = texts.dictionary_encode("encode")
    code = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    return Coded(code, encoded.dictionary)
