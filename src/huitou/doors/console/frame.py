"""What stands around every page of the console."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from huitou.doors.console.places import GROUPS
from huitou.doors.console.who import actor, signed_in
from huitou.doors.design import ConsoleFrame, Link, LinkGroup

SEARCH = "/console/search"
SIGN_OUT = "/console/sign-out"
PASSWORD = "/console/password"
GUIDE = "/console/guide"


def console_frame(request: HttpRequest, current: str = "", *, query: str = "") -> ConsoleFrame:
    """The frame of a page, with the places that whoever looks may see. `current` is the name of
    one of `places`, `query` what was searched for. One query, for the roles.
    """
    return ConsoleFrame(
        site=settings.SHOP_NAME,
        groups=_groups(request, current),
        who=str(request.user) if signed_in(request) else "",
        search=SEARCH,
        query=query,
        sign_out=SIGN_OUT,
        account=(
            Link(_("First steps"), GUIDE, icon="help"),
            Link(_("My password"), PASSWORD, icon="key"),
            Link(_("To the shop"), "/", icon="external"),
        ),
    )


def _groups(request: HttpRequest, current: str) -> tuple[LinkGroup, ...]:
    who = actor(request)
    found = []
    for heading, places in GROUPS:
        links = tuple(
            Link(str(place.label), place.address, place.icon, place.name == current)
            for place in places
            if place.is_open_to(who)
        )
        if links:
            found.append(LinkGroup(str(heading), links))
    return tuple(found)
