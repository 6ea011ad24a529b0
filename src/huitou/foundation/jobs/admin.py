"""Lists of jobs and schedules. What they do is changed by verbs alone."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from huitou.foundation.jobs.models import Schedule, Ticket


class _ReadOnly(ModelAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Ticket)
class TicketAdmin(_ReadOnly):
    list_display = ("task_id", "name", "status", "attempts", "most_attempts", "run_after", "key")
    list_filter = ("task__status", "name")
    search_fields = ("task__id", "key")
    list_select_related = ("task",)
    fields = (*list_display, "arguments", "traceback")

    def status(self, ticket: Ticket) -> Any:
        return ticket.task.status

    def run_after(self, ticket: Ticket) -> Any:
        return ticket.task.run_after

    def arguments(self, ticket: Ticket) -> Any:
        return ticket.task.args_kwargs

    def traceback(self, ticket: Ticket) -> Any:
        return ticket.task.traceback

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields


@admin.register(Schedule)
class ScheduleAdmin(_ReadOnly):
    list_display = ("name", "next_at", "ended_at", "failures")
    search_fields = ("name",)
