"""What happens to a request: read, open, let in, decide, keep, answer."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import msgspec

from huitou.doors.track.answers import Reply, json_reply, pixel_reply
from huitou.doors.track.body import Receive, as_utf8, read_body, unpack_body
from huitou.doors.track.keyring import KeyRing
from huitou.doors.track.limits import Budget, Hold, Limits
from huitou.doors.track.pixel import event_of_query
from huitou.doors.track.request import Request
from huitou.doors.track.routes import Kind
from huitou.doors.track.settings_document import settings_document
from huitou.doors.track.storing import Storing
from huitou.doors.track.verdicts import NO_FLAGS, posthog_results, segment_verdicts
from huitou.engine.events import Opened, Outcome, decide, open_posthog, open_segment, pack
from huitou.kernel import Clock, Unauthorized, new_id

_LARGE = 256 << 10  # some ten milliseconds of work; the clients' usual batches are far below

_T = TypeVar("_T")
_Answer = Callable[["Request", Receive, Hold], Awaitable[Reply]]


class Intake:
    """The work of one worker process; every method is called from its event loop."""

    def __init__(self, keys: KeyRing, storing: Storing, clock: Clock, limits: Limits) -> None:
        self._keys = keys
        self._storing = storing
        self._clock = clock
        self._limits = limits
        self._budget = Budget(limits)
        self._answers: dict[Kind, _Answer] = {
            Kind.SEGMENT: self._segment,
            Kind.POSTHOG: self._posthog,
            Kind.POSTHOG_RESULTS: self._posthog_results,
            Kind.PIXEL: self._pixel,
            Kind.SETTINGS: self._settings,
            Kind.METRICS: self._metrics,
            Kind.FLAGS: self._flags,
        }

    async def answer(self, request: Request, receive: Receive) -> Reply:
        with self._budget.hold() as hold:
            return await self._answers[request.route.kind](request, receive, hold)

    async def _segment(self, request: Request, receive: Receive, hold: Hold) -> Reply:
        body = await self._body(request, receive, self._limits.segment_body, hold)
        # A beacon cannot set headers, and names its key in the query.
        key = request.basic_key() or request.query_key()
        source = await self._source(key) if key else None
        opened = await _aside(len(body), lambda: open_segment(body, route=request.route.call))
        outcome = await self._keep(opened, len(body), source, hold)
        return segment_verdicts(outcome)

    async def _posthog(self, request: Request, receive: Receive, hold: Hold) -> Reply:
        body = await self._body(request, receive, self._limits.posthog_body, hold)
        return segment_verdicts(await self._keep_posthog(body, None, hold))

    async def _posthog_results(self, request: Request, receive: Receive, hold: Hold) -> Reply:
        body = await self._body(request, receive, self._limits.posthog_body, hold)
        source = await self._source(request.bearer_key())
        return posthog_results(await self._keep_posthog(body, source, hold))

    async def _keep_posthog(self, body: bytes, source: str | None, hold: Hold) -> Outcome:
        opened = await _aside(len(body), lambda: open_posthog(body))
        return await self._keep(opened, len(body), source, hold)

    async def _pixel(self, request: Request, receive: Receive, hold: Hold) -> Reply:
        fields = [pair for pair in request.query() if pair[0] != "writeKey"]
        source = await self._source(request.query_key() or request.basic_key())
        body = msgspec.json.encode(event_of_query(fields))
        await self._keep(open_segment(body, route=request.route.call), len(body), source, hold)
        return pixel_reply()

    async def _settings(self, request: Request, receive: Receive, hold: Hold) -> Reply:
        key = request.route.key
        await self._source(key)
        return json_reply(settings_document(str(key), request.header(b"host"), request.scheme()))

    async def _metrics(self, request: Request, receive: Receive, hold: Hold) -> Reply:
        await read_body(receive, self._limits.segment_body, self._limits, hold)
        return json_reply({"success": True})

    async def _flags(self, request: Request, receive: Receive, hold: Hold) -> Reply:
        await read_body(receive, self._limits.segment_body, self._limits, hold)
        return json_reply(NO_FLAGS)

    async def _body(self, request: Request, receive: Receive, limit: int, hold: Hold) -> bytes:
        data = await read_body(receive, limit, self._limits, hold)
        body = unpack_body(data, request.content_encoding(), limit)
        if body is not data:
            hold.take(len(body))
        return as_utf8(body, request.header(b"content-type"))

    async def _source(self, key: str | None) -> str:
        """The source that the key lets in. A known key that was taken back is an unknown one."""
        source = await self._keys.source_of(key) if key else None
        if source is None:
            # No WWW-Authenticate: a browser would show its visitor a box that asks for a password.
            raise Unauthorized(
                "The write key is not known here." if key else "The request names no write key.",
                remedy="`huitou keys list` shows the keys in use, `huitou keys issue` makes one.",
                code="unknown_key" if key else "no_key",
            )
        return source

    async def _keep(self, opened: Opened, size: int, source: str | None, hold: Hold) -> Outcome:
        """Decide on every event of a body of `size` bytes, and return once all of that is on the
        disk.
        """
        name = source or await self._source(opened.write_key)
        received_at = self._clock.micros()
        outcome = await _aside(
            size,
            lambda: decide(
                opened,
                source=name,
                received_at=received_at,
                new_id=lambda: new_id(self._clock),
            ),
        )
        if outcome.decided.events or outcome.decided.quarantined:
            record = pack(outcome.decided)
            hold.take(len(record))
            await self._storing.keep(record)
        return outcome


async def _aside(size: int, work: Callable[[], _T]) -> _T:
    """Do `work` on a body of `size` bytes: at once, or for a large one in a thread, so that it
    does not hold up the answers to everyone else.
    """
    return work() if size < _LARGE else await asyncio.to_thread(work)
