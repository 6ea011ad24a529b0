"""What others may ask about payments."""

from __future__ import annotations

from huitou.commerce.payments.models import Charge, Difference, Payment, Refund
from huitou.commerce.payments.records import DifferenceFacts, PaymentFacts, RefundFacts
from huitou.foundation.actors import Actor
from huitou.kernel import Currency, Money, NotFound

_NO_CHARGE = Charge(minor=0, refunded_minor=0, gateway_id="")


def payment(payment_id: str) -> PaymentFacts:
    """A payment. NotFound for an unknown id."""
    return facts_of(_row(payment_id))


def owned_payment(payment_id: str, actor: Actor) -> PaymentFacts:
    """A payment that is the shopper's own; NotFound for another's, as if it were not there. Staff
    need `payments.read`.
    """
    row = _row(payment_id)
    check_owner(row, actor)
    return facts_of(row)


def check_owner(row: Payment, actor: Actor) -> None:
    """NotFound if the actor may not know of the payment."""
    if not actor.is_shopper:
        actor.need("payments.read")
        return
    owner = owner_of(row)
    if (owner.kind, owner.id) != (actor.kind, actor.id):
        raise no_payment()


def payments_of(purpose: str, reference: str) -> list[PaymentFacts]:
    """Every payment of a thing, the first first."""
    rows = Payment.objects.filter(purpose=purpose, reference=reference)
    return [facts_of(row) for row in rows.order_by("opened_at", "id")]


def refund_of(key: str) -> RefundFacts | None:
    """The refund that was asked for under a business key."""
    row = Refund.objects.filter(key=key).select_related("payment", "charge").first()
    return refund_facts(row) if row else None


def refunds(payment_id: str) -> list[RefundFacts]:
    """Every refund of a payment, the first first."""
    rows = Refund.objects.filter(payment_id=payment_id).select_related("payment", "charge")
    return [refund_facts(row) for row in rows.order_by("asked_at", "id")]


def open_differences(*, before: str | None = None, limit: int = 100) -> list[DifferenceFacts]:
    """The alerts that wait for a person, the newest first; those behind the id `before`."""
    rows = Difference.objects.filter(resolved_at=None).order_by("-id")
    if before is not None:
        rows = rows.filter(id__lt=before)
    return [difference_facts(row) for row in rows[:limit]]


def facts_of(row: Payment) -> PaymentFacts:
    """A row of the table as others see it."""
    currency = Currency.of(row.currency)
    charge = _accepted(row) or _NO_CHARGE
    return PaymentFacts(
        id=row.id,
        purpose=row.purpose,
        reference=row.reference,
        owner=owner_of(row),
        amount=Money(row.minor, currency),
        gateway=row.gateway,
        number=row.number,
        state=row.state,
        captured=Money(charge.minor, currency),
        refunded=Money(charge.refunded_minor, currency),
        gateway_id=charge.gateway_id,
        opened_at=row.opened_at,
        captured_at=row.captured_at,
        expires_at=row.expires_at,
    )


def refund_facts(row: Refund) -> RefundFacts:
    """A row of the table as others see it."""
    return RefundFacts(
        id=row.id,
        payment_id=row.payment_id,
        purpose=row.payment.purpose,
        reference=row.payment.reference,
        key=row.key,
        number=row.number,
        amount=Money(row.minor, Currency.of(row.currency)),
        reason=row.reason,
        state=row.state,
        unwanted=not row.charge.accepted,
        attempts=row.attempts,
        asked_at=row.asked_at,
        settled_at=row.settled_at,
        detail=row.detail,
    )


def difference_facts(row: Difference) -> DifferenceFacts:
    """A row of the table as others see it."""
    currency = Currency.of(row.currency)
    return DifferenceFacts(
        id=row.id,
        gateway=row.gateway,
        kind=row.kind,
        row_kind=row.row_kind,
        number=row.number,
        gateway_id=row.gateway_id,
        day=row.day,
        here=None if row.here_minor is None else Money(row.here_minor, currency),
        there=None if row.there_minor is None else Money(row.there_minor, currency),
        detail=row.detail,
        found_at=row.found_at,
        resolved_at=row.resolved_at,
        note=row.note,
    )


def _row(payment_id: str) -> Payment:
    row = Payment.objects.filter(id=payment_id).first()
    if row is None:
        raise no_payment()
    return row


def _accepted(row: Payment) -> Charge | None:
    """The charge that was accepted; nothing is asked before the row says that there is one."""
    if row.captured_at is None:
        return None
    return Charge.objects.filter(payment=row, accepted=True).first()


def owner_of(row: Payment) -> Actor:
    """The shopper whose payment it is; a guest without an id once the member was erased."""
    if row.member_id is not None:
        return Actor("member", row.member_id)
    return Actor("guest", row.guest_id or "")


def no_payment() -> NotFound:
    """The one answer for an unknown payment and for another shopper's."""
    return NotFound(
        "There is no such payment.",
        remedy="Open the order again and pay from there.",
        code="payments.not_found",
    )
