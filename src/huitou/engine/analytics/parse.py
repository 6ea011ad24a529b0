"""Queries from JSON values, with errors that name the field and the remedy."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Any, TypeVar

import msgspec

from huitou.engine.analytics.query.events import EventFilter
from huitou.engine.analytics.query.refusals import refuse
from huitou.kernel import InvalidInput

_S = TypeVar("_S", bound=msgspec.Struct)
_AT = re.compile(r"^(?P<what>.*?)(?: - at `\$\.?(?P<where>.*)`)?$", re.DOTALL)
_UNKNOWN = re.compile(r"unknown field `(?P<name>.*)`")
_MISSING = re.compile(r"missing required field `(?P<name>.*)`")


def parsed(values: dict[str, Any], kind: type[_S]) -> _S:
    """The query (or a piece of one) that the JSON `values` say. An event may be written as its
    name alone. InvalidInput, with the field, for anything else.
    """
    try:
        return msgspec.convert(_spelled_out(values, msgspec.inspect.type_info(kind)), kind)
    except msgspec.ValidationError as error:
        raise _refusal(str(error), kind) from None


def _spelled_out(value: Any, kind: msgspec.inspect.Type) -> Any:
    """`value` with each event that is only a name written as an EventFilter."""
    if isinstance(kind, msgspec.inspect.UnionType):
        structs = [one for one in kind.types if not isinstance(one, msgspec.inspect.NoneType)]
        return _spelled_out(value, structs[0]) if len(structs) == 1 else value
    if isinstance(kind, msgspec.inspect.StructType):
        if kind.cls is EventFilter and isinstance(value, str):
            return {"event": value}
        if isinstance(value, dict):
            kinds = {field.encode_name: field.type for field in kind.fields}
            return {
                name: _spelled_out(one, kinds[name]) if name in kinds else one
                for name, one in value.items()
            }
    if isinstance(kind, msgspec.inspect.VarTupleType) and isinstance(value, list | tuple):
        return [_spelled_out(one, kind.item_type) for one in value]
    return value


def _refusal(said: str, kind: type[msgspec.Struct]) -> InvalidInput:
    match = _AT.match(said)
    what, where = (match["what"], match["where"] or "") if match else (said, "")
    for pattern in (_UNKNOWN, _MISSING):
        if found := pattern.search(what):
            where = f"{where}.{found['name']}".strip(".")
    fields = [field.encode_name for field in msgspec.structs.fields(kind)]
    remedy = f"The fields are: {', '.join(fields)}."
    if near := get_close_matches(where, fields, n=1):
        remedy = f"Did you mean {near[0]}? {remedy}" if near[0] != where else remedy
    return refuse(where or "query", f"This is no query: {what}.", remedy)
