"""The first page of the settings: all that there is, in one look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.doors.console.frame import console_frame
from huitou.doors.console.places import SETTINGS_NEED
from huitou.doors.console.settings.shelves import GROUPS, Shelf
from huitou.doors.console.staff import actor, page_for
from huitou.doors.design import Page, PageHead, show


@dataclass(frozen=True, kw_only=True)
class AllSettingsPage(Page):
    """The shelves that whoever looks may open."""

    head: PageHead
    groups: Sequence[tuple[str, Sequence[Shelf]]]
    indexed: bool = False
    template: ClassVar[str] = "console/settings/all.html"
    styles: ClassVar[tuple[str, ...]] = ("console/console.css",)


@page_for(*SETTINGS_NEED)
def all_settings(request: HttpRequest) -> HttpResponse:
    """Where everything is."""
    who = actor(request)
    groups = []
    for label, shelves in GROUPS:
        mine = [shelf for shelf in shelves if shelf.is_open_to(who)]
        if mine:
            groups.append((str(label), mine))
    title = _("Settings")
    page = AllSettingsPage(
        title=title,
        frame=console_frame(request, "settings"),
        head=PageHead(title),
        groups=groups,
    )
    return show(request, page)
