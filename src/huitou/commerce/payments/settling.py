"""What a gateway says of a refund becomes its state, once."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from huitou.commerce.payments.alerts import Subject, alert, settle_alerts
from huitou.commerce.payments.gateway import RefundProgress, RefundState
from huitou.commerce.payments.ledger import book_refund_by_hand, book_refund_done
from huitou.commerce.payments.locks import locked_payment
from huitou.commerce.payments.models import Charge, Payment, Refund
from huitou.commerce.payments.reads import refund_facts
from huitou.commerce.payments.registry import receiver_of
from huitou.commerce.payments.rules import (
    MOST_REFUND_ATTEMPTS,
    OPEN_REFUND,
    pending_too_long,
    retry_after,
)
from huitou.commerce.payments.states import move_payment, move_refund
from huitou.foundation.actors import SYSTEM, Actor
from huitou.kernel import Clock, Currency, Money


def settle(number: str, said: RefundState, *, clock: Clock) -> bool:
    """Book what was said of the refund `number`, in a transaction of its own or the caller's. False
    if there is no such refund. Said again it changes nothing.
    """
    with transaction.atomic():
        found = Refund.objects.filter(number=number).values("payment_id").first()
        if found is None:
            return False
        payment = locked_payment(found["payment_id"])
        refund = Refund.objects.select_for_update().select_related("charge").get(number=number)
        refund.payment = payment
        _apply(refund, said, clock)
        return True


def _apply(refund: Refund, said: RefundState, clock: Clock) -> None:
    if said.gateway_id and refund.state in OPEN_REFUND:
        refund.gateway_id = said.gateway_id
    if said.state == RefundProgress.SUCCEEDED:
        _succeeded(refund, said, clock)
    elif refund.state not in OPEN_REFUND:
        return
    elif said.state == RefundProgress.FAILED:
        _failed(refund, said.detail or "the gateway refused", clock)
    elif said.state == RefundProgress.ABNORMAL:
        make_abnormal(refund, said.detail or "the gateway cannot pay it out", clock=clock)
    elif said.state == RefundProgress.PENDING and pending_too_long(refund.asked_at, clock.now()):
        make_abnormal(refund, "it has been pending too long", clock=clock)


def _succeeded(refund: Refund, said: RefundState, clock: Clock) -> None:
    ours = Money(refund.minor, Currency.of(refund.currency))
    if refund.state == "succeeded" and not refund.by_hand:
        return
    if refund.state not in OPEN_REFUND:
        alert(
            "unexpected_refund",
            subject_of(refund),
            currency=refund.currency,
            clock=clock,
            there=said.amount or ours,
            detail="the gateway paid it out, here it was paid by hand or given up",
        )
        return
    if said.amount is not None and said.amount != ours:
        make_abnormal(refund, f"the gateway paid out {said.amount} instead of {ours}", clock=clock)
        return
    at = said.at or clock.now()
    book_refund_done(refund, at, clock=clock)
    _finish(refund, "the gateway paid it out", clock=clock)


def paid_by_hand(refund: Refund, *, actor: Actor, clock: Clock) -> None:
    """Staff paid it out another way; the refund and its payment are locked."""
    book_refund_by_hand(refund, clock=clock)
    refund.by_hand = True
    _finish(refund, "paid out by hand", clock=clock, actor=actor)


def _finish(refund: Refund, why: str, *, clock: Clock, actor: Actor = SYSTEM) -> None:
    """Everything that follows from money having gone back, but for its booking."""
    refund.settled_at, refund.next_at, refund.detail = clock.now(), None, ""
    move_refund(refund, "succeeded", why, clock=clock, actor=actor)
    rows = Charge.objects.filter(id=refund.charge_id)
    rows.update(refunded_minor=F("refunded_minor") + refund.minor)
    settle_alerts(subject_of(refund), ("stuck_refund",), clock=clock)
    _move_payment(refund.payment, clock)
    if refund.charge.accepted:
        receiver = receiver_of(refund.payment.purpose)
        receiver.refunded(refund.payment.reference, refund_facts(refund), clock)


def _move_payment(payment: Payment, clock: Clock) -> None:
    charges = list(payment.charges.all())
    main = [charge for charge in charges if charge.accepted] or charges
    left = sum(charge.minor - charge.refunded_minor for charge in main)
    if payment.state == "captured" and 0 < left < main[0].minor:
        move_payment(payment, "partly_refunded", "a part went back", clock=clock)
    elif payment.state in ("captured", "partly_refunded", "captured_late") and left == 0:
        move_payment(payment, "refunded", "all of it went back", clock=clock)


def _failed(refund: Refund, detail: str, clock: Clock) -> None:
    if refund.attempts >= MOST_REFUND_ATTEMPTS:
        make_abnormal(refund, f"failed {refund.attempts} times: {detail}", clock=clock)
    elif refund.state == "sent":
        refund.detail = detail[:200]
        refund.next_at = clock.now() + retry_after(refund.attempts)
        move_refund(refund, "failed", detail, clock=clock)


def make_abnormal(refund: Refund, detail: str, *, clock: Clock) -> None:
    """Stop trying, and call for a person."""
    if refund.state not in ("sent", "failed"):
        return
    refund.next_at, refund.detail = None, detail[:200]
    move_refund(refund, "abnormal", detail, clock=clock)
    alert(
        "stuck_refund",
        subject_of(refund),
        currency=refund.currency,
        clock=clock,
        here=Money(refund.minor, Currency.of(refund.currency)),
        detail=detail,
    )
    if refund.charge.accepted:
        receiver = receiver_of(refund.payment.purpose)
        receiver.failed(refund.payment.reference, refund_facts(refund), clock)


def subject_of(refund: Refund) -> Subject:
    """What alerts about a refund are about."""
    return Subject(refund.payment.gateway, "refund", refund.number)
