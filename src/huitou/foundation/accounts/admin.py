"""Lists of staff and tokens. They are changed by verbs alone, through the API or `huitou staff`."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from huitou.foundation.accounts.models import Account, ApiToken


class _ReadOnly(ModelAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Account)
class AccountAdmin(_ReadOnly):
    list_display = ("login", "is_staff", "is_active", "roles", "created_at", "last_login")
    list_filter = ("is_staff", "is_active", "roles_held__role")
    search_fields = ("login", "id")
    fields = ("id", "login", "is_staff", "is_active", "roles", "created_at", "last_login")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("roles_held")

    def roles(self, account: Account) -> str:
        return ", ".join(sorted(held.role for held in account.roles_held.all()))


@admin.register(ApiToken)
class ApiTokenAdmin(_ReadOnly):
    list_display = ("name", "hint", "scopes", "created_at", "expires_at", "revoked_at", "used_at")
    search_fields = ("name", "hint")
    exclude = ("secret_hash",)
