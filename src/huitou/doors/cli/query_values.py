"""What was said on the command line as the JSON values of a query."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import inspect

from huitou.doors.cli.query_options import (
    WHERE,
    meant,
    option_name,
    parameter,
    query_fields,
    short_fields,
)
from huitou.engine.analytics import EventFilter
from huitou.kernel import InvalidInput, NotFound


def query_values(
    query: type[msgspec.Struct], given: Mapping[str, Any], whole: str | None
) -> dict[str, Any]:
    """The values of a query: `whole` (see json_object), over which the options that were `given`
    go. A timezone that neither says is that of HUITOU_TIMEZONE, or UTC.
    """
    values = {} if whole is None else json_object(whole, "--json")
    for field in query_fields(query):
        name, kind = field.encode_name, meant(field.type)
        said = given.get(parameter(name))
        if said is not None and said != ():
            values[name] = _value(kind, said, option_name(name))
        if where := given.get(parameter(name, WHERE)):
            found = _pairs(where, option_name(name) + WHERE)
            values[name] = _with_where(values.get(name), found)
    _set_timezone(values, query_fields(query))
    return values


def _set_timezone(values: dict[str, Any], fields: tuple[inspect.Field, ...]) -> None:
    """In the query, or in the piece of it that has one (a cohort's definition)."""
    for field in fields:
        kind, value = meant(field.type), values.get(field.encode_name)
        if field.encode_name == "timezone":
            values.setdefault("timezone", os.environ.get("HUITOU_TIMEZONE") or "UTC")
        elif isinstance(kind, inspect.StructType) and isinstance(value, dict):
            _set_timezone(value, kind.fields)


def json_object(said: str, option: str) -> dict[str, Any]:
    """A JSON object from a text that begins with "{", from standard input ("-") or a file."""
    text = said if said.lstrip().startswith("{") else _read(said, option)
    try:
        return msgspec.json.decode(text, type=dict[str, Any])
    except msgspec.MsgspecError as error:
        raise _bad(option, f"this is no JSON object: {error}.", "Write it as {…}.") from None


def piece(kind: inspect.StructType, said: str, option: str) -> Any:
    """A struct from JSON, or in short: its fields in their order, with colons between them. What
    is left empty keeps its default.
    """
    if said.lstrip().startswith("{"):
        return json_object(said, option)
    if kind.cls is EventFilter:
        return {"event": said}
    fields = short_fields(kind)
    if not fields:
        raise _bad(option, f"{said!r} is no JSON object.", "Write it as {…}.")
    parts = said.split(":", len(fields) - 1)
    return {
        field.encode_name: _part(meant(field.type), part)
        for field, part in zip(fields, parts, strict=False)
        if part
    }


def _value(kind: inspect.Type, said: Any, option: str) -> Any:
    if isinstance(kind, inspect.VarTupleType):
        return [_value(meant(kind.item_type), one, option) for one in said]
    if isinstance(kind, inspect.DictType):
        return _pairs(said, option)
    if isinstance(kind, inspect.StructType):
        return piece(kind, said, option)
    return json_object(said, option) if isinstance(kind, inspect.UnionType) else said


def _part(kind: inspect.Type, said: str) -> Any:
    """One field of a piece in short. A text that is no number is left to the query's own check,
    which says what is wanted.
    """
    if isinstance(kind, inspect.IntType | inspect.FloatType | inspect.BoolType):
        return _scalar(said)
    return {"event": said} if isinstance(kind, inspect.StructType) else said


def _pairs(said: Iterable[str], option: str) -> dict[str, Any]:
    """KEY=VALUE, where VALUE is a JSON scalar if it reads as one, and else a text."""
    pairs = {}
    for one in said:
        key, equals, value = one.partition("=")
        if not (key and equals):
            raise _bad(option, f"{one!r} is not KEY=VALUE.", "Write it as category=tea.")
        pairs[key] = _scalar(value)
    return pairs


def _scalar(said: str) -> Any:
    try:
        value = msgspec.json.decode(said)
    except msgspec.DecodeError:
        return said
    return said if isinstance(value, list | dict) else value


def _with_where(event: Any, where: dict[str, Any]) -> dict[str, Any]:
    """An event, said as its name or as an object, that must also have `where`."""
    known = event if isinstance(event, dict) else {} if event is None else {"event": event}
    return {**known, "where": {**known.get("where", {}), **where}}


def _read(said: str, option: str) -> str:
    if said == "-":
        return sys.stdin.read()
    path = Path(said)
    if not path.is_file():
        message = f"{option}: there is no file {said}."
        remedy = "Give a file, - for standard input, or the JSON itself."
        raise NotFound(message, remedy=remedy, code="query.no_json", field="json")
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise _bad(option, f"{said} is not UTF-8 text.", "Give a file of JSON.") from None


def _bad(option: str, message: str, remedy: str) -> InvalidInput:
    code, field = "query.bad_option", option.removeprefix("--")
    return InvalidInput(f"{option}: {message}", remedy=remedy, code=code, field=field)
