"""Tables: balances and their ledger, holds and their reservations, suppliers and their papers."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from huitou.foundation.vault import EncryptedText


class StockBalance(models.Model):
    """What is there of a variant, and how much of that is promised to holders. The row of the free
    stock has the variant's id; a pool (stock set aside for one activity) is a row beside it, called
    `variant/pool`. A balance is the sum of its entries; what a pool has, the free stock has not.
    """

    id = models.CharField(primary_key=True, max_length=80)
    variant_id = models.CharField(max_length=36)
    pool = models.CharField(max_length=40, default="", blank=True)
    on_hand = models.BigIntegerField(default=0)
    reserved = models.BigIntegerField(default=0)

    class Meta:
        db_table = "supply_balance"
        constraints = (
            models.UniqueConstraint(fields=("variant_id", "pool"), name="supply_one_balance"),
            models.CheckConstraint(
                condition=Q(on_hand__gte=F("reserved"), reserved__gte=0), name="supply_no_oversell"
            ),
        )

    def __str__(self) -> str:
        return f"{self.id}: {self.on_hand} ({self.reserved} reserved)"


class StockEntry(models.Model):
    """A movement. `source` is its business key: the same one moves a balance once. The database
    refuses to change or delete an entry.
    """

    balance = models.ForeignKey(StockBalance, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=10)
    source = models.CharField(max_length=160)
    delta_on_hand = models.BigIntegerField(default=0)
    delta_reserved = models.BigIntegerField(default=0)
    at = models.DateTimeField()
    reference = models.CharField(max_length=200, default="", blank=True)
    actor = models.CharField(max_length=80)

    class Meta:
        db_table = "supply_entry"
        constraints = (
            models.UniqueConstraint(fields=("source", "balance"), name="supply_moved_once"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.balance_id} {self.delta_on_hand:+d} {self.delta_reserved:+d}"


class StockOwner(models.Model):
    """Locked while its owner (`member:ID`, `guest:ID`) reserves, so that the cap counts right."""

    owner = models.CharField(primary_key=True, max_length=80)
    reserved_at = models.DateTimeField()

    class Meta:
        db_table = "supply_owner"


class Hold(models.Model):
    """Stock that one holder (an order) keeps from others. Without `expires_at` it stays until it
    is shipped or released.
    """

    holder = models.CharField(primary_key=True, max_length=80)
    member_id = models.CharField(max_length=36, null=True)
    guest_id = models.CharField(max_length=64, null=True)
    pool = models.CharField(max_length=40, default="")
    state = models.CharField(max_length=10, default="")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "supply_hold"
        indexes = (
            models.Index("expires_at", name="supply_to_expire", condition=Q(state="held")),
            models.Index("member_id", name="supply_hold_member", condition=Q(state="held")),
            models.Index("guest_id", name="supply_hold_guest", condition=Q(state="held")),
        )

    def __str__(self) -> str:
        return f"{self.holder} {self.state}"


class HoldChange(models.Model):
    """Who brought a hold into which state, when and why."""

    hold = models.ForeignKey(Hold, on_delete=models.CASCADE, related_name="changes")
    state = models.CharField(max_length=10)
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    why = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        db_table = "supply_hold_change"


class Reservation(models.Model):
    """One variant of a hold. What is neither shipped nor released is still kept; `returned` came
    back after it was shipped.
    """

    id = models.CharField(primary_key=True, max_length=36)
    hold = models.ForeignKey(Hold, on_delete=models.PROTECT, related_name="reservations")
    balance = models.ForeignKey(StockBalance, on_delete=models.PROTECT, related_name="reservations")
    variant_id = models.CharField(max_length=36)
    quantity = models.BigIntegerField()
    shipped = models.BigIntegerField(default=0)
    released = models.BigIntegerField(default=0)
    returned = models.BigIntegerField(default=0)

    class Meta:
        db_table = "supply_reservation"
        constraints = (
            models.UniqueConstraint(fields=("hold", "variant_id"), name="supply_reserved_once"),
            models.CheckConstraint(
                condition=Q(
                    quantity__gte=F("shipped") + F("released"),
                    shipped__gte=F("returned"),
                    released__gte=0,
                    returned__gte=0,
                ),
                name="supply_reservation_parts",
            ),
        )


class Supplier(models.Model):
    """Who delivers goods. `contact` is a person's name, phone or address."""

    id = models.CharField(primary_key=True, max_length=36)
    name = models.CharField(max_length=120, unique=True)
    contact: Any = EncryptedText(default="", blank=True)
    state = models.CharField(max_length=10)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "supply_supplier"

    def __str__(self) -> str:
        return str(self.name)


class SuppliedVariant(models.Model):
    """A supplier delivers this variant."""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="variants")
    variant_id = models.CharField(max_length=36, db_index=True)

    class Meta:
        db_table = "supply_supplied_variant"
        constraints = (
            models.UniqueConstraint(fields=("supplier", "variant_id"), name="supply_supplied_once"),
        )


class Certificate(models.Model):
    """A paper that a supplier must have (`mandatory`) or may have; it is good to the end of the day
    `expires`. `document` names a file that is kept elsewhere, `picture` one that is kept here.
    """

    id = models.CharField(primary_key=True, max_length=36)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="certificates")
    kind = models.CharField(max_length=60)
    number = models.CharField(max_length=80)
    document = models.CharField(max_length=255, default="", blank=True)
    picture = models.CharField(max_length=36, default="", blank=True)
    mandatory = models.BooleanField(default=True)
    issued = models.DateField()
    expires = models.DateField()
    state = models.CharField(max_length=10, default="")

    class Meta:
        db_table = "supply_certificate"
        constraints = (
            models.UniqueConstraint(
                fields=("supplier", "kind", "number"), name="supply_certificate_once"
            ),
        )
        indexes = (models.Index("state", "expires", name="supply_certificate_due"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class CertificateChange(models.Model):
    """Who brought a certificate into which state, when and why."""

    certificate = models.ForeignKey(Certificate, on_delete=models.CASCADE, related_name="changes")
    state = models.CharField(max_length=10)
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    why = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        db_table = "supply_certificate_change"
