"""Where the values of a JSON text lie, found by its brackets and strings alone.

The slow path for a body that the JSON decoder refuses as a whole: one event with a NaN, a broken
escape or a thousand brackets must not take its neighbours along. Nothing here calls itself, so no
depth of nesting is too much; the work grows with the length of the text and no faster.
"""

from __future__ import annotations

import re

import msgspec

_STRING = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_SPACE = re.compile(rb"[ \t\r\n]*+")
_KEY = re.compile(_STRING, re.DOTALL)
_SCALAR = re.compile(rb'(?:[^,\[\]{}" \t\r\n]++|' + _STRING + rb")", re.DOTALL)
_BRACKETS = re.compile(rb'(?:[^"\[\]{}]++|' + _STRING + rb")*+([\[{]++|[\]}]++)", re.DOTALL)


class Unbalanced(Exception):
    """The text ends before its brackets and strings do, or a mark is missing at `position`."""

    def __init__(self, position: int) -> None:
        super().__init__(position)
        self.position = position


def members(text: bytes) -> dict[str, bytes]:
    """The members of the JSON object `text`, each value as the bytes between its marks.

    Raises Unbalanced if the outer object can not be followed to its end.
    """
    start = _skip(text, 0)
    _expect(text, start, b"{")
    found: dict[str, bytes] = {}
    position = _skip(text, start + 1)
    while text[position : position + 1] != b"}":
        if found:
            position = _skip(text, _expect(text, position, b","))
        key = _KEY.match(text, position)
        if key is None:
            raise Unbalanced(position)
        position = _skip(text, _expect(text, _skip(text, key.end()), b":"))
        end = _value_end(text, position)
        found[_name(key.group(), position)] = text[position:end]
        position = _skip(text, end)
    end = _skip(text, position + 1)
    if end != len(text):
        raise Unbalanced(end)
    return found


def elements(text: bytes) -> list[bytes]:
    """The elements of the JSON array `text`, which `members` gave; raises Unbalanced like it."""
    _expect(text, 0, b"[")
    found: list[bytes] = []
    position = _skip(text, 1)
    while text[position : position + 1] != b"]":
        if found:
            position = _skip(text, _expect(text, position, b","))
        end = _value_end(text, position)
        found.append(text[position:end])
        position = _skip(text, end)
    return found


def levels_over(text: bytes, most: int) -> int | None:
    """How many brackets are open at once at the deepest place, if that is more than `most`; those
    inside strings do not count.
    """
    # Counting all brackets is quick and never too low; only many of them are worth a close look.
    if text.count(b"{") + (text.count(b"[") if b"[" in text else 0) <= most:
        return None
    deepest = _depth(text)
    return deepest if deepest > most else None


def _depth(text: bytes) -> int:
    deepest = level = position = 0
    while (match := _BRACKETS.match(text, position)) is not None:
        run = match.group(1)
        level += len(run) if run[0] in b"[{" else -len(run)
        deepest = max(deepest, level)
        position = match.end()
    return deepest


def _value_end(text: bytes, start: int) -> int:
    if text[start : start + 1] not in (b"[", b"{"):
        scalar = _SCALAR.match(text, start)
        if scalar is None:
            raise Unbalanced(start)
        return scalar.end()
    level, position = 0, start
    while (match := _BRACKETS.match(text, position)) is not None:
        run = match.group(1)
        if run[0] in b"[{":
            level += len(run)
        elif level <= len(run):
            return match.start(1) + level
        else:
            level -= len(run)
        position = match.end()
    raise Unbalanced(len(text))


def _skip(text: bytes, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match is not None else position


def _expect(text: bytes, position: int, mark: bytes) -> int:
    if text[position : position + 1] != mark:
        raise Unbalanced(position)
    return position + 1


def _name(key: bytes, position: int) -> str:
    try:
        return msgspec.json.decode(key, type=str)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Unbalanced(position) from error
