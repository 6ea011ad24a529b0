"""What stands before the whole API: limits, and the shape of what Django itself answers."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from huitou.foundation.accounts import limit_rate
from huitou.foundation.clocks import current_clock
from huitou.foundation.web.addresses import address_of
from huitou.foundation.web.bodies import MOST_BYTES
from huitou.foundation.web.errors import error_response, shaped, too_large
from huitou.foundation.web.parsing import nul
from huitou.kernel import HuitouError

PREFIX = "/api/"
MOST_JSON_BYTES = 1_000_000


class ApiGuard:
    """Refuses requests of an address that comes too often, with a body that is too large, or with a
    NUL in its address, before anybody looks at them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        try:
            _check(request)
        except HuitouError as error:
            response = error_response(error)
        else:
            response = shaped(self.get_response(request))
        # Answers are a caller's own: no cache in between may keep them.
        response.headers.setdefault("Cache-Control", "no-store")
        return response


def _check(request: HttpRequest) -> None:
    limit_rate(
        "api-address",
        address_of(request),
        most=settings.API_REQUESTS_PER_ADDRESS,
        seconds=60,
        clock=current_clock(),
    )
    if "\0" in request.path_info:
        raise nul("address")
    most = MOST_BYTES if request.content_type == "multipart/form-data" else MOST_JSON_BYTES
    # Read now: Django's look for a CSRF token in a form would leave nothing for a fingerprint.
    if _length(request) > most or len(request.body) > most:
        raise too_large(most)


def _length(request: HttpRequest) -> int:
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isascii() and said.isdigit() else 0
