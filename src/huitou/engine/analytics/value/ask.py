"""Asking what customers are worth."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.query.definition import Note
from huitou.engine.analytics.query.events import EventFilter
from huitou.engine.analytics.query.refusals import refuse
from huitou.engine.analytics.report.gaps import gap_edges
from huitou.engine.analytics.report.prepare import prepare
from huitou.engine.analytics.report.purchases import Purchases
from huitou.engine.analytics.source.events import Events
from huitou.engine.analytics.source.groups import Groups
from huitou.engine.analytics.source.limits import limited
from huitou.engine.analytics.source.members import restricted
from huitou.engine.analytics.source.said_orders import said_orders
from huitou.engine.analytics.source.unknown import unknown_names
from huitou.engine.analytics.value.answer import ValueAnswer
from huitou.engine.analytics.value.buyers import Buyers, buyers_of
from huitou.engine.analytics.value.cells import group_of, repeat_column
from huitou.engine.analytics.value.frame import Frame, frame_of
from huitou.engine.analytics.value.gaps import ended_gaps
from huitou.engine.analytics.value.query import ValueCell, ValueQuery
from huitou.engine.analytics.value.split import split
from huitou.engine.analytics.value.words import definition


class _Counted(NamedTuple):
    """What an answer is made from; `number` is the group of each of `buyers`."""

    frame: Frame
    purchases: Purchases | None
    buyers: Buyers
    groups: Groups
    number: Ints


@limited
def customer_value(events: Events, query: ValueQuery) -> ValueAnswer:
    """What cohorts of customers bring in. InvalidInput, with the field, for an impossible query or
    a currency that no order is in; Overloaded or TooLarge when a limit of the events is hit.
    """
    counted = _counted(events, query)
    purchases, buyers = counted.purchases, counted.buyers
    # All groups share the bins of the gaps, so that they can be compared.
    edges = gap_edges(ended_gaps(buyers))
    groups = tuple(
        group_of(
            key, other, buyers.where(counted.number == place), counted.frame, edges, events.as_of
        )
        for place, (key, other) in enumerate(counted.groups.labels)
    )
    currency = None if purchases is None else purchases.currency
    return ValueAnswer(
        currency=currency,
        totals=() if purchases is None else purchases.totals,
        groups=groups,
        definition=definition(query, currency, events.as_of),
        notes=_notes(events, purchases),
    )


@limited
def value_people(events: Events, query: ValueQuery, cell: ValueCell) -> pa.Array:
    """The sorted ids of the people of one cell. InvalidInput for a cell that is not there."""
    counted = _counted(events, query)
    _check_cell(counted.frame, cell)
    place = counted.groups.place(cell.group, other=cell.other)
    buyers = counted.buyers.where(counted.number == place)
    chosen = np.ones(len(buyers), dtype=bool) if cell.row is None else buyers.row == cell.row
    if cell.of == "repeat":
        first = repeat_column(buyers, counted.frame)
        chosen &= (first >= 0) & (True if cell.column is None else first <= cell.column)
    found = buyers.ids.filter(pa.array(chosen))
    return found.take(pc.sort_indices(found))


def _counted(events: Events, query: ValueQuery) -> _Counted:
    frame = frame_of(query, events.as_of)
    members = restricted(events, query.within, query.breakdown)
    purchases = _purchases(events, query)
    buyers = buyers_of(purchases, frame, members["within"])
    if len(buyers) == 0 and query.breakdown is not None:
        return _Counted(frame, purchases, buyers, Groups(()), np.zeros(0, dtype=np.int64))
    groups, number = split(events, query.breakdown, members["cohort"], buyers)
    return _Counted(frame, purchases, buyers, groups, number)


def _purchases(events: Events, query: ValueQuery) -> Purchases | None:
    """Null when no order is known at the as-of moment."""
    lines = said_orders(events, query.where, query.default_currency or query.currency)
    mark = pa.scalar(events.as_of.moment, pa.timestamp("us", tz="UTC"))
    if not pc.any(pc.less_equal(lines["ordered_at"], mark)).as_py():
        return None
    as_of = events.as_of.moment
    return prepare(lines, timezone=query.timezone, currency=query.currency, as_of=as_of)


def _notes(events: Events, purchases: Purchases | None) -> tuple[Note, ...]:
    if purchases is not None and purchases.customers:
        return ()
    if purchases is not None:
        en = f"No known person has a purchase in {purchases.currency}."
        return (Note("value.no_customer", en, f"没有已知的人以 {purchases.currency} 购买过。"),)
    none = Note("value.no_orders", "There are no orders to count.", "没有可统计的订单。")
    return (none, *unknown_names(events, (EventFilter("Order Completed"),)))


def _check_cell(frame: Frame, cell: ValueCell) -> None:
    remedy = "Count rows and columns from 0, as in the answer."
    if cell.row is not None and not 0 <= cell.row < len(frame.columns):
        raise refuse("cell.row", f"There is no row {cell.row}.", remedy)
    if cell.column is None:
        return
    if cell.of != "repeat":
        raise refuse("cell.column", "Customers have no column.", 'Ask for of="repeat".')
    width = frame.width if cell.row is None else frame.columns[cell.row]
    if not 0 <= cell.column < width:
        raise refuse("cell.column", f"There is no column {cell.column}.", remedy)
