"""What the events say of orders: order lines as the shop report counts them, and with each line the
channel, category and brand that were said with it.
"""

from __future__ import annotations

from typing import Any

import duckdb
import pyarrow as pa

from huitou.engine.analytics.groups.axes import OF_PRODUCTS
from huitou.engine.analytics.groups.query import GroupsQuery
from huitou.engine.analytics.source.attributes import DIRECT, channel
from huitou.engine.analytics.source.dialect import Dialect
from huitou.engine.analytics.source.events import Events
from huitou.engine.analytics.source.said_orders import NEEDED, UNSTATED, about_orders
from huitou.engine.events import order_lines_of


def order_events(events: Events, query: GroupsQuery) -> tuple[pa.Table, pa.Table]:
    """The events about orders (with `person_id` and `channel`), those of unknown people too, and
    their order lines (ORDER_LINES_SCHEMA). A refund may belong to the order of somebody else, so
    that lines cannot be made person by person: these events come together here, of a cluster too.
    """
    with_channel = any(one.by == "channel" for one in query.by)

    def asked(table: Any, dialect: Dialect) -> Any:
        said = about_orders(table, query.where, dialect)
        more = {"channel": channel(said, dialect)} if with_channel else {}
        return said.select(*NEEDED, person_id=said.person, **more)

    said = events.query(asked)
    return said, order_lines_of(said, default_currency=query.default_currency or UNSTATED)


def said_texts(said: pa.Table, lines: pa.Table, query: GroupsQuery) -> list[pa.Array]:
    """For each dimension told of events, in their order, the text of each of `lines`: a table with
    `place`, `person` (empty: unknown), `order_id` and `product`; the texts come in the order of
    `place`. Of what is said of an order several times the message received last counts.
    """
    found = []
    with duckdb.connect() as con:
        con.register("said", said)
        con.register("lines", lines)
        for dimension in query.by:
            if dimension.by == "channel":
                texts = con.sql(_CHANNEL)
            elif dimension.by in OF_PRODUCTS:
                texts = con.sql(_PRODUCTS, params=[_pointer(dimension.name or dimension.by)])
            else:
                continue
            found.append(texts.to_arrow_table().column("text").combine_chunks())
    return found


def _pointer(name: str) -> str:
    """A JSON pointer (RFC 6901) to the property."""
    return "/" + name.replace("~", "~0").replace("/", "~1")


_ORDER = (
    "coalesce(person_id, '') AS person, json_extract_string(properties, '/order_id') AS order_id"
)
_NEWEST = "ORDER BY received_at DESC, timestamp DESC, message_id DESC"

_CHANNEL = f"""
WITH orders AS (SELECT *, {_ORDER} FROM said WHERE event = 'Order Completed'),
newest AS (
    FROM orders QUALIFY row_number() OVER (PARTITION BY person, order_id {_NEWEST}) = 1)
SELECT coalesce(channel, '{DIRECT}') AS text
FROM lines LEFT JOIN newest USING (person, order_id) ORDER BY place
"""

_PRODUCTS = f"""
WITH orders AS (
    SELECT *, {_ORDER}, json_extract_string(properties, $1) AS text
    FROM said WHERE event IN ('Order Completed', 'Order Updated')),
newest AS (
    FROM orders QUALIFY row_number() OVER (PARTITION BY person, order_id {_NEWEST}) = 1),
listed AS (
    SELECT * EXCLUDE (text), unnest(json_extract(properties, '$.products[*]')) AS item FROM orders),
items AS (
    SELECT *, json_extract_string(item, $1) AS text,
        coalesce(json_extract_string(item, '/product_id'), json_extract_string(item, '/sku'))
            AS product
    FROM listed),
products AS (
    FROM items QUALIFY row_number() OVER (
        PARTITION BY person, order_id, product {_NEWEST}, text) = 1)
SELECT coalesce(products.text, newest.text) AS text
FROM lines
LEFT JOIN products USING (person, order_id, product)
LEFT JOIN newest ON newest.person = lines.person AND newest.order_id = lines.order_id
ORDER BY place
"""
