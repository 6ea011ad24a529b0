"""The whole way of the money of one thing: payments with their history, charges, refunds and
bookings.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from huitou.commerce.payments.models import Booking, Charge, Entry, History, Payment, Refund
from huitou.commerce.payments.reads import refund_facts
from huitou.commerce.payments.records import RefundFacts
from huitou.foundation.actors import Actor
from huitou.kernel import Currency, Money


@dataclass(frozen=True)
class ChargeSeen:
    """Money that came. One that was not accepted goes back, and `reason` says why."""

    gateway_id: str
    amount: Money
    accepted: bool
    reason: str
    refunded: Money
    paid_at: datetime


@dataclass(frozen=True)
class PaymentMove:
    """Who moved a payment or, with `refund_id`, one of its refunds from state to state."""

    refund_id: str | None
    before: str
    after: str
    at: datetime
    by: str
    why: str


@dataclass(frozen=True)
class BookingSeen:
    """A movement in the books; `entries` (account, amount) sum to zero."""

    kind: str
    number: str
    at: datetime
    entries: tuple[tuple[str, Money], ...]


@dataclass(frozen=True)
class PaymentTrail:
    """A payment and all that became of it."""

    id: str
    number: str
    gateway: str
    amount: Money
    state: str
    opened_at: datetime
    captured_at: datetime | None
    charges: tuple[ChargeSeen, ...]
    refunds: tuple[RefundFacts, ...]
    moves: tuple[PaymentMove, ...]
    bookings: tuple[BookingSeen, ...]


def payment_trail(actor: Actor, purpose: str, reference: str) -> tuple[PaymentTrail, ...]:
    """Every payment of a thing with all that became of it, the first first; for staff with
    payments.read. Five queries for any number of payments.
    """
    actor.need("payments.read")
    rows = Payment.objects.filter(purpose=purpose, reference=reference).order_by("opened_at", "id")
    payments = list(rows)
    ids = [row.id for row in payments]
    charges = list(Charge.objects.filter(payment__in=ids).order_by("booked_at", "id"))
    given = Refund.objects.filter(payment__in=ids).select_related("payment", "charge")
    refunds = list(given.order_by("asked_at", "id"))
    moves = list(History.objects.filter(payment__in=ids).order_by("id"))
    entries = Entry.objects.filter(booking__payment__in=ids).select_related("booking")
    bookings = _by_booking(entries.order_by("id"))
    return tuple(
        PaymentTrail(
            id=row.id,
            number=row.number,
            gateway=row.gateway,
            amount=Money(row.minor, Currency.of(row.currency)),
            state=row.state,
            opened_at=row.opened_at,
            captured_at=row.captured_at,
            charges=tuple(_charge(one) for one in charges if one.payment_id == row.id),
            refunds=tuple(refund_facts(one) for one in refunds if one.payment_id == row.id),
            moves=tuple(_move(one) for one in moves if one.payment_id == row.id),
            bookings=tuple(_booking(*one) for one in bookings if one[0].payment_id == row.id),
        )
        for row in payments
    )


def _charge(row: Charge) -> ChargeSeen:
    currency = Currency.of(row.currency)
    return ChargeSeen(
        gateway_id=row.gateway_id,
        amount=Money(row.minor, currency),
        accepted=row.accepted,
        reason=row.reason,
        refunded=Money(row.refunded_minor, currency),
        paid_at=row.paid_at,
    )


def _move(row: History) -> PaymentMove:
    return PaymentMove(row.refund_id, row.before, row.after, row.at, row.by, row.why)


def _by_booking(entries: Iterable[Entry]) -> list[tuple[Booking, list[Entry]]]:
    found: dict[int, tuple[Booking, list[Entry]]] = {}
    for entry in entries:
        found.setdefault(entry.booking_id, (entry.booking, []))[1].append(entry)
    return [found[id] for id in sorted(found)]


def _booking(row: Booking, entries: Iterable[Entry]) -> BookingSeen:
    return BookingSeen(
        kind=row.kind,
        number=row.number,
        at=row.at,
        entries=tuple(
            (entry.account, Money(entry.minor, Currency.of(entry.currency))) for entry in entries
        ),
    )
