"""What search engines may know of: the addresses of all products that are on sale."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from huitou.commerce.catalogue.listing import Wanted, filtered


@dataclass(frozen=True)
class Shown:
    """A product's slug, and when what it says was changed last."""

    slug: str
    changed_at: datetime


def shown_count(*, at: datetime) -> int:
    """How many products shoppers see at a moment."""
    count: int = filtered(Wanted(), at).count()
    return count


def shown_products(*, at: datetime, skip: int = 0, limit: int = 10_000) -> list[Shown]:
    """Products that shoppers see at a moment, the oldest first."""
    rows = filtered(Wanted(), at).order_by("id").values_list("slug", "changed_at")
    return [Shown(*row) for row in rows[skip : skip + limit]]
