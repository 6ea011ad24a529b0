"""Set the price of a variant, now or from a later moment on."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from huitou.commerce.catalogue.current import shop_money
from huitou.commerce.catalogue.details import PriceDetail
from huitou.commerce.catalogue.finding import found
from huitou.commerce.catalogue.models import Price, Product, Variant
from huitou.commerce.catalogue.moments import checked_moment
from huitou.commerce.catalogue.price_rules import (
    Period,
    PriceSet,
    periods_on_sale,
    reduction_start,
    reference_price,
)
from huitou.commerce.catalogue.rules import floor_price
from huitou.commerce.catalogue.variant_fields import checked_minor
from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, Conflict, InvalidInput, Money


def set_price(
    variant_id: str,
    *,
    price: Money,
    actor: Actor,
    clock: Clock,
    compare_at: Money | None = None,
    at: datetime | None = None,
) -> PriceDetail:
    """Let a variant cost `price` from `at` on (None: from now); prices that were to start at the
    same moment or later are cancelled. `compare_at` is the price that it is shown as reduced from.

    Conflict `catalogue.reference_price` with the highest figure allowed if `compare_at` is above
    the lowest price of the seven days before the reduction (see price_rules), and
    `catalogue.below_floor` for a price below the variant's floor.
    """
    actor.need("catalogue.write")
    with transaction.atomic():
        found(Product, found(Variant, variant_id).product_id, lock=True)
        variant = found(Variant, variant_id, lock=True)
        row, new = write_price(variant, price, compare_at, at=at, actor=actor, clock=clock)
        if new:
            detail = {"price": row.price_minor, "compare_at": row.compare_at_minor}
            audit.note(actor, "catalogue.set_price", variant_id, detail, clock=clock)
    return price_detail(row)


def write_price(
    variant: Variant,
    price: Money,
    compare_at: Money | None,
    *,
    at: datetime | None,
    actor: Actor,
    clock: Clock,
) -> tuple[Price, bool]:
    """The row of the price of a locked variant, and whether it is new: if the last one says the
    same already, that is it.
    """
    now = clock.now()
    starts_at = _checked_start(at, now)
    minor = checked_minor("price", price)
    compared = None if compare_at is None else checked_minor("compare_at", compare_at)
    _check_amounts(variant, minor, compared)
    last = variant.prices.order_by("-id").first()
    if last is not None and last.starts_at <= starts_at:
        same = (last.price_minor, last.compare_at_minor, last.currency, last.is_offered)
        if same == (minor, compared, settings.SHOP_CURRENCY, variant.is_active):
            return last, False
    if compared is not None:
        _check_reference(variant, minor, compared, starts_at)
    row = Price.objects.create(
        variant=variant,
        currency=settings.SHOP_CURRENCY,
        price_minor=minor,
        compare_at_minor=compared,
        is_offered=variant.is_active,
        starts_at=starts_at,
        set_at=now,
        set_by=str(actor),
    )
    return row, True


def offer_again(variant: Variant, *, actor: Actor, clock: Clock) -> None:
    """Note in the history of prices that a locked variant is on sale again, or no longer."""
    now = clock.now()
    started = variant.prices.filter(starts_at__lte=now, currency=settings.SHOP_CURRENCY)
    last = started.order_by("-id").first()
    if last is None:
        return
    Price.objects.create(
        variant=variant,
        currency=last.currency,
        price_minor=last.price_minor,
        is_offered=variant.is_active,
        starts_at=now,
        set_at=now,
        set_by=str(actor),
    )


def price_detail(row: Price) -> PriceDetail:
    compared = row.compare_at_minor
    return PriceDetail(
        row.variant_id,
        shop_money(row.price_minor),
        None if compared is None else shop_money(compared),
        row.starts_at,
        row.set_at,
        row.set_by,
        row.is_offered,
    )


def recorded_prices(variant: Variant) -> list[PriceSet]:
    """The history of a variant in the shop's currency, as it was recorded."""
    rows = variant.prices.filter(currency=settings.SHOP_CURRENCY).order_by("id")
    return [PriceSet(r.starts_at, r.price_minor, r.compare_at_minor, r.is_offered) for r in rows]


def _check_reference(variant: Variant, price: int, compared: int, at: datetime) -> None:
    recorded = recorded_prices(variant)
    start = reduction_start(recorded, price, at)
    highest = reference_price(recorded, _on_sale(variant), start)
    if highest is not None and compared <= highest:
        return
    if highest is None:
        told, remedy = "it was never on sale before", "Leave the compare-at price out."
    else:
        told = f"its lowest price of the seven days before the reduction is {shop_money(highest)}"
        remedy = f"Compare with {shop_money(highest)} at most, or leave the compare-at price out."
    raise Conflict(
        f"{variant.sku} cannot be shown as reduced from {shop_money(compared)}: {told}.",
        remedy=remedy,
        code="catalogue.reference_price",
        field="compare_at",
    )


def _on_sale(variant: Variant) -> list[Period]:
    decisions = variant.product.decisions.order_by("id")
    columns = ("at", "after", "visible_from", "visible_until")
    return periods_on_sale(list(decisions.values_list(*columns)))


def _check_amounts(variant: Variant, price: int, compared: int | None) -> None:
    if price == 0 or (compared is not None and compared <= price):
        raise InvalidInput(
            "A price is above zero, and a compare-at price above the price.",
            remedy="Give a higher amount, or leave the compare-at price out.",
            code="catalogue.bad_price",
            field="price" if price == 0 else "compare_at",
        )
    floor = floor_price(variant.floor_minor, variant.cost_minor, variant.margin_basis_points)
    if price < floor:
        raise Conflict(
            f"{variant.sku} is not sold below {shop_money(floor)}.",
            remedy="Give a higher price, or change the variant's floor, cost or margin first.",
            code="catalogue.below_floor",
            field="price",
        )


def _checked_start(at: datetime | None, now: datetime) -> datetime:
    if at is None:
        return now
    at = checked_moment("at", at)
    if at < now:
        raise InvalidInput(
            "A price cannot start in the past.",
            remedy="Leave the moment out for now, or write it as 2026-11-11T00:00:00+08:00.",
            code="catalogue.bad_start",
            field="at",
        )
    return at
