"""Tables: baskets, orders with their lines, price adjustments, shipments, history and refunds."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from huitou.commerce.orders.rules import STATES, Counts
from huitou.foundation.vault import EncryptedText

_STATES = [(state, state.replace("_", " ")) for state in STATES]


class Basket(models.Model):
    """What somebody means to buy. `version` grows with every change. Prices are never kept here.
    A guest's that went into the member's when the guest signed in has `merged_at`.
    """

    id = models.CharField(max_length=36, primary_key=True)
    member_id = models.CharField(max_length=36, null=True)
    guest_id = models.CharField(max_length=64, null=True)
    version = models.PositiveIntegerField(default=0)
    note: Any = EncryptedText(default="")
    updated_at = models.DateTimeField()
    merged_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "orders_basket"
        constraints = (
            models.UniqueConstraint(fields=("member_id",), name="orders_basket_of_member"),
            models.UniqueConstraint(
                fields=("guest_id",), condition=Q(merged_at=None), name="orders_basket_of_guest"
            ),
            models.CheckConstraint(
                condition=Q(member_id=None) ^ Q(guest_id=None), name="orders_basket_one_owner"
            ),
        )
        indexes = (models.Index("updated_at", name="orders_basket_age"),)

    def __str__(self) -> str:
        return self.id


class BasketLine(models.Model):
    """So many of a variant."""

    basket = models.ForeignKey(Basket, on_delete=models.CASCADE, related_name="lines")
    variant_id = models.CharField(max_length=36)
    quantity = models.PositiveIntegerField()
    added_at = models.DateTimeField()

    class Meta:
        db_table = "orders_basket_line"
        constraints = (
            models.UniqueConstraint(fields=("basket", "variant_id"), name="orders_basket_once"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="orders_basket_some"),
        )

    def __str__(self) -> str:
        return f"{self.quantity} x {self.variant_id}"


class ShippingMethod(models.Model):
    """A way of shipping: what it costs and how long it takes (see delivery_rules). `countries` are
    codes of ISO 3166 separated by spaces; none means everywhere.
    """

    code = models.CharField(max_length=40, primary_key=True)
    name_en = models.CharField(max_length=80)
    name_zh = models.CharField(max_length=80)
    place = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    countries = models.CharField(max_length=400, default="", blank=True)
    currency = models.CharField(max_length=3)
    fee_minor = models.BigIntegerField()
    free_over_minor = models.BigIntegerField(null=True, blank=True)
    first_grams = models.PositiveIntegerField(default=0)
    step_grams = models.PositiveIntegerField(default=0)
    step_fee_minor = models.BigIntegerField(default=0)
    cutoff_hour = models.PositiveSmallIntegerField(default=16)
    handling_days = models.PositiveSmallIntegerField(default=1)
    transit_days = models.PositiveSmallIntegerField(default=3)
    works_on = models.CharField(max_length=7, default="1234567")

    class Meta:
        db_table = "orders_shipping_method"
        constraints = (
            models.CheckConstraint(
                condition=Q(fee_minor__gte=0, step_fee_minor__gte=0, cutoff_hour__lte=24),
                name="orders_shipping_sound",
            ),
        )

    def __str__(self) -> str:
        return self.code


class Order(models.Model):
    """An order with the prices that were agreed. What was paid for the goods is `goods_minor` less
    `discount_minor`; delivery is what is paid for it. `fingerprint` is that of the quote: one state
    of a basket becomes one order.
    """

    id = models.CharField(max_length=36, primary_key=True)
    number = models.CharField(max_length=20, unique=True)
    member_id = models.CharField(max_length=36, null=True)
    guest_id = models.CharField(max_length=64, null=True)
    state = models.CharField(max_length=20, choices=_STATES)
    currency = models.CharField(max_length=3)
    goods_minor = models.BigIntegerField()
    discount_minor = models.BigIntegerField()
    delivery_minor = models.BigIntegerField()
    total_minor = models.BigIntegerField()
    delivery_refunded_minor = models.BigIntegerField(default=0)
    basket_id = models.CharField(max_length=36)
    basket_version = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64, unique=True)
    payment_id = models.CharField(max_length=36, null=True)
    shipping_method = models.CharField(max_length=40)
    shipping_name = models.JSONField(default=dict)
    address: Any = EncryptedText()
    note: Any = EncryptedText(default="")
    promised_on = models.DateField()
    promise_kept = models.BooleanField(null=True)
    placed_at = models.DateTimeField()
    pay_by = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    confirm_by = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "orders_order"
        constraints = (
            models.UniqueConstraint(
                fields=("basket_id", "basket_version"), name="orders_order_of_basket"
            ),
            models.CheckConstraint(
                condition=Q(
                    total_minor=F("goods_minor") - F("discount_minor") + F("delivery_minor")
                ),
                name="orders_order_sums",
            ),
            models.CheckConstraint(
                condition=Q(
                    discount_minor__gte=0,
                    delivery_minor__gte=0,
                    goods_minor__gte=F("discount_minor"),
                    delivery_refunded_minor__gte=0,
                    delivery_refunded_minor__lte=F("delivery_minor"),
                ),
                name="orders_order_amounts",
            ),
        )
        indexes = (
            models.Index(fields=("member_id", "-id"), name="orders_of_member"),
            models.Index(fields=("guest_id", "-id"), name="orders_of_guest"),
            models.Index(fields=("state", "-id"), name="orders_in_state"),
            models.Index("pay_by", name="orders_to_pay", condition=Q(state="awaiting_payment")),
            models.Index(
                "confirm_by",
                name="orders_to_confirm",
                condition=Q(state__in=("shipped", "delivered")),
            ),
        )

    def __str__(self) -> str:
        return self.number


class OrderLine(models.Model):
    """What was bought, as it was then. Of `quantity` units some are shipped and some dropped before
    that (given back); `total_minor` was paid for all of them, and no more can be given back.
    """

    id = models.CharField(max_length=36, primary_key=True)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    place = models.PositiveSmallIntegerField()
    variant_id = models.CharField(max_length=36)
    product_id = models.CharField(max_length=36)
    sku = models.CharField(max_length=80)
    name = models.JSONField()
    variant_name = models.JSONField(default=dict)
    image = models.CharField(max_length=400, default="")
    category_path = models.JSONField(default=list)
    seller_id = models.CharField(max_length=36, null=True)
    no_reason_return = models.BooleanField(default=True)
    no_return_reason = models.CharField(max_length=30, default="")
    weight_grams = models.PositiveIntegerField(default=0)
    unit_minor = models.BigIntegerField()
    quantity = models.PositiveIntegerField()
    off_minor = models.BigIntegerField()
    total_minor = models.BigIntegerField()
    shipped_quantity = models.PositiveIntegerField(default=0)
    dropped_quantity = models.PositiveIntegerField(default=0)
    refunded_quantity = models.PositiveIntegerField(default=0)
    refunded_minor = models.BigIntegerField(default=0)

    class Meta:
        db_table = "orders_line"
        constraints = (
            models.UniqueConstraint(fields=("order", "variant_id"), name="orders_line_once"),
            models.CheckConstraint(
                condition=Q(total_minor=F("unit_minor") * F("quantity") - F("off_minor")),
                name="orders_line_sums",
            ),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, unit_minor__gte=0, off_minor__gte=0)
                & Q(total_minor__gte=0),
                name="orders_line_amounts",
            ),
            models.CheckConstraint(
                condition=Q(refunded_minor__gte=0, refunded_minor__lte=F("total_minor")),
                name="orders_line_refunded",
            ),
            models.CheckConstraint(
                condition=Q(refunded_quantity__lte=F("quantity"))
                & Q(quantity__gte=F("shipped_quantity") + F("dropped_quantity")),
                name="orders_line_counts",
            ),
        )

    def __str__(self) -> str:
        return f"{self.quantity} x {self.sku}"

    @property
    def counts(self) -> Counts:
        """How far the line is."""
        return Counts(self.quantity, self.shipped_quantity, self.dropped_quantity)


class OrderAdjustment(models.Model):
    """What one rule took off one line, or off the delivery (no line), and its words for people."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="adjustments")
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, null=True)
    step = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    code = models.CharField(max_length=80)
    label = models.JSONField()
    off_minor = models.BigIntegerField()

    class Meta:
        db_table = "orders_adjustment"
        constraints = (
            models.UniqueConstraint(fields=("order", "step", "line"), name="orders_adjusted_once"),
            models.UniqueConstraint(
                fields=("order", "step"),
                condition=Q(line=None),
                name="orders_adjusted_delivery_once",
            ),
            models.CheckConstraint(condition=Q(off_minor__gt=0), name="orders_adjusted_down"),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.code}"


