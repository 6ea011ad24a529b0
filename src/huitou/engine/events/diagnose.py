"""What is wrong with an event that could not be read, and what can still be told of it.

Only broken events come here, so this takes its time to find the place and name it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from huitou.engine.events.reasons import Problem
from huitou.engine.events.wire_event import Role, Wire

_LONGEST_WHOLE_NUMBER = 1000  # digits; Python refuses to read more than 4300
_KINDS: dict[Role, tuple[tuple[type, ...], str, str]] = {
    Role.ID: ((str, int), "bad_id", "text or a whole number"),
    Role.MESSAGE_ID: ((str, int), "bad_message_id", "text or a whole number"),
    Role.EVENT: ((str,), "bad_event", "text"),
    Role.TYPE: ((str,), "bad_type", "text"),
    Role.MOMENT: ((str, int, float), "bad_timestamp", "text or a number"),
    Role.PROPERTIES: ((dict,), "bad_properties", "an object"),
    Role.TRAITS: ((dict,), "bad_traits", "an object"),
}
_WORDS = {str: "text", bool: "true or false", list: "a list", dict: "an object"}


class Traces(NamedTuple):
    """What can be told of an event that is kept aside; None for what it does not say."""

    message_id: str | None
    event: str | None
    user_id: str | None
    anonymous_id: str | None


class _NotANumber(float):
    """A NaN or Infinity that was written as such, which JSON does not allow."""


def diagnose(raw: bytes, wire: Wire, error: Exception) -> Problem:
    """The problem of an event that `wire.read` refused with `error`."""
    try:
        value = _read(raw.decode("utf-8"))
    except UnicodeDecodeError as broken:
        return Problem("bad_encoding", None, f"Byte {broken.start} of the event is not UTF-8.")
    except ValueError as broken:
        return Problem("bad_json", None, f"The event is not valid JSON: {broken}.")
    except RecursionError:
        return Problem("too_deep", None, "The event is nested too deeply to be read.")
    if not isinstance(value, dict):
        words = _WORDS.get(type(value), "a number, true, false or null")
        return Problem("not_an_object", None, f"The event is {words}, not a JSON object.")
    return _in_leaves(value) or _in_fields(value, wire) or _unnamed(error)


def traces(raw: bytes, wire: Wire) -> Traces:
    """The names and ids of an event that is kept aside, as far as they can be read."""
    try:
        value = _read(raw.decode("utf-8", "surrogateescape"))
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        return Traces(None, None, None, None)
    names = (wire.message_id, "event", wire.user_id, wire.anonymous_id)
    return Traces(*(_plain(value.get(name)) if name else None for name in names))


def _read(text: str) -> Any:
    return json.loads(text, parse_constant=_NotANumber, parse_int=_whole)


def _whole(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONGEST_WHOLE_NUMBER else digits


def _plain(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return _printable(str(value)) or None


def _in_leaves(value: dict[str, Any]) -> Problem | None:
    for path, leaf in _leaves(value):
        if isinstance(leaf, _NotANumber):
            detail = f"{path} is not a number that JSON knows; leave it out or send null."
            return Problem("not_a_number", path, detail)
        if isinstance(leaf, str) and _printable(leaf) != leaf:
            return Problem(
                "bad_encoding", path, f"{path} holds half a character (a lone surrogate)."
            )
    return None


def _leaves(value: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Every name and every plain value, with the path to it."""
    waiting: list[tuple[str, Any]] = [("", value)]
    while waiting:
        path, inner = waiting.pop()
        if isinstance(inner, dict):
            for name, member in inner.items():
                place = f"{path}.{_printable(name)}".lstrip(".")
                yield place, name
                waiting.append((place, member))
        elif isinstance(inner, list):
            waiting.extend((f"{path}[{index}]", member) for index, member in enumerate(inner))
        else:
            yield path, inner


def _in_fields(value: dict[str, Any], wire: Wire) -> Problem | None:
    for name, role in wire.fields.items():
        said = _at(value, name)
        kinds, reason, wanted = _KINDS[role]
        if said is None or (isinstance(said, kinds) and not isinstance(said, bool)):
            continue
        words = _WORDS.get(type(said), f"the number {said}")
        return Problem(reason, name, f"{name} must be {wanted}, not {words}.")
    return None


def _at(value: object, path: str) -> object:
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _unnamed(error: Exception) -> Problem:
    return Problem("bad_json", None, f"The event can not be read: {_printable(str(error))}.")


def _printable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
