"""The orders that the log speaks of, as order lines."""

from __future__ import annotations

from typing import Any

from huitou.engine.events import Snapshot, order_lines_of

# What clients of Segment's Ecommerce specification mean when they leave the currency out.
_UNSTATED = "USD"


def log_lines(snapshot: Snapshot, currency: str | None) -> Any:
    """A pyarrow table of ORDER_LINES_SCHEMA. `currency` is that of orders that state none."""
    events = snapshot.duckdb()
    # Far fewer rows cross than the log holds; which of them are orders is decided there.
    said = events.filter(events.type == "track", events.event.startswith("Order "))
    return order_lines_of(said.to_pyarrow(), default_currency=currency or _UNSTATED)
