"""A body over the limit is refused before it is written anywhere."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from huitou.foundation.web import limit_bodies


async def echo(scope: dict[str, Any], receive: Any, send: Any) -> None:
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message["body"], message["more_body"]
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": body})


def sent(pieces: list[bytes], length: bytes | None = None) -> tuple[int, bytes, int]:
    """Status, body, and how many pieces were asked for."""
    asked, answers = 0, []

    async def receive() -> dict[str, Any]:
        nonlocal asked
        asked += 1
        return {"type": "http.request", "body": pieces[asked - 1], "more_body": asked < len(pieces)}

    async def send(message: dict[str, Any]) -> None:
        answers.append(message)

    headers = [] if length is None else [(b"content-length", length)]
    scope = {"type": "http", "headers": headers}
    asyncio.run(limit_bodies(echo, most=10)(scope, receive, send))
    return answers[0]["status"], answers[1]["body"], asked


def test_a_body_up_to_the_limit_passes() -> None:
    assert sent([b"12345", b"67890"], b"10") == (200, b"1234567890", 2)


@pytest.mark.parametrize(("length", "asked"), [(b"11", 0), (None, 2), (b"5", 2), (b"-1", 2)])
def test_a_longer_one_is_refused_as_soon_as_it_shows(length: bytes | None, asked: int) -> None:
    status, body, read = sent([b"12345", b"678901", b"2"], length)
    assert (status, read) == (413, asked)
    assert b'"code":"request.too_large"' in body
