"""The ledger: every movement of money is a booking whose entries sum to zero.

Accounts: `gateway:NAME` is money that lies at a gateway and is positive. What we owe is negative:
`held:PURPOSE` is money that a receiver accepted, `suspense` money that nobody did, `refunding`
money on its way back. `fees` is what gateways kept, `bank` what staff paid out by hand.
"""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Sum

from huitou.commerce.payments.models import Booking, Charge, Entry, Payment, Refund
from huitou.foundation.statements import insert
from huitou.kernel import Clock, Currency, Money

REFUNDING, FEES, SUSPENSE, BANK = "refunding", "fees", "suspense", "bank"


def balance(account: str) -> list[Money]:
    """The sum of an account in each currency that it ever had, by code."""
    rows = Entry.objects.filter(account=account).values("currency").annotate(minor=Sum("minor"))
    return [Money(int(r["minor"]), Currency.of(r["currency"])) for r in rows.order_by("currency")]


def book_charge(charge: Charge, payment: Payment, *, clock: Clock) -> None:
    """Money came, for the receiver or for nobody."""
    key = f"capture:{charge.gateway}:{charge.gateway_id}"
    booking = _booking(key, "capture", payment, charge.paid_at, clock)
    booking.number, booking.gateway_id = payment.number, charge.gateway_id
    _move(booking, owed_account(charge, payment), f"gateway:{charge.gateway}", _money(charge))


def book_refund_asked(refund: Refund, charge: Charge, *, clock: Clock) -> None:
    """Money is to go back."""
    booking = _refund_booking("refund_asked", refund, clock.now(), clock)
    _move(booking, REFUNDING, owed_account(charge, refund.payment), _money(refund))


def book_refund_done(refund: Refund, at: datetime, *, clock: Clock) -> None:
    """Money has gone back through the gateway."""
    booking = _refund_booking("refund", refund, at, clock)
    _move(booking, f"gateway:{refund.payment.gateway}", REFUNDING, _money(refund))


def book_refund_by_hand(refund: Refund, *, clock: Clock) -> None:
    """Money has gone back another way; the gateway's stays there."""
    booking = _refund_booking("refund_by_hand", refund, clock.now(), clock)
    _move(booking, BANK, REFUNDING, _money(refund))


def book_refund_given_up(refund: Refund, charge: Charge, *, clock: Clock) -> None:
    """Money that was to go back does not."""
    booking = _refund_booking("refund_given_up", refund, clock.now(), clock)
    _move(booking, owed_account(charge, refund.payment), REFUNDING, _money(refund))


def book_fee(
    gateway: str,
    row_kind: str,
    number: str,
    gateway_id: str,
    fee: Money,
    at: datetime,
    clock: Clock,
) -> None:
    """What the gateway kept of a movement, by its statement; booked once, however often it is
    told.
    """
    key = f"fee:{gateway}:{row_kind}:{gateway_id or number}"
    booking = _booking(key, "fee", None, at, clock)
    booking.gateway, booking.number, booking.gateway_id = gateway, number, gateway_id
    try:
        with transaction.atomic():
            _move(booking, f"gateway:{gateway}", FEES, fee)
    except IntegrityError:
        return


def owed_account(charge: Charge, payment: Payment) -> str:
    """Whom the money of a charge is owed to."""
    return f"held:{payment.purpose}" if charge.accepted else SUSPENSE


def _booking(key: str, kind: str, payment: Payment | None, at: datetime, clock: Clock) -> Booking:
    return Booking(
        key=key,
        kind=kind,
        payment=payment,
        gateway=payment.gateway if payment else "",
        at=at,
        booked_at=clock.now(),
    )


def _refund_booking(kind: str, refund: Refund, at: datetime, clock: Clock) -> Booking:
    booking = _booking(f"{kind}:{refund.number}", kind, refund.payment, at, clock)
    booking.number, booking.gateway_id = refund.number, refund.gateway_id
    return booking


def _move(booking: Booking, taken_from: str, given_to: str, money: Money) -> None:
    """IntegrityError if the booking's key is already there. The two entries sum to zero because
    they are made of one amount.
    """
    booking.save(force_insert=True)
    code = money.currency.code
    insert(
        *(
            Entry(booking=booking, account=account, minor=minor, currency=code)
            for account, minor in ((given_to, money.minor), (taken_from, -money.minor))
        )
    )


def _money(row: Charge | Refund) -> Money:
    return Money(row.minor, Currency.of(row.currency))
