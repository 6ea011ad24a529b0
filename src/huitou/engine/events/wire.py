"""Bodies of the Segment HTTP tracking API, and of RudderStack, which speaks the same.

https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/
https://www.rudderstack.com/docs/api/http-api/

A batch's `context` is joined into each event's own, whose members win; its `sentAt` stands for
events without one. `integrations` (routing to other products) is not kept. An import keeps the
times that it says: they are history, not the reading of a clock that may be wrong.
"""

from __future__ import annotations

import msgspec

from huitou.engine.events.envelope import (
    is_utf8,
    moment_told,
    open_batch,
    open_single,
    text_in,
    without_mark,
)
from huitou.engine.events.moments import parse_moment
from huitou.engine.events.objects import members_of, object_text
from huitou.engine.events.opened import MOST_LEVELS, BatchContext, Opened
from huitou.engine.events.reasons import Problem, Unfit
from huitou.engine.events.spans import levels_over
from huitou.engine.events.wire_event import Role, Wire, WireEvent
from huitou.kernel import InvalidInput, NotFound, TooLarge

_BATCHES = ("batch", "import")
_CALLS = ("track", "identify", "page", "screen", "group", "alias", "merge")
_MOST_EVENT_BYTES = 32 * 1024  # the limit of Segment's API; its SDKs send no more
_MOST_CONTEXT_BYTES = 32 * 1024 * 1024  # what a batch's context may grow to in all its events

SEGMENT = Wire(
    read=msgspec.json.Decoder(WireEvent).decode,
    most_bytes=_MOST_EVENT_BYTES,
    fields={
        "type": Role.TYPE,
        "event": Role.EVENT,
        "name": Role.EVENT,
        "category": Role.EVENT,
        "userId": Role.ID,
        "anonymousId": Role.ID,
        "previousId": Role.ID,
        "groupId": Role.ID,
        "messageId": Role.MESSAGE_ID,
        "timestamp": Role.MOMENT,
        "originalTimestamp": Role.MOMENT,
    },
    message_id="messageId",
    user_id="userId",
    anonymous_id="anonymousId",
    previous_id="previousId",
    group_id="groupId",
)


def open_segment(body: bytes, *, route: str) -> Opened:
    """Take apart the unpacked body of a request to /v1/`route`: track, identify, page, screen,
    group, alias, merge (one event), batch or import (many).

    Raises InvalidInput if the body is not a JSON object or has no batch where one belongs,
    TooLarge if it holds too much, NotFound for any other route.
    """
    body = without_mark(body)
    if route in _BATCHES:
        return _batch(body, corrects_clock=route != "import")
    if route in _CALLS:
        envelope = open_single(body, SEGMENT)
        return Opened(text_in(envelope.write_key), [body], SEGMENT, is_utf8(body), route)
    raise NotFound(
        f"There is no call named {route[:40]!r}.",
        remedy=f"Use one of {', '.join((*_CALLS, *_BATCHES))}.",
        code="unknown_call",
    )


def _batch(body: bytes, *, corrects_clock: bool) -> Opened:
    envelope = open_batch(body)
    if envelope.batch is None:
        raise InvalidInput(
            "The body has no batch.",
            remedy="Put the events into an array named batch, or send one to its own route.",
            code="no_batch",
            field="batch",
        )
    context = _context(envelope.context, len(envelope.batch))
    return Opened(
        write_key=text_in(envelope.write_key),
        items=envelope.batch,
        wire=SEGMENT,
        is_utf8=is_utf8(body),
        sent_at=parse_moment(moment_told(envelope.sent_at)),
        corrects_clock=corrects_clock,
        context=context if isinstance(context, BatchContext) else None,
        problem=context if isinstance(context, Problem) else None,
    )


def _context(raw: msgspec.Raw, events: int) -> BatchContext | Problem | None:
    if len(raw) > _MOST_EVENT_BYTES:
        detail = f"The batch's context has {len(raw)} bytes; {_MOST_EVENT_BYTES} at most."
        return Problem("too_large", "context", detail)
    levels = levels_over(bytes(raw), MOST_LEVELS)
    if levels is not None:
        detail = f"The batch's context is nested {levels} deep; {MOST_LEVELS} at most."
        return Problem("too_deep", "context", detail)
    if len(raw) * events > _MOST_CONTEXT_BYTES:
        raise TooLarge(
            f"The batch's context, repeated in {events} events, has over 32 MB.",
            remedy="Send fewer events in a batch, or a smaller context.",
            code="context_too_large",
            field="context",
        )
    try:
        text = object_text(raw, "context")
        return None if text is None else BatchContext(text, members_of(raw))
    except Unfit as broken:
        return broken.problem
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        return Problem("bad_context", "context", f"The batch's context can not be read: {error}.")
