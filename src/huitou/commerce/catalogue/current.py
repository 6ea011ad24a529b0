"""Which prices count at a moment."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from huitou.commerce.catalogue.models import Price, Variant
from huitou.kernel import Currency, Money


@dataclass(frozen=True)
class CurrentPrice:
    """What a variant costs, in minor units of the shop's currency."""

    price_minor: int
    compare_at_minor: int | None


def shop_money(minor: int) -> Money:
    """An amount in the shop's currency."""
    return Money(minor, Currency.of(settings.SHOP_CURRENCY))


def with_newest_price(variants: QuerySet[Any], at: datetime) -> QuerySet[Any]:
    """Variants with `newest_price`, what the price row that counts at a moment says."""
    started = Price.objects.filter(variant=OuterRef("pk"), starts_at__lte=at).order_by("-id")
    said = JSONObject(
        price_minor="price_minor",
        compare_at_minor="compare_at_minor",
        is_offered="is_offered",
        currency="currency",
    )
    return variants.annotate(newest_price=Subquery(started.values_list(said)[:1]))


def give_current(variants: Collection[Any]) -> None:
    """Set `current` of variants that have a `newest_price`: a CurrentPrice, or None if they have
    none that could be paid.
    """
    for variant in variants:
        newest = variant.newest_price
        payable = newest and newest["is_offered"] and newest["currency"] == settings.SHOP_CURRENCY
        variant.current = (
            CurrentPrice(newest["price_minor"], newest["compare_at_minor"]) if payable else None
        )


def priced_variants(product_ids: Collection[str], *, at: datetime) -> list[Any]:
    """The variants of products in order, with `current`. One query."""
    rows = Variant.objects.filter(product__in=product_ids).order_by("product", "position", "id")
    variants = list(with_newest_price(rows, at))
    give_current(variants)
    return variants
