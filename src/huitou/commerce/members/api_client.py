"""Who asks, of a request."""

from __future__ import annotations

from django.http import HttpRequest

from huitou.commerce.members.client import Client
from huitou.foundation.web import address_of


def client_of(request: HttpRequest, device: str = "") -> Client:
    """Where the request comes from; a device that has not said its name is its User-Agent."""
    return Client(address_of(request), device or request.headers.get("User-Agent", ""))


def bearer(request: HttpRequest) -> str:
    """The token that was sent."""
    return str(request.headers.get("Authorization", "").partition(" ")[2])


def guest_token(request: HttpRequest) -> str | None:
    """The token, if a guest sent it."""
    actor = getattr(request, "actor", None)
    return bearer(request) if actor is not None and actor.kind == "guest" else None
