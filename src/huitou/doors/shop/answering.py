"""What is around every handler of the shop."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.middleware.gzip import GZipMiddleware

from huitou.doors.shop.refusals import refused
from huitou.doors.shop.who import remember_newcomer, shopper
from huitou.foundation.access import open_to_all
from huitou.foundation.accounts import limit_rate
from huitou.foundation.clocks import current_clock
from huitou.foundation.web import address_of
from huitou.kernel import HuitouError, NotFound

HandlerT = TypeVar("HandlerT", bound=Callable[..., HttpResponse])
_GZIP = GZipMiddleware(lambda request: HttpResponse())
_LOOKS = ("GET", "HEAD")


def shop_page(*methods: str) -> Callable[[HandlerT], HandlerT]:
    """`@shop_page("GET", "POST")`: a handler that needs no key, takes these methods (GET if none is
    named), and whose HuitouError is a page that tells the shopper what to do. Writes are limited
    as those of the API are. A guest who was made on the way gets the cookie.
    """
    allowed = {*(methods or ("GET",))}
    allowed |= {"HEAD"} if "GET" in allowed else set()

    def around(handler: HandlerT) -> HandlerT:
        @wraps(handler)
        def answered(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
            if request.method not in allowed:
                return HttpResponseNotAllowed(sorted(allowed))
            try:
                if request.method not in _LOOKS:
                    _limit(request)
                response = handler(request, *args, **named)
            except Http404 as error:
                response = refused(request, _nothing_here(str(error)))
            except HuitouError as error:
                response = refused(request, error)
            remember_newcomer(request, response)
            return _packed(request, response)

        return cast(HandlerT, open_to_all(answered))

    return around


def _packed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A third of the bytes. Django hides the length and masks the CSRF token anew each time, so
    that nobody learns it from the lengths of answers (BREACH).
    """
    if not response.get("Content-Type", "").startswith("text/html"):
        return response
    packed: HttpResponse = _GZIP.process_response(request, response)
    return packed


def _limit(request: HttpRequest) -> None:
    clock = current_clock()
    address, most = address_of(request), settings.API_REQUESTS_PER_ADDRESS
    limit_rate("shop-address", address, most=most, seconds=60, clock=clock)
    actor = shopper(request)
    if actor is not None:
        most = settings.API_REQUESTS_PER_ACTOR
        limit_rate("shop-actor", str(actor), most=most, seconds=60, clock=clock)


def _nothing_here(said: str) -> NotFound:
    return NotFound(said or "There is nothing here.", remedy="Go to the shop's first page.")
