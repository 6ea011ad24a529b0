"""Choose how to pay an order that waits for it."""

from __future__ import annotations

from django.db import transaction

from huitou.commerce import payments
from huitou.commerce.orders.models import Order
from huitou.commerce.orders.owners import no_order
from huitou.commerce.orders.rules import AWAITING_PAYMENT, words
from huitou.commerce.orders.seen import OrderSeen, seen
from huitou.commerce.orders.states import PURPOSE, locked_order
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, Conflict, Currency, Money


def pay_with(actor: Actor, order_id: str, *, gateway: str, clock: Clock) -> OrderSeen:
    """Let the shopper's own order be paid through another gateway, as long as nothing was started
    with the first one; `payment_id` of the answer is what to start. Conflict if it is not to be
    paid any more, or if a payment is under way.
    """
    if not actor.is_shopper:
        raise no_order(order_id)
    with transaction.atomic():
        payments.lock_payments(PURPOSE, order_id)
        order = locked_order(order_id, actor, "")
        _check(order, clock)
        payment = payments.open_payment(
            purpose=PURPOSE,
            reference=order.id,
            amount=Money(order.total_minor, Currency.of(order.currency)),
            owner=actor,
            gateway=gateway,
            expires_at=order.pay_by,
            title=order.number,
            clock=clock,
        )
        order.payment_id = payment.id
        order.save(update_fields=["payment_id"])
        return seen(order)


def _check(order: Order, clock: Clock) -> None:
    if order.state != AWAITING_PAYMENT or order.pay_by <= clock.now():
        over = order.state == AWAITING_PAYMENT
        raise Conflict(
            f"The order is {'past its time to pay' if over else words(order.state)}.",
            remedy="Order again if the goods are still wanted.",
            code="orders.not_to_pay",
        )
