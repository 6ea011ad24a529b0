"""How the pages look that say one thing: 403, 404, 429, 500, and the like."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from huitou.doors.design.answer import show
from huitou.doors.design.formats import in_chinese
from huitou.doors.design.page import Frame, Page
from huitou.doors.design.rendering import rendering_for
from huitou.foundation.access import open_to_all

_TITLES = {
    200: gettext_noop("Done"),
    400: gettext_noop("This cannot be read"),
    403: gettext_noop("Not for you, for now"),
    404: gettext_noop("Nothing here"),
    409: gettext_noop("Not as things stand"),
    413: gettext_noop("Too large"),
    429: gettext_noop("Too much at once"),
    500: gettext_noop("Something broke"),
    502: gettext_noop("Somebody does not answer"),
    503: gettext_noop("Not at the moment"),
}
_ICONS = {200: "check", 403: "lock", 404: "search", 413: "box", 429: "clock", 503: "clock"}


@dataclass(frozen=True)
class PlainPage(Page):
    """One thing said, in the reader's language first and then in the other."""

    icon: str
    status: str  # "" where nothing went wrong
    first: SafeString
    first_lang: str
    second: SafeString
    second_lang: str
    template: ClassVar[str] = "design/plain_page.html"


def plain_look(status: int, en: str, zh: str, request: HttpRequest | None) -> str:
    """The whole page, as `foundation/plain_page` asks for it."""
    page = _page(
        _(_TITLES.get(status, _TITLES[500])),
        _ICONS.get(status, "warning"),
        str(status) if status >= 400 else "",
        en,
        zh,
    )
    with nullcontext() if request is None else rendering_for(request):
        return str(page)


@open_to_all
def offline(request: HttpRequest) -> HttpResponse:
    """What a service worker keeps, to show where there is no network."""
    page = _page(
        _("No network"),
        "offline",
        "",
        "You are offline. What you had open is still there. Load this page again when the network "
        "is back.",
        "网络已断开。已打开的内容仍在；恢复网络后刷新即可继续。",
    )
    return show(request, page)


def _page(title: str, icon: str, status: str, en: str, zh: str) -> PlainPage:
    said = [("en", SafeString(en)), ("zh-Hans", SafeString(zh))]
    (first_lang, first), (second_lang, second) = reversed(said) if in_chinese() else said
    return PlainPage(
        title=title,
        frame=Frame(site="huitou"),
        indexed=False,
        icon=icon,
        status=status,
        first=first,
        first_lang=first_lang,
        second=second,
        second_lang=second_lang,
    )
