"""Tables: payments, the money that came for them, refunds, the ledger, the inbox of callbacks, and
what does not agree. History and ledger are append-only: the database refuses to change them.
"""

from __future__ import annotations

from django.db import models

from huitou.commerce.payments.rules import LIVE
from huitou.commerce.payments.simulated.tables import (
    SimulatedCallback,
    SimulatedCharge,
    SimulatedOrder,
    SimulatedRefund,
)

__all__ = [
    "Booking",
    "Charge",
    "ComparedDay",
    "Difference",
    "Entry",
    "History",
    "InboxNotice",
    "Payment",
    "Refund",
    "SimulatedCallback",
    "SimulatedCharge",
    "SimulatedOrder",
    "SimulatedRefund",
]


class Payment(models.Model):
    """`minor` of `currency` that is asked for; `number` is the gateway's name for it. `instruction`
    is how the shopper pays, as JSON. It is asked about at `next_poll_at` until it is settled.
    """

    id = models.CharField(max_length=36, primary_key=True)
    purpose = models.CharField(max_length=30)
    reference = models.CharField(max_length=64)
    member_id = models.CharField(max_length=36, null=True)
    guest_id = models.CharField(max_length=64, null=True)
    title = models.CharField(max_length=120)
    minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    gateway = models.CharField(max_length=30)
    number = models.CharField(max_length=32, unique=True)
    state = models.CharField(max_length=20, default="new")
    instruction = models.TextField(default="")
    opened_at = models.DateTimeField()
    captured_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    polls = models.PositiveIntegerField(default=0)
    next_poll_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "payments_payment"
        constraints = (
            models.UniqueConstraint(
                fields=("purpose", "reference"),
                name="payments_one_live",
                condition=models.Q(state__in=sorted(LIVE)),
            ),
            models.CheckConstraint(condition=models.Q(minor__gt=0), name="payments_above_zero"),
            models.CheckConstraint(
                condition=models.Q(member_id=None) | models.Q(guest_id=None),
                name="payments_one_owner",
            ),
        )
        indexes = (
            models.Index(fields=("purpose", "reference"), name="payments_of"),
            models.Index(fields=("member_id",), name="payments_of_member"),
            models.Index(
                fields=("next_poll_at",),
                name="payments_to_poll",
                condition=models.Q(next_poll_at__isnull=False),
            ),
            models.Index(
                fields=("expires_at",),
                name="payments_to_expire",
                condition=models.Q(state__in=("new", "started")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} ({self.state})"


class Charge(models.Model):
    """Money that came: one transaction of the gateway. `accepted` if the receiver wanted it;
    otherwise `reason` says why it goes back. `asked_minor` is what refunds of it have asked for and
    not given up, `refunded_minor` what has gone back.
    """

    id = models.CharField(max_length=36, primary_key=True)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="charges")
    gateway = models.CharField(max_length=30)
    gateway_id = models.CharField(max_length=64)
    minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    accepted = models.BooleanField()
    reason = models.CharField(max_length=200, default="")
    asked_minor = models.BigIntegerField(default=0)
    refunded_minor = models.BigIntegerField(default=0)
    paid_at = models.DateTimeField()
    booked_at = models.DateTimeField()

    class Meta:
        db_table = "payments_charge"
        constraints = (
            models.UniqueConstraint(fields=("gateway", "gateway_id"), name="payments_charged_once"),
            models.UniqueConstraint(
                fields=("payment",),
                name="payments_accepted_once",
                condition=models.Q(accepted=True),
            ),
            models.CheckConstraint(
                condition=models.Q(refunded_minor__gte=0)
                & models.Q(asked_minor__gte=models.F("refunded_minor"))
                & models.Q(minor__gte=models.F("asked_minor")),
                name="payments_refund_within",
            ),
        )

    def __str__(self) -> str:
        return f"{self.gateway} {self.gateway_id}"


class Refund(models.Model):
    """Money on its way back. `number` never changes; the refund is looked at again at `next_at`.
    `by_hand`: staff paid it out without the gateway.
    """

    id = models.CharField(max_length=36, primary_key=True)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="refunds")
    key = models.CharField(max_length=120, unique=True)
    number = models.CharField(max_length=32, unique=True)
    minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    reason = models.CharField(max_length=80)
    state = models.CharField(max_length=20, default="requested")
    gateway_id = models.CharField(max_length=64, default="")
    detail = models.CharField(max_length=200, default="")
    by_hand = models.BooleanField(default=False)
    attempts = models.PositiveIntegerField(default=0)
    looks = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    asked_by = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "payments_refund"
        constraints = (
            models.CheckConstraint(condition=models.Q(minor__gt=0), name="payments_refund_above"),
        )
        indexes = (
            models.Index(
                fields=("next_at",),
                name="payments_refunds_due",
                condition=models.Q(next_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} ({self.state})"


class History(models.Model):
    """Who moved a payment, or one of its refunds, from which state to which, when and why."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="history")
    refund = models.ForeignKey(Refund, on_delete=models.PROTECT, null=True, related_name="history")
    before = models.CharField(max_length=20)
    after = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    why = models.CharField(max_length=200)

    class Meta:
        db_table = "payments_history"
        verbose_name_plural = "history"

    def __str__(self) -> str:
        return f"{self.before} to {self.after}"


class Booking(models.Model):
    """A movement of money. `at` is the gateway's moment where it said one, `booked_at` ours;
    `number` is the payment's or the refund's.
    """

    key = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=20)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, null=True)
    gateway = models.CharField(max_length=30)
    number = models.CharField(max_length=32)
    gateway_id = models.CharField(max_length=64, default="")
    at = models.DateTimeField()
    booked_at = models.DateTimeField()

    class Meta:
        db_table = "payments_booking"
        indexes = (
            models.Index(fields=("gateway", "at"), name="payments_bookings_of_day"),
            models.Index(fields=("number",), name="payments_bookings_of"),
        )

    def __str__(self) -> str:
        return self.key


class Entry(models.Model):
    """One account's part of a booking; the parts of a booking sum to zero in each currency."""

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="entries")
    account = models.CharField(max_length=50)
    minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)

    class Meta:
        db_table = "payments_entry"
        verbose_name_plural = "entries"
        indexes = (models.Index(fields=("account", "currency"), name="payments_account"),)

    def __str__(self) -> str:
        return f"{self.account} {self.minor} {self.currency}"


