"""What others get to see of baskets and orders: frozen, without a way back into the tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from huitou.commerce.orders.models import Order
from huitou.commerce.orders.quoted import Destination, QuoteProblem
from huitou.foundation.actors import Actor
from huitou.kernel import Currency, Money


@dataclass(frozen=True)
class BasketLineSeen:
    """A line of a basket with today's price; without one (`unit_price` is None) it is not sold any
    more, and
    `problem` says why.
    """

    variant_id: str
    quantity: int
    product_id: str | None
    slug: str | None
    name: Mapping[str, str]
    variant_name: Mapping[str, str]
    image: str | None
    unit_price: Money | None
    problem: QuoteProblem | None


@dataclass(frozen=True)
class BasketSeen:
    """A basket; `version` grows with every change."""

    id: str | None
    version: int
    note: str
    lines: tuple[BasketLineSeen, ...]


@dataclass(frozen=True)
class LineSeen:
    """A line of an order. `off` is what adjustments took off, `total` what was paid for it."""

    id: str
    variant_id: str
    product_id: str
    sku: str
    name: Mapping[str, str]
    variant_name: Mapping[str, str]
    image: str | None
    seller_id: str | None
    category_path: tuple[str, ...]
    no_reason_return: bool
    no_return_reason: str
    unit_price: Money
    quantity: int
    off: Money
    total: Money
    shipped: int
    dropped: int
    refunded_quantity: int
    refunded: Money


@dataclass(frozen=True)
class AdjustmentSeen:
    """What one rule took off an order, by line id, and off its delivery."""

    name: str
    code: str
    label: Mapping[str, str]
    by_line: Mapping[str, Money]
    delivery_off: Money


@dataclass(frozen=True)
class ShipmentSeen:
    """A parcel; `lines` are (line id, quantity)."""

    id: str
    carrier: str
    tracking_number: str
    lines: tuple[tuple[str, int], ...]
    shipped_at: datetime
    delivered_at: datetime | None


@dataclass(frozen=True)
class MoveSeen:
    """Who brought an order from one state to another, when and why. Shoppers get the kind of
    `actor` alone.
    """

    before: str
    after: str
    actor: str
    reason: str
    at: datetime


@dataclass(frozen=True)
class OrderSeen:
    """An order without its parts, as in a list."""

    id: str
    number: str
    owner: Actor
    state: str
    currency: str
    goods: Money
    discount: Money
    delivery: Money
    total: Money
    payment_id: str | None
    shipping_method: str
    shipping_name: Mapping[str, str]
    promised_on: date
    promise_kept: bool | None
    placed_at: datetime
    pay_by: datetime
    paid_at: datetime | None
    delivered_at: datetime | None
    confirm_by: datetime | None
    received_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True)
class OrderDetail:
    """An order with everything explained. `destination` is None once it was erased; staff get it
    and the note masked.
    """

    order: OrderSeen
    lines: tuple[LineSeen, ...]
    adjustments: tuple[AdjustmentSeen, ...]
    shipments: tuple[ShipmentSeen, ...]
    history: tuple[MoveSeen, ...]
    destination: Destination | None
    note: str
    delivery_refunded: Money


def seen(row: Order) -> OrderSeen:
    """A row of the table as others see it."""

    def money(minor: int) -> Money:
        return Money(minor, Currency.of(row.currency))

    same = ("id", "number", "state", "currency", "payment_id", "shipping_method", "shipping_name")
    moments = ("placed_at", "pay_by", "paid_at", "delivered_at", "confirm_by", "received_at")
    promise = ("promised_on", "promise_kept", "ended_at")
    return OrderSeen(
        **{name: getattr(row, name) for name in (*same, *moments, *promise)},
        owner=Actor("member", row.member_id) if row.member_id else Actor("guest", row.guest_id),
        goods=money(row.goods_minor),
        discount=money(row.discount_minor),
        delivery=money(row.delivery_minor),
        total=money(row.total_minor),
    )
