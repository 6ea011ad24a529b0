"""What the log says of orders, as order lines: the inverse of `order_events`, and tolerant of what
clients of Segment's Ecommerce specification send.

- A product's money is its `amount`, else price times quantity, rounded half away from zero to the
  minor unit; a missing quantity is 1. Its id is `product_id`, else `sku`.
- What was paid for the products is the order's `revenue`, if it is stated and less than they come
  to: the discount is shared out over them in proportion, exactly.
- If some product has no price, what the order's revenue (else subtotal, else total) is above the
  priced products is a line without a product, and so is all of it where no product is named.
- An order may be said several times, by client and server or as an update: of the messages with
  the same person, order id and currency the one received last counts, and only it. An update that
  names neither products nor money changes nothing. The order keeps the time of the last
  "Order Completed".
- A refund that names products or money is a part; such parts add up, except that of several at the
  same moment the one received last counts. A product without a price is given back at the price at
  which it was sold. A refund that names nothing but the order, and a cancellation, give back all
  that was sold, instead of the parts.
- A currency that is not stated is that of the order, else the shop's. An order in a currency that
  is not in ISO 4217 is left out, since its minor unit is not known; so is a refund of such an
  order, and a refund of the whole of an order that nobody said.
- A line of 10^15 minor units or more is left out.
- A negative amount within an order is a line of the other kind: a discount said as a product.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

from huitou.engine.events.order_lines import (
    LARGEST_AMOUNT,
    ORDER_CANCELLED,
    ORDER_COMPLETED,
    ORDER_LINES_SCHEMA,
    ORDER_REFUNDED,
    ORDER_UPDATED,
    REFUND,
    SALE,
    currency_table,
    is_currency,
)
from huitou.kernel import Currency

_SHAPE = """'{"order_id": "VARCHAR", "currency": "VARCHAR", "revenue": "VARCHAR",
    "subtotal": "VARCHAR", "total": "VARCHAR", "products": [{"product_id": "VARCHAR",
    "sku": "VARCHAR", "name": "VARCHAR", "price": "VARCHAR", "quantity": "VARCHAR",
    "amount": "VARCHAR"}]}'"""


def order_lines_of(events: pa.Table, *, default_currency: str) -> pa.Table:
    """The order lines (ORDER_LINES_SCHEMA, in no particular order) of a table with the columns of
    EVENTS_SCHEMA, in any order and with any other events among them. Who bought is `person_id` if
    there is such a column, else the user id, else the anonymous id.
    """
    default = Currency.of(default_currency).code
    person = (
        "person_id" if "person_id" in events.column_names else "coalesce(user_id, anonymous_id)"
    )
    with duckdb.connect() as con:
        con.execute("SET TimeZone = 'UTC'")
        con.register("events", events)
        con.execute(_SAID.replace("{person}", person))
        texts = con.execute("SELECT DISTINCT currency FROM said WHERE currency <> ''").fetchall()
        known = [text for (text,) in texts if is_currency(text)]
        con.register("currencies", currency_table([default, *known]))
        for statement in (_CHOSEN, _LINES, _WHOLE):
            con.execute(statement.replace("{default}", default))
        return con.sql(_ANSWER).to_arrow_table().cast(ORDER_LINES_SCHEMA)


# `who` is the person as a key that is never null.
_SAID = f"""
CREATE TABLE said AS
WITH read AS (
    SELECT {{person}} AS person, event, timestamp, received_at, message_id,
        TRY(from_json(properties, {_SHAPE})) AS p
    FROM events
    WHERE type = 'track' AND event IN
        ('{ORDER_COMPLETED}', '{ORDER_UPDATED}', '{ORDER_REFUNDED}', '{ORDER_CANCELLED}'))
SELECT row_number() OVER () AS id, * EXCLUDE (p), coalesce('=' || person, '') AS who,
    p.order_id AS order_id, nullif(upper(trim(p.currency)), '') AS currency,
    try_cast(p.revenue AS DECIMAL(28, 8)) AS revenue,
    try_cast(coalesce(p.revenue, p.subtotal, p.total) AS DECIMAL(28, 8)) AS total,
    coalesce(list_filter(p.products, lambda product: product IS NOT NULL), []) AS products
FROM read WHERE p.order_id <> ''
"""

