"""The orders that the events speak of, as the order lines that the shop report counts from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyarrow as pa

from huitou.engine.analytics.query.events import Where
from huitou.engine.analytics.source.dialect import Dialect
from huitou.engine.analytics.source.events import Events
from huitou.engine.events import order_lines_of

UNSTATED = "USD"
"""What clients of Segment's Ecommerce specification mean when they leave the currency out."""

NEEDED = ("message_id", "type", "event", "timestamp", "received_at", "properties")
"""What order lines are made from, beside `person_id`."""


def said_orders(
    events: Events,
    where: Where,
    default_currency: str | None,
    of: Callable[[Any, Dialect], Any] | None = None,
) -> pa.Table:
    """Order lines (ORDER_LINES_SCHEMA) of all orders, refunds and cancellations whose event meets
    `where`. A refund may belong to the order of somebody else, so that lines cannot be made person
    by person: the events about orders come together here, of a cluster too.

    `of` makes from the events the Ibis table of the people (`person`) whose orders are wanted:
    then only order ids that one of them used are read.
    """

    def about(table: Any, dialect: Dialect) -> Any:
        said = about_orders(table, where, dialect)
        if of is not None:
            said = said.mutate(order_id=dialect.text(said.properties, "order_id"))
            mine = said.semi_join(of(table, dialect), "person")
            said = said.semi_join(mine.select("order_id").distinct(), "order_id")
        return said.select(*NEEDED, person_id=said.person)

    said = events.query(about)
    return order_lines_of(said, default_currency=default_currency or UNSTATED)


def about_orders(events: Any, where: Where, dialect: Dialect) -> Any:
    """The events about orders that meet `where`."""
    said = events.filter(events.type == "track", events.event.startswith("Order "))
    for name, value in where.items():
        said = said.filter(dialect.property_is(said.properties, name, value))
    return said
