"""What a page of ours may load, and other headers that keep it from being misused."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_POLICY = "Content-Security-Policy"
STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'; manifest-src 'self'; worker-src 'self'"
)
# The admin's own scripts make functions from text (Alpine) and set styles on elements.
OF_ADMIN = STRICT.replace(
    "script-src 'self'; style-src 'self'",
    "script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'",
)
_ADMIN = "/admin/"
# Nothing here films, listens, or asks where one is; pictures come from the file chooser.
_FEATURES = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


class SecurityHeaders:
    """Middleware: headers for every page. A view that needs another policy sets its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            policy = OF_ADMIN if request.path.startswith(_ADMIN) else STRICT
            response.headers.setdefault(_POLICY, policy)
            response.headers.setdefault("Permissions-Policy", _FEATURES)
            response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
