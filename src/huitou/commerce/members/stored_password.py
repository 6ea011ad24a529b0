"""Passwords at rest: Django's hashers, and as much work where there is none to compare with."""

from __future__ import annotations

from functools import lru_cache

from django.contrib.auth.hashers import check_password, make_password

from huitou.commerce.members.models import Member


def hashed(password: str) -> str:
    """The form in which a password is kept."""
    stored: str = make_password(password)
    return stored


def fits(member: Member | None, password: str) -> bool:
    """Whether it is the member's password. Without a member, or one without a password, it takes
    as long as with one, so that nobody learns from the time who is a member.
    """
    stored = member.password if member is not None and member.password else None

    def keep_stronger(typed: str) -> None:
        if member is not None and stored is not None:
            Member.objects.filter(id=member.id, password=stored).update(password=hashed(typed))

    if stored is None:
        check_password(password, _nobodys())
        return False
    return bool(check_password(password, stored, setter=keep_stronger))


@lru_cache(maxsize=1)
def _nobodys() -> str:
    return hashed("a password that nobody has")
