"""People, orders and products in a shop where Ann has ordered; see whole_desk."""

from __future__ import annotations

from whole_desk import hired, standing, trade

__all__ = ["hired", "standing", "trade"]
