"""Lists of cases for operators. Cases are moved by verbs alone, through the API."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline

from huitou.commerce.aftersales import models


class _Rows(TabularInline):
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class CaseLineRows(_Rows):
    model = models.CaseLine


class CaseHistoryRows(_Rows):
    model = models.CaseHistory
    exclude = ("reason",)


class EvidenceRows(_Rows):
    model = models.Evidence
    fields = ("id", "size", "width", "height", "uploaded_at")


class _ReadOnly(ModelAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(models.Case)
class CaseAdmin(_ReadOnly):
    list_display = (
        "id",
        "kind",
        "reason",
        "state",
        "order_id",
        "refund_minor",
        "currency",
        "due_at",
    )
    list_filter = ("state", "kind", "ground")
    search_fields = ("id", "order_id", "member_id", "refund_key", "back_number", "new_number")
    exclude = ("text",)
    ordering = ("-id",)
    inlines = (CaseLineRows, CaseHistoryRows, EvidenceRows)


@admin.register(models.Held)
class HeldAdmin(_ReadOnly):
    list_display = ("id", "order_id", "quantity", "unshipped", "minor")
    search_fields = ("id", "order_id")
