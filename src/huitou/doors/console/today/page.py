"""The page of today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from huitou.doors.console.frame import console_frame
from huitou.doors.console.guide.page import Guide, guide_for
from huitou.doors.console.guide.steps import is_put_away
from huitou.doors.console.today.counted import Moment, counting, now
from huitou.doors.console.today.figures import Figures, figures
from huitou.doors.console.today.hands import Hand, hands_for
from huitou.doors.console.who import actor
from huitou.doors.design import Component, Page, PageHead, day
from huitou.foundation.clocks import current_clock
from huitou.kernel import NotFound

READ = "analytics.read"
_AT_ONCE, _IN_A_PART = 0.8, 20.0
_FIGURES = "figures"
_AT_ONCE_WITHOUT_SCRIPT = "now"


@dataclass(frozen=True)
class HandList(Component):
    """What needs a hand; empty says that nothing does."""

    hands: Sequence[Hand]
    template: ClassVar[str] = "console/today/hands.html"


@dataclass(frozen=True, kw_only=True)
class TodayPage(Page):
    """What changed since yesterday and since a week ago, and what needs a hand."""

    head: PageHead
    figures: Figures | None  # None for who may not see numbers, and where there are none yet
    hands: HandList | None
    guide: Guide | None
    indexed: bool = False
    template: ClassVar[str] = "console/today/page.html"
    parts: ClassVar[tuple[str, ...]] = (_FIGURES,)
    styles: ClassVar[tuple[str, ...]] = ("console/console.css",)
    scripts: ClassVar[tuple[str, ...]] = ("console/console.js",)


def today_page(request: HttpRequest) -> TodayPage:
    """As far as it is there in a moment. A shop of which nothing is known yet shows the guide in
    place of numbers that would all be nothing.
    """
    who, clock = actor(request), current_clock()
    moment = now(clock)
    try:
        shown = _figures(request, moment) if who.may(READ) else None
        is_new = False
    except NotFound:  # the log holds no events
        shown, is_new = None, True
    asks_for_part = request.headers.get("HX-Target") == _FIGURES
    guide = is_new or not is_put_away(request)
    return TodayPage(
        title=_("Today"),
        frame=console_frame(request, "today"),
        head=_head(moment, clock.now()),
        figures=shown,
        hands=None if is_new or asks_for_part else HandList(hands_for(who, clock)),
        guide=guide_for(request, whole=is_new) if guide and not asks_for_part else None,
    )


def _figures(request: HttpRequest, moment: Moment) -> Figures:
    patient = request.headers.get("HX-Target") == _FIGURES or _AT_ONCE_WITHOUT_SCRIPT in request.GET
    found = counting.glance(moment, _IN_A_PART if patient else _AT_ONCE)
    return Figures(wait="/console/") if found is None else figures(found, moment)


def _head(moment: Moment, at: datetime) -> PageHead:
    return PageHead(_greeting(at), lead=day(moment.day))


def _greeting(at: datetime) -> str:
    hour = at.astimezone(ZoneInfo(settings.SHOP_TIMEZONE)).hour
    if hour < 5:
        return _("Good night")
    if hour < 12:
        return _("Good morning")
    return _("Good afternoon") if hour < 18 else _("Good evening")
