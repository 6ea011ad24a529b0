"""What a person does with a refund that cannot go on by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from django.db import transaction
from django.db.models import F

from huitou.commerce.payments.alerts import settle_alerts
from huitou.commerce.payments.gateway import RefundProgress, RefundState
from huitou.commerce.payments.ledger import book_refund_given_up
from huitou.commerce.payments.locks import locked_payment
from huitou.commerce.payments.models import Charge, Refund
from huitou.commerce.payments.reads import refund_facts
from huitou.commerce.payments.records import RefundFacts
from huitou.commerce.payments.registry import remote
from huitou.commerce.payments.settling import paid_by_hand, settle, subject_of
from huitou.commerce.payments.states import move_refund
from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, Conflict, InvalidInput, NotFound

Way = Literal["send_again", "paid_by_hand", "give_up"]


def resolve_refund(*, refund_id: str, way: Way, actor: Actor, clock: Clock) -> RefundFacts:
    """Go on with an abnormal refund; needs `payments.refund`, audited, outside transactions: the
    gateway is asked first, and if it has paid out after all, that is booked instead. `give_up` sets
    the amount free again; money that nobody accepted cannot be given up, because it is not ours.

    Conflict if the refund is not abnormal, or on its way at the gateway.
    """
    actor.need("payments.refund")
    if way not in _WAYS:
        raise InvalidInput(
            f"{way!r} is no way to go on with a refund.",
            remedy=f"Use one of: {', '.join(sorted(_WAYS))}.",
            code="payments.bad_way",
            field="way",
        )
    found = Refund.objects.filter(id=refund_id).select_related("payment").first()
    if found is None:
        raise NotFound(
            "There is no such refund.", remedy="Look at the payment.", code="payments.no_refund"
        )
    said = remote(found.payment.gateway).query_refund(found.number)
    with transaction.atomic():
        payment = locked_payment(found.payment_id)
        refund = Refund.objects.select_for_update().select_related("charge").get(id=refund_id)
        refund.payment = payment
        if said.state == RefundProgress.SUCCEEDED:
            settle(refund.number, said, clock=clock)
            return _read(refund_id)
        _check(refund, said)
        _WAYS[way](refund, actor, clock)
        detail = {"refund": refund.id, "way": way}
        audit.note(actor, "payments.resolve_refund", payment.id, detail, clock=clock)
        return _read(refund_id)


def _check(refund: Refund, said: RefundState) -> None:
    if refund.state != "abnormal" or said.state == RefundProgress.PENDING:
        raise Conflict(
            f"The refund is {refund.state}; the gateway says {said.state}.",
            remedy="Wait for what comes of it.",
            code="payments.refund_not_stuck",
        )


def _send_again(refund: Refund, actor: Actor, clock: Clock) -> None:
    refund.attempts = refund.looks = 0
    refund.next_at = clock.now()
    refund.save()
    settle_alerts(subject_of(refund), ("stuck_refund",), clock=clock)


def _by_hand(refund: Refund, actor: Actor, clock: Clock) -> None:
    paid_by_hand(refund, actor=actor, clock=clock)


def _give_up(refund: Refund, actor: Actor, clock: Clock) -> None:
    if not refund.charge.accepted:
        raise Conflict(
            "Nobody accepted this money: it must go back.",
            remedy="Send the refund again, or pay it out by hand.",
            code="payments.not_ours",
        )
    Charge.objects.filter(id=refund.charge_id).update(asked_minor=F("asked_minor") - refund.minor)
    book_refund_given_up(refund, refund.charge, clock=clock)
    refund.settled_at = clock.now()
    move_refund(refund, "given_up", "given up by staff", clock=clock, actor=actor)
    settle_alerts(subject_of(refund), ("stuck_refund",), clock=clock)


def _read(refund_id: str) -> RefundFacts:
    return refund_facts(Refund.objects.select_related("payment", "charge").get(id=refund_id))


_WAYS: dict[str, Callable[[Refund, Actor, Clock], None]] = {
    "send_again": _send_again,
    "paid_by_hand": _by_hand,
    "give_up": _give_up,
}
