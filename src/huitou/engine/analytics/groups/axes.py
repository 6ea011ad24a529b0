"""The dimensions of a report, asked of rows: events, or the lines of orders."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from huitou.engine.analytics.groups.clock import DAY, Clock
from huitou.engine.analytics.groups.persons import BY_PERSON, TRAITS, PersonValues
from huitou.engine.analytics.groups.products import spread
from huitou.engine.analytics.groups.query import Dimension
from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.query.calendar import HOUR
from huitou.engine.analytics.source.extract import Text
from huitou.engine.analytics.source.groups import Groups, Key
from huitou.engine.analytics.source.rows import Rows

PRODUCTS = "products"
OF_PRODUCTS = ("category", "brand")
OF_TEXTS = (*OF_PRODUCTS, "channel")
OPEN = (*TRAITS, *OF_TEXTS)
"""The dimensions with any number of values, of which the largest are shown."""

HOURS: tuple[Key, ...] = tuple(f"{hour:02}" for hour in range(24))
WEEKDAYS: tuple[Key, ...] = (
    *("monday", "tuesday", "wednesday", "thursday"),
    *("friday", "saturday", "sunday"),
)
_MONDAY_SHIFT = 3  # 1970-01-01 was a Thursday


class Values(NamedTuple):
    """`keys[code[i]]` is the value of row i."""

    code: Ints
    keys: tuple[Key, ...]


@dataclass(frozen=True, eq=False)
class Plan:
    """The dimensions, local time, and by dimension what is told of people (else None)."""

    dimensions: tuple[Dimension, ...]
    clock: Clock
    persons: tuple[PersonValues | None, ...]

    @property
    def of_products(self) -> bool:
        """Whether any dimension is told of the products of an event."""
        return any(one.by in OF_PRODUCTS for one in self.dimensions)

    @property
    def disjoint(self) -> bool:
        """Whether nobody can be in two groups."""
        return all(one.by in BY_PERSON for one in self.dimensions)

    @property
    def texts(self) -> tuple[Text, ...]:
        """What an Extract must read: a text for each dimension of OF_TEXTS, and the products."""
        found = [
            Text("channel") if one.by == "channel" else Text("property", one.name or one.by)
            for one in self.dimensions
            if one.by in OF_TEXTS
        ]
        return (*found, Text("property", PRODUCTS)) if self.of_products else tuple(found)


def valued(plan: Plan, rows: Rows) -> tuple[Rows, Ints | None, list[Values]]:
    """The values of rows by dimension. An event of several products becomes several rows, one for
    each: the second result is the number of the row that each was, None if all are as they were.
    """
    origin = None
    own = len(plan.texts) - plan.of_products
    texts = [Values(text.code, tuple(text.values.to_pylist())) for text in rows.texts[:own]]
    if len(rows.texts) > own:
        asked = [one for one in plan.dimensions if one.by in OF_TEXTS]
        places = [place for place, one in enumerate(asked) if one.by in OF_PRODUCTS]
        names = [asked[place].name or asked[place].by for place in places]
        origin, listed = spread(rows.texts[own], names)
        if origin is not None:
            texts = [Values(one.code[origin], one.keys) for one in texts]
        for place, (code, keys) in zip(places, listed, strict=True):
            texts[place] = _first_known(Values(code, keys), texts[place])
    rows = replace(rows, texts=())
    if origin is not None:
        rows = rows.where(origin)
    left = iter(texts)
    values = [
        next(left) if dimension.by in OF_TEXTS else _plain(dimension, persons, plan.clock, rows)
        for dimension, persons in zip(plan.dimensions, plan.persons, strict=True)
    ]
    return rows, origin, values


def place_of(values: list[Values], axes: tuple[Groups, ...]) -> Ints:
    """The cell of each row: the place of its first value, times the second axis, and so on."""
    cell = np.zeros(len(values[0].code), dtype=np.int64)
    for (code, keys), axis in zip(values, axes, strict=True):
        numbers = {key: number for number, key in enumerate(axis.keys)}
        # Only an axis that shows all values has no other, and then there is none to be found.
        of_code = np.array([numbers.get(key, len(axis.keys)) for key in keys], dtype=np.int64)
        cell = cell * len(axis) + of_code[code]
    return cell


def _plain(dimension: Dimension, persons: PersonValues | None, clock: Clock, rows: Rows) -> Values:
    if persons is not None:
        return Values(persons.of(rows.names)[rows.person], persons.keys)
    local = clock.local(rows.at)
    if dimension.by == "hour":
        return Values(local % DAY // HOUR, HOURS)
    return Values((local // DAY + _MONDAY_SHIFT) % 7, WEEKDAYS)


def _first_known(first: Values, second: Values) -> Values:
    """The first value, or where it is null the second."""
    number = {key: place for place, key in enumerate(dict.fromkeys((*first.keys, *second.keys)))}
    known = np.array([key is not None for key in first.keys], dtype=bool)[first.code]
    one, other = (
        np.array([number[key] for key in values.keys], dtype=np.int64)[values.code]
        for values in (first, second)
    )
    return Values(np.where(known, one, other), tuple(number))
