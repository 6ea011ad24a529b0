"""Today: what changed, and what needs a hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.doors.console.frame import console_frame
from huitou.doors.console.staff import page_for
from huitou.doors.design import Page, PageHead, show


@dataclass(frozen=True, kw_only=True)
class TodayPage(Page):
    """What changed since yesterday and since a week ago, and what needs a hand."""

    head: PageHead
    indexed: bool = False
    template: ClassVar[str] = "console/today.html"


@page_for()
def today(request: HttpRequest) -> HttpResponse:
    """The first page of the console."""
    title = _("Today")
    page = TodayPage(title=title, frame=console_frame(request, "today"), head=PageHead(title))
    return show(request, page)
