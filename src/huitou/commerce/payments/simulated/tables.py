"""Tables of the simulated gateway: its own books, which ours never join."""

from __future__ import annotations

from django.db import models


class SimulatedOrder(models.Model):
    """A payment that was asked for; `place` counts from 1 and seeds what goes wrong with it."""

    number = models.CharField(max_length=32, unique=True)
    place = models.BigIntegerField()
    minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    title = models.CharField(max_length=120)
    state = models.CharField(max_length=10, default="unpaid")
    expires_at = models.DateTimeField()

    class Meta:
        app_label = "payments"
        db_table = "payments_simulated_order"

    def __str__(self) -> str:
        return self.number


class SimulatedCharge(models.Model):
    """Money that a shopper paid."""

    gateway_id = models.CharField(max_length=64, unique=True)
    number = models.CharField(max_length=32, db_index=True)
    minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    refunded_minor = models.BigIntegerField(default=0)
    fee_minor = models.BigIntegerField()
    paid_at = models.DateTimeField()

    class Meta:
        app_label = "payments"
        db_table = "payments_simulated_charge"

    def __str__(self) -> str:
        return self.gateway_id


class SimulatedRefund(models.Model):
    """A refund. While it is pending it becomes `then` at `settles_at`."""

    number = models.CharField(max_length=64, unique=True)
    gateway_id = models.CharField(max_length=64, unique=True)
    charge = models.ForeignKey(SimulatedCharge, on_delete=models.PROTECT)
    minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=10)
    then = models.CharField(max_length=10, default="")
    settles_at = models.DateTimeField(null=True)
    at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=1)

    class Meta:
        app_label = "payments"
        db_table = "payments_simulated_refund"

    def __str__(self) -> str:
        return self.number


class SimulatedCallback(models.Model):
    """A notice that is posted at `due_at` and again until it is acknowledged or tried too often
    (`due_at` is null).
    """

    body = models.TextField()
    due_at = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "payments"
        db_table = "payments_simulated_callback"

    def __str__(self) -> str:
        return self.body
