"""Lists of orders and baskets, changed by verbs alone. Addresses and notes are not here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline

from huitou.commerce.orders import models


class _ReadOnly(ModelAdmin):
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class _Rows(TabularInline):
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class LineRows(_Rows):
    model = models.OrderLine
    fields = (
        "sku",
        "quantity",
        "unit_minor",
        "off_minor",
        "total_minor",
        "shipped_quantity",
        "dropped_quantity",
        "refunded_quantity",
        "refunded_minor",
    )


class AdjustmentRows(_Rows):
    model = models.OrderAdjustment


class ShipmentRows(_Rows):
    model = models.Shipment


class HistoryRows(_Rows):
    model = models.OrderHistory


class RefundRows(_Rows):
    model = models.RecordedRefund


@admin.register(models.Order)
class OrderAdmin(_ReadOnly):
    list_display = ("number", "state", "total_minor", "currency", "placed_at", "promised_on")
    list_filter = ("state", "shipping_method", "promise_kept")
    search_fields = ("number", "id", "member_id", "lines__sku", "shipments__tracking_number")
    date_hierarchy = "placed_at"
    ordering = ("-id",)
    exclude = ("address", "note", "fingerprint")
    inlines = (LineRows, AdjustmentRows, ShipmentRows, RefundRows, HistoryRows)


class BasketLineRows(_Rows):
    model = models.BasketLine


@admin.register(models.Basket)
class BasketAdmin(_ReadOnly):
    list_display = ("id", "member_id", "version", "updated_at", "merged_at")
    search_fields = ("id", "member_id")
    ordering = ("-updated_at",)
    exclude = ("note",)
    inlines = (BasketLineRows,)


@admin.register(models.Shipment)
class ShipmentAdmin(_ReadOnly):
    list_display = ("tracking_number", "carrier", "order", "shipped_at", "delivered_at")
    list_filter = ("carrier", ("delivered_at", admin.EmptyFieldListFilter))
    search_fields = ("tracking_number", "order__number")
    date_hierarchy = "shipped_at"
    ordering = ("-shipped_at",)


@admin.register(models.ShippingMethod)
class ShippingMethodAdmin(_ReadOnly):
    list_display = ("code", "name_en", "name_zh", "fee_minor", "currency", "place", "is_active")
    list_filter = ("is_active",)
    ordering = ("place", "code")