class InboxNotice(models.Model):
    """A callback that was heard and booked; heard again it changes nothing."""

    gateway = models.CharField(max_length=30)
    kind = models.CharField(max_length=10)
    number = models.CharField(max_length=32)
    gateway_id = models.CharField(max_length=64)
    state = models.CharField(max_length=20)
    minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    at = models.DateTimeField()
    heard_at = models.DateTimeField()

    class Meta:
        db_table = "payments_notice"
        constraints = (
            # The amount and the moment belong to the key: a notice that says something else is
            # another notice, whatever the gateway calls it.
            models.UniqueConstraint(
                fields=(
                    "gateway",
                    "kind",
                    "number",
                    "gateway_id",
                    "state",
                    "minor",
                    "currency",
                    "at",
                ),
                name="payments_heard_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.gateway} {self.kind} {self.number} {self.state}"


class Difference(models.Model):
    """What does not agree with the gateway's books, or cannot go on by itself: an alert for a
    person. `kind` is missing_here, missing_there, amount_differs, unknown_number, stuck_refund,
    imbalance (our own books do not add up) or unexpected_refund (the gateway paid out what we had
    settled otherwise).
    """

    id = models.CharField(max_length=36, primary_key=True)
    gateway = models.CharField(max_length=30)
    kind = models.CharField(max_length=20)
    row_kind = models.CharField(max_length=10)
    number = models.CharField(max_length=64)
    gateway_id = models.CharField(max_length=64, default="")
    day = models.DateField(null=True)
    here_minor = models.BigIntegerField(null=True)
    there_minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3)
    detail = models.CharField(max_length=200, default="")
    found_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.CharField(max_length=80, default="")
    note = models.CharField(max_length=500, default="")

    class Meta:
        db_table = "payments_difference"
        constraints = (
            models.UniqueConstraint(
                fields=("gateway", "kind", "row_kind", "number", "gateway_id"),
                name="payments_open_once",
                condition=models.Q(resolved_at=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.row_kind} {self.number}"


class ComparedDay(models.Model):
    """A day of a timezone that was compared with a gateway's statement, and what came of the last
    time. `place` is day, gateway and timezone: unique, and what lists are sorted by.
    """

    place = models.CharField(max_length=120, unique=True)
    gateway = models.CharField(max_length=30)
    day = models.DateField()
    zone = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    booked_now = models.PositiveIntegerField()
    differences = models.PositiveIntegerField()
    compared_at = models.DateTimeField()

    class Meta:
        db_table = "payments_compared_day"
        indexes = (models.Index(fields=("gateway", "day"), name="payments_compared_of"),)

    def __str__(self) -> str:
        return str(self.place)
