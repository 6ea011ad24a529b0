"""Requests share threads, and with them connections to the database."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest
from asgiref.sync import sync_to_async

from huitou.foundation.web import KeptThreads


class Noting(KeptThreads):
    """Notes the thread that a request's synchronous code runs in."""

    def __init__(self) -> None:
        super().__init__()
        self.threads: list[int] = []

    async def handle(self, scope: Any, receive: Any, send: Any) -> None:
        await sync_to_async(lambda: self.threads.append(threading.get_ident()))()
        await asyncio.sleep(scope["pause"])
        if scope["fails"]:
            raise RuntimeError


async def ask(app: Noting, *, pause: float = 0, fails: bool = False) -> None:
    await app({"type": "http", "pause": pause, "fails": fails}, None, None)


def test_requests_one_after_the_other_use_one_thread() -> None:
    app = Noting()

    async def three() -> None:
        await ask(app)
        with pytest.raises(RuntimeError):
            await ask(app, fails=True)
        await ask(app)

    asyncio.run(three())
    assert len(app.threads) == 3
    assert len(set(app.threads)) == 1


def test_requests_at_once_have_threads_of_their_own_and_not_all_stay() -> None:
    app = Noting()

    async def many() -> None:
        await asyncio.gather(*(ask(app, pause=0.2) for _ in range(40)))

    asyncio.run(many())
    assert len(set(app.threads)) == 40
    assert len(app._idle) == 32
