"""Sign-in with a login and a password, and Django's own questions about permissions."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from huitou.foundation.accounts.callers import actor_of
from huitou.foundation.accounts.models import Account
from huitou.foundation.accounts.rates import limit_rate
from huitou.foundation.clocks import current_clock
from huitou.kernel import Overloaded

# Tables whose lists belong to another area than the name of their app says.
_AREA = {
    "accounts": "staff",
    "boards": "analytics",
    "facts": "jobs",
    "idempotency": "jobs",
    "django_tasks_database": "jobs",
}
_TRIES, _SECONDS = 10, 900


class RoleBackend(ModelBackend):
    """Rights in Django's lists and forms come from roles: `catalogue.read` sees the lists of the
    catalogue, `catalogue.write` changes them. Ten passwords may be tried for a login in 15 minutes.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **named: Any,
    ) -> Account | None:
        login = username or named.get("login")
        if login is None or password is None:
            return None
        try:
            limit_rate(
                "sign-in", login.lower(), most=_TRIES, seconds=_SECONDS, clock=current_clock()
            )
        except Overloaded as error:
            raise PermissionDenied(str(error)) from error
        return super().authenticate(request, username=login, password=password)

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        label, _, what = perm.partition(".")
        verb = "read" if what.startswith("view_") else "write"
        return f"{_AREA.get(label, label)}.{verb}" in _permissions(user_obj)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return f"{_AREA.get(app_label, app_label)}.read" in _permissions(user_obj)

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()


def _permissions(account: Any) -> frozenset[str]:
    """Asked once a request, because a page of Django's asks dozens of times."""
    if not isinstance(account, Account):
        return frozenset()
    kept: frozenset[str] | None = getattr(account, "_permissions_of_roles", None)
    if kept is None:
        actor = actor_of(account)
        kept = account._permissions_of_roles = actor.permissions
    return kept
