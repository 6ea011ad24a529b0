"""The outer object of a request body: the batch, and what is said once for all its events."""

from __future__ import annotations

from codecs import BOM_UTF8
from typing import TypeVar

import msgspec

from huitou.engine.events.diagnose import diagnose
from huitou.engine.events.spans import Unbalanced, elements, members
from huitou.engine.events.wire_event import ABSENT, Moment, Wire
from huitou.kernel import InvalidInput, TooLarge

MOST_EVENTS = 50_000

_REMEDY = "Send one JSON object, encoded in UTF-8, as the tracking API describes it."
_BROKEN = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)


class Envelope(msgspec.Struct, gc=False):
    """What the protocols say beside their events, as bytes; ABSENT if not there."""

    write_key: msgspec.Raw = msgspec.field(default=ABSENT, name="writeKey")
    sent_at: msgspec.Raw = msgspec.field(default=ABSENT, name="sentAt")
    context: msgspec.Raw = ABSENT
    api_key: msgspec.Raw = ABSENT
    token: msgspec.Raw = ABSENT
    posthog_sent_at: msgspec.Raw = msgspec.field(default=ABSENT, name="sent_at")
    historical_migration: msgspec.Raw = ABSENT


class BatchEnvelope(Envelope, gc=False):
    """An envelope with a batch; None if it has none, or null."""

    batch: list[msgspec.Raw] | None = None


_decode = msgspec.json.Decoder(Envelope).decode
_decode_batch = msgspec.json.Decoder(BatchEnvelope).decode


def without_mark(body: bytes) -> bytes:
    """The body without the byte order mark that some clients put first."""
    return body.removeprefix(BOM_UTF8)


def is_utf8(body: bytes) -> bool:
    """Whether all of the body is UTF-8."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def open_batch(body: bytes) -> BatchEnvelope:
    """The envelope of a body that is a JSON object and may hold a batch.

    A body that is no valid JSON as a whole is taken apart by its brackets, so that one broken
    event does not take the others along. Raises InvalidInput if that is not possible either, and
    TooLarge for more than 50,000 events.
    """
    try:
        envelope = _decode_batch(body)
    except _BROKEN:
        envelope = _batch_by_brackets(body)
    if envelope.batch is not None and len(envelope.batch) > MOST_EVENTS:
        raise TooLarge(
            f"The batch has {len(envelope.batch)} events; {MOST_EVENTS} at most.",
            remedy="Send it as several batches.",
            code="too_many_events",
            field="batch",
        )
    return envelope


def open_single(body: bytes, wire: Wire) -> Envelope:
    """The envelope of a body that is one event. Raises InvalidInput if it is not a JSON object;
    NaN, bad encoding and deep nesting are left to the verdict on the event.
    """
    try:
        return _decode(body)
    except _BROKEN as error:
        envelope = _fill(Envelope(), _members(body))
        problem = diagnose(body, wire, error)
        if problem.reason == "bad_json":
            raise InvalidInput(problem.detail, remedy=_REMEDY, code="bad_body") from error
        return envelope


def text_in(value: msgspec.Raw) -> str | None:
    """A JSON value if it is text that is not empty, else None."""
    try:
        return msgspec.json.decode(value, type=str) or None
    except _BROKEN:
        return None


def moment_told(value: msgspec.Raw) -> Moment:
    """A JSON value if it is text or a number, as a moment may be told, else None."""
    try:
        told: Moment = msgspec.json.decode(value, type=Moment)
    except _BROKEN:
        return None
    return told


def _batch_by_brackets(body: bytes) -> BatchEnvelope:
    found = _members(body)
    envelope = _fill(BatchEnvelope(), found)
    batch = found.get("batch", b"null")
    if batch != b"null":
        if batch[:1] != b"[":
            message = "The batch is not an array."
            raise InvalidInput(message, remedy=_REMEDY, code="bad_body", field="batch")
        envelope.batch = [msgspec.Raw(item) for item in _elements(batch)]
    return envelope


_E = TypeVar("_E", bound=Envelope)


def _fill(envelope: _E, found: dict[str, bytes]) -> _E:
    fields = zip(Envelope.__struct_fields__, Envelope.__struct_encode_fields__, strict=True)
    for field, name in fields:
        if name in found:
            setattr(envelope, field, msgspec.Raw(found[name]))
    return envelope


def _members(body: bytes) -> dict[str, bytes]:
    try:
        return members(body)
    except Unbalanced as broken:
        raise _unreadable(body, broken.position) from broken


def _elements(batch: bytes) -> list[bytes]:
    try:
        return elements(batch)
    except Unbalanced as broken:
        message = f"The batch is not a valid JSON array at its byte {broken.position}."
        raise InvalidInput(message, remedy=_REMEDY, code="bad_body", field="batch") from broken


def _unreadable(body: bytes, position: int) -> InvalidInput:
    if not body.strip():
        message = "The body is empty."
    elif body.lstrip()[:1] != b"{":
        message = "The body is not a JSON object."
    else:
        message = f"The body is not valid JSON, or breaks off, at byte {position}."
    return InvalidInput(message, remedy=_REMEDY, code="bad_body")
