"""The one shape in which the API says what went wrong."""

from __future__ import annotations

import logging
from typing import Any

import msgspec
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from huitou.kernel import Forbidden, HuitouError, InvalidInput, NotFound, TooLarge, Unauthorized

_log = logging.getLogger("huitou.api")
_FAILED = {
    "code": "internal",
    "message": "The request could not be answered; nothing was changed.",
    "remedy": "Send it again with the same Idempotency-Key. The server's log says why.",
}
_OF_STATUS = {
    404: ("not_found", "There is nothing at this address.", "Look at /api/v1/openapi.json."),
    405: (
        "method_not_allowed",
        "This address does not take that method.",
        "The header Allow lists those that it takes.",
    ),
}
_OTHER = ("refused", "The request was refused.", "Check its address, headers and body.")


def error_response(error: HuitouError) -> HttpResponse:
    """An expected error, with its headers."""
    response = _json(error.status, error.as_dict())
    if error.retry_after is not None:
        response["Retry-After"] = str(error.retry_after)
    if error.status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


def shaped(response: HttpResponse) -> HttpResponse:
    """An answer that Django gave by itself (no such address, no such method) in our shape."""
    if response.status_code < 400 or response["Content-Type"].startswith("application/json"):
        return response
    if response.status_code >= 500:
        return _json(response.status_code, _FAILED)
    code, message, remedy = _OF_STATUS.get(response.status_code, _OTHER)
    new = _json(response.status_code, {"code": code, "message": message, "remedy": remedy})
    if "Allow" in response:
        new["Allow"] = response["Allow"]
    return new


def install_errors(api: NinjaAPI) -> None:
    """Give every error of the API its shape; none shows a traceback."""
    for kind, handler in (
        (HuitouError, _expected),
        (ValidationError, _invalid),
        (AuthenticationError, _unknown_caller),
        (HttpError, _of_ninja),
        (Http404, _absent),
        (RequestDataTooBig, _too_big),
        (Exception, _failed),
    ):
        api.add_exception_handler(kind, handler)


def too_large(most: int) -> TooLarge:
    """The error for a body of more than `most` bytes."""
    return TooLarge(
        f"The body has more than {most:,} bytes.",
        remedy="Send less at once.",
        code="request.too_large",
    )


def _expected(request: HttpRequest, error: HuitouError) -> HttpResponse:
    return error_response(error)


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    first = error.errors[0]
    place = [str(step) for step in first["loc"]]
    # `body` and the name of the view's parameter are ours, not the sender's.
    named = place[2:] if place[0] == "body" and len(place) > 2 else place[1:]
    field = ".".join(named) or place[0]
    more = len(error.errors) - 1
    also = f" {more} more of its fields cannot be read." if more else ""
    invalid = InvalidInput(
        f"{field}: {first['msg']}.{also}",
        remedy="Compare it with /api/v1/openapi.json.",
        code="request.invalid",
        field=field,
    )
    return error_response(invalid)


def _unknown_caller(request: HttpRequest, error: Any) -> HttpResponse:
    if getattr(request, "actor", None) is not None:
        forbidden = Forbidden(
            "This is not for callers of your kind.",
            remedy="Use a token of another kind: a shopper's, or one for staff or programs.",
            code="access.wrong_kind",
        )
        return error_response(forbidden)
    nobody = Unauthorized(
        "This needs to know who you are.",
        remedy="Send Authorization: Bearer and a token, or sign in at /admin/ and send the cookie.",
        code="access.no_caller",
    )
    return error_response(nobody)


def _of_ninja(request: HttpRequest, error: HttpError) -> HttpResponse:
    if isinstance(error.__cause__, HuitouError):
        return error_response(error.__cause__)
    return shaped(HttpResponse(status=error.status_code))


def _absent(request: HttpRequest, error: Http404) -> HttpResponse:
    code, message, remedy = _OF_STATUS[404]
    return error_response(NotFound(message, remedy=remedy, code=code))


def _too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return _json(413, {"code": "request.too_large", "message": str(error), "remedy": "Send less."})


def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
    _log.error("%s %s failed", request.method, request.path, exc_info=error)
    return _json(500, _FAILED)


def _json(status: int, document: dict[str, Any]) -> HttpResponse:
    body = msgspec.json.encode(document)
    return HttpResponse(body, status=status, content_type="application/json")
