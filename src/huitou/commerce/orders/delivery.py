"""Ways of shipping: which there are for a destination, and what one promises."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from huitou.commerce.orders.delivery_rules import (
    Tariff,
    Timetable,
    fee_of,
    handled_until,
    promised_on,
)
from huitou.commerce.orders.models import ShippingMethod
from huitou.commerce.orders.quoted import Destination
from huitou.foundation.statements import Question
from huitou.kernel import Clock, Conflict, Currency, Money

_IN_USE: Question[ShippingMethod] = Question(
    lambda currency: ShippingMethod.objects.filter(is_active=True, currency=currency).order_by(
        "place", "code"
    )
)


@dataclass(frozen=True)
class WayOfShipping:
    """A way of shipping as shoppers may read it. Free from `free_over` on, if that is given."""

    code: str
    name: dict[str, str]
    fee: Money
    free_over: Money | None


@dataclass(frozen=True)
class DeliveryTold:
    """What a way of shipping would cost for some goods by themselves, and promise for an order
    placed now. `order_before` is until when that promise holds.
    """

    way: WayOfShipping
    fee: Money
    promised_on: date
    order_before: datetime


def delivery_told(goods: Money, grams: int, *, clock: Clock) -> list[DeliveryTold]:
    """Before there is a basket: what delivery of goods at that price and weight costs, and when
    they arrive, by each way in use. One query.
    """
    rows = _IN_USE(goods.currency.code)
    return [_told(row, goods, grams, clock.now()) for row in rows]


def shipping_methods(country: str | None = None) -> list[WayOfShipping]:
    """The ways that are in use, those for a country if one is given."""
    rows = ShippingMethod.objects.filter(is_active=True).order_by("place", "code")
    return [as_way(row) for row in rows if _goes_to(row, country)]


def as_way(row: ShippingMethod) -> WayOfShipping:
    """A row of the table as others see it."""
    free_over = row.free_over_minor
    return WayOfShipping(
        code=row.code,
        name={"en": row.name_en, "zh-hans": row.name_zh},
        fee=_money(row.fee_minor, row.currency),
        free_over=None if free_over is None else _money(free_over, row.currency),
    )


def chosen_method(
    code: str | None, currency: str, destination: Destination | None
) -> ShippingMethod:
    """The way that was asked for, else the first one that fits. Conflict if none does."""
    country = destination.country if destination else None
    for row in _IN_USE(currency):
        if code in (None, row.code) and _goes_to(row, country):
            return row
    raise Conflict(
        "This cannot be shipped so." if code else "There is no way to ship this there.",
        remedy="Choose another way of shipping or another address.",
        code="orders.no_shipping",
        field="shipping_method",
    )


def delivery_fee(method: ShippingMethod, *, goods: int, grams: int) -> int:
    """What delivery costs, in minor units."""
    tariff = Tariff(
        method.fee_minor,
        method.free_over_minor,
        method.first_grams,
        method.step_grams,
        method.step_fee_minor,
    )
    return fee_of(tariff, goods=goods, grams=grams)


def _told(row: ShippingMethod, goods: Money, grams: int, at: datetime) -> DeliveryTold:
    zone = settings.SHOP_TIMEZONE
    fee = delivery_fee(row, goods=goods.minor, grams=grams)
    return DeliveryTold(
        way=as_way(row),
        fee=_money(fee, row.currency),
        promised_on=promise(row, at, zone),
        order_before=handled_until(row.cutoff_hour, at, zone),
    )


def promise(method: ShippingMethod, at: datetime, timezone: str) -> date:
    """The day on which goods ordered now arrive at the latest."""
    timetable = Timetable(
        method.cutoff_hour, method.handling_days, method.transit_days, method.works_on
    )
    return promised_on(timetable, at, timezone)


def _goes_to(row: ShippingMethod, country: str | None) -> bool:
    return country is None or not row.countries or country in row.countries.split()


def _money(minor: int, currency: str) -> Money:
    return Money(minor, Currency.of(currency))
