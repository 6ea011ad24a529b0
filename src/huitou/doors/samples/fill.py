"""Fill an empty shop with sample goods, through the verbs that staff use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from huitou.commerce import catalogue, orders, supply
from huitou.doors.samples import dressing
from huitou.doors.samples.goods import CATEGORIES, GOODS, SampleCategory, SampleGoods
from huitou.foundation.actors import SYSTEM
from huitou.kernel import Clock, Conflict, Currency, Money

CURRENCY = "CNY"


@dataclass(frozen=True)
class Filled:
    """How many were made now; what was there before is not counted."""

    categories: int
    products: int
    suppliers: int
    ways_of_shipping: int


def fill_shop(*, clock: Clock) -> Filled:
    """Make what is not there yet. Each thing is made whole or not at all, so that it can be cut off
    and run again. Conflict in a shop that has goods of its own, or other money than the samples.
    """
    there = _slugs_there(clock)
    if settings.SHOP_CURRENCY != CURRENCY:
        raise Conflict(
            f"The sample goods have prices in {CURRENCY}, and the shop's are in "
            f"{settings.SHOP_CURRENCY}.",
            remedy=f"Set HUITOU_CURRENCY={CURRENCY} in an empty shop, and run it again.",
            code="seed.other_currency",
        )
    if not there <= {goods.slug for goods in GOODS}:
        raise Conflict(
            "The shop has goods of its own.",
            remedy="Choose an empty data folder: --home FOLDER.",
            code="seed.not_empty",
        )
    categories = sum(_category(sample, clock) for sample in CATEGORIES)
    suppliers = sum(_supplier(sample, clock) for sample in CATEGORIES)
    new = [goods for goods in GOODS if goods.slug not in there]
    for goods in new:
        _product(goods, clock)
    return Filled(categories, len(new), suppliers, _ways_of_shipping(clock))


def _slugs_there(clock: Clock) -> set[str]:
    """Of products in any state."""
    slugs: set[str] = set()
    cursor = None
    while True:
        page = catalogue.list_products(
            catalogue.Wanted(status="any"), at=clock.now(), limit=100, cursor=cursor
        )
        slugs |= {card.slug for card in page.products}
        cursor = page.next_cursor
        if cursor is None:
            return slugs


def _category(sample: SampleCategory, clock: Clock) -> bool:
    if sample.slug in {node.slug for node in catalogue.categories()}:
        return False
    with transaction.atomic():
        made = catalogue.create_category(
            names={"en": sample.en, "zh-hans": sample.zh},
            slug=sample.slug,
            position=CATEGORIES.index(sample),
            actor=SYSTEM,
            clock=clock,
        )
        if sample.no_return:
            catalogue.set_return_policy(
                made.id, no_reason_return=False, reason=sample.no_return, actor=SYSTEM, clock=clock
            )
        dressing.add_origin(made.id, sample.slug, clock)
    return True


def _supplier(sample: SampleCategory, clock: Clock) -> bool:
    if sample.supplier in _suppliers():
        return False
    today = clock.now().date()
    paper = supply.Paper(
        number=f"SAMPLE-{sample.slug.upper()}",
        issued=today - timedelta(days=60),
        expires=today + timedelta(days=3 * 365),
    )
    with transaction.atomic():
        made = supply.add_supplier(sample.supplier, actor=SYSTEM, clock=clock)
        supply.add_certificate(made.id, sample.paper, paper, actor=SYSTEM, clock=clock)
    return True


def _suppliers() -> dict[str, str]:
    """Ids by name. An empty shop has few."""
    return {row.name: row.id for row in supply.list_suppliers(limit=1000)}


def _product(goods: SampleGoods, clock: Clock) -> None:
    """On sale and on the shelf in one transaction."""
    category = next(one for one in CATEGORIES if one.slug == goods.category)
    supplier = _suppliers()[category.supplier]
    category_id = next(n.id for n in catalogue.categories() if n.slug == category.slug)
    with transaction.atomic():
        product = catalogue.create_product(
            names={"en": goods.en, "zh-hans": goods.zh},
            category_id=category_id,
            slug=goods.slug,
            options=_options(goods),
            actor=SYSTEM,
            clock=clock,
            **dressing.words_of(goods, category_id),
        )
        prices: dict[str, tuple[Money, Money]] = {}
        for code, _, _, price, grams, stock in goods.sizes:
            sku = f"{goods.slug}-{code}" if code else goods.slug
            seen = catalogue.add_variant(
                product.id,
                sku=sku.upper(),
                options={"size": code} if code else {},
                weight_grams=grams,
                cost=_fen(price * 6 // 10),
                actor=SYSTEM,
                clock=clock,
            )
            variant = seen.variants[-1].id
            before = _fen(dressing.price_before(goods, price))
            prices[variant] = before, _fen(price)
            catalogue.set_price(variant, price=before, actor=SYSTEM, clock=clock)
            _stock(variant, stock, supplier, clock)
        dressing.add_picture(product.id, goods, clock)
        catalogue.submit(product.id, actor=SYSTEM, clock=clock)
        catalogue.approve(product.id, actor=SYSTEM, clock=clock)
        catalogue.publish(product.id, actor=SYSTEM, clock=clock)
        for variant, (before, now) in prices.items():
            dressing.reduce(variant, before, now, clock)


def _stock(variant_id: str, units: int, supplier_id: str, clock: Clock) -> None:
    if units:
        supply.receive(
            variant_id, units, source="seed", supplier_id=supplier_id, actor=SYSTEM, clock=clock
        )
    else:  # sold out, as some things are
        supply.link_variant(supplier_id, variant_id, actor=SYSTEM, clock=clock)


def _options(goods: SampleGoods) -> tuple[catalogue.Option, ...]:
    values = tuple(
        catalogue.OptionValue(code, {"en": en, "zh-hans": zh})
        for code, en, zh, *_ in goods.sizes
        if code
    )
    return (catalogue.Option("size", {"en": "Size", "zh-hans": "规格"}, values),) if values else ()


def _ways_of_shipping(clock: Clock) -> int:
    """A slow and a quick one, in a shop that has none."""
    if orders.shipping_methods():
        return 0
    standard = orders.MethodFields(
        names={"en": "Standard", "zh-hans": "普通快递"}, fee=_fen(800), free_over=_fen(9900)
    )
    express = orders.MethodFields(
        names={"en": "Express", "zh-hans": "次日达"}, fee=_fen(1800), transit_days=1, place=1
    )
    with transaction.atomic():
        for code, fields in (("standard", standard), ("express", express)):
            orders.set_shipping_method(SYSTEM, code, fields, clock=clock)
    return 2


def _fen(minor: int) -> Money:
    return Money(minor, Currency.of(CURRENCY))
