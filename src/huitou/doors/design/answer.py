"""How a handler answers with a page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails

from huitou.doors.design.page import Page
from huitou.doors.design.rendering import render, rendering_for


def show(request: HttpRequest, page: Page, *, status: int = 200) -> HttpResponse:
    """The whole page; or, where htmx asks for one of `page.parts`, that part alone, followed by its
    title and by what `django.contrib.messages` has to say. A form that is shown again with its
    errors has the status 422.
    """
    part = _part_asked_for(request, page)
    with rendering_for(request):
        html = str(page) if part is None else _part(page, part)
    response = HttpResponse(html, status=status)
    response.headers.setdefault("Cache-Control", "private, no-cache")
    patch_vary_headers(response, ("HX-Request", "HX-Target", "Cookie"))
    return response


def _part_asked_for(request: HttpRequest, page: Page) -> str | None:
    htmx = HtmxDetails(request)
    # A boosted link, and a step back whose page htmx no longer keeps, want all of it.
    if not htmx or htmx.boosted or htmx.history_restore_request:
        return None
    return htmx.target if htmx.target in page.parts else None


def _part(page: Page, name: str) -> str:
    return str(getattr(page, name)) + render("design/beside_part.html", page.template_values())
