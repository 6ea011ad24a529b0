"""Traits of people as numbers."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

import numpy as np
import pyarrow as pa

from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.source.attributes import trait
from huitou.engine.analytics.source.events import Events

_MILLION = Decimal(1_000_000)
_LARGEST = Decimal(2**62)


def numeric_trait(events: Events, name: str) -> tuple[pa.Array, Ints]:
    """The ids of the people whose trait `name` is a number, and the numbers in millionths."""
    found = events.query(
        lambda table, dialect: trait(table.filter(table.person.notnull()), name, dialect)
    )
    # One text is parsed once, however many people share it.
    texts = found.column("grp").combine_chunks().dictionary_encode()
    values = [_millionths(text) for text in texts.dictionary.to_pylist()]
    known = np.array([value is not None for value in values] + [False])
    numbers = np.array([value or 0 for value in values] + [0], dtype=np.int64)
    codes = texts.indices.fill_null(len(values)).to_numpy().astype(np.int64)
    inside = known[codes]
    return found.column("person").filter(pa.array(inside)).combine_chunks(), numbers[codes[inside]]


def _millionths(text: str) -> int | None:
    try:
        value = Decimal(text) * _MILLION
    except InvalidOperation:
        return None
    return int(value.to_integral_value("ROUND_HALF_UP")) if abs(value) < _LARGEST else None
