"""One event as a client says it, in the words of the Segment HTTP tracking API."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from typing import Any

import msgspec

ABSENT = msgspec.Raw(b"")

Id = str | int | None
Moment = str | int | float | None


class WireEvent(msgspec.Struct, gc=False, rename="camel"):
    """The fields that a row is made of; a client's other fields (integrations, channel, version)
    are routing for other products and are not kept. Objects stay as bytes.
    """

    type: str | None = None
    event: str | None = None
    name: str | None = None
    category: str | None = None
    user_id: Id = None
    anonymous_id: Id = None
    previous_id: Id = None
    group_id: Id = None
    message_id: Id = None
    timestamp: Moment = None
    original_timestamp: Moment = None
    sent_at: Any = None  # what is no time counts for nothing, so it may be anything
    properties: msgspec.Raw = ABSENT
    traits: msgspec.Raw = ABSENT
    context: msgspec.Raw = ABSENT
    merge_properties: msgspec.Raw = ABSENT


class Role(StrEnum):
    """The part that a typed field of a protocol plays."""

    ID = "id"
    MESSAGE_ID = "message_id"
    EVENT = "event"
    TYPE = "type"
    MOMENT = "moment"
    PROPERTIES = "properties"
    TRAITS = "traits"


@dataclass(frozen=True, slots=True)
class Wire:
    """How one protocol says an event.

    `read` turns an event's bytes into a WireEvent, or raises a msgspec error; `most_bytes` is the
    largest event it may send; `fields` gives the role of each of its typed fields. The other names
    say where the protocol keeps what identifies an event; it may not tell anonymous ids apart.
    """

    read: Callable[[bytes], WireEvent]
    most_bytes: int
    fields: Mapping[str, Role]
    message_id: str
    user_id: str
    anonymous_id: str | None
    previous_id: str
    group_id: str


def id_text(value: Id) -> str | None:
    """An id as text: null and empty text are no id, a whole number is its decimal text."""
    if isinstance(value, str):
        return value or None
    return None if value is None else str(value)


def derived_message_id(source: str, said: WireEvent) -> str:
    """A message id for an event without one, the same each time the event is sent again.

    Made from everything the client says of the event itself; the time of sending is left out
    because a retry changes it.
    """
    parts = (
        source,
        *(getattr(said, name) for name in _OWN_SCALARS),
        *(bytes(getattr(said, name)).decode() for name in _OWN_OBJECTS),
    )
    return "h-" + blake2b(msgspec.json.encode(parts), digest_size=16).hexdigest()


_OWN_OBJECTS = ("properties", "traits", "context", "merge_properties")
_OWN_SCALARS = tuple(
    name
    for name in WireEvent.__struct_fields__
    if name not in {*_OWN_OBJECTS, "message_id", "sent_at"}
)
