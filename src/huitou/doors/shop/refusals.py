"""What shoppers read when something is refused: by the code of the error, in their language.

Errors of the rooms are written for programs and for staff, in English. A page shows `said(error)`
in their place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from huitou.doors.design import Button, EmptyState, Page, show
from huitou.doors.shop.frame import shop_frame
from huitou.kernel import HuitouError

# By code, or by the part of a code before the dot.
_SAID: dict[str, str | Promise] = {
    "form.no_key": gettext_lazy(
        "This page was open for too long. Open it again and try once more."
    ),
}
_OF_STATUS: dict[int, tuple[str | Promise, str | Promise, str]] = {
    400: (
        gettext_lazy("That did not work"),
        gettext_lazy("Something in the address or the form makes no sense. Go back and try again."),
        "warning",
    ),
    401: (
        gettext_lazy("Please sign in"),
        gettext_lazy("This page is for members who are signed in."),
        "person",
    ),
    403: (
        gettext_lazy("This is not for you to see"),
        gettext_lazy("If it should be, sign in with the account that it belongs to."),
        "lock",
    ),
    404: (
        gettext_lazy("We cannot find this page"),
        gettext_lazy("It may have moved, or what was here is not sold any more."),
        "search",
    ),
    409: (
        gettext_lazy("Something has changed meanwhile"),
        gettext_lazy("Look at it again, then decide."),
        "refresh",
    ),
    429: (
        gettext_lazy("One moment, please"),
        gettext_lazy("There were very many requests from here in a short time."),
        "clock",
    ),
}


@dataclass(frozen=True)
class RefusedPage(Page):
    """In place of a page that could not be shown, with ways on."""

    said: EmptyState
    template: ClassVar[str] = "shop/refused.html"


def say(code: str, words: str | Promise) -> None:
    """Let shoppers read these words for errors of that code."""
    _SAID[code] = words


def said(error: HuitouError) -> str:
    """What the shopper is told about an error, in their language."""
    if error.code in _SAID:
        return str(_SAID[error.code])
    if error.retry_after is not None:
        n = error.retry_after
        return ngettext(
            "Wait %(n)s second and try again.", "Wait %(n)s seconds and try again.", n
        ) % {"n": n}
    return str(_OF_STATUS.get(error.status, _OF_STATUS[400])[1])


def refused(request: HttpRequest, error: HuitouError) -> HttpResponse:
    """The page for an error that no form shows."""
    title, _words, icon = _OF_STATUS.get(error.status, _OF_STATUS[400])
    page = RefusedPage(
        title=str(title),
        frame=shop_frame(request),
        indexed=False,
        said=EmptyState(
            title=str(title),
            text=said(error),
            icon=icon,
            actions=(Button(_("To the shop's first page"), address="/", kind="primary"),),
        ),
    )
    response = show(request, page, status=error.status)
    if error.retry_after is not None:
        response["Retry-After"] = str(error.retry_after)
    return response
