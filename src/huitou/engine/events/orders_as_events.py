"""Order lines said as events: what a file of orders becomes in the log.

One "Order Completed" for each order (person, order id, currency), and one "Order Refunded" for
each moment at which something of an order was given back. Each product carries, beside Segment's
`quantity` and `price` (the price of one, rounded to 6 decimals), its exact `amount`, because price
times quantity need not give it again. Amounts are JSON numbers in major units with the decimals of
the currency; they have 15 digits at most, which every reader of JSON keeps exactly.

An event of a person who is not known has neither a user id nor an anonymous id. The message id is
made from the content alone, products sorted, so that the same order, read again from whatever
file, is the same message, and a changed order is a new one.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

from huitou.engine.events.order_lines import (
    ORDER_COMPLETED,
    ORDER_REFUNDED,
    REFUND,
    currency_table,
)
from huitou.engine.events.rows import EVENTS_SCHEMA


def order_events(lines: pa.Table, *, source: str, received_at: int) -> pa.Table:
    """The events (EVENTS_SCHEMA, oldest first) that say `lines` (ORDER_LINES_SCHEMA).

    `source` names where they come from; `received_at` is in microseconds since 1970 UTC.
    InvalidInput for a currency that is not known.
    """
    with duckdb.connect() as con:
        con.execute("SET TimeZone = 'UTC'")
        con.register("lines", lines)
        con.register("currencies", currency_table(lines["currency"].unique().to_pylist()))
        said = con.sql(_EVENTS).to_arrow_table()
    rows = said.num_rows
    columns = {name: said[name] for name in said.column_names} | {
        "type": pa.repeat("track", rows),
        "original_timestamp": said["timestamp"],
        "received_at": pa.repeat(received_at, rows),
        "source": pa.repeat(source, rows),
    }
    arrays = [
        columns[field.name].cast(field.type)
        if field.name in columns
        else pa.nulls(rows, field.type)
        for field in EVENTS_SCHEMA
    ]
    return pa.Table.from_arrays(arrays, schema=EVENTS_SCHEMA)


def _decimal(minor: str) -> str:
    """A whole number of minor units as the text of a decimal in major units."""
    return (
        f"CASE exponent WHEN 0 THEN ({minor})::VARCHAR WHEN 2 THEN (({minor}) * 0.01)::VARCHAR "
        f"WHEN 3 THEN (({minor}) * 0.001)::VARCHAR ELSE (({minor}) * 0.0001)::VARCHAR END"
    )


_PRODUCT = f"""'{{' || concat_ws(',',
    '"product_id":' || to_json(product_id),
    '"name":' || to_json(product_name),
    '"quantity":' || CASE WHEN quantity = floor(quantity) AND quantity < 1e15
        THEN quantity::BIGINT::VARCHAR ELSE quantity::VARCHAR END,
    '"price":' || round(amount / quantity / pow(10, exponent), 6)::VARCHAR,
    '"amount":' || {_decimal("amount")}) || '}}'"""

_EVENTS = f"""
WITH said AS (
    SELECT *, {_PRODUCT} AS product
    FROM lines JOIN currencies ON lines.currency = currencies.text),
orders AS (
    SELECT person, order_id, code, kind, exponent, min(ordered_at) AS timestamp,
        sum(amount)::BIGINT AS total, array_to_string(list_sort(list(product)), ',') AS products
    FROM said
    GROUP BY person, order_id, code, kind, exponent,
        CASE WHEN kind = '{REFUND}' THEN ordered_at END)
SELECT 'order-' || md5(concat_ws(chr(31), kind, coalesce('=' || person, ''), order_id, code,
        epoch_us(timestamp), products)) AS message_id,
    CASE kind WHEN '{REFUND}' THEN '{ORDER_REFUNDED}' ELSE '{ORDER_COMPLETED}' END AS event,
    person AS user_id, timestamp,
    '{{"order_id":' || to_json(order_id) || ',"currency":"' || code || '","total":'
        || {_decimal("total")} || ',"products":[' || products || ']}}' AS properties
FROM orders ORDER BY timestamp, message_id
"""
