"""What all pages of the settings have: where one is among them, and what stands on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.doors.console.frame import console_frame
from huitou.doors.console.settings.shelves import GROUPS, ROOT, SHELVES
from huitou.doors.console.who import actor
from huitou.doors.design import (
    Button,
    Component,
    Content,
    Form,
    Link,
    LinkGroup,
    Page,
    PageHead,
    go_to,
    new_form_key,
    show,
)


@dataclass(frozen=True)
class SettingsNav(Component):
    """The pages that whoever looks may see; at the side, or above on a phone."""

    groups: Sequence[LinkGroup]
    template: ClassVar[str] = "console/settings/nav.html"


@dataclass(frozen=True, kw_only=True)
class SettingsPage(Page):
    """A page: what stands on it, one below the other."""

    head: PageHead
    nav: SettingsNav
    body: Sequence[Content] = ()
    indexed: bool = False
    template: ClassVar[str] = "console/settings/page.html"
    styles: ClassVar[tuple[str, ...]] = ("console/console.css",)
    scripts: ClassVar[tuple[str, ...]] = ("console/console.js",)


def settings_page(
    request: HttpRequest,
    name: str,
    body: Sequence[Content],
    *,
    lead: Content = "",
    actions: Sequence[Content] = (),
    kind: type[SettingsPage] = SettingsPage,
    **more: Any,
) -> SettingsPage:
    """The page of a shelf; `kind` and `more` for one with parts of its own."""
    title = str(SHELVES[name].label)
    return kind(
        title=title,
        frame=console_frame(request, "settings"),
        head=PageHead(
            title,
            lead=lead or str(SHELVES[name].text),
            trail=(Link(_("Settings"), ROOT),),
            actions=actions,
        ),
        nav=nav(request, name),
        body=body,
        **more,
    )


def nav(request: HttpRequest, current: str = "") -> SettingsNav:
    """Every page that whoever looks may see."""
    who = actor(request)
    groups = []
    for label, shelves in GROUPS:
        links = tuple(
            Link(str(shelf.label), shelf.address, shelf.icon, shelf.name == current)
            for shelf in shelves
            if shelf.is_open_to(who)
        )
        if links:
            groups.append(LinkGroup(str(label), links))
    return SettingsNav(groups)


def done(request: HttpRequest, name: str, said: str) -> HttpResponse:
    """Back to the page of a shelf, with what was done as a toast."""
    messages.success(request, said)
    return go_to(f"{ROOT}{name}")


def ask_first(
    request: HttpRequest,
    name: str,
    *,
    title: str,
    text: Content,
    action: str,
    label: str,
    kind: Any = "danger",
    fields: Sequence[Component] = (),
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    """A page that asks before something cannot be taken back."""
    form = Form(
        fields,
        Button(label, kind=kind),
        action=action,
        key=new_form_key(),
        error=error,
        cancel=f"{ROOT}{name}",
    )
    page = AskPage(
        title=title,
        frame=console_frame(request, "settings"),
        head=PageHead(title, trail=(Link(str(SHELVES[name].label), f"{ROOT}{name}"),)),
        text=text,
        form=form,
    )
    return show(request, page, status=status)


@dataclass(frozen=True, kw_only=True)
class AskPage(Page):
    """A question before something is done."""

    head: PageHead
    text: Content
    form: Form
    indexed: bool = False
    template: ClassVar[str] = "console/settings/ask.html"
    styles: ClassVar[tuple[str, ...]] = ("console/console.css",)


@dataclass(frozen=True)
class Secret(Component):
    """A secret, shown this once. `below` says how it is used."""

    label: str
    secret: str
    below: Content = ""
    back: Link | None = None
    template: ClassVar[str] = "console/settings/secret.html"


@dataclass(frozen=True)
class Code(Component):
    """A command or a text to be copied."""

    code: str
    template: ClassVar[str] = "console/settings/code.html"
