"""Sets of people, who are numbers: built from columns, and ready for and, or, not and counting."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from huitou.engine.analytics.periods import Ints

Flags = NDArray[np.bool_]

# A table of flags is quicker than sorting, as long as it is not much larger than the rows.
_FLAGS_AT_LEAST = 1 << 22
_FLAGS_PER_ROW = 16


def set_of(people: NDArray[np.integer]) -> BitMap:
    """The set of these numbers, which may repeat and be in any order."""
    return BitMap(array("I", people.astype(np.uint32).tobytes()))


def members(people: BitMap) -> Ints:
    """The numbers in the set, ascending."""
    return np.frombuffer(people.to_array(), dtype=np.uint32).astype(np.int64)


def sets_by_number(
    numbers: Ints,
    people: Ints,
    count: int,
    population: int,
    enough: Callable[[Ints], Flags] | None = None,
) -> list[BitMap]:
    """For each number below `count`, the people who come with it, and that `enough` times if
    given; other numbers are passed over. People are numbers below `population`.
    """
    inside = (numbers >= 0) & (numbers < count)
    if not inside.all():
        numbers, people = numbers[inside], people[inside]
    room = count * population
    if enough is None and room <= max(_FLAGS_AT_LEAST, _FLAGS_PER_ROW * len(people)):
        flags = np.zeros((count, population), dtype=bool)
        flags[numbers, people] = True
        return [set_of(np.flatnonzero(row)) for row in flags]
    pairs, times = np.unique(numbers * population + people, return_counts=True)
    if enough is not None:
        pairs = pairs[enough(times)]
    edges = np.searchsorted(pairs, np.arange(count + 1) * population)
    return [set_of(pairs[a:b] % population) for a, b in pairwise(edges)]


def first_moments(people: Ints, moments: Ints, population: int) -> Ints:
    """Each person's earliest moment; the largest integer for those without any."""
    first = np.full(population, np.iinfo(np.int64).max)
    np.minimum.at(first, people, moments)
    return first
