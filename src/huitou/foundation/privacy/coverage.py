"""Which tables hold personal data that no room takes responsibility for."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models

from huitou.foundation.privacy.registry import personal_data
from huitou.foundation.vault import EncryptedText

_MEMBERS = "members"


def uncovered_tables() -> list[str]:
    """Tables with a column of a member's id, a link to a table of the members' room, or encrypted
    text, that no registered PersonalData names. The list is empty in a shop that may be run.
    """
    named = {table for room in personal_data() for table in room.tables}
    return sorted(
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.db_table not in named
        and any(_is_personal(field) for field in model._meta.concrete_fields)
    )


def unknown_tables() -> list[str]:
    """Tables that a PersonalData names and that there are not."""
    there = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    return sorted({table for room in personal_data() for table in room.tables} - there)


def _is_personal(field: Any) -> bool:
    if isinstance(field, EncryptedText) or field.column.endswith("member_id"):
        return True
    linked = isinstance(field, models.ForeignKey)
    return linked and field.remote_field.model._meta.app_label == _MEMBERS
