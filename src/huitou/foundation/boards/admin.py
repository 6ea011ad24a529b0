"""Lists of questions and boards. They are changed by verbs alone."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline

from huitou.foundation.boards.models import Board, Pin, SavedQuestion


class _ReadOnly:
    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class PinInline(_ReadOnly, TabularInline):
    model = Pin
    fields = ("question", "place")
    ordering = ("place",)


@admin.register(SavedQuestion)
class SavedQuestionAdmin(_ReadOnly, ModelAdmin):
    list_display = ("name", "explorer", "made_by", "made_at", "removed_at")
    list_filter = ("explorer",)
    search_fields = ("name", "id")


@admin.register(Board)
class BoardAdmin(_ReadOnly, ModelAdmin):
    list_display = ("name", "made_by", "made_at", "removed_at")
    search_fields = ("name", "id")
    inlines = (PinInline,)
