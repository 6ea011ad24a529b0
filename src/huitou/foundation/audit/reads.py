"""What others may ask about the audit log."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from huitou.foundation.audit.models import AuditEntry


@dataclass(frozen=True)
class Entry:
    """Who did what to which thing, and when."""

    number: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: dict[str, Any]


def entries(
    *,
    subject: str | None = None,
    actor: str | None = None,
    before: int | None = None,
    limit: int = 100,
) -> list[Entry]:
    """The newest entries first: of one subject or actor, and with numbers below `before`."""
    subjects = None if subject is None else (subject,)
    return entries_about(subjects, actor=actor, before=before, limit=limit)


def entries_about(
    subjects: Collection[str] | None,
    *,
    actor: str | None = None,
    before: int | None = None,
    limit: int = 100,
) -> list[Entry]:
    """The same of any of several subjects: an order, its payments and its cases."""
    rows = AuditEntry.objects.order_by("-number")
    if subjects is not None:
        rows = rows.filter(subject__in=list(subjects))
    if actor is not None:
        rows = rows.filter(actor=actor)
    if before is not None:
        rows = rows.filter(number__lt=before)
    return [
        Entry(r.number, r.at, r.actor, r.action, r.subject, msgspec.json.decode(r.detail))
        for r in rows[:limit]
    ]
