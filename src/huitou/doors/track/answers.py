"""What the door answers, and the headers that let a page of another origin read it."""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from huitou.kernel import HuitouError

Send = Callable[[Mapping[str, Any]], Awaitable[None]]

_PIXEL_GIF = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")

# Any page may send: a write key is no secret there, and no cookie is read here.
_CORS = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"Retry-After"),
]
_PREFLIGHT = [
    (
        b"access-control-allow-headers",
        b"Authorization, Content-Encoding, Content-Type, X-Retry-Count",
    ),
    (b"access-control-max-age", b"86400"),
]


@dataclass(frozen=True)
class Reply:
    """One answer: status, body, its content type, further headers."""

    status: int
    body: bytes = b""
    content_type: bytes = b"application/json"
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)


def json_reply(document: Any, status: int = 200) -> Reply:
    return Reply(status, msgspec.json.encode(document))


def pixel_reply() -> Reply:
    """A transparent picture of one point; a mail program must not keep it."""
    return Reply(200, _PIXEL_GIF, b"image/gif", [(b"cache-control", b"no-store")])


def preflight_reply(methods: str) -> Reply:
    """The answer to OPTIONS: which methods and headers a page of another origin may use."""
    allowed = [(b"access-control-allow-methods", f"{methods}, OPTIONS".encode())]
    return Reply(204, headers=[*allowed, *_PREFLIGHT])


def error_reply(error: HuitouError) -> Reply:
    """The one shape of errors, `code` and `message` first, which the clients log."""
    headers = []
    if error.retry_after is not None:
        headers.append((b"retry-after", str(error.retry_after).encode()))
    return Reply(error.status, msgspec.json.encode(error.as_dict()), headers=headers)


async def send_reply(send: Send, reply: Reply) -> None:
    headers = [(b"content-length", str(len(reply.body)).encode()), *_CORS, *reply.headers]
    if reply.body:
        headers.append((b"content-type", reply.content_type))
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    await send({"type": "http.response.body", "body": reply.body})
