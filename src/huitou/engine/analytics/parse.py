"""Queries from JSON values, with errors that name the field and the remedy."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any, TypeVar

import msgspec
from msgspec import inspect

from huitou.engine.analytics.query.events import EventFilter
from huitou.engine.analytics.query.refusals import refuse
from huitou.kernel import InvalidInput

_S = TypeVar("_S", bound=msgspec.Struct)
_AT = re.compile(r"^(?P<what>.*?)(?: - at `\$\.?(?P<where>.*)`)?$", re.DOTALL)
_UNKNOWN = re.compile(r"unknown field `(?P<name>.*)`")
_MISSING = re.compile(r"missing required field `(?P<name>.*)`")
_STEP = re.compile(r"[^.\[\]]+|\[\.\.\.\]")

_PLAIN: tuple[tuple[type[inspect.Type], str], ...] = (
    (inspect.StrType, "a text"),
    (inspect.IntType, "a whole number"),
    (inspect.FloatType, "a number"),
    (inspect.BoolType, "true or false"),
    (inspect.DictType, "an object of names and values"),
)


def parsed(values: dict[str, Any], kind: type[_S]) -> _S:
    """The query (or a piece of one) that the JSON `values` say. An event may be written as its
    name alone. InvalidInput, with the field, for anything else.
    """
    whole = inspect.type_info(kind)
    spelled_out = _spelled_out(values, whole)
    try:
        return msgspec.convert(spelled_out, kind)
    except msgspec.ValidationError as error:
        raise _refusal(str(error), whole, spelled_out) from None


def _spelled_out(value: Any, kind: inspect.Type) -> Any:
    """`value` with each event that is only a name written as an EventFilter."""
    kind = _meant(kind, value)
    if isinstance(kind, inspect.StructType):
        if kind.cls is EventFilter and isinstance(value, str):
            return {"event": value}
        if isinstance(value, dict):
            kinds = {field.encode_name: field.type for field in kind.fields}
            return {
                name: _spelled_out(one, kinds[name]) if name in kinds else one
                for name, one in value.items()
            }
    if isinstance(kind, inspect.VarTupleType) and isinstance(value, list | tuple):
        return [_spelled_out(one, kind.item_type) for one in value]
    return value


def _meant(kind: inspect.Type, value: Any) -> inspect.Type:
    """Of an optional type the type itself; of several structs the one whose tag `value` bears."""
    if not isinstance(kind, inspect.UnionType):
        return kind
    kinds = _without_null(kind)
    if len(kinds) == 1:
        return kinds[0]
    tags = value if isinstance(value, dict) else {}
    for one in kinds:
        if isinstance(one, inspect.StructType) and tags.get(one.tag_field or "") == one.tag:
            return one
    return kind


def _without_null(kind: inspect.UnionType) -> list[inspect.Type]:
    return [one for one in kind.types if not isinstance(one, inspect.NoneType)]


def _refusal(said: str, whole: inspect.Type, values: Any) -> InvalidInput:
    """Our error for what msgspec said of `values`."""
    match = _AT.match(said)
    what, where = (match["what"], match["where"] or "") if match else (said, "")
    kind = _at(where, whole, values)
    if found := _UNKNOWN.search(what):
        inside = f" in {where}" if where else ""
        field = _joined(where, found["name"])
        return refuse(field, f"There is no field {found['name']}{inside}.", _near(found, kind))
    if found := _MISSING.search(what):
        field = _joined(where, found["name"])
        remedy = f"Give {_asked_for(_at(found['name'], kind, {}))}."
        return refuse(field, f"The field {field} is missing.", remedy)
    where = where.replace("[...]", "")  # which property it was is not said
    place = f" at {where}" if where else ""
    return refuse(where or "query", f"{what}{place}.", f"Give {_asked_for(kind)}.")


def _joined(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def _near(unknown: re.Match[str], kind: inspect.Type) -> str:
    """The fields that there are, and the one that may have been meant."""
    fields = _fields(kind)
    near = get_close_matches(unknown["name"], fields, n=1)
    meant = f"Did you mean {near[0]}? " if near else ""
    return f"{meant}The fields are: {', '.join(fields)}."


def _at(where: str, kind: inspect.Type, value: Any) -> inspect.Type:
    """The type at a place such as `steps[0].where`, as far as it can be followed."""
    for step in _STEP.findall(where):
        kind = _meant(kind, value)
        if isinstance(kind, inspect.StructType):
            kinds = {field.encode_name: field.type for field in kind.fields}
            if step not in kinds:
                return kind
            kind = kinds[step]
            value = value.get(step) if isinstance(value, dict) else None
        elif isinstance(kind, inspect.VarTupleType):
            kind = kind.item_type
            value = value[int(step)] if isinstance(value, list) and step.isdigit() else None
        elif isinstance(kind, inspect.DictType):
            kind, value = kind.value_type, None
    return _meant(kind, value)


def _asked_for(kind: inspect.Type) -> str:
    """What may stand in a place of that type, in words."""
    kind = _meant(kind, None)
    for plain, words in _PLAIN:
        if isinstance(kind, plain):
            return words
    if isinstance(kind, inspect.LiteralType):
        return f"one of: {_listed(kind.values)}"
    if isinstance(kind, inspect.VarTupleType):
        return f"a list, each entry {_asked_for(kind.item_type)}"
    if isinstance(kind, inspect.StructType):
        name = "an event's name, or " if kind.cls is EventFilter else ""
        return f"{name}an object with the fields {_listed(_fields(kind))}"
    if isinstance(kind, inspect.UnionType):
        return _one_of(_without_null(kind))
    return "another value"


def _one_of(kinds: list[inspect.Type]) -> str:
    """Several types: structs by their tags, plain values by their names."""
    structs = [one for one in kinds if isinstance(one, inspect.StructType)]
    if len(structs) == len(kinds):
        tags = _listed(one.tag for one in structs)
        return f"an object whose {structs[0].tag_field} is one of: {tags}"
    return " or ".join(words for plain, words in _PLAIN if any(isinstance(k, plain) for k in kinds))


def _fields(kind: inspect.Type) -> list[str]:
    if not isinstance(kind, inspect.StructType):
        return []
    tag = [kind.tag_field] if kind.tag_field else []
    return [*tag, *(field.encode_name for field in kind.fields)]


def _listed(values: Iterable[Any]) -> str:
    return ", ".join(str(value) for value in values)
