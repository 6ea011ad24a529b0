"""What is around every handler of the console."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
)
from django.views.decorators.debug import sensitive_post_parameters

from huitou.doors.console.refusals import refused
from huitou.doors.console.who import actor, signed_in
from huitou.doors.design import go_to
from huitou.foundation.access import open_to_all
from huitou.foundation.accounts import limit_rate
from huitou.foundation.clocks import current_clock
from huitou.kernel import Forbidden, HuitouError, NotFound

__all__ = ["actor", "page_for", "to_sign_in"]

HandlerT = TypeVar("HandlerT", bound=Callable[..., HttpResponse])
_LOOKS = ("GET", "HEAD")


def page_for(*any_of: str, methods: tuple[str, ...] = _LOOKS) -> Callable[[HandlerT], HandlerT]:
    """`@page_for("orders.read")`: a handler for staff with that permission; of several, one is
    enough, and without any every role will do. Whoever is not signed in goes to the sign-in and
    comes back; whoever may not sees the page that says so. A HuitouError is a page too.
    `methods=("GET", "POST")` for one that takes a form: its writes are limited as the API's are.
    """
    allowed = {*methods} | ({"HEAD"} if "GET" in methods else set())

    def around(handler: HandlerT) -> HandlerT:
        @wraps(handler)
        def answered(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
            if request.method not in allowed:
                return HttpResponseNotAllowed(sorted(allowed))
            if not signed_in(request):
                return to_sign_in(request)
            try:
                _need_one(request, any_of)
                if request.method not in _LOOKS:
                    _limit(request)
                return handler(request, *args, **named)
            except Http404 as error:
                missing = NotFound(str(error) or "Not there.", remedy="Search for it above.")
                return refused(request, missing)
            except HuitouError as error:
                return refused(request, error)

        return cast(HandlerT, open_to_all(sensitive_post_parameters()(answered)))

    return around


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in, and back from there to this page; a form that was sent leads back to the page
    that it stood on. A part that htmx asked for must not become a sign-in: the page goes there.
    """
    here = request.get_full_path()
    if request.method not in _LOOKS or "HX-Request" in request.headers:
        came_from = urlsplit(
            request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
        )
        here = f"{came_from.path or '/console/'}{'?' if came_from.query else ''}{came_from.query}"
    address = f"/console/sign-in?{urlencode({'next': here})}"
    if "HX-Request" in request.headers:
        return HttpResponse(headers={"HX-Redirect": address})
    return go_to(address)


def _need_one(request: HttpRequest, any_of: tuple[str, ...]) -> None:
    who = actor(request)
    if any(who.may(permission) for permission in any_of) or (not any_of and who.permissions):
        return
    raise Forbidden(
        f"This page needs one of: {', '.join(any_of) or 'any role'}.",
        remedy="Ask an owner of the shop for a role that has it.",
        code="access.not_allowed",
    )


def _limit(request: HttpRequest) -> None:
    limit_rate(
        "console-actor",
        str(actor(request)),
        most=settings.API_REQUESTS_PER_ACTOR,
        seconds=60,
        clock=current_clock(),
    )
