"""Traits of people as numbers."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

import ibis
import numpy as np
import pyarrow as pa

from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.source.attributes import last_said
from huitou.engine.analytics.source.dialect import Dialect
from huitou.engine.analytics.source.events import Events

_MILLION = Decimal(1_000_000)
_LARGEST = Decimal(2**62)


def numeric_trait(events: Events, name: str) -> tuple[pa.Array, Ints]:
    """The ids of the people whose trait `name` is a number, and the numbers in millionths."""

    def asked(table: Any, dialect: Dialect) -> Any:
        known = table.filter(table.person.notnull())
        return last_said(known, name, dialect, partial(_number, name=name, dialect=dialect))

    found = events.query(asked)
    # One text is parsed once, however many people share it.
    texts = found.column("grp").combine_chunks().dictionary_encode()
    values = [_millionths(text) for text in texts.dictionary.to_pylist()]
    known = np.array([value is not None for value in values] + [False])
    numbers = np.array([value or 0 for value in values] + [0], dtype=np.int64)
    codes = texts.indices.fill_null(len(values)).to_numpy().astype(np.int64)
    inside = known[codes]
    return found.column("person").filter(pa.array(inside)).combine_chunks(), numbers[codes[inside]]


def _number(said: Any, name: str, dialect: Dialect) -> Any:
    is_number = dialect.is_kind(said.traits, "number", name)
    return is_number.ifelse(dialect.text(said.traits, name), ibis.null())


def _millionths(text: str) -> int | None:
    try:
        value = Decimal(text) * _MILLION
    except InvalidOperation:
        return None
    return int(value.to_integral_value("ROUND_HALF_UP")) if abs(value) < _LARGEST else None
