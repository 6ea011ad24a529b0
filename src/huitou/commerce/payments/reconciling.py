"""Compare a day of a gateway's statement with our bookings."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from django.db import transaction

from huitou.commerce.payments.alerts import Subject, alert, settle_alerts
from huitou.commerce.payments.capturing import MoneyCame, capture
from huitou.commerce.payments.compared import note_compared
from huitou.commerce.payments.gateway import (
    NoticeKind,
    RefundProgress,
    RefundState,
    StatementRow,
)
from huitou.commerce.payments.ledger import book_fee
from huitou.commerce.payments.locks import locked_payment
from huitou.commerce.payments.models import Booking, Entry, Payment
from huitou.commerce.payments.registry import remote
from huitou.commerce.payments.settling import settle
from huitou.foundation import audit
from huitou.foundation.actors import SYSTEM, Actor
from huitou.kernel import Clock, Currency, InvalidInput, Money

_log = logging.getLogger("huitou.payments")
_FIRST_DAY = date(2000, 1, 1)
_KIND_OF_ROW = {NoticeKind.PAYMENT: "capture", NoticeKind.REFUND: "refund"}
_ROW_OF_KIND = {kind: row for row, kind in _KIND_OF_ROW.items()}
_Place = tuple[str, str, str]


@dataclass(frozen=True)
class Reconciled:
    """A day that was compared: rows of the statement, rows that were booked only now, and
    differences that were found. `zone` says whose day it was.
    """

    day: date
    zone: str
    gateway: str
    rows: int
    booked_now: int
    differences: int


def reconcile(
    *, day: date, gateway: str, zone: tzinfo, clock: Clock, actor: Actor = SYSTEM
) -> Reconciled:
    """Compare the gateway's statement of a day of the timezone with our bookings of it, outside
    transactions. What the statement has and we have not is booked, if the number is ours: callbacks
    are lost, statements are not. What differs still is an alert each. Repeating it changes nothing
    but when the day was compared last. Staff need `payments.reconcile`; audited. InvalidInput for a
    day that has not begun.
    """
    actor.need("payments.reconcile")
    speaks = remote(gateway)
    _check_day(day, zone, clock)
    rows = list(speaks.statement(day, zone))
    booked_now = differences = 0
    for row in rows:
        booked_now += _healed(gateway, row, clock)
        with transaction.atomic():
            differences += _compare(gateway, row, day, clock)
    there = {_place(row.kind, row.number, row.gateway_id) for row in rows}
    for booking in _bookings_of_day(gateway, day, zone):
        if _place_of(booking) not in there:
            differences += 1
            _missing_there(booking, day, clock)
    counts = {"rows": len(rows), "booked_now": booked_now, "differences": differences}
    with transaction.atomic():
        note_compared(gateway, day, zone, **counts, clock=clock)
        if actor != SYSTEM:
            audit.note(actor, "payments.reconcile", gateway, {"day": str(day)}, clock=clock)
    return Reconciled(day, str(zone), gateway, **counts)


def _check_day(day: date, zone: tzinfo, clock: Clock) -> None:
    if not _FIRST_DAY <= day <= clock.now().astimezone(zone).date():
        raise InvalidInput(
            f"There is no statement of {day}.",
            remedy="Choose a day that has begun.",
            code="payments.bad_day",
            field="day",
        )


def _healed(gateway: str, row: StatementRow, clock: Clock) -> bool:
    """Whether the row was booked only now. A receiver that breaks leaves it for the next time, as a
    difference, and does not stop the others.
    """
    try:
        with transaction.atomic():
            return _book_missing(gateway, row, clock)
    except Exception:  # a receiver's own mistake
        _log.exception("%s %s of the statement cannot be booked", row.kind, row.number)
        return False


def _book_missing(gateway: str, row: StatementRow, clock: Clock) -> bool:
    """Whether the row was booked only now."""
    if _booking_of(gateway, row) is not None:
        return False
    if row.kind == NoticeKind.REFUND:
        said = RefundState(RefundProgress.SUCCEEDED, row.gateway_id, row.amount, row.at)
        settle(row.number, said, clock=clock)
        return _booking_of(gateway, row) is not None
    found = Payment.objects.filter(number=row.number, gateway=gateway).first()
    if found is None or row.amount.minor <= 0:
        return False
    came = MoneyCame(row.gateway_id, row.amount, row.at)
    return capture(locked_payment(found.id), came, clock=clock)


def _compare(gateway: str, row: StatementRow, day: date, clock: Clock) -> bool:
    """Whether the row differs from ours; its fee is booked once it agrees."""
    subject = Subject(gateway, row.kind, row.number, row.gateway_id)
    booking = _booking_of(gateway, row)
    here = None if booking is None else _amount_of(booking)
    if here != row.amount:
        kind = "missing_here" if here is None else "amount_differs"
        code = row.amount.currency.code
        alert(kind, subject, currency=code, clock=clock, here=here, there=row.amount, day=day)
        return True
    if row.fee.minor:
        fee = (row.kind, row.number, row.gateway_id, row.fee, row.at)
        book_fee(gateway, *fee, clock=clock)
    kinds = ("missing_here", "missing_there", "amount_differs", "unknown_number")
    settle_alerts(subject, kinds, clock=clock)
    return False


def _missing_there(booking: Booking, day: date, clock: Clock) -> None:
    kind = _ROW_OF_KIND[booking.kind]
    here = _amount_of(booking)
    alert(
        "missing_there",
        Subject(booking.gateway, kind, booking.number, booking.gateway_id),
        currency=here.currency.code,
        clock=clock,
        here=here,
        day=day,
    )


def _bookings_of_day(gateway: str, day: date, zone: tzinfo) -> Iterator[Booking]:
    begins = datetime.combine(day, time.min, zone)
    ends = datetime.combine(day + timedelta(days=1), time.min, zone)
    rows = Booking.objects.filter(gateway=gateway, kind__in=_ROW_OF_KIND, at__gte=begins)
    return iter(rows.filter(at__lt=ends).order_by("id"))


def _booking_of(gateway: str, row: StatementRow) -> Booking | None:
    """Ours, of whichever day: the two books may see midnight a moment apart."""
    found = Booking.objects.filter(gateway=gateway, number=row.number, kind=_KIND_OF_ROW[row.kind])
    if row.kind == NoticeKind.PAYMENT:
        found = found.filter(gateway_id=row.gateway_id)
    return found.first()


def _amount_of(booking: Booking) -> Money:
    entry = Entry.objects.get(booking=booking, account=f"gateway:{booking.gateway}")
    return Money(abs(entry.minor), Currency.of(entry.currency))


def _place(kind: str, number: str, gateway_id: str) -> _Place:
    """A refund has its number for ever; a payment may have been paid twice."""
    return (kind, number, gateway_id if kind == NoticeKind.PAYMENT else "")


def _place_of(booking: Booking) -> _Place:
    return _place(_ROW_OF_KIND[booking.kind], booking.number, booking.gateway_id)
