"""The rows of a file of events as messages of Segment's tracking API, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, BinaryIO

import duckdb
import msgspec

from huitou.engine.files import json_lines, raw_rows
from huitou.engine.files.loading import load
from huitou.engine.files.mapping import Mapping
from huitou.engine.files.moments import read_moments
from huitou.engine.files.opened import JSON_LINES, OpenedFile
from huitou.engine.files.refusals import Refusal
from huitou.engine.files.sql import exists
from huitou.kernel import from_micros

Members = dict[str, msgspec.Raw]
# The line, the moment in microseconds (None: not readable), its text, and the rest by column.
Said = tuple[int, int | None, str | None, Members]

# role, or column of the log: its name on the wire
_WIRE = {
    "event": "event",
    "user_id": "userId",
    "anonymous_id": "anonymousId",
    "message_id": "messageId",
    "type": "type",
    "properties": "properties",
}
_WHOLE = {
    "previous_id": "previousId",
    "previousId": "previousId",
    "group_id": "groupId",
    "groupId": "groupId",
    "name": "name",
    "category": "category",
    "properties": "properties",
    "traits": "traits",
    "context": "context",
    "mergeProperties": "mergeProperties",
}
_OBJECTS = ("properties", "traits", "context")
_SIGNS_OF_WHOLE = ("properties", "traits", "context", "messageId", "message_id")
_CODE_NAMES = re.compile(
    r"(id|no|code|sku|number|phone|mobile|zip|编号|编码|号|号码|货号|电话)$", re.I
)
_NUMBER = r"-?(0|[1-9]\d{0,14})(\.\d{1,10})?"

_BATCH = 5_000

_decode_raw = msgspec.json.Decoder(msgspec.Raw).decode
_decode_value = msgspec.json.Decoder(float_hook=str).decode
_decode_members = msgspec.json.Decoder(Members).decode
_encode = msgspec.json.encode


@dataclass(frozen=True)
class EventRules:
    """How a file of events is to be understood. `received_at` (microseconds since 1970 UTC) is
    when it is taken in, `source` the name of where it comes from; see `read_orders` for the rest.
    """

    received_at: int
    source: str = "file"
    timezone: str = "UTC"
    date_format: str | None = None


def messages(
    con: duckdb.DuckDBPyConnection,
    opened: OpenedFile,
    mapping: Mapping,
    rules: EventRules,
    refused: list[Refusal],
) -> Iterator[tuple[int, bytes]]:
    """Each row as (line, message); `refused` gets the rows that cannot be one."""
    whole = any(column.split(".")[0] in _SIGNS_OF_WHOLE for column in opened.columns)
    read = _from_objects if opened.format == JSON_LINES else _from_table
    for line, instant, told, members in read(con, opened, mapping, rules, refused):
        if told is None:
            refused.append((line, "date_missing", "timestamp", ""))
        else:
            moment = told if instant is None else from_micros(instant).isoformat()
            yield line, _message(members, mapping, moment, whole=whole)


def _message(members: Members, mapping: Mapping, moment: str, *, whole: bool) -> bytes:
    wire: dict[str, Any] = {"type": "track"}
    for role, name in _WIRE.items():
        value = members.pop(mapping.column(role) or "", None)
        if value is not None:
            wire[name] = value
    wire["timestamp"] = moment
    if whole:
        wire |= {name: members[said] for said, name in _WHOLE.items() if said in members}
    elif members:
        wire["properties"] = members | _object(wire.get("properties"))
    if "messageId" not in wire:
        wire["messageId"] = f"file-{blake2b(_encode(wire), digest_size=16).hexdigest()}"
    return _encode(wire)


def _object(value: msgspec.Raw | None) -> Members:
    try:
        return {} if value is None else _decode_members(value)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return {"properties": value} if value is not None else {}


def _from_objects(
    con: duckdb.DuckDBPyConnection, opened: OpenedFile, mapping: Mapping, rules: EventRules,
    refused: list[Refusal],
) -> Iterator[Said]:  # fmt: skip
    """From JSON Lines, read twice: first for the moments, which are understood as one column."""
    column = mapping.column("timestamp") or ""
    raw_rows.create(con, ["moment"])
    with opened.text.open("rb") as file:
        raw_rows.insert(con, _moments_told(file, column, refused), {"moment": 0})
    moments = _with_instants(con, "moment", rules)
    with opened.text.open("rb") as file:
        for line, value in json_lines.objects(file, _decode_members):
            if isinstance(value, str):
                continue
            _, told, instant = next(moments)
            members = {name: part for name, part in value.items() if bytes(part) != b"null"}
            members.pop(column, None)
            yield line, instant, told, members


def _moments_told(
    file: BinaryIO, column: str, refused: list[Refusal]
) -> Iterator[tuple[int, list[str | None]]]:
    for line, value in json_lines.objects(file, _decode_members):
        if isinstance(value, str):
            refused.append((line, value, None, ""))
        else:
            said = _decode_value(value.get(column, b"null"))
            yield line, [None if said is None else str(said)]


def _from_table(
    con: duckdb.DuckDBPyConnection, opened: OpenedFile, mapping: Mapping, rules: EventRules,
    refused: list[Refusal],
) -> Iterator[Said]:  # fmt: skip
    names = {f"c{place}": column for place, column in enumerate(opened.columns)}
    broken = load(con, opened, names)
    refused.extend(zip(*(column.to_pylist() for column in broken.columns), strict=True))
    moment = next(name for name, column in names.items() if column == mapping.column("timestamp"))
    bare = {name for name in names if _holds_json(con, name, names[name], mapping)}
    for line, *texts, instant in _with_instants(con, moment, rules):
        members, told = {}, None
        for (name, column), text in zip(names.items(), texts, strict=True):
            if name == moment:
                told = text
            elif text is not None:
                bytes_ = text.encode() if name in bare and _is_json(text) else _encode(text)
                members[column] = msgspec.Raw(bytes_)
        yield line, instant, told, members


def _with_instants(
    con: duckdb.DuckDBPyConnection, moment: str, rules: EventRules
) -> Iterator[tuple[Any, ...]]:
    """The rows of `raw`, each with its `moment` understood as a last column."""
    read_moments(
        con,
        f"SELECT {moment} AS text FROM raw WHERE {moment} IS NOT NULL",
        style=rules.date_format,
        timezone=rules.timezone,
    )
    rows = con.execute(
        f"SELECT raw.*, instant FROM raw LEFT JOIN moments ON text = {moment} ORDER BY line"
    )
    while batch := rows.fetchmany(_BATCH):
        yield from batch


def _holds_json(con: duckdb.DuckDBPyConnection, name: str, column: str, mapping: Mapping) -> bool:
    """Whether the texts of a column are JSON: objects, or numbers that are not a code."""
    if column in (*_OBJECTS, mapping.column("properties")):
        return True
    roles = {choice.column for choice in mapping.choices}
    if column in roles or _CODE_NAMES.search(column):
        return False
    return not exists(con, f"FROM raw WHERE {name} NOT SIMILAR TO '{_NUMBER}'")


def _is_json(text: str) -> bool:
    try:
        _decode_raw(text)
    except (msgspec.MsgspecError, RecursionError):
        return False
    return True
