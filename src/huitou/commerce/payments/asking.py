"""Ask for a refund: it is written down here, and sent by `send_refunds`."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from huitou.commerce.payments.ledger import book_refund_asked
from huitou.commerce.payments.locks import locked_payment, must_be_inside
from huitou.commerce.payments.models import Charge, History, Payment, Refund
from huitou.commerce.payments.reads import refund_facts
from huitou.commerce.payments.records import RefundFacts
from huitou.commerce.payments.registry import keeps_refunds
from huitou.commerce.payments.rules import checked_amount, checked_text
from huitou.commerce.payments.states import named
from huitou.foundation import audit
from huitou.foundation.actors import SYSTEM, Actor
from huitou.kernel import Clock, Conflict, Currency, InvalidInput, Money, new_id


def refund(
    *, payment_id: str, amount: Money, key: str, reason: str, actor: Actor, clock: Clock
) -> RefundFacts:
    """Give money back, in the caller's transaction, which has decided that it may. `key` is the
    business key (such as `return:ID`): asked again under it, it is the same refund, with the same
    number for ever. The payment is locked; who locks its order too calls `lock_payments` before.

    Conflict if more would go back than came, or if the key was used for another amount; NotFound
    for an unknown payment; InvalidInput for an amount that is not above zero.
    """
    must_be_inside("a refund is asked for")
    checked_amount(amount)
    key = checked_text(key, "key", 120)
    row = locked_payment(payment_id)
    before = Refund.objects.filter(key=key).select_related("payment", "charge").first()
    if before is not None:
        return _again(before, payment_id, amount)
    charge = Charge.objects.filter(payment=row, accepted=True).first()
    if charge is None:
        raise Conflict(
            "Nothing was paid with this payment.",
            remedy="Refund the payment that the money came with.",
            code="payments.nothing_paid",
        )
    reason = checked_text(reason, "reason", 80)
    return refund_facts(ask(charge, row, amount, key, reason, actor=actor, clock=clock))


def refund_by_staff(
    *, payment_id: str, amount: Money, key: str, reason: str, actor: Actor, clock: Clock
) -> RefundFacts:
    """`refund` in a transaction of its own, by somebody with `payments.refund`; audited. Conflict
    `payments.refund_elsewhere` if what was paid for has books of its own about refunds.
    """
    actor.need("payments.refund")
    with transaction.atomic():
        purpose = locked_payment(payment_id).purpose
        if keeps_refunds(purpose):
            raise Conflict(
                f"A payment of an {purpose} is not refunded here: the {purpose} would not know.",
                remedy=f"Ask for the refund with the {purpose}.",
                code="payments.refund_elsewhere",
            )
        known = Refund.objects.filter(key=key).exists()
        facts = refund(
            payment_id=payment_id, amount=amount, key=key, reason=reason, actor=actor, clock=clock
        )
        if not known:
            detail = {"amount": str(amount), "key": key}
            audit.note(actor, "payments.refund", payment_id, detail, clock=clock)
        return facts


def give_back(charge: Charge, payment: Payment, reason: str, *, clock: Clock) -> None:
    """Ask for the whole of a charge that nobody accepted, in the transaction that books it."""
    money = Money(charge.minor, Currency.of(charge.currency))
    key = f"unwanted:{charge.gateway}:{charge.gateway_id}"
    ask(charge, payment, money, key, reason[:80], actor=SYSTEM, clock=clock)


def ask(
    charge: Charge,
    payment: Payment,
    amount: Money,
    key: str,
    reason: str,
    *,
    actor: Actor,
    clock: Clock,
) -> Refund:
    """Take the amount from what of the charge may still go back, and write the refund."""
    if charge.currency != amount.currency.code:
        raise InvalidInput(
            f"The payment was made in {charge.currency}.",
            remedy=f"Refund an amount of {charge.currency}.",
            code="payments.other_currency",
            field="amount",
        )
    _take(charge, amount)
    row = Refund.objects.create(
        id=new_id(clock),
        payment=payment,
        charge=charge,
        key=key,
        number=new_id(clock).replace("-", ""),
        minor=amount.minor,
        currency=charge.currency,
        reason=reason,
        next_at=clock.now(),
        asked_by=named(actor),
        asked_at=clock.now(),
    )
    History.objects.create(
        payment=payment,
        refund=row,
        before="",
        after="requested",
        at=clock.now(),
        by=named(actor),
        why=reason,
    )
    book_refund_asked(row, charge, clock=clock)
    return row


def _take(charge: Charge, amount: Money) -> None:
    rows = Charge.objects.filter(id=charge.id, minor__gte=F("asked_minor") + amount.minor)
    if not rows.update(asked_minor=F("asked_minor") + amount.minor):
        raise Conflict(
            f"{amount} is more than what is left of this payment.",
            remedy="See what was refunded before, and ask for no more than the rest.",
            code="payments.refund_too_large",
            field="amount",
        )


def _again(before: Refund, payment_id: str, amount: Money) -> RefundFacts:
    asked = Money(before.minor, Currency.of(before.currency))
    if before.payment_id != payment_id or asked != amount:
        raise Conflict(
            "Another refund was asked for under the same key.",
            remedy="Use a key of its own for every refund.",
            code="payments.refund_key_reused",
            field="key",
        )
    return refund_facts(before)
