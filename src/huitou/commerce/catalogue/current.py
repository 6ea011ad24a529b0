"""Which prices count at a moment."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery

from huitou.commerce.catalogue.models import Price, Variant
from huitou.kernel import Currency, Money


def shop_money(minor: int) -> Money:
    """An amount in the shop's currency."""
    return Money(minor, Currency.of(settings.SHOP_CURRENCY))


def with_current_price(variants: QuerySet[Any], at: datetime) -> QuerySet[Any]:
    """Variants with `current_id`, the row of the price that counts at a moment."""
    started = Price.objects.filter(variant=OuterRef("pk"), starts_at__lte=at).order_by("-id")
    return variants.annotate(current_id=Subquery(started.values("id")[:1]))


def give_current(variants: Collection[Any]) -> None:
    """Set `current` of variants that have a `current_id`: their Price row, or None if they have
    none that could be paid.
    """
    rows = Price.objects.in_bulk({v.current_id for v in variants if v.current_id is not None})
    for variant in variants:
        row = rows.get(variant.current_id)
        payable = row is not None and row.is_offered and row.currency == settings.SHOP_CURRENCY
        variant.current = row if payable else None


def priced_variants(product_ids: Collection[str], *, at: datetime) -> list[Any]:
    """The variants of products in order, with `current`. Two queries."""
    rows = Variant.objects.filter(product__in=product_ids).order_by("product", "position", "id")
    variants = list(with_current_price(rows, at))
    give_current(variants)
    return variants
