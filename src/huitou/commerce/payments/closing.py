"""Close payments: here and at the gateway, so that no money comes any more."""

from __future__ import annotations

import logging

from django.db import transaction

from huitou.commerce.payments.capturing import came_by, capture
from huitou.commerce.payments.gateway import CloseAnswer, GatewayUnreachable
from huitou.commerce.payments.locks import locked_payment
from huitou.commerce.payments.models import Payment
from huitou.commerce.payments.reads import payment as read_payment
from huitou.commerce.payments.records import PaymentFacts
from huitou.commerce.payments.registry import remote
from huitou.commerce.payments.states import move_payment
from huitou.foundation.actors import SYSTEM, Actor
from huitou.kernel import Clock

_AT_ONCE = 200
_log = logging.getLogger("huitou.payments")


def close_payment(
    *, payment_id: str, clock: Clock, why: str = "asked to", actor: Actor = SYSTEM
) -> PaymentFacts:
    """Close a payment, outside transactions: marked as closing, closed at the gateway, marked as
    closed. If the gateway was paid meanwhile, the money is booked as any other. Closed again, or
    paid, it stays as it is; the answer says which. NotFound for an unknown one.

    GatewayUnreachable if the gateway does not answer: `poll_payments` goes on with it.
    """
    row = _marked(payment_id, why, actor, clock)
    if row.state == "closing":
        finish_close(row, clock=clock)
    return read_payment(payment_id)


def expire_payments(*, clock: Clock) -> int:
    """Close every payment whose time to pay is over; how many."""
    over = Payment.objects.filter(expires_at__lte=clock.now(), state__in=("new", "started"))
    closed = 0
    for payment_id in list(over.order_by("expires_at").values_list("id", flat=True)[:_AT_ONCE]):
        try:
            close_payment(payment_id=payment_id, clock=clock, why="the time to pay is over")
            closed += 1
        except GatewayUnreachable as error:
            _log.warning("payment %s waits to be closed: %s", payment_id, error)
        except Exception:  # a receiver's or gateway's own mistake; polling goes on with it
            _log.exception("payment %s waits to be closed", payment_id)
    return closed


def finish_close(row: Payment, *, clock: Clock) -> None:
    """Say to the gateway that a payment which is closing is closed, and mark it, or book the money
    that it has come to after all.
    """
    gateway, came = remote(row.gateway), None
    if gateway.close(row.number) == CloseAnswer.ALREADY_PAID:
        came = came_by(gateway.query(row.number))
        if came is None:
            return  # it says two things at once; polling asks again
    with transaction.atomic():
        payment = locked_payment(row.id)
        if came is not None:
            capture(payment, came, clock=clock)
        elif payment.state == "closing":
            payment.next_poll_at = None
            move_payment(payment, "closed", "the gateway closed it", clock=clock)


def _marked(payment_id: str, why: str, actor: Actor, clock: Clock) -> Payment:
    with transaction.atomic():
        row = locked_payment(payment_id)
        if row.state == "new":  # the gateway has never heard of it
            move_payment(row, "closed", why, clock=clock, actor=actor)
        elif row.state == "started":
            row.next_poll_at, row.polls = clock.now(), 0
            move_payment(row, "closing", why, clock=clock, actor=actor)
        return row
