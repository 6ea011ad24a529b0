"""Order lines: orders and refunds as one flat table, a line a row. Files and the log both become
this table, and the report counts from it alone, so both give the same numbers.
"""

from __future__ import annotations

import pyarrow as pa

SALE = "sale"
REFUND = "refund"

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
