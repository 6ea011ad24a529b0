"""What arrives, as it arrives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.doors.console.settings.page import SettingsPage, settings_page
from huitou.doors.console.settings.plain_json import shown_json
from huitou.doors.console.staff import page_for
from huitou.doors.console.whole.addresses import shown_id
from huitou.doors.design import Button, Component, EmptyState, show
from huitou.foundation.clocks import current_clock
from huitou.foundation.event_log import open_log
from huitou.kernel import to_micros

_PART = "live"
_MOST = 50
ADDRESS = "/console/settings/live"


@dataclass(frozen=True)
class EventSeen:
    """An event in the list; `parts` are what it holds, by what they are called."""

    id: str
    received_at: datetime
    name: str
    kind: str
    source: str
    who: str
    parts: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Live(Component):
    """The newest events. While it is not `paused` it asks every two seconds for what came since."""

    events: Sequence[EventSeen]
    paused: bool
    after: int
    now: datetime
    template: ClassVar[str] = "console/settings/live.html"

    @property
    def ask(self) -> str:
        """The address that answers with nothing while nothing came."""
        return f"{ADDRESS}?after={self.after}"

    @property
    def other(self) -> str:
        """To pause, or to go on."""
        return ADDRESS if self.paused else f"{ADDRESS}?pause=1"

    @property
    def empty(self) -> EmptyState:
        return EmptyState(
            _("Nothing has arrived yet"),
            _("Send a first event: it shows up here by itself."),
            icon="signal",
            actions=(Button(_("Connect a source"), address="/console/guide", kind="primary"),),
        )


@dataclass(frozen=True, kw_only=True)
class LivePage(SettingsPage):
    """The list, which htmx asks for alone."""

    live: Live
    template: ClassVar[str] = "console/settings/live_page.html"
    parts: ClassVar[tuple[str, ...]] = (_PART,)


@page_for("sources.read")
def live(request: HttpRequest) -> HttpResponse:
    """The newest events; 204 where somebody asks what came since, and nothing did."""
    asked = request.GET.get("after", "")
    after = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 17 else None
    if after is not None and not _rows(1, after):
        return HttpResponse(status=204)
    part = _live(request)
    page = settings_page(
        request,
        "live",
        (),
        lead=_("The newest %(n)s events, whatever sent them. Personal values are hidden.")
        % {"n": _MOST},
        kind=LivePage,
        live=part,
    )
    return show(request, page)


def _live(request: HttpRequest) -> Live:
    rows = _rows(_MOST)
    clock = current_clock()
    newest = to_micros(rows[0]["received_at"]) if rows else 0
    return Live(
        [_seen(row) for row in rows],
        paused="pause" in request.GET,
        after=newest,
        now=clock.now(),
    )


def _rows(limit: int, after: int | None = None) -> list[dict[str, Any]]:
    if not (settings.HOME / "log").is_dir():
        return []
    found: list[dict[str, Any]] = open_log(settings.HOME).newest(limit, after).to_pylist()
    return found


def _seen(row: dict[str, Any]) -> EventSeen:
    parts = (
        (_("Properties"), shown_json(row["properties"])),
        (_("Traits"), shown_json(row["traits"], names_only=True)),
        (_("Context"), shown_json(row["context"], names_only=True)),
    )
    return EventSeen(
        id=row["message_id"],
        received_at=row["received_at"],
        name=row["event"] or row["type"],
        kind=row["type"],
        source=row["source"],
        who=shown_id(row["user_id"] or row["anonymous_id"] or ""),
        parts=[part for part in parts if part[1]],
    )
