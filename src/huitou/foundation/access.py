"""Who may see the pages: whoever was given the address that `huitou serve` prints.

The address carries a token made from the server's secret. It is exchanged once for a signed
cookie, and the browser is sent on to the same page without it, so that it does not stay in the
history. A new secret ends every address and cookie at once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import escape_leading_slashes

from huitou.foundation.plain_page import plain_page

_SALT = "huitou.foundation.access"
_PARAMETER = "key"
_OPEN = "is_open_to_all"
_THIRTY_DAYS = 30 * 24 * 3600

_REFUSAL_EN = (
    "This page needs the address with its key. <code>huitou serve</code> prints it when it starts, "
    "like <code>http://127.0.0.1:8000/report?key=…</code>. Open that address once in this browser."
)
_REFUSAL_ZH = (
    "打开此页面需要带密钥的地址。<code>huitou serve</code> 启动时会显示它，形如 "
    "<code>http://127.0.0.1:8000/report?key=…</code>。请在本浏览器中打开一次该地址。"
)

View = Callable[..., Any]
ViewT = TypeVar("ViewT", bound=View)


def access_token() -> str:
    """The token that the printed address carries; the same for as long as the secret is."""
    digest: str = salted_hmac(_SALT, "token", algorithm="sha256").hexdigest()
    return digest[:40]


def open_to_all(view: ViewT) -> ViewT:
    """Mark a view that needs no key."""
    setattr(view, _OPEN, True)
    return view


class AccessMiddleware:
    """Every view needs the cookie or the token, except those marked `open_to_all` and those at the
    addresses of settings.SELF_GUARDED, which ask for themselves who is there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if getattr(view, _OPEN, False) or request.path.startswith(settings.SELF_GUARDED):
            return None
        token = request.GET.get(_PARAMETER)
        if token is not None and constant_time_compare(token, access_token()):
            return _welcome(request)
        if request.get_signed_cookie(
            _cookie_name(request), default=None, salt=_SALT, max_age=_THIRTY_DAYS
        ):
            return None
        return plain_page(403, _REFUSAL_EN, _REFUSAL_ZH, request)


def _welcome(request: HttpRequest) -> HttpResponse:
    rest = [(name, value) for name, value in _query(request) if name != _PARAMETER]
    target = escape_leading_slashes(request.path) + (f"?{urlencode(rest)}" if rest else "")
    response = HttpResponseRedirect(target, headers={"Cache-Control": "no-store"})
    response.set_signed_cookie(
        _cookie_name(request),
        "1",
        salt=_SALT,
        max_age=_THIRTY_DAYS,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response


def _query(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, value) for name, values in request.GET.lists() for value in values]


def _cookie_name(request: HttpRequest) -> str:
    # Browsers share cookies between the ports of a host: two servers would log each other out.
    return f"huitou_access_{request.get_port()}"
