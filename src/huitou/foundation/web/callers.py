"""Who asks: a shopper or a program with a token, or one of the staff with a session.

Every route says for whom it is: `auth=staff_with("orders.ship")`, `auth=shoppers()`,
`auth=members()`, `auth=any_staff()`, `auth=anyone()`, `auth=public()`, or for two kinds of callers
`auth=[*staff_with("orders.cancel"), *shoppers()]`.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest
from ninja.security.base import AuthBase
from ninja.utils import check_csrf

from huitou.foundation.accounts import actor_of, limit_rate
from huitou.foundation.actors import Actor
from huitou.foundation.clocks import current_clock
from huitou.foundation.web.bearers import actor_of_bearer
from huitou.kernel import Forbidden, HuitouError, Overloaded, Unauthorized


def caller(request: HttpRequest) -> Actor:
    """Who asks, on a route that is not public."""
    actor: Actor | None = request.actor
    if actor is None:
        raise RuntimeError(f"{request.path} is public: nobody in particular asks")
    return actor


class CallerAuth(AuthBase):
    """One kind of caller, with a permission or without. `kind` is that of Actor."""

    kind: ClassVar[str]

    def __init__(self, permission: str | None = None) -> None:
        self.permission = permission
        super().__init__()

    def __call__(self, request: HttpRequest) -> Actor | None:
        actor = _identified(request)
        if actor is None or actor.kind != self.kind:
            return None
        if self.permission is not None:
            actor.need(self.permission)
        return actor


class _Token(CallerAuth):
    openapi_type = "http"
    openapi_scheme = "bearer"


class MemberToken(_Token):
    kind = "member"
    openapi_description = "A signed-in member's session token."


class GuestToken(_Token):
    kind = "guest"
    openapi_description = "The token of a guest, who has a basket and no name yet."


class ApiToken(_Token):
    kind = "token"
    openapi_description = "A program's token with scopes, which begins with `ht_`."


class StaffSession(CallerAuth):
    kind = "staff"
    openapi_type = "apiKey"
    openapi_in = "cookie"
    openapi_name = settings.SESSION_COOKIE_NAME
    openapi_description = "Staff who signed in at /admin/. Writes need the header X-CSRFToken."


class Public(AuthBase):
    """Nobody in particular; `request.actor` is who asks, if that is known, else None."""

    openapi_type = "http"
    openapi_scheme = "bearer"
    openapi_description = "Any token, or none."

    def __call__(self, request: HttpRequest) -> Any:
        try:
            _identified(request)
        except Overloaded:
            raise
        except HuitouError:  # an old token must not keep anybody from signing in again
            request.actor = None
        return True


def staff_with(permission: str) -> list[AuthBase]:
    """Staff and programs with that permission."""
    return [ApiToken(permission), StaffSession(permission)]


def any_staff() -> list[AuthBase]:
    """Staff with whatever role, for what is their own."""
    return [StaffSession()]


def members() -> list[AuthBase]:
    """Members who are signed in."""
    return [MemberToken()]


def shoppers() -> list[AuthBase]:
    """Members and guests, each for what is their own."""
    return [MemberToken(), GuestToken()]


def anyone() -> list[AuthBase]:
    """Everybody who is known, whatever they may do."""
    return [MemberToken(), GuestToken(), ApiToken(), StaffSession()]


def public() -> list[AuthBase]:
    """Everybody, known or not."""
    return [Public()]


def _identified(request: HttpRequest) -> Actor | None:
    """Found once a request, and counted against the limit of requests."""
    if hasattr(request, "actor"):
        return request.actor
    actor = _of_header(request) if "Authorization" in request.headers else _of_session(request)
    if actor is not None:
        limit_rate(
            "api-actor",
            str(actor),
            most=settings.API_REQUESTS_PER_ACTOR,
            seconds=60,
            clock=current_clock(),
        )
    request.actor = actor
    return actor


def _of_header(request: HttpRequest) -> Actor:
    scheme, _, secret = request.headers["Authorization"].partition(" ")
    actor = actor_of_bearer(secret) if scheme.lower() == "bearer" else None
    if actor is not None:
        return actor
    raise Unauthorized(
        "The token in the header Authorization is not known, was ended or has run out.",
        remedy="Sign in again, or ask the shop for a new token.",
        code="access.unknown_token",
    )


def _of_session(request: HttpRequest) -> Actor | None:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    user = request.user
    if not (user.is_authenticated and user.is_active and user.is_staff):
        return None
    if check_csrf(request) is not None:
        raise Forbidden(
            "The request may come from a page of somebody else.",
            remedy="Send the CSRF token of the page in the header X-CSRFToken.",
            code="access.csrf",
        )
    return actor_of(user)
