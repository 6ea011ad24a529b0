"""A list of what waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext as _

from huitou.doors.console.frame import console_frame
from huitou.doors.design import Content, Link, Page, PageHead

ROOT = "/console/waiting/"


@dataclass(frozen=True, kw_only=True)
class WaitingPage(Page):
    """What waits, and what to do about it."""

    head: PageHead
    body: Sequence[Content]
    indexed: bool = False
    template: ClassVar[str] = "console/waiting.html"
    styles: ClassVar[tuple[str, ...]] = ("console/console.css",)


def waiting_page(
    request: HttpRequest, title: str, lead: Content, body: Sequence[Content]
) -> WaitingPage:
    """With the way back to today."""
    return WaitingPage(
        title=title,
        frame=console_frame(request, "today"),
        head=PageHead(title, lead=lead, trail=(Link(_("Today"), "/console/"),)),
        body=body,
    )
