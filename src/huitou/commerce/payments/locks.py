"""Rows that are locked before anything is decided: the payment first, always."""

from __future__ import annotations

from django.db import connection

from huitou.commerce.payments.models import Payment
from huitou.commerce.payments.reads import facts_of, no_payment
from huitou.commerce.payments.records import PaymentFacts
from huitou.foundation.statements import Question

_LOCKED: Question[Payment] = Question(lambda id: Payment.objects.select_for_update().filter(id=id))


def lock_payments(purpose: str, reference: str) -> list[PaymentFacts]:
    """Lock every payment of a thing, in the transaction that is open, and read them. Who will lock
    the thing itself (an order) and then refund or close its payment calls this first: a capture
    locks the payment, then the order.
    """
    must_be_inside("payments are locked")
    rows = Payment.objects.select_for_update().filter(purpose=purpose, reference=reference)
    return [facts_of(row) for row in rows.order_by("id")]


def locked_payment(payment_id: str) -> Payment:
    """The row, locked. NotFound for an unknown id."""
    row = _LOCKED.first(payment_id)
    if row is None:
        raise no_payment()
    return row


def never_inside(whom: str) -> None:
    """RuntimeError inside a transaction: it would be held open as long as the other side pleases,
    and taken back after that had acted.
    """
    if connection.in_atomic_block:
        raise RuntimeError(f"{whom} is called inside a transaction")


def must_be_inside(what: str) -> None:
    """RuntimeError outside a transaction: a mistake of the caller's code."""
    if not connection.in_atomic_block:
        raise RuntimeError(f"{what} outside the transaction of the caller's change")
