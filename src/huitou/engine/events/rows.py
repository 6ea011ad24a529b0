"""What the log holds: the row of an event, the row of a quarantined event, and their tables."""

from __future__ import annotations

import msgspec
import pyarrow as pa

_MOMENT = pa.timestamp("us", tz="UTC")

EVENTS_SCHEMA = pa.schema(
    [
        pa.field("message_id", pa.string(), nullable=False),
        pa.field("type", pa.string(), nullable=False),
        pa.field("event", pa.string()),
        pa.field("name", pa.string()),
        pa.field("user_id", pa.string()),
        pa.field("anonymous_id", pa.string()),
        pa.field("previous_id", pa.string()),
        pa.field("group_id", pa.string()),
        pa.field("timestamp", _MOMENT, nullable=False),
        pa.field("original_timestamp", _MOMENT),
        pa.field("sent_at", _MOMENT),
        pa.field("received_at", _MOMENT, nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("properties", pa.string()),
        pa.field("traits", pa.string()),
        pa.field("context", pa.string()),
    ]
)

QUARANTINE_SCHEMA = pa.schema(
    [
        pa.field("message_id", pa.string(), nullable=False),
        pa.field("received_at", _MOMENT, nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("event", pa.string()),
        pa.field("user_id", pa.string()),
        pa.field("anonymous_id", pa.string()),
        pa.field("reason", pa.string(), nullable=False),
        pa.field("field", pa.string()),
        pa.field("detail", pa.string(), nullable=False),
        pa.field("raw", pa.string(), nullable=False),
    ]
)


class EventRow(msgspec.Struct, array_like=True, gc=False):
    """One accepted event, in the order of EVENTS_SCHEMA. Moments are microseconds since 1970 UTC;
    `properties`, `traits` and `context` are JSON objects as text.
    """

    message_id: str
    type: str
    event: str | None
    name: str | None
    user_id: str | None
    anonymous_id: str | None
    previous_id: str | None
    group_id: str | None
    timestamp: int
    original_timestamp: int | None
    sent_at: int | None
    received_at: int
    source: str
    properties: str | None
    traits: str | None
    context: str | None


class QuarantineRow(msgspec.Struct, array_like=True, gc=False):
    """One event that was kept aside, in the order of QUARANTINE_SCHEMA: `reason` is a stable code,
    `detail` a sentence, `raw` the event as it came.
    """

    message_id: str
    received_at: int
    source: str
    event: str | None
    user_id: str | None
    anonymous_id: str | None
    reason: str
    field: str | None
    detail: str
    raw: str


class Decided(msgspec.Struct, array_like=True):
    """What became of one request: a verdict is made once, at the door, and stored."""

    events: list[EventRow]
    quarantined: list[QuarantineRow]


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Decided)


def pack(decided: Decided) -> bytes:
    """The stored form of one request's rows."""
    return _encoder.encode(decided)


def unpack(record: bytes) -> Decided:
    """The rows of a stored record; msgspec.DecodeError for bytes that `pack` did not make."""
    return _decoder.decode(record)


def events_table(rows: list[EventRow]) -> pa.Table:
    """The rows as a table of EVENTS_SCHEMA."""
    return _table(rows, EVENTS_SCHEMA)


def quarantine_table(rows: list[QuarantineRow]) -> pa.Table:
    """The rows as a table of QUARANTINE_SCHEMA."""
    return _table(rows, QUARANTINE_SCHEMA)


def _table(rows: list[EventRow] | list[QuarantineRow], schema: pa.Schema) -> pa.Table:
    columns = (
        pa.array([getattr(row, field.name) for row in rows], type=field.type) for field in schema
    )
    return pa.Table.from_arrays(list(columns), schema=schema)
