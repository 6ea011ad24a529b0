"""Pure decisions about what a member may be called, when they were born and what guards them."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    validate_password,
)
from django.core.exceptions import ValidationError

from huitou.kernel import Conflict, InvalidInput

LONGEST_NICKNAME = 30
SHORTEST_PASSWORD, LONGEST_PASSWORD = 8, 128
MOST_BIRTHDAY_EDITS = 3
BIRTHDAY_PAUSE = timedelta(days=365)
_OLDEST_YEARS = 120


def one_line(text: str, most: int, *, field: str, least: int = 0) -> str:
    """Text of one line, composed (Unicode NFC) and without spaces around it. InvalidInput if it is
    too short or long or holds what cannot be seen.
    """
    cleaned = unicodedata.normalize("NFC", text).strip()
    if least <= len(cleaned) <= most and cleaned.isprintable():
        return cleaned
    raise InvalidInput(
        f"The {field} cannot be kept.",
        remedy=f"Write {least} to {most} characters on one line.",
        code="members.bad_text",
        field=field,
    )


def checked_nickname(nickname: str) -> str:
    """The nickname, which may be empty."""
    return one_line(nickname, LONGEST_NICKNAME, field="nickname")


def checked_language(language: str) -> str:
    """The language's code, or InvalidInput for one that the shop does not speak."""
    known = [code for code, _ in settings.LANGUAGES]
    if language.lower() in known:
        return language.lower()
    raise InvalidInput(
        "The shop does not speak this language.",
        remedy=f"Choose one of {', '.join(known)}.",
        code="members.bad_language",
        field="language",
    )


def checked_password(password: str) -> str:
    """The password. InvalidInput if it has fewer than 8 or more than 128 characters or is one that
    many people have (NIST SP 800-63B, section 5.1.1.2: length and a list, no other rules).
    """
    validators = [MinimumLengthValidator(SHORTEST_PASSWORD), CommonPasswordValidator()]
    try:
        validate_password(password, password_validators=validators)
        if len(password) <= LONGEST_PASSWORD:
            return password
    except ValidationError:
        pass
    raise InvalidInput(
        "This password is too short, too long, or one that many people have.",
        remedy=f"Choose {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters that nobody guesses.",
        code="members.weak_password",
        field="password",
    )


def checked_birthday(birthday: date, today: date) -> date:
    """The day, or InvalidInput for one on which nobody who lives was born."""
    if date(today.year - _OLDEST_YEARS, 1, 1) <= birthday <= today:
        return birthday
    raise InvalidInput(
        f"Nobody who shops here was born on {birthday.isoformat()}.",
        remedy=f"Write a day of the last {_OLDEST_YEARS} years, such as 1990-02-28.",
        code="members.bad_birthday",
        field="birthday",
    )


def may_edit_birthday(edits: int, edited_at: datetime | None, now: datetime) -> None:
    """Conflict if it was written three times, or within the last year: gifts come with it."""
    if edits >= MOST_BIRTHDAY_EDITS:
        raise Conflict(
            f"The birthday was written {MOST_BIRTHDAY_EDITS} times and stays now.",
            remedy="Ask the shop if it is wrong.",
            code="members.birthday_fixed",
            field="birthday",
        )
    if edited_at is not None and now < edited_at + BIRTHDAY_PAUSE:
        again = (edited_at + BIRTHDAY_PAUSE).date()
        raise Conflict(
            "The birthday was changed within the last year.",
            remedy=f"It can be changed again from {again.isoformat()}.",
            code="members.birthday_fixed",
            field="birthday",
        )
