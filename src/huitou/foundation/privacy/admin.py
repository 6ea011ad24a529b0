"""Lists of consent and of requests about personal data; both are histories."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline

from huitou.foundation.privacy.models import Consent, DataRequest, RequestStep


class _ReadOnly:
    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class StepInline(_ReadOnly, TabularInline):
    model = RequestStep
    fields = ("state", "at", "actor", "detail")


@admin.register(Consent)
class ConsentAdmin(_ReadOnly, ModelAdmin):
    list_display = ("member_id", "purpose", "given", "source", "policy_version", "said_by", "at")
    list_filter = ("purpose", "given", "policy_version")
    search_fields = ("member_id",)


@admin.register(DataRequest)
class DataRequestAdmin(_ReadOnly, ModelAdmin):
    list_display = ("id", "member_id", "kind", "state", "asked_at", "effective_at", "due_at")
    list_filter = ("kind", "state")
    search_fields = ("id", "member_id")
    ordering = ("due_at",)
    inlines = (StepInline,)
