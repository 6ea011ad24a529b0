"""The audit log."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from huitou.foundation import audit
from huitou.foundation.web import Page, Paged, Paging, page_of, staff_with

router = Router()


class EntryOut(Schema):
    number: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: dict[str, Any]


class ChainOut(Schema):
    entries: int
    broken_at: int | None
    sound: bool


class EntriesWanted(Paging):
    subject: str | None = Field(None, max_length=80)
    actor: str | None = Field(None, max_length=80)


@router.get("/audit", auth=staff_with("audit.read"), response=Page[EntryOut])
def audit_entries(request: HttpRequest, wanted: Query[EntriesWanted]) -> Paged[audit.Entry]:
    """What staff and programs did, the newest first."""
    return page_of(
        f"audit:{wanted.subject}:{wanted.actor}",
        wanted,
        lambda before, limit: audit.entries(
            subject=wanted.subject, actor=wanted.actor, before=before, limit=limit
        ),
        lambda entry: entry.number,
    )


@router.get("/audit/chain", auth=staff_with("audit.read"), response=ChainOut)
def audit_chain(request: HttpRequest) -> audit.ChainChecked:
    """Whether no entry was changed or taken away."""
    return audit.check_chain()
