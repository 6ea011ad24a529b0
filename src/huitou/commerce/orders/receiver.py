"""Money for orders: what payments asks before it keeps any, and what it tells of refunds."""

from __future__ import annotations

from collections.abc import Callable

from huitou.commerce import payments, supply
from huitou.commerce.orders.facts import say_completed
from huitou.commerce.orders.models import Order, OrderLine
from huitou.commerce.orders.rules import AWAITING_PAYMENT, PAID, TO_SHIP, words
from huitou.commerce.orders.states import PURPOSE, holder_of, move
from huitou.foundation.actors import SYSTEM
from huitou.foundation.statements import Question
from huitou.kernel import Clock, Conflict

RefundSettled = Callable[[str, payments.RefundFacts, bool, Clock], None]
_listeners: list[RefundSettled] = []
_LOCKED: Question[Order] = Question(lambda id: Order.objects.select_for_update().filter(id=id))
_LINES: Question[OrderLine] = Question(
    lambda order_id: OrderLine.objects.filter(order_id=order_id).order_by("place")
)


def on_refund_settled(function: RefundSettled) -> None:
    """Let `function(order_id, refund, succeeded, clock)` run in the transaction in which a refund
    for an order reaches the shopper, or gets stuck and waits for a person.
    """
    if function not in _listeners:
        _listeners.append(function)


class OrderReceiver:
    """Takes money for orders that wait for it."""

    keeps_refunds = True

    def captured(
        self, reference: str, payment: payments.PaymentFacts, clock: Clock
    ) -> payments.Accepted | payments.Refused:
        """The order is paid, and keeps its goods for good; or why the money goes back. Stock that
        is not held any more (a job came late) is not promised to anybody.
        """
        order = _LOCKED.first(reference)
        refusal = _refusal(order, payment)
        if order is None or refusal:
            return payments.Refused(refusal)
        try:
            supply.extend(holder_of(order.id), until=None, clock=clock)
        except Conflict:
            return payments.Refused("the goods are not reserved any more")
        if order.payment_id != payment.id:
            order.payment_id = payment.id
            order.save(update_fields=["payment_id"])
        move(order, PAID, actor=SYSTEM, reason=f"payment {payment.number}", clock=clock)
        say_completed(order, _LINES(order.id), clock=clock)
        return payments.Accepted()

    def refunded(self, reference: str, refund: payments.RefundFacts, clock: Clock) -> None:
        """Tell the rooms that asked for it."""
        for function in _listeners:
            function(reference, refund, True, clock)

    def failed(self, reference: str, refund: payments.RefundFacts, clock: Clock) -> None:
        """Tell the rooms that asked for it."""
        for function in _listeners:
            function(reference, refund, False, clock)


RECEIVER = OrderReceiver()


def keeps_stock(holder: str) -> bool:
    """Whether a hold that ran out stays: it is that of a paid order that is not all shipped."""
    kind, _, order_id = holder.partition(":")
    return kind == PURPOSE and Order.objects.filter(id=order_id, state__in=TO_SHIP).exists()


def _refusal(order: Order | None, payment: payments.PaymentFacts) -> str:
    """Why the money is not wanted; empty if it is."""
    if order is None:
        return "there is no such order"
    if order.state != AWAITING_PAYMENT:
        return f"the order is {words(order.state)}"
    if (payment.amount.minor, payment.amount.currency.code) != (order.total_minor, order.currency):
        return "the amount is not that of the order"
    return ""
