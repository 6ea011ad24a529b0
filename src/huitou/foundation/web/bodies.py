"""A limit on bodies where they come in: Django would first write any length to the disk."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec

from huitou.foundation.web.errors import too_large

MOST_BYTES = 12_000_000  # a form with pictures; JSON is held to less

App = Callable[[dict[str, Any], Any, Any], Awaitable[None]]


class _TooMuch(Exception):
    """The body went over the limit."""


def limit_bodies(app: App, most: int = MOST_BYTES) -> App:
    """The ASGI `app` for requests of up to `most` bytes; a larger one is answered with 413 as soon
    as it says so or has sent that much.
    """

    async def limited(scope: dict[str, Any], receive: Any, send: Any) -> None:
        said = dict(scope.get("headers", ())).get(b"content-length", b"0")
        if said.isdigit() and int(said) > most:
            await _refuse(send, most)
            return
        arrived = 0

        async def counted() -> dict[str, Any]:
            nonlocal arrived
            message: dict[str, Any] = await receive()
            arrived += len(message.get("body", b""))
            if arrived > most:
                raise _TooMuch
            return message

        try:
            await app(scope, counted, send)
        except _TooMuch:
            await _refuse(send, most)

    return limited


async def _refuse(send: Any, most: int) -> None:
    body = msgspec.json.encode(too_large(most).as_dict())
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})
