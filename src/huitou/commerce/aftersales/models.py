"""Tables: cases with their lines, history and evidence, and what open cases keep of an order."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from huitou.commerce.aftersales.rules import KINDS, STATES
from huitou.foundation.vault import EncryptedText


class Case(models.Model):
    """A return, exchange, repair or refund without a return, of some lines of one order.

    `ground` says which rules it was opened on. `before_shipping`: of units that were not shipped.
    `due_at` is when its state has lasted too long. `delivery_minor` is what of the delivery it asks
    for, `refund_minor` what was decided to go back in all. `is_holding`: its units and money are
    kept from other cases. `refund_key` names its refund at payments. `back_*` is the parcel of the
    shopper, `new_*` that of the exchanged or repaired goods. `text_erased_at`: what the shopper
    wrote was erased.
    """

    id = models.CharField(max_length=36, primary_key=True)
    order_id = models.CharField(max_length=36, db_index=True)
    payment_id = models.CharField(max_length=36, default="")
    member_id = models.CharField(max_length=36, null=True)
    guest_id = models.CharField(max_length=64, null=True)
    kind = models.CharField(max_length=12, choices=[(kind, kind) for kind in KINDS])
    ground = models.CharField(max_length=20)
    reason = models.CharField(max_length=30)
    text = EncryptedText(default="")
    state = models.CharField(max_length=15, choices=[(state, state) for state in STATES])
    before_shipping = models.BooleanField(default=False)
    currency = models.CharField(max_length=3)
    delivery_minor = models.BigIntegerField(default=0)
    refund_minor = models.BigIntegerField(null=True)
    refund_key = models.CharField(max_length=120, default="", db_index=True)
    is_holding = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    back_carrier = models.CharField(max_length=60, default="")
    back_number = models.CharField(max_length=80, default="")
    goods_came_at = models.DateTimeField(null=True)
    new_carrier = models.CharField(max_length=60, default="")
    new_number = models.CharField(max_length=80, default="")
    ended_at = models.DateTimeField(null=True)
    text_erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "aftersales_case"
        constraints = (
            models.CheckConstraint(
                condition=Q(member_id=None) ^ Q(guest_id=None), name="aftersales_one_owner"
            ),
        )
        indexes = (
            models.Index("due_at", name="aftersales_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=("member_id", "-id"), name="aftersales_of_member"),
            models.Index(fields=("guest_id", "-id"), name="aftersales_of_guest"),
            models.Index(fields=("state", "-id"), name="aftersales_in_state"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class CaseLine(models.Model):
    """Units of an order line. `minor` is what they give back at most, `refund_minor` what was
    decided.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="lines")
    line_id = models.CharField(max_length=36)
    variant_id = models.CharField(max_length=36)
    product_id = models.CharField(max_length=36)
    quantity = models.PositiveIntegerField()
    minor = models.BigIntegerField()
    refund_minor = models.BigIntegerField(null=True)

    class Meta:
        db_table = "aftersales_line"
        constraints = (
            models.UniqueConstraint(fields=("case", "line_id"), name="aftersales_line_once"),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, minor__gte=0)
                & (Q(refund_minor=None) | Q(refund_minor__gte=0, refund_minor__lte=F("minor"))),
                name="aftersales_line_amounts",
            ),
        )

    def __str__(self) -> str:
        return f"{self.quantity} x {self.line_id}"


class Held(models.Model):
    """What open cases keep of an order line, or of an order's delivery (`id` is then the order's):
    units, those of them that were not shipped, and money. Changed only by statements that check.
    """

    id = models.CharField(max_length=36, primary_key=True)
    order_id = models.CharField(max_length=36)
    quantity = models.PositiveIntegerField(default=0)
    unshipped = models.PositiveIntegerField(default=0)
    minor = models.BigIntegerField(default=0)

    class Meta:
        db_table = "aftersales_held"
        constraints = (
            models.CheckConstraint(
                condition=Q(quantity__gte=0, unshipped__gte=0, minor__gte=0)
                & Q(unshipped__lte=F("quantity")),
                name="aftersales_held_sound",
            ),
        )
        indexes = (models.Index(fields=("order_id",), name="aftersales_held_of"),)

    def __str__(self) -> str:
        return f"{self.quantity} of {self.id}"


class ConfirmedExclusion(models.Model):
    """The shopper confirmed, before paying, that this order line is not taken back without a
    reason.
    """

    line_id = models.CharField(max_length=36, primary_key=True)
    order_id = models.CharField(max_length=36, db_index=True)
    actor = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        db_table = "aftersales_exclusion"

    def __str__(self) -> str:
        return str(self.line_id)


class CaseHistory(models.Model):
    """Who moved a case from one state to another, when and why. `reason` may be what a person
    wrote.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="history")
    before = models.CharField(max_length=15, default="")
    after = models.CharField(max_length=15)
    actor = models.CharField(max_length=80)
    reason = EncryptedText(default="")
    at = models.DateTimeField()

    class Meta:
        db_table = "aftersales_history"
        verbose_name_plural = "case histories"

    def __str__(self) -> str:
        return f"{self.before} to {self.after}"


class Evidence(models.Model):
    """An image that a shopper uploaded; the file is in the evidence folder under `id`. Without a
    case it waits for one until `forget_at`, when it is deleted.
    """

    id = models.CharField(max_length=36, primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="evidence")
    member_id = models.CharField(max_length=36, null=True)
    guest_id = models.CharField(max_length=64, null=True)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    uploaded_at = models.DateTimeField()
    forget_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "aftersales_evidence"
        verbose_name_plural = "evidence"
        constraints = (
            models.CheckConstraint(
                condition=Q(member_id=None) ^ Q(guest_id=None),
                name="aftersales_evidence_one_owner",
            ),
        )
        indexes = (
            models.Index("forget_at", name="aftersales_forget", condition=Q(case=None)),
            models.Index(fields=("member_id",), name="aftersales_evidence_member"),
        )

    def __str__(self) -> str:
        return str(self.id)
