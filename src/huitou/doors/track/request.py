"""One request, as far as it can be understood before its body is read."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from huitou.doors.track.routes import Route


class Request:
    """The head of an ASGI request on one of the intake's routes."""

    def __init__(self, scope: Mapping[str, Any], route: Route) -> None:
        self.route = route
        self._scope = scope
        self._headers: dict[bytes, bytes] = dict(scope["headers"])

    def header(self, name: bytes) -> str:
        """A header's value, "" if it was not sent. `name` in lower case."""
        return self._headers.get(name, b"").decode("latin-1").strip()

    def query(self) -> list[tuple[str, str]]:
        """The fields of the query, in their order, empty ones too."""
        text = self._scope["query_string"].decode("latin-1")
        return parse_qsl(text, keep_blank_values=True) if text else []

    def content_encoding(self) -> str:
        """How the body is packed: the header's word, else PostHog's `compression` in the query."""
        named = self.header(b"content-encoding").lower()
        if named or b"compression=" not in self._scope["query_string"]:
            return named
        # "gzip-js" is what posthog-js calls the gzip that it makes itself.
        return dict(self.query()).get("compression", "").removesuffix("-js")

    def scheme(self) -> str:
        """http or https, as the browser sees it: a proxy in front says so."""
        forwarded = self.header(b"x-forwarded-proto")
        return forwarded if forwarded in ("http", "https") else str(self._scope["scheme"])

    def basic_key(self) -> str | None:
        """The user of Basic authorization, which is where Segment's SDKs put the key."""
        kind, _, credentials = self.header(b"authorization").partition(" ")
        if kind.lower() != "basic":
            return None
        try:
            pair = base64.b64decode(credentials, validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError):
            return None
        return pair.partition(":")[0] or None

    def bearer_key(self) -> str | None:
        """The Bearer token, which is the key in PostHog's newer protocol only."""
        kind, _, token = self.header(b"authorization").partition(" ")
        return token.strip() or None if kind.lower() == "bearer" else None

    def query_key(self) -> str | None:
        """`writeKey` in the query, where pictures and beacons put it."""
        return dict(self.query()).get("writeKey") or None
