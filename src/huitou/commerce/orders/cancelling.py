"""Cancel an order that is not shipped."""

from __future__ import annotations

from django.db import transaction

from huitou.commerce import payments, supply
from huitou.commerce.orders.facts import say_cancelled
from huitou.commerce.orders.late_closes import close_at_gateway
from huitou.commerce.orders.models import Order
from huitou.commerce.orders.refunds import Returned, record_locked
from huitou.commerce.orders.rules import AWAITING_PAYMENT, CANCELLED, CLOSED, checked_move
from huitou.commerce.orders.seen import OrderSeen, seen
from huitou.commerce.orders.states import (
    PURPOSE,
    give_back_claims,
    holder_of,
    locked_order,
    move,
)
from huitou.foundation import audit, jobs
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, Currency, InvalidInput, Money

PERMISSION = "orders.cancel"
_LONGEST_REASON = 200


def cancel_order(actor: Actor, order_id: str, *, reason: str = "", clock: Clock) -> OrderSeen:
    """Cancel an order of the shopper's own, or any with the permission orders.cancel. Unpaid it is
    closed, and money that still comes goes back; paid it is cancelled, and all that was paid and
    not given back before is. Cancelled again it stays as it is. Conflict once anything is shipped.
    """
    reason = _checked(reason) or "cancelled"
    with transaction.atomic():
        payments.lock_payments(PURPOSE, order_id)  # before the order, as a capture does
        order = locked_order(order_id, actor, PERMISSION)
        if order.state in (CLOSED, CANCELLED):
            return seen(order)
        if order.state == AWAITING_PAYMENT:
            close(order, actor, reason, clock)
            _stop_paying(order, clock)
        else:
            _give_up(order, actor, reason, clock)
        audit.note(actor, PERMISSION, order.id, {"reason": reason}, clock=clock)
        return seen(order)


def close(order: Order, actor: Actor, reason: str, clock: Clock) -> None:
    """An order that is locked, and not paid, comes to nothing: its goods are free again."""
    move(order, CLOSED, actor=actor, reason=reason, clock=clock)
    supply.release(holder_of(order.id), why=reason, actor=actor, clock=clock)
    give_back_claims(order, clock)
    say_cancelled(order, reason, clock=clock)


def _stop_paying(order: Order, clock: Clock) -> None:
    """The gateway is told after this transaction; until then money that comes is refused here."""
    if order.payment_id is not None:
        jobs.enqueue(
            close_at_gateway, key=order.payment_id, clock=clock, payment_id=order.payment_id
        )


def _give_up(order: Order, actor: Actor, reason: str, clock: Clock) -> None:
    checked_move(order.state, CANCELLED)
    key = f"order-cancelled:{order.id}"
    lines = [
        Returned(
            line_id=line.id,
            quantity=line.quantity - line.refunded_quantity,
            minor=line.total_minor - line.refunded_minor,
            dropped=line.counts.to_ship,
        )
        for line in order.lines.order_by("place")
    ]
    delivery = order.delivery_minor - order.delivery_refunded_minor
    total = sum(line.minor for line in lines) + delivery
    if total and order.payment_id is not None:
        payments.refund(
            payment_id=order.payment_id,
            amount=Money(total, Currency.of(order.currency)),
            key=key,
            reason=reason[:80],
            actor=actor,
            clock=clock,
        )
    record_locked(order, lines, key=key, delivery=delivery, reason=reason, actor=actor, clock=clock)


def _checked(reason: str) -> str:
    reason = " ".join(reason.split())
    if len(reason) > _LONGEST_REASON or not reason.isprintable():
        raise InvalidInput(
            "The reason cannot be kept.",
            remedy=f"Write at most {_LONGEST_REASON} printable characters.",
            code="orders.bad_reason",
            field="reason",
        )
    return reason
