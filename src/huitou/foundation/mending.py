"""Events that were kept aside, and how an operator mends them.

The quarantine keeps what came as it came, for ever; a mended event goes into the log beside it, as
if it had come so. Both that somebody looked into one and that somebody mended one is in the audit
log: an event may hold anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from django.conf import settings
from django.db import transaction

from huitou.engine.events import decide, events_table, open_posthog, open_segment
from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.foundation.event_log import open_log
from huitou.kernel import Clock, InvalidInput, NotFound, new_id

READ, WRITE = "sources.read", "sources.write"
MENDED = "events.mend"
_MOST = 1_000
_LARGEST = 64_000


@dataclass(frozen=True)
class KeptAside:
    """An event in the quarantine: `reason` is a key of REASONS, `field` the input at fault."""

    message_id: str
    received_at: datetime
    source: str
    event: str | None
    reason: str
    field: str | None
    detail: str


@dataclass(frozen=True)
class RawEvent:
    """The same, with the text as it came."""

    kept: KeptAside
    raw: str


def kept_aside(actor: Actor, *, limit: int = 100) -> list[KeptAside]:
    """The newest, without what they hold. Needs `sources.read`."""
    actor.need(READ)
    return [_kept(row) for row in _rows(limit)]


def raw_event(message_id: str, *, actor: Actor, clock: Clock) -> RawEvent:
    """One of the newest, with what it holds, which is noted. Needs `sources.write`; NotFound."""
    actor.need(WRITE)
    row = _found(message_id)
    with transaction.atomic():
        audit.note(actor, "events.open", message_id, clock=clock)
    return RawEvent(_kept(row), row["raw"])


def mend_event(message_id: str, text: str, *, actor: Actor, clock: Clock) -> str:
    """Send a mended event (JSON) in the place of one that was kept aside, from the same source and
    as if it had come when that one did; the id under which the log has it. Needs `sources.write`;
    InvalidInput, which says what is still wrong. Sent twice it is in the log once.
    """
    actor.need(WRITE)
    row = _kept(_found(message_id))
    body, is_posthog = _body(text, message_id)
    opened = open_posthog(body) if is_posthog else open_segment(body, route="import")
    received_at = round(row.received_at.timestamp() * 1_000_000)
    outcome = decide(
        opened, source=row.source, received_at=received_at, new_id=lambda: new_id(clock)
    )
    if outcome.decided.quarantined:
        broken = outcome.decided.quarantined[0]
        raise InvalidInput(
            broken.detail,
            remedy="Mend that as well, and send it again.",
            code=f"events.{broken.reason}",
            field="raw",
        )
    open_log(settings.HOME).append(events_table(outcome.decided.events))
    sent = outcome.decided.events[0].message_id
    with transaction.atomic():
        audit.note(actor, MENDED, message_id, {"as": sent}, clock=clock)
    return sent


def _body(text: str, message_id: str) -> tuple[bytes, bool]:
    """A batch with the one event, and whether it is in PostHog's shape. Where an event that was
    sent to an address of its kind names none, its kind is told by what it has; one without a
    message id keeps the one that it was kept aside under.
    """
    try:
        if len(text) > _LARGEST:
            raise ValueError("it is larger than the limit")
        event = msgspec.json.decode(text)
    except (ValueError, RecursionError) as error:
        raise _no_json(str(error)) from None
    if not isinstance(event, dict):
        raise _no_json("it is no object")
    is_posthog = "distinct_id" in event or "$distinct_id" in event
    if not is_posthog:
        event.setdefault("type", "track" if "event" in event else "identify")
        event.setdefault("messageId", message_id)
    return msgspec.json.encode({"batch": [event]}), is_posthog


def _no_json(why: str) -> InvalidInput:
    return InvalidInput(
        f"This is not a JSON object: {why[:200]}.",
        remedy="Write it as an object in braces, with names and texts in double quotes.",
        code="events.bad_json",
        field="raw",
    )


def _found(message_id: str) -> dict[str, Any]:
    for row in _rows(_MOST):
        if row["message_id"] == message_id:
            return row
    raise NotFound(
        "There is no such event among those that were kept aside last.",
        remedy="Look at the list again; older ones are shown by `huitou log quarantine`.",
        code="events.no_such_event",
    )


def _rows(limit: int) -> list[dict[str, Any]]:
    if not (settings.HOME / "log").is_dir():
        return []
    found: list[dict[str, Any]] = open_log(settings.HOME).quarantined(limit).to_pylist()
    return found


def _kept(row: dict[str, Any]) -> KeptAside:
    return KeptAside(**{name: row[name] for name in KeptAside.__dataclass_fields__})
