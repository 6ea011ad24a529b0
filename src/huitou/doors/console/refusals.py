"""What staff read when something is refused: by the code of the error, in their language.

Errors of the rooms are written for programs, logs and staff, in English. A page shows `said(error)`
in their place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from huitou.doors.console.error_words import WORDS
from huitou.doors.console.frame import console_frame
from huitou.doors.design import Button, ConsoleFrame, EmptyState, Page, show
from huitou.kernel import HuitouError

_SAID: dict[str, str | Promise] = dict(WORDS)
_OF_STATUS: dict[int, tuple[str | Promise, str | Promise, str]] = {
    400: (
        gettext_lazy("That did not work"),
        gettext_lazy("Something in the address or the form makes no sense. Go back and try again."),
        "warning",
    ),
    403: (
        gettext_lazy("Your roles do not reach this far"),
        gettext_lazy("An owner of the shop can give you a role that may do this."),
        "lock",
    ),
    404: (
        gettext_lazy("There is nothing here"),
        gettext_lazy("The address may be wrong, or what was here is gone. Search for it above."),
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
    503: (
        gettext_lazy("Not at the moment"),
        gettext_lazy("The disk or the database did not take it. Nothing was changed."),
        "warning",
    ),
}


@dataclass(frozen=True, kw_only=True)
class RefusedPage(Page):
    """In place of a page that could not be shown, with ways on."""

    frame: ConsoleFrame
    said: EmptyState
    indexed: bool = False
    template: ClassVar[str] = "console/refused.html"


def say(code: str, words: str | Promise) -> None:
    """Let staff read these words for errors of that code."""
    _SAID[code] = words


def said(error: HuitouError) -> str:
    """What is told about an error, in the reader's language: the error's own words in English,
    which name the thing at fault; in another language those of its code, or of its status.
    """
    if error.code in _SAID:
        return str(_SAID[error.code])
    if error.retry_after is not None:
        n = error.retry_after
        return ngettext(
            "Wait %(n)s second and try again.", "Wait %(n)s seconds and try again.", n
        ) % {"n": n}
    if (get_language() or "en").startswith("en"):
        return f"{error.message} {error.remedy}"
    return f"{_OF_STATUS.get(error.status, _OF_STATUS[400])[1]} ({error.message})"


def refused(request: HttpRequest, error: HuitouError) -> HttpResponse:
    """The page for an error that no form shows."""
    title, words, icon = _OF_STATUS.get(error.status, _OF_STATUS[400])
    page = RefusedPage(
        title=str(title),
        frame=console_frame(request),
        said=EmptyState(
            title=str(title),
            text=str(words) if error.status in (403, 404) else said(error),
            icon=icon,
            actions=(Button(_("To today"), address="/console/", kind="primary"),),
        ),
    )
    response = show(request, page, status=error.status)
    if error.retry_after is not None:
        response["Retry-After"] = str(error.retry_after)
    return response
