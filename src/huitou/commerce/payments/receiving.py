"""Hear a gateway's callback."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from huitou.commerce.payments.alerts import Subject, alert
from huitou.commerce.payments.capturing import MoneyCame, capture
from huitou.commerce.payments.gateway import (
    Ack,
    Notice,
    NoticeKind,
    PaidState,
    RefundProgress,
    RefundState,
)
from huitou.commerce.payments.models import InboxNotice, Payment
from huitou.commerce.payments.registry import gateway_named
from huitou.commerce.payments.rules import checked_amount
from huitou.commerce.payments.settling import settle
from huitou.foundation.statements import Question, insert
from huitou.kernel import Clock, InvalidInput

_NUMBERED: Question[Payment] = Question(
    lambda number, gateway: Payment.objects.select_for_update().filter(
        number=number, gateway=gateway
    )
)


def receive_callback(*, gateway: str, headers: Mapping[str, str], body: bytes, clock: Clock) -> Ack:
    """Hear what a gateway says, once: verified, noted and booked in one transaction. The answer
    tells the gateway not to say it again; whatever raises leaves nothing behind, and the gateway
    says it again.

    Unauthorized for a callback that is not the gateway's, NotFound for an unknown gateway.
    """
    one = gateway_named(gateway)
    notice = one.verify_callback({k.lower(): v for k, v in headers.items()}, body, clock)
    _check(notice)
    with transaction.atomic():
        if _heard_first(gateway, notice, clock):
            _book(gateway, notice, clock)
    return one.acknowledge(notice)


def _check(notice: Notice) -> None:
    checked_amount(notice.amount)
    if not 1 <= len(notice.number) <= 32 or len(notice.gateway_id) > 64:
        raise InvalidInput(
            "The callback names no number of ours.",
            remedy="Send the number that the payment was created with.",
            code="payments.bad_notice",
        )


def _heard_first(gateway: str, notice: Notice, clock: Clock) -> bool:
    """Note the notice; False if it was heard before. A second one that comes meanwhile waits here
    until this transaction ends.
    """
    row = InboxNotice(
        gateway=gateway,
        kind=notice.kind,
        number=notice.number,
        gateway_id=notice.gateway_id,
        state=notice.state,
        minor=notice.amount.minor,
        currency=notice.amount.currency.code,
        at=notice.at,
        heard_at=clock.now(),
    )
    return insert(row, or_ignore=True) == 1


def _book(gateway: str, notice: Notice, clock: Clock) -> None:
    if notice.kind == NoticeKind.PAYMENT:
        known = notice.state != PaidState.PAID or _book_payment(gateway, notice, clock)
    else:
        state = RefundProgress(notice.state)
        said = RefundState(state, notice.gateway_id, notice.amount, notice.at)
        known = settle(notice.number, said, clock=clock)
    if not known:
        alert(
            "unknown_number",
            Subject(gateway, notice.kind, notice.number, notice.gateway_id),
            currency=notice.amount.currency.code,
            clock=clock,
            there=notice.amount,
            detail="a sound callback names a number that is not ours",
        )


def _book_payment(gateway: str, notice: Notice, clock: Clock) -> bool:
    """False if the number is not ours at this gateway."""
    payment = _NUMBERED.first(notice.number, gateway)
    if payment is None:
        return False
    came = MoneyCame(notice.gateway_id, notice.amount, notice.at)
    capture(payment, came, clock=clock)
    return True
