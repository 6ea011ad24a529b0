"""Money has come: book it once, and ask who it is for whether it is wanted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q

from huitou.commerce.payments.asking import give_back
from huitou.commerce.payments.gateway import GatewayState, PaidState
from huitou.commerce.payments.ledger import book_charge
from huitou.commerce.payments.models import Charge, Payment
from huitou.commerce.payments.reads import facts_of
from huitou.commerce.payments.records import Refused
from huitou.commerce.payments.registry import receiver_of
from huitou.commerce.payments.rules import unwanted
from huitou.commerce.payments.states import move_payment
from huitou.foundation.statements import Question, insert
from huitou.kernel import Clock, Currency, Money, new_id

_CHARGES: Question[Charge] = Question(
    lambda gateway, gateway_id, payment: Charge.objects.filter(
        Q(gateway=gateway, gateway_id=gateway_id) | Q(payment_id=payment)
    )
)


@dataclass(frozen=True)
class MoneyCame:
    """One transaction of the gateway, by its own id."""

    gateway_id: str
    paid: Money
    at: datetime


def came_by(said: GatewayState) -> MoneyCame | None:
    """The money that a gateway's answer tells of, if it tells of any."""
    if said.state != PaidState.PAID or said.paid is None or said.paid_at is None:
        return None
    return MoneyCame(said.gateway_id, said.paid, said.paid_at)


def capture(payment: Payment, came: MoneyCame, *, clock: Clock) -> bool:
    """Book the money and act on it, the payment being locked; False if it was booked before. What
    nobody wants is asked back in the same transaction, so that it is never kept.
    """
    known = _charges(payment, came)
    if (payment.gateway, came.gateway_id) in known:
        return False
    reason = _refusal(payment, came, len(known), clock)
    charge = Charge(
        id=new_id(clock),
        payment=payment,
        gateway=payment.gateway,
        gateway_id=came.gateway_id,
        minor=came.paid.minor,
        currency=came.paid.currency.code,
        accepted=reason is None,
        reason=(reason or "")[:200],
        paid_at=came.at,
        booked_at=clock.now(),
    )
    insert(charge)
    book_charge(charge, payment, clock=clock)
    payment.next_poll_at = None
    if reason is None:
        payment.captured_at = came.at
        move_payment(payment, "captured", f"{came.paid} came", clock=clock)
        return True
    if payment.state in ("new", "started", "closing", "closed"):
        move_payment(payment, "captured_late", reason, clock=clock)
    give_back(charge, payment, reason, clock=clock)
    return True


def _charges(payment: Payment, came: MoneyCame) -> list[tuple[str, str]]:
    """Gateway and id of the payment's charges, and of this transaction if it is already booked."""
    rows = _CHARGES(payment.gateway, came.gateway_id, payment.id)
    return [(row.gateway, row.gateway_id) for row in rows]


def _refusal(payment: Payment, came: MoneyCame, others: int, clock: Clock) -> str | None:
    """Why the money goes back; None if it is accepted. `others` is how often it was paid before."""
    asked = Money(payment.minor, Currency.of(payment.currency))
    without_asking = unwanted(payment.state, asked, came.paid, others)
    if without_asking is not None:
        return without_asking.reason
    facts = replace(
        facts_of(payment), captured=came.paid, gateway_id=came.gateway_id, captured_at=came.at
    )
    verdict = receiver_of(payment.purpose).captured(payment.reference, facts, clock)
    return verdict.reason or "refused" if isinstance(verdict, Refused) else None
