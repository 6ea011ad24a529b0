"""The report page over the log, for a signed-in browser."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.cache import get_conditional_response, patch_vary_headers

from huitou.doors.report.live import LivePage, LiveReport, Question
from huitou.doors.report.rendering import LANGUAGES, checked_language, render_refusal
from huitou.kernel import HuitouError

_SAFE = ("GET", "HEAD")
# The report is one file with its scripts and styles inside, so that it can be saved and handed on.
POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "img-src data: blob:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


def report(request: HttpRequest) -> HttpResponse:
    """The report as of now. `?timezone=`, `?currency=` and `?language=` change the question."""
    if request.method not in _SAFE:
        return HttpResponseNotAllowed(_SAFE)
    try:
        page = _live_report().page(_question(request))
    except HuitouError as error:
        html = render_refusal(error, language=_preferred_language(request))
        return _own(HttpResponse(html, status=error.status, headers={"Cache-Control": "no-store"}))
    answer = get_conditional_response(request, etag=page.etag, response=_response(request, page))
    assert isinstance(answer, HttpResponse)
    return _own(answer)


def _own(response: HttpResponse) -> HttpResponse:
    response["Content-Security-Policy"] = POLICY
    return response


@cache
def _live_report() -> LiveReport:
    return LiveReport(settings.HOME)


def _question(request: HttpRequest) -> Question:
    language = request.GET.get("language") or _preferred_language(request)
    return Question(
        timezone=request.GET.get("timezone") or getattr(settings, "SHOP_TIMEZONE", "UTC"),
        currency=request.GET.get("currency") or None,
        language=checked_language(language),
        address=request.build_absolute_uri("/").rstrip("/"),
    )


def _preferred_language(request: HttpRequest) -> str:
    """The first language of the browser's list that the page is written in."""
    accepted = request.headers.get("Accept-Language", "").lower()
    for part in accepted.split(","):
        code = part.strip()[:2]
        if code in LANGUAGES:
            return str(code)
    return LANGUAGES[0]


def _response(request: HttpRequest, page: LivePage) -> HttpResponse:
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(page.packed if packed else page.html)
    if packed:
        response["Content-Encoding"] = "gzip"
    response["ETag"] = page.etag
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ("Accept-Encoding", "Accept-Language", "Cookie"))
    return response
