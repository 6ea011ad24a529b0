"""Lists of stock and suppliers. They are changed by verbs alone, through the API."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline

from huitou.commerce.supply import models


class _ReadOnly(ModelAdmin):
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


class ReservationRows(_Rows):
    model = models.Reservation


class HoldChangeRows(_Rows):
    model = models.HoldChange


class CertificateRows(_Rows):
    model = models.Certificate
    show_change_link = True


class CertificateChangeRows(_Rows):
    model = models.CertificateChange


@admin.register(models.StockBalance)
class StockBalanceAdmin(_ReadOnly):
    list_display = ("variant_id", "pool", "on_hand", "reserved", "available")
    list_filter = ("pool",)
    search_fields = ("variant_id",)

    def available(self, balance: models.StockBalance) -> int:
        return balance.on_hand - balance.reserved


@admin.register(models.StockEntry)
class StockEntryAdmin(_ReadOnly):
    list_display = (
        "at",
        "balance_id",
        "kind",
        "delta_on_hand",
        "delta_reserved",
        "source",
        "reference",
        "actor",
    )
    list_filter = ("kind",)
    search_fields = ("balance__variant_id", "source", "reference")
    date_hierarchy = "at"
    ordering = ("-id",)
    show_full_result_count = False


@admin.register(models.Hold)
class HoldAdmin(_ReadOnly):
    list_display = ("holder", "state", "pool", "made_at", "expires_at")
    list_filter = ("state",)
    search_fields = ("holder", "member_id", "reservations__variant_id")
    ordering = ("-made_at",)
    inlines = (ReservationRows, HoldChangeRows)
    show_full_result_count = False


@admin.register(models.Supplier)
class SupplierAdmin(_ReadOnly):
    list_display = ("name", "state", "made_at")
    list_filter = ("state",)
    search_fields = ("name", "variants__variant_id")
    exclude = ("contact",)
    inlines = (CertificateRows,)


@admin.register(models.Certificate)
class CertificateAdmin(_ReadOnly):
    list_display = ("supplier", "kind", "number", "mandatory", "issued", "expires", "state")
    list_filter = ("state", "mandatory", "kind")
    search_fields = ("supplier__name", "number")
    ordering = ("expires",)
    inlines = (CertificateChangeRows,)
