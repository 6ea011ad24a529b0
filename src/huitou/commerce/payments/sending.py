"""Send refunds that wait, and ask about those that are on their way."""

from __future__ import annotations

import logging

from django.db import transaction

from huitou.commerce.payments.gateway import (
    GatewayUnreachable,
    RefundOrder,
    RefundProgress,
    RefundState,
)
from huitou.commerce.payments.locks import locked_payment
from huitou.commerce.payments.models import Refund
from huitou.commerce.payments.registry import remote
from huitou.commerce.payments.rules import retry_after
from huitou.commerce.payments.settling import settle
from huitou.commerce.payments.states import move_refund
from huitou.kernel import Clock, Currency, Money

_AT_ONCE = 200
_UNKNOWN = RefundState(RefundProgress.UNKNOWN)
_log = logging.getLogger("huitou.payments")


def send_refunds(*, clock: Clock) -> int:
    """Look once at every refund that is due: send it, or ask how it stands; how many. Each is
    claimed, spoken about with the gateway outside of any transaction, and settled. One that goes
    wrong is left for later and does not stop the others.
    """
    due = Refund.objects.filter(next_at__lte=clock.now()).order_by("next_at", "id")
    looked = 0
    for refund_id in list(due.values_list("id", flat=True)[:_AT_ONCE]):
        try:
            looked += _look(refund_id, clock)
        except GatewayUnreachable as error:
            _log.warning("refund %s waits: %s", refund_id, error)
        except Exception:  # a receiver's or gateway's own mistake; the next look tries again
            _log.exception("refund %s waits", refund_id)
    return looked


def _look(refund_id: str, clock: Clock) -> bool:
    claim = _claimed(refund_id, clock)
    if claim is None:
        return False
    refund, heard_before = claim
    gateway = remote(refund.payment.gateway)
    said = gateway.query_refund(refund.number) if heard_before else _UNKNOWN
    if said.state == RefundProgress.UNKNOWN:
        said = gateway.refund(_order(refund))
    settle(refund.number, said, clock=clock)
    return True


def _claimed(refund_id: str, clock: Clock) -> tuple[Refund, bool] | None:
    """The refund, marked as sent before the gateway hears of it, and whether the gateway may have
    heard of it before; None if somebody else is at it. Killed after this, it is looked at again
    after the pause.
    """
    with transaction.atomic():
        rows = Refund.objects.filter(id=refund_id)
        locked_payment(rows.values_list("payment_id", flat=True)[0])
        refund = rows.select_for_update().select_related("payment", "charge").get()
        if refund.next_at is None or refund.next_at > clock.now():
            return None
        heard_before = refund.state == "sent"
        refund.looks += 1
        refund.next_at = clock.now() + retry_after(refund.looks)
        if heard_before:
            refund.save(update_fields=["looks", "next_at"])
        else:
            refund.attempts += 1
            move_refund(refund, "sent", f"attempt {refund.attempts}", clock=clock)
        return refund, heard_before


def _order(refund: Refund) -> RefundOrder:
    currency = Currency.of(refund.currency)
    return RefundOrder(
        number=refund.number,
        payment_number=refund.payment.number,
        gateway_id=refund.charge.gateway_id,
        amount=Money(refund.minor, currency),
        total=Money(refund.charge.minor, currency),
        reason=refund.reason,
    )
