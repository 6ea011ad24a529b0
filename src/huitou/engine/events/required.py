"""Whether the properties of a known event hold what the catalogue demands.

A valid event is checked by one typed decode of its bytes (msgspec, a decoder per event made once
from the catalogue); only a broken one is taken apart to say what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, NamedTuple

import msgspec

from huitou.engine.events.catalogue import CATALOGUE
from huitou.engine.events.known_event import Kind, KnownEvent, Need, Property
from huitou.engine.events.reasons import Problem


class _Product(msgspec.Struct, gc=False):
    product_id: str | int | None = None
    sku: str | int | None = None
    price: float | None = None
    quantity: float | None = None


_FILLED = msgspec.Meta(min_length=1)
_TYPES: dict[Kind, Any] = {
    Kind.ID: Annotated[str, _FILLED] | int,
    Kind.TEXT: Annotated[str, _FILLED],
    Kind.NUMBER: float,
    Kind.LIST: Annotated[list[msgspec.Raw], _FILLED],
    Kind.PRODUCTS: Annotated[list[_Product], _FILLED],
}
_WORDS = {
    Kind.ID: "text that is not empty, or a whole number",
    Kind.TEXT: "text that is not empty",
    Kind.NUMBER: "a number",
    Kind.LIST: "a list that is not empty",
    Kind.PRODUCTS: "a list of products that is not empty",
}


class _Check(NamedTuple):
    event: KnownEvent
    decode: Callable[[bytes], Any]
    choices: tuple[tuple[str, ...], ...]  # the needs that more than one property can meet


def _check(event: KnownEvent) -> _Check:
    fields: list[Any] = []
    for need in event.needs:
        for prop in need:
            kind = _TYPES[prop.kind]
            fields.append((prop.name, kind) if len(need) == 1 else (prop.name, kind | None, None))
    fields.sort(key=len)
    struct = msgspec.defstruct("Properties", fields, gc=False)
    choices = tuple(tuple(prop.name for prop in need) for need in event.needs if len(need) > 1)
    return _Check(event, msgspec.json.Decoder(struct).decode, choices)


_CHECKS = {name: _check(event) for name, event in CATALOGUE.items() if event.needs}


def problem(event_name: str, properties_json: bytes | None) -> Problem | None:
    """What is wrong with the properties of an event, or None.

    `properties_json` is a JSON object as bytes, or None for none. A name that the catalogue does
    not know has no problem. Nothing is put right on the way: a number inside text is a wrong
    property.
    """
    check = _CHECKS.get(event_name)
    if check is None:
        return None
    properties = properties_json or b"{}"
    try:
        seen = check.decode(properties)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        return _explain(check.event, properties, error)
    for names in check.choices:
        for name in names:
            if getattr(seen, name) is not None:
                break
        else:
            return _explain(check.event, properties, None)
    return None


def _explain(event: KnownEvent, properties: bytes, error: Exception | None) -> Problem:
    try:
        raw_members = msgspec.json.decode(properties, type=dict[str, msgspec.Raw])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as unreadable:
        return Problem("bad_properties", "properties", f"properties cannot be read: {unreadable}.")
    members = {name: bytes(value) for name, value in raw_members.items()}
    for need in event.needs:
        problem = _of_need(event.name, need, members)
        if problem is not None:
            return problem
    return Problem("wrong_property", "properties", f"{event.name}: {error}.")


def _of_need(event: str, need: Need, members: dict[str, bytes]) -> Problem | None:
    given = [prop for prop in need if members.get(prop.name, b"null") != b"null"]
    if not given:
        names = " or ".join(prop.name for prop in need)
        return Problem("missing_property", need[0].name, f"{event} needs {names}.")
    for prop in given:
        wrong = _wrong(prop, members[prop.name])
        if wrong is not None:
            return Problem("wrong_property", prop.name, f"{event}: {wrong}")
    return None


def _wrong(prop: Property, value: bytes) -> str | None:
    try:
        msgspec.json.decode(value, type=_TYPES[prop.kind])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        if prop.kind is Kind.PRODUCTS and value[:1] == b"[" and value != b"[]":
            return f"{prop.name} holds a product of the wrong form ({error})."
        return f"{prop.name} must be {_WORDS[prop.kind]}, not {_shown(value)}."
    return None


def _shown(value: bytes) -> str:
    text = value.decode("utf-8", "backslashreplace")
    return text if len(text) <= 40 else f"{text[:40]}…"
