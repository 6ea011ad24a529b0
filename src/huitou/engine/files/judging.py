"""Judging each row of a file of orders: a line of an order, or a reason why not."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from huitou.engine.events import LARGEST_AMOUNT, ORDER_LINES_SCHEMA, REFUND, SALE
from huitou.engine.files.refusals import REFUSED_SCHEMA
from huitou.engine.files.rows_of_orders import Plan
from huitou.engine.files.sql import exists, single_row


def judge(con: duckdb.DuckDBPyConnection, plan: Plan) -> tuple[pa.Table, pa.Table, int]:
    """The order lines, the refused rows, and the number of rows of `raw`."""
    con.execute(f"CREATE TABLE judged AS {_judged_sql(plan)}")
    (rows,) = single_row(con, "SELECT count(*) FROM judged")
    refused = con.sql(_REFUSED).to_arrow_table()
    lines = con.sql(_lines_sql(con)).to_arrow_table()
    return lines.cast(ORDER_LINES_SCHEMA), refused.cast(REFUSED_SCHEMA), rows


def _judged_sql(plan: Plan) -> str:
    return f"""
    WITH understood AS ({_understood_sql(plan)}),
    weighed AS (
        SELECT *, {_MINOR} AS minor, {_refund_sql(plan)} AS refund FROM understood)
    SELECT place, line, order_id, person, instant, product_id, product_name, abs(pieces) AS pieces,
        abs(minor) AS minor, code, refund, coalesce(meaning = 'refunded', false) AS given_back,
        {_reason_sql(plan)} AS reason
    FROM weighed"""


def _understood_sql(plan: Plan) -> str:
    """Each row with its `instant`, its `pieces` and its exact money, `major`."""
    numbers = plan.numbers
    pieces = numbers["quantity"] if "quantity" in plan.roles else "1::DECIMAL(18, 6)"
    source = "(SELECT *, NULL::BIGINT AS total_place, NULL::DECIMAL(28, 8) AS whole FROM rows)"
    priced = f"{numbers['price']} * {pieces}"
    money = f"CASE WHEN amount IS NOT NULL THEN {numbers['amount']} ELSE {priced} END"
    if "order_total" in plan.roles:
        source = f"""(SELECT *,
                min(place) FILTER (order_total IS NOT NULL) OVER same AS total_place,
                arg_min({numbers["order_total"]}, place) FILTER (order_total IS NOT NULL)
                    OVER same AS whole
            FROM rows WINDOW same AS (PARTITION BY coalesce(order_id, 'row ' || place)))"""
        money = "CASE WHEN place = total_place THEN whole ELSE whole * 0 END"
    return f"""
    SELECT r.*, instant, code, exponent, meaning, {pieces} AS pieces,
        ({money})::DECIMAL(38, 14) AS major
    FROM {source} AS r
    LEFT JOIN moments ON moments.text = r.moment
    LEFT JOIN currencies ON currencies.text IS NOT DISTINCT FROM r.currency
    LEFT JOIN meanings ON meanings.text = r.status"""


# Decimal to decimal rounds half away from zero; first to the places of the currency.
_MINOR = """CASE WHEN abs(major) < 1e15::DECIMAL(38, 14) THEN CASE exponent
    WHEN 0 THEN major::DECIMAL(38, 0)::HUGEINT
    WHEN 2 THEN (major::DECIMAL(30, 2) * 100)::HUGEINT
    WHEN 3 THEN (major::DECIMAL(30, 3) * 1000)::HUGEINT
    WHEN 4 THEN (major::DECIMAL(30, 4) * 10000)::HUGEINT END END"""


def _refund_sql(plan: Plan) -> str:
    signs = "coalesce(pieces < 0, false) OR coalesce(coalesce(whole, major) < 0, false)"
    note = (
        r" OR coalesce(order_id[1] IN ('C', 'c') AND order_id SIMILAR TO '[Cc]\d+', false)"
        if plan.credit_notes
        else ""
    )
    return f"({signs} OR coalesce(meaning = 'refund_row', false){note})"


def _reason_sql(plan: Plan) -> str:
    said = [name for name in _SAID if name in plan.roles or name == "moment"]
    money = [role for role in ("amount", "price", "order_total") if role in plan.roles]
    stated = "total_place" if "order_total" in plan.roles else f"coalesce({', '.join(money)})"
    reasons = [
        (f"coalesce({', '.join(said)}, NULL) IS NULL", "blank"),
        ("meaning = 'not_a_sale'", "not_a_sale"),
        ("moment IS NULL", "date_missing"),
        ("instant IS NULL", "date_unreadable"),
        (f"instant NOT BETWEEN {plan.earliest} AND {plan.latest}", "date_out_of_range"),
        ("quantity IS NULL" if "quantity" in plan.roles else "false", "quantity_missing"),
        (f"{_huge('quantity')} OR {' OR '.join(map(_huge, money))}", "amount_too_large"),
        ("pieces IS NULL", "quantity_unreadable"),
        ("pieces = 0", "quantity_zero"),
        (f"{stated} IS NULL", "amount_missing"),
        ("major IS NULL", "amount_unreadable"),
        ("exponent IS NULL", "currency_unknown"),
        (f"minor IS NULL OR abs(minor) >= {LARGEST_AMOUNT}", "amount_too_large"),
        ("refund AND minor = 0 AND whole IS NULL", "no_money_moved"),
    ]
    return "CASE " + " ".join(f"WHEN {when} THEN '{why}'" for when, why in reasons) + " END"


_SAID = [
    "order_id",
    "person",
    "moment",
    "product_id",
    "product_name",
    "quantity",
    "price",
    "amount",
    "order_total",
    "currency",
    "status",
]


def _huge(role: str) -> str:
    number = f"try_cast({role} AS DOUBLE)"
    return f"coalesce(isfinite({number}) AND abs({number}) >= 1e12, false)"


# reason: the field at fault, which is also the column of `rows` that holds the text
_FIELDS = {
    "not_a_sale": "status",
    "date_missing": "ordered_at",
    "date_unreadable": "ordered_at",
    "date_out_of_range": "ordered_at",
    "quantity_missing": "quantity",
    "quantity_unreadable": "quantity",
    "quantity_zero": "quantity",
    "amount_missing": "amount",
    "amount_unreadable": "amount",
    "amount_too_large": "amount",
    "currency_unknown": "currency",
}


_FIELD = " ".join(f"WHEN '{reason}' THEN '{field}'" for reason, field in _FIELDS.items())
_REFUSED = f"""
    SELECT judged.line, reason, CASE reason {_FIELD} END AS field, CASE
        WHEN reason LIKE '%missing' OR reason = 'blank' THEN ''
        WHEN reason LIKE 'date%' THEN moment
        WHEN reason LIKE 'quantity%' THEN quantity
        WHEN reason = 'currency_unknown' THEN currency
        WHEN reason = 'not_a_sale' THEN status
        ELSE concat_ws(' × ', quantity, coalesce(amount, price, order_total)) END AS detail
    FROM judged JOIN rows USING (place) WHERE reason IS NOT NULL ORDER BY place"""


def _lines_sql(con: duckdb.DuckDBPyConnection) -> str:
    """Order lines in the order of the file, the refund of a refunded row behind its sale."""
    nameless = "FROM judged WHERE reason IS NULL AND order_id IS NULL"
    order_id, joined = "order_id", ""
    if exists(con, nameless):
        con.execute(
            f"""CREATE TABLE own AS SELECT place, 'row-' || hash || '-' || row_number()
                OVER (PARTITION BY hash ORDER BY place) AS own_id
            FROM (SELECT place, left(md5({_ROW_TEXT}), 16) AS hash {nameless})"""
        )
        order_id, joined = "coalesce(order_id, own_id)", "LEFT JOIN own USING (place)"
    line = f"""SELECT place, person, {order_id} AS order_id, make_timestamp(instant) AS ordered_at,
        '{{kind}}' AS kind, product_id, product_name, pieces::DOUBLE AS quantity,
        minor::BIGINT AS amount, code AS currency
        FROM judged {joined} WHERE reason IS NULL AND {{which}}"""
    sales = line.format(kind=SALE, which="NOT refund")
    refunds = line.format(kind=REFUND, which=f"(refund OR {_GIVEN_BACK})")
    both = f"{sales} UNION ALL {refunds} ORDER BY place, kind DESC"
    return f"SELECT * EXCLUDE (place) FROM ({both})"


# A refund that the file says in a row of its own is not said again by the status of the sale.
_GIVEN_BACK = """(given_back AND NOT EXISTS (FROM judged AS other
    WHERE other.refund AND other.reason IS NULL AND other.order_id = judged.order_id))"""

_ROW_TEXT = (
    "concat_ws(chr(31), instant, coalesce(person, ''), coalesce(product_id, ''), "
    "coalesce(product_name, ''), pieces, minor, code, refund)"
)