_WHOLE_REFUND = f"""(event = '{ORDER_CANCELLED}'
    OR (event = '{ORDER_REFUNDED}' AND products = [] AND total IS NULL))"""

# The messages that count, with their time: the newest of each order, and of each part given back.
_CHOSEN = f"""
CREATE TABLE sales AS
SELECT id, '{SALE}' AS kind, who, person, order_id, code, exponent, coalesce(
        first_value(CASE WHEN event = '{ORDER_COMPLETED}' THEN timestamp END IGNORE NULLS)
            OVER versions, min(timestamp) OVER versions) AS moment
FROM said JOIN currencies ON text = coalesce(currency, '{{default}}')
WHERE event IN ('{ORDER_COMPLETED}', '{ORDER_UPDATED}') AND (products <> [] OR total IS NOT NULL)
WINDOW versions AS (PARTITION BY who, order_id, code
    ORDER BY received_at DESC, timestamp DESC, message_id DESC
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
QUALIFY row_number() OVER versions = 1;

CREATE TABLE whole AS
SELECT who, order_id, currency, min(timestamp) AS moment
FROM said WHERE {_WHOLE_REFUND} GROUP BY ALL;

CREATE TABLE chosen AS
FROM sales
UNION ALL
SELECT id, '{REFUND}', said.who, person, said.order_id, currencies.code, currencies.exponent,
    timestamp
FROM said
LEFT JOIN (SELECT who, order_id, min(code) AS sold_in FROM sales GROUP BY ALL) AS sold
    ON sold.who = said.who AND sold.order_id = said.order_id
JOIN currencies ON text = coalesce(currency, sold_in, '{{default}}')
WHERE event = '{ORDER_REFUNDED}' AND NOT {_WHOLE_REFUND} AND NOT EXISTS (
    FROM whole WHERE whole.who = said.who AND whole.order_id = said.order_id
        AND (whole.currency IS NULL OR whole.currency = currencies.code))
QUALIFY row_number() OVER (PARTITION BY said.who, said.order_id, currencies.code, timestamp
    ORDER BY received_at DESC, message_id DESC) = 1
"""

_MINOR = """CASE exponent WHEN 0 THEN try_cast(major::DECIMAL(38, 0) AS BIGINT)
    WHEN 2 THEN try_cast(major::DECIMAL(30, 2) * 100 AS BIGINT)
    WHEN 3 THEN try_cast(major::DECIMAL(30, 3) * 1000 AS BIGINT)
    ELSE try_cast(major::DECIMAL(30, 4) * 10000 AS BIGINT) END"""

