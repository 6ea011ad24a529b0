"""The facts that this room says, in the shape of Segment's Ecommerce specification.

Of money the goods are what counts as revenue: `amount` of a product is what is paid for it after
every discount, `revenue` their sum, `total` has delivery in it too. Prices include taxes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings

from huitou.commerce import catalogue
from huitou.commerce.orders.models import Basket, Order, OrderLine
from huitou.commerce.orders.owners import said_of
from huitou.commerce.orders.quoted import Quote
from huitou.foundation import facts
from huitou.kernel import Clock, Currency, Money


def major(minor: int, currency: str) -> float:
    """An amount as facts have it: a number of major units, exact to 15 digits."""
    return float(Money(minor, Currency.of(currency)).decimal())


def say_product(
    event: str, basket: Basket, offer: catalogue.Offer, quantity: int, *, clock: Clock
) -> None:
    """ "Product Added" or "Product Removed": so many of a variant went in or out."""
    price = offer.unit_price
    properties = {
        "cart_id": basket.id,
        "product_id": offer.product_id,
        "variant": offer.variant_id,
        "sku": offer.sku,
        "name": _text(offer.name),
        "category": offer.category_path[-1],
        "quantity": quantity,
    }
    if price is not None:
        properties |= {"price": float(price.decimal()), "currency": price.currency.code}
    facts.say_fact(event, properties, clock=clock, **said_of(basket))


def say_checkout(basket: Basket, quote: Quote, *, clock: Clock) -> None:
    """ "Checkout Started", once for each state of a basket."""
    properties = {
        "cart_id": basket.id,
        "currency": quote.currency,
        "value": float(quote.total.decimal()),
        "shipping": float(quote.delivery.total.decimal()),
        "discount": float(quote.discount.decimal()),
        "products": [
            {
                "product_id": line.product_id,
                "variant": line.variant_id,
                "sku": line.sku,
                "name": _text(line.name),
                "price": float(line.unit_price.decimal()),
                "quantity": line.quantity,
            }
            for line in quote.lines
        ],
    }
    key = f"checkout-started:{basket.id}:{basket.version}"
    facts.say_fact("Checkout Started", properties, clock=clock, key=key, **said_of(basket))


def say_completed(order: Order, lines: Sequence[OrderLine], *, clock: Clock) -> None:
    """ "Order Completed": the order is paid."""
    revenue = order.goods_minor - order.discount_minor
    properties = _of_order(order) | {
        "total": major(order.total_minor, order.currency),
        "revenue": major(revenue, order.currency),
        "subtotal": major(order.goods_minor, order.currency),
        "discount": major(order.discount_minor, order.currency),
        "shipping": major(order.delivery_minor, order.currency),
        "tax": 0,
        "products": [
            _product(line, line.quantity, line.total_minor, order.currency) for line in lines
        ],
    }
    _say("Order Completed", order, properties, "", clock)


def say_refunded(
    order: Order,
    parts: Iterable[tuple[OrderLine, int, int]],
    delivery: int,
    key: str,
    *,
    clock: Clock,
) -> None:
    """ "Order Refunded": of lines so many units and so much money, and of delivery so much."""
    parts = list(parts)
    goods = sum(amount for _, _, amount in parts)
    properties = _of_order(order) | {
        "refund_id": key,
        "total": major(goods + delivery, order.currency),
        "revenue": major(goods, order.currency),
        "shipping": major(delivery, order.currency),
        "products": [
            # The log leaves a product without a quantity out, and its money with it: a part of the
            # price that is given back is said of one unit.
            _product(line, quantity or 1, amount, order.currency) | {"units": quantity}
            for line, quantity, amount in parts
        ],
    }
    _say("Order Refunded", order, properties, f":{key}", clock)


def say_cancelled(order: Order, reason: str, *, clock: Clock) -> None:
    """ "Order Cancelled": it came to nothing; whatever was paid goes back."""
    properties = _of_order(order) | {
        "total": major(order.total_minor, order.currency),
        "was_paid": order.paid_at is not None,
        "reason": reason,
    }
    _say("Order Cancelled", order, properties, "", clock)


def say_parcel(event: str, order: Order, parcel: dict[str, Any], *, clock: Clock) -> None:
    """ "Order Shipped" or "Order Delivered", once for each parcel."""
    _say(event, order, _of_order(order) | parcel, f":{parcel['shipment_id']}", clock)


def say_received(order: Order, by: str, *, clock: Clock) -> None:
    """ "Order Received": the member confirmed it, or time did."""
    properties = _of_order(order) | {"by": by, "promise_kept": order.promise_kept}
    _say("Order Received", order, properties, "", clock)


def _of_order(order: Order) -> dict[str, Any]:
    return {"order_id": order.id, "order_number": order.number, "currency": order.currency}


def _product(line: OrderLine, quantity: int, amount: int, currency: str) -> dict[str, Any]:
    return {
        "product_id": line.product_id,
        "variant": line.variant_id,
        "sku": line.sku,
        "name": _text(line.name),
        "category": line.category_path[-1],
        "price": major(line.unit_minor, currency),
        "quantity": quantity,
        "amount": major(amount, currency),
    }


def _text(texts: Mapping[str, str]) -> str:
    """The text in the shop's language, else in whichever there is."""
    return texts.get(settings.LANGUAGE_CODE) or next(iter(texts.values()), "")


def _say(event: str, order: Order, properties: dict[str, Any], part: str, clock: Clock) -> None:
    if not order.address:  # the shopper was erased, and the log has forgotten them
        return
    key = f"{event.lower().replace(' ', '-')}:{order.id}{part}"
    facts.say_fact(event, properties, clock=clock, key=key, **said_of(order))
