"""What members say about themselves, and what they allow."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from huitou.commerce.members.models import Member
from huitou.commerce.members.rules import (
    checked_birthday,
    checked_language,
    checked_nickname,
    may_edit_birthday,
)
from huitou.commerce.members.whose import locked_member, own_id
from huitou.foundation.actors import Actor
from huitou.kernel import Clock

_FURTHEST_EAST = timedelta(hours=14)


def set_nickname(*, nickname: str, actor: Actor, clock: Clock) -> None:
    """What others call the member: up to 30 characters, or nothing."""
    cleaned = checked_nickname(nickname)
    with transaction.atomic():
        _change(locked_member(own_id(actor)), nickname=cleaned)


def set_language(*, language: str, actor: Actor, clock: Clock) -> None:
    """The language in which the shop writes to the member."""
    code = checked_language(language)
    with transaction.atomic():
        _change(locked_member(own_id(actor)), language=code)


def set_birthday(*, birthday: date, actor: Actor, clock: Clock) -> None:
    """The member's day of birth, 29 February included. It can be written three times in all and
    once a year (Conflict), because gifts come with it; the same day again is no edit.
    """
    today = (clock.now() + _FURTHEST_EAST).date()  # somewhere it may be tomorrow
    written = checked_birthday(birthday, today).isoformat()
    with transaction.atomic():
        row = locked_member(own_id(actor))
        if row.birthday == written:
            return
        may_edit_birthday(row.birthday_edits, row.birthday_edited_at, clock.now())
        _change(
            row,
            birthday=written,
            birthday_edits=row.birthday_edits + 1,
            birthday_edited_at=clock.now(),
        )


def _change(row: Member, **values: object) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
