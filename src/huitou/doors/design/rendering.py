"""Templates filled for one request, without Django's context processors: a page has a hundred
components, and each would run them all.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.template import Context
from django.template.context_processors import csrf
from django.template.loader import get_template
from django.utils.safestring import SafeString

_REQUEST: ContextVar[HttpRequest | None] = ContextVar("huitou_design_request", default=None)


@contextmanager
def rendering_for(request: HttpRequest) -> Iterator[None]:
    """Whatever is rendered within is for this request: its CSRF token, its cookies, its address."""
    token = _REQUEST.set(request)
    try:
        yield
    finally:
        _REQUEST.reset(token)


def current_request() -> HttpRequest | None:
    """The request that is being answered; None where a component is rendered by itself."""
    return _REQUEST.get()


def render(template: str, values: dict[str, Any]) -> SafeString:
    """The template with these values; with `request`, `csrf_token` and `messages` if there is a
    request.
    """
    request = current_request()
    around: dict[str, Any] = {}
    if request is not None:
        around = {"request": request, "messages": get_messages(request), **csrf(request)}
    filled = get_template(template).template.render(Context({**around, **values}))
    return SafeString(filled)
