"""What the shop of the benchmark sells: the same goods for huitou and for whoever it is compared
with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from huitou.commerce import catalogue, orders, supply
from huitou.foundation.actors import SYSTEM
from huitou.kernel import Clock, Currency, Money

CNY = Currency.of("CNY")


@dataclass(frozen=True)
class BenchmarkGoods:
    """A product with one variant."""

    sku: str
    name: str
    price_minor: int
    units: int


def goods(count: int, units: int) -> list[BenchmarkGoods]:
    """`count` products of which there are so many units each; prices from 9.90 to 208.90 CNY."""
    return [
        BenchmarkGoods(f"BENCH-{n:04}", f"Product {n}", 990 + n * 37 % 200 * 100, units)
        for n in range(count)
    ]


def fill_huitou(stock: Sequence[BenchmarkGoods], *, clock: Clock) -> list[str]:
    """Put the goods on sale in an empty shop, with a way of shipping; the ids of the variants."""
    with transaction.atomic():
        shelf = catalogue.create_category(names={"en": "Shelf"}, actor=SYSTEM, clock=clock)
        fields = orders.MethodFields(
            names={"en": "Standard", "zh-hans": "普通快递"}, fee=Money(800, CNY)
        )
        orders.set_shipping_method(SYSTEM, "standard", fields, clock=clock)
    return [_on_sale(one, shelf.id, clock) for one in stock]


def _on_sale(one: BenchmarkGoods, category_id: str, clock: Clock) -> str:
    with transaction.atomic():
        product = catalogue.create_product(
            names={"en": one.name}, category_id=category_id, actor=SYSTEM, clock=clock
        )
        seen = catalogue.add_variant(product.id, sku=one.sku, actor=SYSTEM, clock=clock)
        variant = seen.variants[0].id
        price = Money(one.price_minor, CNY)
        catalogue.set_price(variant, price=price, actor=SYSTEM, clock=clock)
        supply.receive(variant, one.units, source="benchmark", actor=SYSTEM, clock=clock)
        for step in (catalogue.submit, catalogue.approve, catalogue.publish):
            step(product.id, actor=SYSTEM, clock=clock)
        return variant
