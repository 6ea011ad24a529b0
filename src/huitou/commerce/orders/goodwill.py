"""Give money back for lines of an order, without goods coming back: for a scratch, as goodwill."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from huitou.commerce import payments
from huitou.commerce.orders.refunds import Returned, record_locked
from huitou.commerce.orders.seen import OrderSeen, seen
from huitou.commerce.orders.states import PURPOSE, locked_order
from huitou.foundation import audit
from huitou.foundation.actors import SYSTEM, Actor
from huitou.kernel import Clock, Conflict, InvalidInput, Money


def refund_lines(
    actor: Actor,
    order_id: str,
    lines: Mapping[str, Money],
    *,
    key: str,
    delivery: Money | None = None,
    reason: str,
    clock: Clock,
) -> OrderSeen:
    """Refund an amount of each line (by its id) and of the delivery, by somebody with
    `payments.refund`. Again under the same `key` it changes nothing.

    Conflict `orders.refund_too_much` beyond what was paid for a line, or `orders.not_paid`.
    """
    actor.need("payments.refund")
    parts = [Returned(line_id, 0, amount.minor) for line_id, amount in lines.items()]
    amounts = [*lines.values(), *([delivery] if delivery else [])]
    if not amounts or min(amount.minor for amount in amounts) <= 0:
        raise _bad_refund("There is nothing to refund.", "Name amounts above zero.")
    with transaction.atomic():
        payments.lock_payments(PURPOSE, order_id)
        order = locked_order(order_id, SYSTEM, "")
        if order.payment_id is None:
            raise Conflict(
                "Nothing was paid for this order.",
                remedy="Refund orders that are paid.",
                code="orders.not_paid",
            )
        if {amount.currency.code for amount in amounts} != {order.currency}:
            raise _bad_refund("That is another currency.", f"Name amounts of {order.currency}.")
        total = sum(amounts, Money.zero(order.currency))
        own_key = f"goodwill:{order.id}:{key}"
        record_locked(
            order,
            parts,
            key=own_key,
            delivery=delivery.minor if delivery else 0,
            reason=reason,
            actor=actor,
            clock=clock,
        )
        payments.refund(
            payment_id=order.payment_id,
            amount=total,
            key=own_key,
            reason=reason,
            actor=actor,
            clock=clock,
        )
        detail = {"key": key, "minor": total.minor}
        audit.note(actor, "orders.refund", order.id, detail, clock=clock)
        order.refresh_from_db()
        return seen(order)


def _bad_refund(message: str, remedy: str) -> InvalidInput:
    return InvalidInput(message, remedy=remedy, code="orders.bad_refund", field="lines")
