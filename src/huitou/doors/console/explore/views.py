"""What the addresses of the explorers answer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from huitou.doors.console.explore.page import explorer_page
from huitou.doors.console.explore.registry import EXPLORERS
from huitou.doors.console.staff import actor, page_for
from huitou.doors.design import show

READ = "analytics.read"


@page_for(READ)
def explore(request: HttpRequest, slug: str) -> HttpResponse:
    """An explorer with its answer; a part of it where htmx asks for one."""
    explorer = EXPLORERS[slug]
    page = explorer_page(request, explorer, actor(request))
    response = show(request, page)
    if request.headers.get("HX-Target") == "explorer":
        # What is taken for granted is left out of the address.
        response["HX-Push-Url"] = page.address
    return response
