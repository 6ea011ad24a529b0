"""Order lines: orders and refunds as one flat table, a line a row. Files and the log both become
this table, and the report counts from it alone, so both give the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from huitou.kernel import Currency, InvalidInput

SALE = "sale"
REFUND = "refund"

ORDER_COMPLETED, ORDER_UPDATED = "Order Completed", "Order Updated"
ORDER_REFUNDED, ORDER_CANCELLED = "Order Refunded", "Order Cancelled"

# Minor units of a line stay below this: 15 digits, which a number in JSON carries exactly.
LARGEST_AMOUNT = 10**15

ORDER_LINES_SCHEMA = pa.schema(
    [
        # null: the shop does not know who bought. Such lines count as revenue, never as a person.
        pa.field("person", pa.string()),
        pa.field("order_id", pa.string(), nullable=False),
        pa.field("ordered_at", pa.timestamp("us", tz="UTC"), nullable=False),
        pa.field("kind", pa.string(), nullable=False),  # SALE or REFUND
        pa.field("product_id", pa.string()),
        pa.field("product_name", pa.string()),
        pa.field("quantity", pa.float64(), nullable=False),  # positive for both kinds
        # Minor units of `currency`, the whole line; positive for both kinds.
        pa.field("amount", pa.int64(), nullable=False),
        pa.field("currency", pa.string(), nullable=False),
    ]
)


def currency_table(texts: Iterable[str]) -> pa.Table:
    """The currencies that `texts` name: `text` as it was written, `code`, and `exponent`, the
    decimals of the minor unit. InvalidInput for a text that is not a code of ISO 4217.
    """
    known = [(text, Currency.of(text)) for text in dict.fromkeys(texts)]
    return pa.table(
        {
            "text": pa.array([text for text, _ in known], pa.string()),
            "code": pa.array([currency.code for _, currency in known], pa.string()),
            "exponent": pa.array([currency.exponent for _, currency in known], pa.int32()),
        }
    )


def is_currency(text: str) -> bool:
    """Whether `text` is a code of ISO 4217."""
    try:
        Currency.of(text)
    except InvalidInput:
        return False
    return True
