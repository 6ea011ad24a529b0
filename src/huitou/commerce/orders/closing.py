"""Close the orders that nobody paid in time."""

from __future__ import annotations

import logging

from django.db import transaction

from huitou.commerce import payments
from huitou.commerce.orders.cancelling import close
from huitou.commerce.orders.models import Order
from huitou.commerce.orders.rules import AWAITING_PAYMENT
from huitou.commerce.orders.states import PURPOSE, locked_order
from huitou.foundation.actors import SYSTEM
from huitou.kernel import Clock, HuitouError

_AT_ONCE = 500
_NO_MONEY = ("closed", "captured_late", "refunded")
_log = logging.getLogger("huitou.orders")


def close_unpaid(*, clock: Clock) -> int:
    """Close every order whose time to pay is over, unless the gateway says that it was paid after
    all; how many were closed. The gateway is asked first, outside of transactions. One that does
    not answer leaves its orders to the next time.
    """
    late = Order.objects.filter(state=AWAITING_PAYMENT, pay_by__lte=clock.now())
    pairs = list(late.order_by("pay_by").values_list("id", "payment_id")[:_AT_ONCE])
    return sum(_close_one(order_id, payment_id, clock) for order_id, payment_id in pairs)


def _close_one(order_id: str, payment_id: str | None, clock: Clock) -> bool:
    try:
        if payment_id is not None and not _no_money_comes(payment_id, clock):
            return False
    except HuitouError as error:
        _log.warning("order %s waits to be closed: %s", order_id, error)
        return False
    with transaction.atomic():
        payments.lock_payments(PURPOSE, order_id)
        order = locked_order(order_id, SYSTEM, "")
        if order.state != AWAITING_PAYMENT or order.pay_by > clock.now():
            return False
        close(order, SYSTEM, "not paid in time", clock)
        return True


def _no_money_comes(payment_id: str, clock: Clock) -> bool:
    why = "the time to pay is over"
    payment = payments.close_payment(payment_id=payment_id, clock=clock, why=why)
    return payment.state in _NO_MONEY
