"""What others may ask about staff and tokens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from huitou.foundation.accounts.models import Account, ApiToken


@dataclass(frozen=True)
class StaffMember:
    """One of the staff; `roles` in the order of the alphabet."""

    id: str
    login: str
    is_active: bool
    roles: tuple[str, ...]
    created_at: datetime


@dataclass(frozen=True)
class TokenRow:
    """A token as a person may see it; `hint` is the end of its secret."""

    id: str
    name: str
    hint: str
    scopes: tuple[str, ...]
    issued_by: str
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    used_at: datetime | None


def staff_member(account_id: str) -> StaffMember:
    """One of the staff, who must exist."""
    return _member(Account.objects.prefetch_related("roles_held").get(pk=account_id, is_staff=True))


def staff_members(*, after: str | None = None, limit: int = 100) -> list[StaffMember]:
    """All staff by login: those behind `after` (a login)."""
    rows = Account.objects.filter(is_staff=True).prefetch_related("roles_held").order_by("login")
    if after is not None:
        rows = rows.filter(login__gt=after)
    return [_member(row) for row in rows[:limit]]


def tokens(*, before: str | None = None, limit: int = 100) -> list[TokenRow]:
    """Every token that was issued, the newest first: those older than `before` (a token's id)."""
    rows = ApiToken.objects.order_by("-pk")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return [token_row(row) for row in rows[:limit]]


def names_of(actors: Iterable[str]) -> dict[str, str]:
    """What people call those of `actors` (such as `staff:ID`) who are staff or tokens: the login,
    or the token's name. One query for each of the two kinds that is there.
    """
    ids: dict[str, set[str]] = {"staff": set(), "token": set()}
    for actor in actors:
        kind, _, id = actor.partition(":")
        if kind in ids:
            ids[kind].add(id)
    known = (
        ("staff", Account.objects, "login"),
        ("token", ApiToken.objects, "name"),
    )
    return {
        f"{kind}:{id}": name
        for kind, rows, column in known
        if ids[kind]
        for id, name in rows.filter(pk__in=ids[kind]).values_list("pk", column)
    }


def token_row(token: ApiToken) -> TokenRow:
    return TokenRow(
        token.pk,
        token.name,
        token.hint,
        tuple(token.scopes.split()),
        token.issued_by,
        token.created_at,
        token.expires_at,
        token.revoked_at,
        token.used_at,
    )


def _member(account: Account) -> StaffMember:
    roles = sorted(held.role for held in account.roles_held.all())
    return StaffMember(
        account.pk, account.login, account.is_active, tuple(roles), account.created_at
    )
