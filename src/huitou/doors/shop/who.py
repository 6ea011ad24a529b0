"""Who is there: the browser holds the session's token, the one that the API gives, in a cookie."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from huitou.commerce import members
from huitou.doors.shop.devices import device_named
from huitou.foundation.actors import Actor
from huitou.foundation.clocks import current_clock
from huitou.foundation.web import address_of

COOKIE = "huitou_shopper"
# Under which the browser's script says what was looked at while nobody is known yet.
VISITOR_COOKIE = "huitou_visitor"
_LASTS = timedelta(days=180)  # as long as a session does
_FOUND = "_huitou_shopper"
_BEGUN = "_huitou_guest_token"


def shopper(request: HttpRequest) -> Actor | None:
    """The member or the guest who is there; None for somebody who only looks. One query for each
    request with a cookie, none without.
    """
    if not hasattr(request, _FOUND):
        token = token_of(request)
        clock = current_clock()
        setattr(request, _FOUND, members.actor_of_token(token, clock=clock) if token else None)
    found: Actor | None = getattr(request, _FOUND)
    return found


def shopper_for_writing(request: HttpRequest) -> Actor:
    """The same; whoever only looked until now becomes a guest, whose cookie goes with the answer
    of this request (see answering.shop_page).
    """
    found = shopper(request)
    if found is not None:
        return found
    begun = members.begin_guest(clock=current_clock(), visitor=visitor_of(request))
    actor = Actor("guest", begun.id)
    setattr(request, _BEGUN, begun.token)
    setattr(request, _FOUND, actor)
    return actor


def signed_in(request: HttpRequest) -> bool:
    """Whether a member is there."""
    found = shopper(request)
    return found is not None and found.kind == "member"


def token_of(request: HttpRequest) -> str:
    """The token that the browser holds; "" if it holds none."""
    return str(getattr(request, _BEGUN, "") or request.COOKIES.get(COOKIE, ""))


def client_of(request: HttpRequest) -> members.Client:
    """Where the request comes from, for the limits of the members room."""
    agent = request.headers.get("User-Agent", "")
    return members.Client(address_of(request), device_named(agent))


def remember(request: HttpRequest, response: HttpResponse, token: str) -> None:
    """Let the browser hold this token from now on: after signing in."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=_LASTS,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def forget(response: HttpResponse) -> None:
    """Take the token from the browser: after signing out."""
    response.delete_cookie(COOKIE, samesite="Lax")


def remember_newcomer(request: HttpRequest, response: HttpResponse) -> None:
    """Give the browser the token of the guest whom this request made, unless the handler gave it
    another one.
    """
    token = getattr(request, _BEGUN, None)
    if token and COOKIE not in response.cookies:
        remember(request, response, token)


def visitor_of(request: HttpRequest) -> str:
    """Under which id the log knows somebody who only looks: the one that the browser's script made,
    else one that holds for a day. That one is made of the address and the browser's name under
    the server's secret, so that neither is kept and nothing is stored where no script runs.
    """
    said = request.COOKIES.get(VISITOR_COOKIE, "")
    try:
        if str(UUID(said, version=4)) == said:
            return said
    except ValueError:
        pass
    today = current_clock().now().date().isoformat()
    agent = request.headers.get("User-Agent", "")
    seen = f"huitou.visitor\n{today}\n{address_of(request)}\n{agent}"
    mac = hmac.new(settings.SECRET_KEY.encode(), seen.encode(), hashlib.sha256).digest()
    return str(UUID(bytes=mac[:16], version=4))
