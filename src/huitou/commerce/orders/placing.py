"""Place an order: at the price that was shown, or not at all."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, transaction

from huitou.commerce import payments, supply
from huitou.commerce.orders.adjust import registered
from huitou.commerce.orders.basket_rows import locked_basket
from huitou.commerce.orders.destinations import as_text, resolved
from huitou.commerce.orders.draft import Draft, Wish, quote_of
from huitou.commerce.orders.facts import say_completed
from huitou.commerce.orders.models import Basket, Order, OrderAdjustment, OrderLine
from huitou.commerce.orders.owners import reachable
from huitou.commerce.orders.policy import current_policy
from huitou.commerce.orders.pricing import checked_coupons, draft_of, nothing_to_buy
from huitou.commerce.orders.quoted import Destination, PriceChanged, Quote
from huitou.commerce.orders.rules import AWAITING_PAYMENT, PAID, order_number
from huitou.commerce.orders.seen import OrderSeen, seen
from huitou.commerce.orders.states import PURPOSE, begin, holder_of, move
from huitou.foundation.actors import SYSTEM, Actor
from huitou.foundation.statements import insert, update
from huitou.kernel import Clock, Conflict, HuitouError, InvalidInput, new_id


def place_order(
    actor: Actor,
    fingerprint: str,
    *,
    address_id: str | None = None,
    destination: Destination | None = None,
    shipping_method: str | None = None,
    coupons: Sequence[str] = (),
    gateway: str,
    clock: Clock,
) -> OrderSeen:
    """Order what is in the basket as the quote with that fingerprint said, with the same choices.

    In one transaction: the price is worked out again and locked, coupons are taken, a payment is
    opened, stock is reserved, and the basket is emptied. The same fingerprint again answers the
    same order. What costs nothing is paid at once.

    PriceChanged (with the new quote) if anything differs; Conflict `orders.unavailable` or SoldOut
    for what cannot be had; whatever a claim or the payment refuses.
    """
    goes_to = resolved(actor, address_id, destination)
    if goes_to is None:
        raise InvalidInput(
            "There is no address.",
            remedy="Say where the goods should go.",
            code="orders.no_address",
            field="address_id",
        )
    wish = Wish(goes_to, shipping_method, checked_coupons(coupons))
    with transaction.atomic():
        try:
            draft, agreed = _agreed(locked_basket(actor), wish, fingerprint, clock)
        except HuitouError:
            # An order gives its basket another version: its own fingerprint never fits again.
            before = _placed_before(actor, fingerprint)
            if before is None:
                raise
            return seen(before)
        order = _stored(draft, agreed, actor, gateway, clock)
        _empty(draft.basket, clock)
        return seen(order)


def _agreed(
    basket: Basket | None, wish: Wish, fingerprint: str, clock: Clock
) -> tuple[Draft, Quote]:
    """The basket as it is priced now, which is as the shopper was shown it."""
    if basket is None:
        raise nothing_to_buy(False)
    draft = draft_of(basket, wish, clock=clock, look_at_stock=False)
    agreed = quote_of(draft, clock=clock)
    _check(agreed, fingerprint)
    return draft, agreed


def _placed_before(actor: Actor, fingerprint: str) -> Order | None:
    mine = Order.objects.filter(reachable(actor, ""), fingerprint=fingerprint)
    return mine.first()


def _check(quote: Quote, fingerprint: str) -> None:
    if quote.problems:
        raise Conflict(
            f"{len(quote.problems)} of the things in the basket cannot be bought.",
            remedy="Take them out of the basket, and ask for a new quote.",
            code="orders.unavailable",
        )
    if quote.fingerprint != fingerprint:
        raise PriceChanged(quote)


def _stored(draft: Draft, quote: Quote, actor: Actor, gateway: str, clock: Clock) -> Order:
    order = _new_order(draft.basket, quote, clock)
    if quote.total:
        order.payment_id = payments.open_payment(
            purpose=PURPOSE,
            reference=order.id,
            amount=quote.total,
            owner=actor,
            gateway=gateway,
            title=order.number,
            expires_at=order.pay_by,
            clock=clock,
        ).id
    insert(order)
    begin(order, actor, clock)
    lines = _new_lines(order, draft, quote, clock)
    insert(*lines)
    insert(*_new_adjustments(order, lines, quote))
    _take_claims(order, quote, clock)
    supply.reserve(
        holder_of(order.id),
        [(line.variant_id, line.quantity) for line in lines],
        owner=actor,
        until=order.pay_by + current_policy().stock_margin,
        clock=clock,
    )
    if not quote.total:
        _settle_free(order, lines, clock)
    return order


def _new_order(basket: Basket, quote: Quote, clock: Clock) -> Order:
    assert quote.destination is not None
    today = clock.now().astimezone(ZoneInfo(settings.SHOP_TIMEZONE)).date()
    return Order(
        id=new_id(clock),
        number=order_number(today, secrets.randbits),
        member_id=basket.member_id,
        guest_id=basket.guest_id,
        state=AWAITING_PAYMENT,
        currency=quote.currency,
        goods_minor=quote.goods.minor,
        discount_minor=quote.discount.minor,
        delivery_minor=quote.delivery.total.minor,
        total_minor=quote.total.minor,
        basket_id=basket.id,
        basket_version=basket.version,
        fingerprint=quote.fingerprint,
        shipping_method=quote.delivery.method,
        shipping_name=dict(quote.delivery.name),
        address=as_text(quote.destination),
        note=basket.note,
        promised_on=quote.delivery.promised_on,
        placed_at=clock.now(),
        pay_by=clock.now() + current_policy().pay_within,
    )


def _new_lines(order: Order, draft: Draft, quote: Quote, clock: Clock) -> list[OrderLine]:
    pairs = zip(quote.lines, draft.offers, strict=True)
    return [
        OrderLine(
            id=new_id(clock),
            order=order,
            place=place,
            variant_id=line.variant_id,
            product_id=line.product_id,
            sku=line.sku,
            name=dict(line.name),
            variant_name=dict(line.variant_name),
            image=line.image or "",
            category_path=list(offer.category_path),
            seller_id=offer.seller_id,
            no_reason_return=offer.no_reason_return,
            no_return_reason=offer.no_return_reason,
            weight_grams=offer.weight_grams,
            unit_minor=line.unit_price.minor,
            quantity=line.quantity,
            off_minor=line.off.minor,
            total_minor=line.total.minor,
        )
        for place, (line, offer) in enumerate(pairs)
    ]


def _new_adjustments(
    order: Order, lines: Sequence[OrderLine], quote: Quote
) -> list[OrderAdjustment]:
    return [
        OrderAdjustment(
            order=order,
            line=line,
            step=step,
            name=one.name,
            code=one.code,
            label=dict(one.label),
            off_minor=part.minor,
        )
        for step, one in enumerate(quote.adjustments)
        for line, part in zip((*lines, None), (*one.off, one.delivery_off), strict=True)
        if part
    ]


def _take_claims(order: Order, quote: Quote, clock: Clock) -> None:
    for entry in registered():
        codes = tuple(one.code for one in quote.adjustments if one.name == entry.name)
        if entry.claims is not None and codes:
            entry.claims.take(order.id, order.member_id, codes, clock)


def _settle_free(order: Order, lines: Sequence[OrderLine], clock: Clock) -> None:
    supply.extend(holder_of(order.id), until=None, clock=clock)
    move(order, PAID, actor=SYSTEM, reason="nothing to pay", clock=clock)
    say_completed(order, lines, clock=clock)


def _empty(basket: Basket, clock: Clock) -> None:
    basket.lines.all()._raw_delete(using=DEFAULT_DB_ALIAS)
    basket.version, basket.updated_at, basket.note = basket.version + 1, clock.now(), ""
    update(basket, "version", "updated_at", "note")