# Every product of the chosen messages, and what their totals hold besides. Who ordered, and when,
# is joined from `chosen` at the end: a million lines are kept narrow.
_LINES = f"""
CREATE TABLE items AS
WITH products AS (
    SELECT id, kind, exponent, total, unnest(products) AS p,
        unnest(range(len(products))) AS place
    FROM chosen JOIN said USING (id)),
weighed AS (
    SELECT id, place, exponent, total IS NULL AND kind = '{REFUND}' AS at_sold_price,
        coalesce(p.product_id, p.sku) AS product_id, p.name AS product_name,
        CASE WHEN isfinite(try_cast(p.quantity AS DOUBLE)) THEN p.quantity::DOUBLE ELSE 1 END
            AS quantity,
        coalesce(try_cast(p.amount AS DECIMAL(38, 14)), try_cast(p.price AS DECIMAL(20, 8))
            * coalesce(try_cast(p.quantity AS DECIMAL(18, 6)), 1)) AS major
    FROM products)
SELECT * EXCLUDE (major, exponent), {_MINOR} AS minor FROM weighed WHERE quantity <> 0;

CREATE TABLE totals AS
SELECT id, exponent, total::DECIMAL(38, 14) AS major FROM chosen JOIN said USING (id)
WHERE total IS NOT NULL;

CREATE TABLE paid AS
SELECT id, {_MINOR} AS paid FROM (
    SELECT id, exponent, revenue::DECIMAL(38, 14) AS major FROM chosen JOIN said USING (id)
    WHERE kind = '{SALE}' AND revenue >= 0);
DROP TABLE said;

-- Each product gets the rounded share of all up to it, less that of all before it: the rounding
-- never adds up, so the shares sum to what was paid.
UPDATE items SET minor = shared.minor
FROM (
    WITH discounted AS (
        SELECT id, any_value(paid)::HUGEINT AS paid, sum(minor)::HUGEINT AS listed
        FROM items JOIN paid USING (id) GROUP BY id
        HAVING count(*) = count(minor) AND min(minor) >= 0 AND sum(minor) > any_value(paid)),
    upto AS (
        SELECT id, place, paid, listed, minor, sum(minor) OVER (
            PARTITION BY id ORDER BY place ROWS UNBOUNDED PRECEDING)::HUGEINT AS upto
        FROM items JOIN discounted USING (id))
    SELECT id, place, ((2 * upto * paid + listed) // (2 * listed)
        - (2 * (upto - minor) * paid + listed) // (2 * listed))::BIGINT AS minor
    FROM upto) AS shared
WHERE items.id = shared.id AND items.place = shared.place;

CREATE TABLE sold_prices AS
WITH wanted AS (
    SELECT DISTINCT who, order_id, code, product_id FROM items JOIN chosen USING (id)
    WHERE minor IS NULL AND at_sold_price)
SELECT who, order_id, code, product_id, sum(minor) / sum(quantity) AS price
FROM wanted JOIN sales USING (who, order_id, code) JOIN items USING (id, product_id)
WHERE minor IS NOT NULL GROUP BY ALL;

UPDATE items SET minor = round(price * abs(quantity))::BIGINT
FROM chosen JOIN sold_prices USING (who, order_id, code)
WHERE items.minor IS NULL AND at_sold_price AND chosen.id = items.id
    AND sold_prices.product_id = items.product_id;

CREATE VIEW lines AS
WITH sums AS (
    SELECT id, sum(minor) AS minor, count(*) = count(minor) AS complete FROM items GROUP BY id)
SELECT id, product_id, product_name, quantity, coalesce(minor, 0) AS minor FROM items
UNION ALL
SELECT id, NULL, NULL, 1, {_MINOR} - coalesce(sums.minor, 0)
FROM totals LEFT JOIN sums USING (id)
WHERE complete IS NULL OR (NOT complete AND {_MINOR} > coalesce(sums.minor, 0))
"""

# Orders given back whole: line by line, or as one sum if a discount stands among the lines.
_WHOLE = f"""
CREATE TABLE returned AS
WITH orders AS (
    SELECT id, person, sales.order_id, code, min(whole.moment) AS moment
    FROM sales JOIN whole ON whole.who = sales.who AND whole.order_id = sales.order_id
        AND (currency IS NULL OR currency = code)
    GROUP BY ALL),
sold AS (
    SELECT orders.*, '{REFUND}' AS kind, product_id, product_name, quantity, minor,
        min(minor) OVER (PARTITION BY id) < 0 AS discounted
    FROM lines JOIN orders USING (id))
SELECT * EXCLUDE (id, discounted) FROM sold WHERE NOT discounted
UNION ALL BY NAME
SELECT person, order_id, code, moment, kind, 1 AS quantity, sum(minor) AS minor
FROM sold WHERE discounted GROUP BY id, person, order_id, code, moment, kind HAVING sum(minor) > 0
"""

_ANSWER = f"""
WITH everything AS (
    SELECT person, order_id, code, moment, kind, product_id, product_name, quantity, minor
    FROM lines JOIN chosen USING (id)
    UNION ALL BY NAME
    FROM returned)
SELECT person, order_id, moment AS ordered_at,
    CASE WHEN kind = '{REFUND}' OR minor < 0 THEN '{REFUND}' ELSE '{SALE}' END AS kind,
    product_id, product_name, abs(quantity) AS quantity, abs(minor)::BIGINT AS amount,
    code AS currency
FROM everything WHERE abs(minor) < {LARGEST_AMOUNT}
"""
