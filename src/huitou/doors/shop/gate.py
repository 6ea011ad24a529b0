"""Pages for members who are signed in, and where one goes from a page of signing in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from huitou.doors.design import go_to
from huitou.doors.shop.answering import shop_page
from huitou.doors.shop.who import shopper, signed_in
from huitou.foundation.actors import Actor

HandlerT = TypeVar("HandlerT", bound=Callable[..., HttpResponse])
_OWN = ("/sign-in", "/sign-out")  # whoever comes from there wants to go on, not back


def member_page(*methods: str) -> Callable[[HandlerT], HandlerT]:
    """`@member_page("GET", "POST")`: as shop_page; whoever is not signed in is asked to do so, and
    comes back. What is shown is kept nowhere.
    """

    def around(handler: HandlerT) -> HandlerT:
        @wraps(handler)
        def answered(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
            if not signed_in(request):
                back = request.get_full_path() if request.method == "GET" else "/account"
                return go_to(sign_in_address(back))
            response = handler(request, *args, **named)
            response["Cache-Control"] = "no-store"
            return response

        return cast(HandlerT, shop_page(*methods)(answered))

    return around


def member_of(request: HttpRequest) -> Actor:
    """The member who is there, behind member_page."""
    actor = shopper(request)
    assert actor is not None
    return actor


def sign_in_address(back: str) -> str:
    """Where one signs in and then comes back."""
    return f"/sign-in?{urlencode({'next': back})}"


def next_of(request: HttpRequest, otherwise: str = "/account") -> str:
    """The page of this shop that `next` names; `otherwise` for none, or for any other address."""
    address = request.POST.get("next", "") or request.GET.get("next", "")
    safe = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if safe and not address.startswith(_OWN) else otherwise
