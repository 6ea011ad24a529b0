"""Ask the gateway about payments whose callback has not come."""

from __future__ import annotations

import logging

from django.db import transaction

from huitou.commerce.payments.capturing import came_by, capture
from huitou.commerce.payments.closing import finish_close
from huitou.commerce.payments.gateway import GatewayState, GatewayUnreachable, PaidState
from huitou.commerce.payments.locks import locked_payment
from huitou.commerce.payments.models import Payment
from huitou.commerce.payments.registry import remote
from huitou.commerce.payments.rules import poll_after
from huitou.commerce.payments.states import move_payment
from huitou.kernel import Clock

_AT_ONCE = 200
_log = logging.getLogger("huitou.payments")


def poll_payments(*, clock: Clock) -> int:
    """Ask about every started payment that is due: 30 s after its start, then at growing pauses;
    and end closes that were cut off. How many were asked about. One that goes wrong is left for
    later and does not stop the others.
    """
    due = Payment.objects.filter(next_poll_at__lte=clock.now()).order_by("next_poll_at", "id")
    asked = 0
    for payment_id in list(due.values_list("id", flat=True)[:_AT_ONCE]):
        try:
            asked += _poll(payment_id, clock)
        except GatewayUnreachable as error:
            _log.warning("payment %s waits: %s", payment_id, error)
        except Exception:  # a receiver's or gateway's own mistake; the next round tries again
            _log.exception("payment %s waits", payment_id)
    return asked


def _poll(payment_id: str, clock: Clock) -> bool:
    claimed = _claimed(payment_id, clock)
    if claimed is None:
        return False
    if claimed.state == "closing":
        finish_close(claimed, clock=clock)
        return True
    said = remote(claimed.gateway).query(claimed.number)
    with transaction.atomic():
        _apply(locked_payment(payment_id), said, clock)
    return True


def _claimed(payment_id: str, clock: Clock) -> Payment | None:
    """The payment, if it is still due: whoever pushes its time on asks about it."""
    row = Payment.objects.filter(id=payment_id).first()
    if row is None or row.next_poll_at is None:
        return None
    due = Payment.objects.filter(id=payment_id, next_poll_at=row.next_poll_at)
    later = clock.now() + poll_after(row.polls + 1)
    return row if due.update(next_poll_at=later, polls=row.polls + 1) else None


def _apply(payment: Payment, said: GatewayState, clock: Clock) -> None:
    came = came_by(said)
    if came is not None:
        capture(payment, came, clock=clock)
    elif said.state == PaidState.CLOSED and payment.state == "started":
        payment.next_poll_at = None
        move_payment(payment, "closed", "the gateway closed it", clock=clock)