class OrderHistory(models.Model):
    """Who moved an order from one state to another, when and why."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="history")
    before = models.CharField(max_length=20, default="")
    after = models.CharField(max_length=20)
    actor = models.CharField(max_length=80)
    reason = models.CharField(max_length=200, default="")
    at = models.DateTimeField()

    class Meta:
        db_table = "orders_history"

    def __str__(self) -> str:
        return f"{self.before} to {self.after}"


class Shipment(models.Model):
    """A parcel."""

    id = models.CharField(max_length=36, primary_key=True)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="shipments")
    carrier = models.CharField(max_length=60)
    tracking_number = models.CharField(max_length=80)
    shipped_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "orders_shipment"
        constraints = (
            models.UniqueConstraint(
                fields=("order", "carrier", "tracking_number"), name="orders_shipped_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.carrier} {self.tracking_number}"


class ShipmentLine(models.Model):
    """What is in a parcel."""

    shipment = models.ForeignKey(Shipment, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT)
    quantity = models.PositiveIntegerField()

    class Meta:
        db_table = "orders_shipment_line"
        constraints = (
            models.UniqueConstraint(fields=("shipment", "line"), name="orders_packed_once"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="orders_packed_some"),
        )

    def __str__(self) -> str:
        return f"{self.quantity} x {self.line_id}"


class RecordedRefund(models.Model):
    """A refund that the order's lines know of; `key` makes it once."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="refunds")
    key = models.CharField(max_length=120, unique=True)
    lines = models.JSONField()
    delivery_minor = models.BigIntegerField(default=0)
    total_minor = models.BigIntegerField()
    actor = models.CharField(max_length=80)
    reason = models.CharField(max_length=200, default="")
    at = models.DateTimeField()

    class Meta:
        db_table = "orders_refund"

    def __str__(self) -> str:
        return self.key
