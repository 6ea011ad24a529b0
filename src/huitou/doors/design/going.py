"""On to another page."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect


def go_to(address: str) -> HttpResponse:
    """To another page, asked for with GET: after a form."""
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response
