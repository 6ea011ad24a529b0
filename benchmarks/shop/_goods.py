"""What every shop of the benchmark sells, and how much of it an order holds: the same for huitou,
for django-oscar, and for SQL that is written by hand.
"""

from __future__ import annotations

from dataclasses import dataclass

PRODUCTS, UNITS = 100, 1_000_000
SHOPPERS = 40
# An order is of so many different products, one unit each.
LINES = 2
DELIVERY_MINOR = 800


@dataclass(frozen=True)
class Good:
    """A product that comes in one variant; the price in minor units of CNY."""

    sku: str
    name: str
    price_minor: int


def goods() -> list[Good]:
    """Prices from 9.90 to 207.90 CNY."""
    return [
        Good(f"BENCH-{n:04}", f"Product {n}", 990 + n * 37 % 200 * 100) for n in range(PRODUCTS)
    ]
