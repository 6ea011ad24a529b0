"""A basket that is priced, before it is said to anybody; what it becomes as a quote."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass

import msgspec
from django.conf import settings

from huitou.commerce import catalogue
from huitou.commerce.orders.adjust import Adjusted, Applied, PricedLine
from huitou.commerce.orders.delivery import promise
from huitou.commerce.orders.models import Basket, ShippingMethod
from huitou.commerce.orders.policy import current_policy
from huitou.commerce.orders.quoted import (
    Destination,
    Quote,
    QuoteAdjustment,
    QuoteDelivery,
    QuoteLine,
    QuoteProblem,
)
from huitou.kernel import Clock, Currency, Money


@dataclass(frozen=True)
class Wish:
    """What the shopper chose at the checkout."""

    destination: Destination | None
    shipping_method: str | None
    coupons: tuple[str, ...]


@dataclass(frozen=True)
class Draft:
    """Offers, lines before adjustments (in the same order) and what adjusters made of them."""

    basket: Basket
    wish: Wish
    currency: str
    offers: tuple[catalogue.Offer, ...]
    lines: tuple[PricedLine, ...]
    method: ShippingMethod
    fee: int
    outcome: Adjusted
    problems: tuple[QuoteProblem, ...]


def quote_of(draft: Draft, *, clock: Clock) -> Quote:
    """The draft as a quote, with its fingerprint."""
    lines, adjustments = _lines(draft), _adjustments(draft)
    delivery = _delivery(draft, clock)
    return Quote(
        basket_id=draft.basket.id,
        basket_version=draft.basket.version,
        currency=draft.currency,
        lines=lines,
        adjustments=adjustments,
        declined=draft.outcome.declined,
        delivery=delivery,
        destination=draft.wish.destination,
        problems=draft.problems,
        note=draft.basket.note,
        expires_at=clock.now() + current_policy().quote_fresh,
        fingerprint=_fingerprint(draft, lines, adjustments, delivery),
    )


def _lines(draft: Draft) -> tuple[QuoteLine, ...]:
    return tuple(
        QuoteLine(
            variant_id=offer.variant_id,
            product_id=offer.product_id,
            sku=offer.sku,
            name=offer.name,
            variant_name=offer.options_text,
            image=offer.image,
            quantity=line.quantity,
            unit_price=_money(draft, line.unit_price),
            off=_money(draft, line.left - after.left),
            no_reason_return=offer.no_reason_return,
            no_return_reason=offer.no_return_reason,
        )
        for offer, line, after in zip(draft.offers, draft.lines, draft.outcome.lines, strict=True)
    )


def _adjustments(draft: Draft) -> tuple[QuoteAdjustment, ...]:
    return tuple(_adjustment(draft, one) for one in draft.outcome.applied)


def _adjustment(draft: Draft, one: Applied) -> QuoteAdjustment:
    return QuoteAdjustment(
        name=one.name,
        code=one.adjustment.code,
        label=dict(one.adjustment.label),
        off=tuple(_money(draft, amount) for amount in one.adjustment.off),
        delivery_off=_money(draft, one.adjustment.delivery_off),
    )


def _delivery(draft: Draft, clock: Clock) -> QuoteDelivery:
    method = draft.method
    return QuoteDelivery(
        method=method.code,
        name={"en": method.name_en, "zh-hans": method.name_zh},
        fee=_money(draft, draft.fee),
        off=_money(draft, draft.fee - draft.outcome.delivery),
        promised_on=promise(method, clock.now(), settings.SHOP_TIMEZONE),
    )


def _fingerprint(
    draft: Draft,
    lines: tuple[QuoteLine, ...],
    adjustments: tuple[QuoteAdjustment, ...],
    delivery: QuoteDelivery,
) -> str:
    """The hash of all that the shopper agrees to: what, how many, at what price, what is taken off
    by which rule, delivered where, how and until when.
    """
    goes_to = draft.wish.destination
    counts = {
        "basket": [draft.basket.id, draft.basket.version, draft.currency],
        "lines": [
            [line.variant_id, line.quantity, line.unit_price.minor, line.off.minor]
            for line in lines
        ],
        "adjustments": [
            [one.name, one.code, [part.minor for part in one.off], one.delivery_off.minor]
            for one in adjustments
        ],
        "coupons": draft.wish.coupons,
        "delivery": [delivery.method, delivery.fee.minor, delivery.off.minor, delivery.promised_on],
        "destination": asdict(goes_to) if goes_to else None,
    }
    return hashlib.sha256(msgspec.json.encode(counts, order="sorted")).hexdigest()


def _money(draft: Draft, minor: int) -> Money:
    return Money(minor, Currency.of(draft.currency))
