"""The ASGI app of the intake: dispatch by address, and nothing else between a body and the disk."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from huitou.doors.track.answers import (
    Reply,
    Send,
    error_reply,
    json_reply,
    preflight_reply,
    send_reply,
)
from huitou.doors.track.body import ClientGone, Receive
from huitou.doors.track.intake import Intake
from huitou.doors.track.keyring import KeyRing
from huitou.doors.track.limits import Limits
from huitou.doors.track.request import Request
from huitou.doors.track.routes import find
from huitou.doors.track.storing import Storing
from huitou.kernel import Clock, HuitouError, NotFound

_log = logging.getLogger("huitou.track")


def create_app(
    segments: Path,
    load_keys: Callable[[], Mapping[str, str]],
    clock: Clock,
    limits: Limits | None = None,
) -> TrackApp:
    """The intake of one worker process.

    `segments` is the folder of durable segments; `load_keys` returns the source name of every
    write key in use by the key's hash, and is called from a thread.
    """
    return TrackApp(segments, load_keys, clock, limits or Limits())


class TrackApp:
    """An ASGI app. Its thread and its segment live from lifespan start-up to shutdown."""

    def __init__(
        self,
        segments: Path,
        load_keys: Callable[[], Mapping[str, str]],
        clock: Clock,
        limits: Limits,
    ) -> None:
        self._segments = segments
        self._load_keys = load_keys
        self._clock = clock
        self._limits = limits
        self._intake: Intake | None = None

    async def __call__(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._serve(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        keys = KeyRing(self._load_keys)
        storing = Storing(self._segments, self._clock)
        self._intake = Intake(keys, storing, self._clock, self._limits)
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await storing.close()
        keys.close()
        await send({"type": "lifespan.shutdown.complete"})

    async def _serve(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        try:
            reply = await self._reply(scope, receive)
        except ClientGone:
            return
        except HuitouError as error:
            reply = error_reply(error)
        except Exception:
            _log.exception("A request to %s failed.", scope["path"])
            reply = _failed()
        await send_reply(send, reply)

    async def _reply(self, scope: Mapping[str, Any], receive: Receive) -> Reply:
        route = find(scope["path"])
        if route is None:
            raise NotFound(
                "There is nothing at this address.", remedy="Send events by POST to /v1/batch."
            )
        method = scope["method"]
        if method == "OPTIONS":
            return preflight_reply(route.methods)
        if method != route.methods:
            return _wrong_method(route.methods)
        if self._intake is None:
            raise RuntimeError("the intake was not started: the server must speak ASGI lifespan")
        return await self._intake.answer(Request(scope, route), receive)


def _wrong_method(allowed: str) -> Reply:
    document = {
        "code": "wrong_method",
        "message": f"This address takes {allowed} only.",
        "remedy": f"Send the request as {allowed}.",
    }
    reply = json_reply(document, 405)
    return Reply(405, reply.body, headers=[(b"allow", f"{allowed}, OPTIONS".encode())])


def _failed() -> Reply:
    return json_reply(
        {
            "code": "internal",
            "message": "The server failed on this request; nothing of it was kept.",
            "remedy": "Send it again; if it fails again, the server's log says why.",
        },
        500,
    )
