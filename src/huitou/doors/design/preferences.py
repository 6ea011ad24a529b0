"""What a reader may choose about every page, kept in cookies: the language and the theme."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from huitou.doors.design.going import go_to
from huitou.foundation.access import open_to_all

THEMES = ("light", "dark")
THEME_COOKIE = "huitou_theme"
_ONE_YEAR = 365 * 24 * 3600


@open_to_all
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """`language` of the form from now on, if there is such a one; then back to `next`."""
    response = _back(request)
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        _keep(request, response, settings.LANGUAGE_COOKIE_NAME, language)
    return response


@open_to_all
@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """`theme` of the form from now on: light, dark, or anything else for that of the system."""
    response = _back(request)
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        _keep(request, response, THEME_COOKIE, theme)
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response


def theme_of(request: HttpRequest | None) -> str:
    """The theme that the reader chose; "" for that of the system."""
    said = request.COOKIES.get(THEME_COOKIE, "") if request is not None else ""
    return said if said in THEMES else ""


def _back(request: HttpRequest) -> HttpResponse:
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return go_to(target if safe else "/")


def _keep(request: HttpRequest, response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=_ONE_YEAR,
        samesite="Lax",
        httponly=True,
        secure=request.is_secure(),
    )
