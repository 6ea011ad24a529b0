"""Lists of endpoints and deliveries. They are changed by verbs alone; secrets are not shown."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline

from huitou.foundation.webhooks.models import Attempt, Delivery, Endpoint


class _ReadOnly:
    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class AttemptInline(_ReadOnly, TabularInline):
    model = Attempt
    fields = ("at", "status", "error", "millis")


@admin.register(Endpoint)
class EndpointAdmin(_ReadOnly, ModelAdmin):
    list_display = ("url", "events", "enabled", "failures", "paused_until", "created_at")
    list_filter = ("enabled",)
    search_fields = ("url", "id")
    exclude = ("secret", "old_secret")


@admin.register(Delivery)
class DeliveryAdmin(_ReadOnly, ModelAdmin):
    list_display = ("id", "event", "endpoint", "state", "attempts", "made_at", "settled_at")
    list_filter = ("state", "event")
    search_fields = ("id", "message_id")
    list_select_related = ("endpoint",)
    inlines = (AttemptInline,)
