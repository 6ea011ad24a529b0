"""Dimensions that are told of whole people: their traits, their age, how often they buy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from huitou.engine.analytics.groups.query import Dimension
from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.source.attributes import trait
from huitou.engine.analytics.source.events import Events
from huitou.engine.analytics.source.groups import Key

TRAITS = ("gender", "region", "city", "city_tier")
BY_PERSON = (*TRAITS, "age", "frequency")
FREQUENCIES: tuple[Key, ...] = ("0", "1", "2", "3-4", "5+")
_FREQUENCY_FROM = np.array([1, 2, 3, 5])
OLDEST = 130  # years; nobody is older


@dataclass(frozen=True, eq=False)
class PersonValues:
    """`keys[code[i]]` is the value of the person `ids[i]`; all others have `keys[missing]`."""

    ids: pa.Array
    code: Ints
    keys: tuple[Key, ...]
    missing: int

    def of(self, names: pa.Array) -> Ints:
        """The code of each of these people."""
        place = pc.fill_null(pc.index_in(names, self.ids), -1).to_numpy()
        found: Ints = np.append(self.code, self.missing)[place]
        return found


def trait_values(events: Events, dimension: Dimension) -> PersonValues:
    """The trait of everyone who has it, as text."""
    ids, texts = _said(events, dimension.name or dimension.by)
    encoded = texts.dictionary_encode("encode")
    keys = (*encoded.dictionary.to_pylist(), None)
    code = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    return PersonValues(ids, code, keys, len(keys) - 1)


def frequency_values(ids: pa.Array, purchases: Ints) -> PersonValues:
    """How often people bought; those who are not among `ids` never did."""
    code = np.searchsorted(_FREQUENCY_FROM, purchases, side="right")
    return PersonValues(ids, code, FREQUENCIES, 0)


def age_keys(bands: tuple[int, ...]) -> tuple[Key, ...]:
    """The names of the age bands, youngest first: "<18", "18-24", "65+"."""
    between = [f"{low}-{high - 1}" if high - 1 > low else f"{low}" for low, high in pairwise(bands)]
    return (f"<{bands[0]}", *between, f"{bands[-1]}+")


def age_values(events: Events, dimension: Dimension, today: date) -> PersonValues:
    """The age band of everyone whose age is known; of two traits the first that tells it."""
    names = (dimension.name,) if dimension.name else ("birthday", "age")
    found = [_ages(*_said(events, name), today) for name in names]
    ids, ages = found[0]
    for more_ids, more_ages in found[1:]:
        new = pc.invert(pc.is_in(more_ids, ids))
        ages = np.append(ages, more_ages[new.to_numpy(zero_copy_only=False)])
        ids = pa.concat_arrays([ids, more_ids.filter(new)])
    keys = (*age_keys(dimension.bands), None)
    code = np.searchsorted(np.array(dimension.bands), ages, side="right")
    return PersonValues(ids, code, keys, len(keys) - 1)


def age_of(text: str | None, today: date) -> int | None:
    """The age in whole years that a trait tells: an ISO date of birth or a number of years; None
    for anything else, and for an age that nobody has.
    """
    if text is None:
        return None
    try:
        born = date.fromisoformat(text[:10])
        age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    except ValueError:
        try:
            age = int(float(text))
        except (ValueError, OverflowError):
            return None
    return age if 0 <= age <= OLDEST else None


def _ages(ids: pa.Array, texts: pa.Array, today: date) -> tuple[pa.Array, Ints]:
    # One text is read once, however many people share it.
    encoded = texts.dictionary_encode("encode")
    ages = [age_of(text, today) for text in encoded.dictionary.to_pylist()]
    of_code = np.array([-1 if age is None else age for age in ages], dtype=np.int64)
    each = of_code[encoded.indices.to_numpy(zero_copy_only=False)]
    return ids.filter(pa.array(each >= 0)), each[each >= 0]


def _said(events: Events, name: str) -> tuple[pa.Array, pa.Array]:
    """The people of whom the trait is told, and its text."""
    found = events.query(
        lambda table, dialect: trait(table.filter(table.person.notnull()), name, dialect)
    )
    return found.column("person").combine_chunks(), found.column("grp").combine_chunks()
