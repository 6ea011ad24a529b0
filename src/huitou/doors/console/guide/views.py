"""What the addresses of the guide answer."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.doors.console.guide.page import guide_page
from huitou.doors.console.guide.steps import AWAY, COOKIE
from huitou.doors.console.once import once
from huitou.doors.console.staff import actor, page_for
from huitou.doors.design import go_to, show
from huitou.foundation import sources
from huitou.foundation.clocks import current_clock

_SOURCE = "website"
_LASTS = timedelta(days=365)


@page_for()
def guide(request: HttpRequest) -> HttpResponse:
    """The first steps."""
    return show(request, guide_page(request))


@page_for("sources.write", methods=("POST",))
@once
def make_key(request: HttpRequest) -> HttpResponse:
    """A write key for a website, shown in the snippets this once."""
    issued = sources.issue_key(_SOURCE, actor=actor(request), clock=current_clock())
    return show(request, guide_page(request, issued.key))


@page_for(methods=("POST",))
def put_away(request: HttpRequest) -> HttpResponse:
    """Show the guide on today no more, in this browser."""
    response = go_to("/console/")
    response.set_cookie(
        COOKIE,
        AWAY,
        max_age=_LASTS,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    messages.info(request, _("Put away. First steps are still in the menu under your name."))
    return response
