"""The products that events name, read from JSON text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np

from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.source.groups import Key
from huitou.engine.analytics.source.rows import Coded

_decode = msgspec.json.Decoder(list[dict[str, Any]]).decode


def spread(
    products: Coded, names: Sequence[str]
) -> tuple[Ints | None, list[tuple[Ints, tuple[Key, ...]]]]:
    """A row for each distinct product of each row (one without a value where it has none): the
    number of the row that it comes from (None: there are no more rows than before), and for each
    of `names` codes and keys.
    """
    # One text is read once, however many events share it.
    listed = [_distinct(text, names) for text in products.values.to_pylist()]
    counts = np.array([len(one) for one in listed], dtype=np.int64)
    origin, place = None, products.code
    if (counts > 1).any():
        each = counts[products.code]
        origin = np.repeat(np.arange(len(each)), each)
        begins = np.cumsum(each) - each
        place = (np.cumsum(counts) - counts)[products.code][origin]
        place += np.arange(len(origin)) - begins[origin]
    found = []
    for number, _ in enumerate(names):
        code, keys = _numbered([values[number] for one in listed for values in one])
        found.append((code[place], keys))
    return origin, found


def _distinct(text: str | None, names: Sequence[str]) -> list[tuple[Key, ...]]:
    """What the products of one event say, each once."""
    nothing: tuple[Key, ...] = (None,) * len(names)
    if text is None:
        return [nothing]
    try:
        entries = _decode(text)
    except msgspec.DecodeError:
        return [nothing]
    return list(
        dict.fromkeys(tuple(_key(entry.get(name)) for name in names) for entry in entries)
    ) or [nothing]


def _key(value: Any) -> Key:
    """A JSON value as the text that the log's queries make of it; null for what holds others."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool | int | float):
        return msgspec.json.encode(value).decode()
    return None


def _numbered(values: list[Key]) -> tuple[Ints, tuple[Key, ...]]:
    keys = {key: number for number, key in enumerate(dict.fromkeys(values))}
    return np.array([keys[value] for value in values], dtype=np.int64), tuple(keys)
