"""What the addresses of today answer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from huitou.doors.console.staff import page_for
from huitou.doors.console.today.page import READ, today_page
from huitou.doors.console.today.people import people_page
from huitou.doors.design import show


@page_for()
def today(request: HttpRequest) -> HttpResponse:
    """The first page of the console."""
    return show(request, today_page(request))


@page_for(READ)
def people(request: HttpRequest, who: str) -> HttpResponse:
    """Who is behind one of its numbers."""
    return show(request, people_page(request, who))
