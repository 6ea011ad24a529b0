"""What this room knows of a member: shown to them, and erased."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from huitou.commerce.members.codes import forget_codes
from huitou.commerce.members.models import (
    Address,
    Contact,
    Guest,
    Identity,
    Limit,
    Member,
    Session,
    SignInCode,
)
from huitou.commerce.members.proof import ways_of
from huitou.commerce.members.whose import ERASED
from huitou.kernel import Clock

_THEIRS = (Contact, Identity, Session, Address, SignInCode)


class MembersData:
    """The account and all that hangs on it. What stays is the member's row with its id, the day it
    was made and its status: orders, which the law makes the shop keep, point at it, and it tells
    nothing of a person. The limits on codes know a contact by a hash, belong to nobody, and are
    deleted after two days.
    """

    name = "members"
    tables = tuple(model._meta.db_table for model in (Member, *_THEIRS, Guest, Limit))

    def export(self, member_id: str) -> dict[str, Any]:
        member = Member.objects.filter(id=member_id).exclude(status=ERASED).first()
        if member is None:
            return {}
        return {
            "created_at": member.created_at.isoformat(),
            "status": member.status,
            "nickname": member.nickname,
            "birthday": member.birthday,
            "birthday_edits": member.birthday_edits,
            "language": member.language,
            "has_password": bool(member.password),
            "contacts": _rows(Contact, member_id, "kind", "value", "verified_at"),
            "identities": _rows(Identity, member_id, "provider", "uid", "created_at"),
            "sessions": _rows(Session, member_id, "device", "created_at", "seen_at", "ended_at"),
            "addresses": _addresses(member_id),
            "guests": list(member.guests.order_by("id").values_list("id", flat=True)),
        }

    def erase(self, member_id: str, clock: Clock) -> dict[str, int]:
        member = Member.objects.select_for_update().filter(id=member_id).first()
        if member is None or member.status == ERASED:
            return {}
        forget_codes(ways_of(member_id).values())
        theirs = {model: model.objects.filter(member_id=member_id) for model in _THEIRS}
        theirs[Guest] = Guest.objects.filter(merged_into_id=member_id)
        counts = {model._meta.db_table: rows.delete()[0] for model, rows in theirs.items()}
        made = {"id": member.id, "created_at": member.created_at, "status": ERASED}
        Member(**made).save(force_update=True)  # every other column as in a new row
        return {**counts, Member._meta.db_table: 1}


def _rows(model: Any, member_id: str, *names: str) -> list[dict[str, Any]]:
    rows = model.objects.filter(member_id=member_id).order_by("pk").values(*names)
    return [{name: _plain(value) for name, value in row.items()} for row in rows]


def _addresses(member_id: str) -> list[dict[str, Any]]:
    """Removed ones as well, for they are still there."""
    names = ("name", "phone", "country", "region", "place", "street", "postcode", "label")
    return _rows(Address, member_id, *names, "is_default", "created_at", "deleted_at")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
