"""Open a payment."""

from __future__ import annotations

from datetime import datetime

from huitou.commerce.payments.locks import must_be_inside
from huitou.commerce.payments.models import Payment
from huitou.commerce.payments.reads import facts_of
from huitou.commerce.payments.records import PaymentFacts
from huitou.commerce.payments.registry import gateway_named, receiver_of
from huitou.commerce.payments.rules import LIVE, checked_amount, checked_text
from huitou.commerce.payments.states import move_payment
from huitou.foundation.actors import Actor
from huitou.foundation.statements import Question, insert
from huitou.kernel import Clock, Conflict, InvalidInput, Money, new_id

_LIVE: Question[Payment] = Question(
    lambda purpose, reference: Payment.objects.select_for_update().filter(
        purpose=purpose, reference=reference, state__in=LIVE
    )
)


def open_payment(
    *,
    purpose: str,
    reference: str,
    amount: Money,
    owner: Actor,
    gateway: str,
    expires_at: datetime,
    clock: Clock,
    title: str = "",
) -> PaymentFacts:
    """Ask for money, in the caller's transaction; nothing is said to the gateway yet. `title` is
    what the shopper reads there. A thing (`purpose`, `reference`) has one live payment: opened
    again it is the same one; with another gateway the old one is replaced as long as it was not
    started.

    Conflict if another amount or gateway is under way, NotFound for an unknown gateway,
    InvalidInput for an amount that is not above zero or a time that has passed.
    """
    must_be_inside("a payment is opened")
    gateway_named(gateway)
    receiver_of(purpose)
    checked_amount(amount)
    _check(owner, expires_at, clock)
    live = _live(purpose, reference)
    if live is not None and live.state == "new" and not _same(live, amount, gateway):
        move_payment(live, "closed", "replaced before it was started", clock=clock)
        live = None
    if live is not None:
        return _again(live, amount, gateway)
    row = _row(purpose, reference, amount, owner, gateway, expires_at, clock)
    row.title = checked_text(title or f"{purpose} {reference}", "title", 120)
    if not insert(row, or_ignore=True):  # somebody else was quicker
        live = _live(purpose, reference)
        if live is None:
            raise RuntimeError(f"the payment of {purpose} {reference} has the number of another")
        return _again(live, amount, gateway)
    return facts_of(row)


def _check(owner: Actor, expires_at: datetime, clock: Clock) -> None:
    if not owner.is_shopper:
        raise ValueError(f"a payment is a member's or a guest's, not of {owner}")
    if expires_at <= clock.now():
        raise InvalidInput(
            "The time to pay would be over before it began.",
            remedy="Use a moment in the future.",
            code="payments.expired",
            field="expires_at",
        )


def _row(
    purpose: str,
    reference: str,
    amount: Money,
    owner: Actor,
    gateway: str,
    expires_at: datetime,
    clock: Clock,
) -> Payment:
    return Payment(
        id=new_id(clock),
        purpose=purpose,
        reference=checked_text(reference, "reference", 64),
        member_id=owner.id if owner.kind == "member" else None,
        guest_id=owner.id if owner.kind == "guest" else None,
        minor=amount.minor,
        currency=amount.currency.code,
        gateway=gateway,
        number=new_id(clock).replace("-", ""),
        opened_at=clock.now(),
        expires_at=expires_at,
    )


def _live(purpose: str, reference: str) -> Payment | None:
    return _LIVE.first(purpose, reference)


def _same(live: Payment, amount: Money, gateway: str) -> bool:
    asked = (live.minor, live.currency, live.gateway)
    return asked == (amount.minor, amount.currency.code, gateway)


def _again(live: Payment, amount: Money, gateway: str) -> PaymentFacts:
    if not _same(live, amount, gateway) or live.state == "closing":
        raise Conflict(
            "Another payment for the same thing is under way.",
            remedy="Close it first, or pay with it.",
            code="payments.other_under_way",
        )
    return facts_of(live)
