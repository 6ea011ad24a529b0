"""Pure decisions about roles, logins, scopes and secrets."""

from __future__ import annotations

import hashlib
import re
import secrets
import string
from collections.abc import Callable, Iterable

from huitou.foundation.accounts.permissions import PERMISSIONS, READS
from huitou.kernel import InvalidInput

OWNER = "owner"
_SHOP = ("catalogue", "supply", "orders", "payments", "aftersales", "members")
_SHOP_READS = frozenset(f"{room}.read" for room in _SHOP)
ROLES: dict[str, frozenset[str]] = {
    OWNER: PERMISSIONS,
    "operator": _SHOP_READS
    | {
        "aftersales.decide",
        "analytics.read",
        "boards.write",
        "catalogue.vet",
        "catalogue.write",
        "jobs.read",
        "jobs.write",
        "orders.cancel",
        "orders.ship",
        "orders.write",
        "payments.reconcile",
        "payments.refund",
        "personal.reveal",
        "supply.write",
        "webhooks.read",
        "webhooks.write",
    },
    "analyst": frozenset(
        {"analytics.read", "boards.write", "catalogue.read", "supply.read", "sources.read"}
    ),
    "support": _SHOP_READS
    | {
        "aftersales.decide",
        "members.write",
        "orders.cancel",
        "orders.write",
        "personal.reveal",
        "privacy.read",
        "privacy.write",
    },
    "auditor": READS,
}

TOKEN_PREFIX = "ht_"
HINT_LENGTH = 4
_SECRET_LENGTH = 40
_LETTERS = string.ascii_letters + string.digits
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}")
_LONGEST_NAME = 80


def permissions_of(roles: Iterable[str]) -> frozenset[str]:
    """What all these roles together may do; an unknown role may do nothing."""
    return frozenset().union(*(ROLES.get(role, frozenset()) for role in roles))


def checked_roles(roles: Iterable[str]) -> frozenset[str]:
    """The roles; InvalidInput for one that there is not."""
    return _among(roles, ROLES, "role", "roles", "accounts.unknown_role")


def checked_scopes(scopes: Iterable[str]) -> frozenset[str]:
    """The scopes of a token; InvalidInput for none, or for one that is no permission."""
    asked = _among(scopes, PERMISSIONS, "scope", "scopes", "accounts.unknown_scope")
    if not asked:
        raise InvalidInput(
            "A token without a scope may do nothing.",
            remedy="Name at least one permission, such as orders.read.",
            code="accounts.no_scope",
            field="scopes",
        )
    return asked


def checked_login(login: str) -> str:
    """The login of one of the staff, in small letters; InvalidInput for what cannot be one. There
    is no @ in it, so that nobody's e-mail address is kept where it is not encrypted.
    """
    small = login.strip().lower()
    if not _LOGIN.fullmatch(small):
        raise InvalidInput(
            "This cannot be a login.",
            remedy="Use 2 to 64 small letters, digits, dots, dashes or underscores: li.wei.",
            code="accounts.bad_login",
            field="login",
        )
    return small


def checked_name(name: str) -> str:
    """A token's name for people; InvalidInput for none or a long one."""
    said = name.strip()
    if not 1 <= len(said) <= _LONGEST_NAME or not said.isprintable():
        raise InvalidInput(
            "A token needs a name.",
            remedy=f"Use 1 to {_LONGEST_NAME} printable letters that say what it is for.",
            code="accounts.bad_token_name",
            field="name",
        )
    return said


def new_secret(choose: Callable[[str], str] = secrets.choice) -> str:
    """A new token: `ht_` and 40 letters and digits, 238 random bits."""
    return TOKEN_PREFIX + "".join(choose(_LETTERS) for _ in range(_SECRET_LENGTH))


def secret_hash(secret: str) -> str:
    """The kept form of a token, SHA-256 in hex. A slow hash guards what a person chose; random
    bits of this number nobody guesses.
    """
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _among(
    named: Iterable[str], known: Iterable[str], word: str, field: str, code: str
) -> frozenset[str]:
    asked, there = frozenset(named), frozenset(known)
    if unknown := sorted(asked - there):
        raise InvalidInput(
            f"There is no {word} {unknown[0]!r}.",
            remedy=f"Choose among: {', '.join(sorted(there))}.",
            code=code,
            field=field,
        )
    return asked
