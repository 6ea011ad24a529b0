"""Lists of payments and their books. They are changed by verbs alone."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline

from huitou.commerce.payments import models


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


class ChargeRows(_Rows):
    model = models.Charge


class RefundRows(_Rows):
    model = models.Refund
    show_change_link = True
    fields = ("number", "minor", "currency", "state", "attempts", "asked_at", "settled_at")


class HistoryRows(_Rows):
    model = models.History


class EntryRows(_Rows):
    model = models.Entry


@admin.register(models.Payment)
class PaymentAdmin(_ReadOnly):
    list_display = ("number", "purpose", "reference", "minor", "currency", "gateway", "state")
    list_filter = ("state", "gateway", "purpose")
    search_fields = ("number", "reference", "member_id", "charges__gateway_id")
    date_hierarchy = "opened_at"
    ordering = ("-opened_at",)
    exclude = ("instruction",)
    inlines = (ChargeRows, RefundRows, HistoryRows)


@admin.register(models.Refund)
class RefundAdmin(_ReadOnly):
    list_display = ("number", "payment", "minor", "currency", "state", "attempts", "asked_at")
    list_filter = ("state", "by_hand")
    search_fields = ("number", "key", "payment__number", "payment__reference")
    date_hierarchy = "asked_at"
    ordering = ("-asked_at",)
    inlines = (HistoryRows,)


@admin.register(models.Booking)
class BookingAdmin(_ReadOnly):
    list_display = ("key", "kind", "gateway", "number", "at", "booked_at")
    list_filter = ("kind", "gateway")
    search_fields = ("number", "gateway_id")
    date_hierarchy = "at"
    ordering = ("-id",)
    inlines = (EntryRows,)


@admin.register(models.Difference)
class DifferenceAdmin(_ReadOnly):
    list_display = (
        "found_at",
        "kind",
        "gateway",
        "number",
        "here_minor",
        "there_minor",
        "currency",
        "resolved_at",
    )
    list_filter = ("kind", "gateway", ("resolved_at", admin.EmptyFieldListFilter))
    search_fields = ("number", "gateway_id")
    ordering = ("-found_at",)


@admin.register(models.ComparedDay)
class ComparedDayAdmin(_ReadOnly):
    list_display = ("day", "gateway", "rows", "booked_now", "differences", "compared_at", "zone")
    list_filter = ("gateway",)
    search_fields = ("place",)
    date_hierarchy = "day"
    ordering = ("-place",)


@admin.register(models.InboxNotice)
class InboxNoticeAdmin(_ReadOnly):
    list_display = ("heard_at", "gateway", "kind", "number", "state", "minor", "currency")
    list_filter = ("gateway", "kind", "state")
    search_fields = ("number", "gateway_id")
    ordering = ("-id",)
