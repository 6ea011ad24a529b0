"""Rows in pieces, everybody whole in one: what counts them then needs little memory, finds it in
the cache, and can work on all cores.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.source.rows import Rows

_ROWS = 1 << 19


def pieces_of(rows: Rows) -> Iterator[Callable[[], Rows]]:
    """What makes each of the pieces, which have about _ROWS rows. People are numbered anew in each;
    what was numbered besides them stays.
    """
    if len(rows) <= 2 * _ROWS:
        yield lambda: rows
        return
    bits = piece_bits(len(rows.names), len(rows))
    piece = piece_numbers(rows.person, bits, len(rows.names))
    if (piece[1:] >= piece[:-1]).all():
        order = None
    else:
        order = np.argsort(piece, kind="stable")
    ends = np.cumsum(np.bincount(piece)).tolist()
    for number, (start, end) in enumerate(pairwise([0, *ends])):
        if start < end:
            places = slice(start, end) if order is None else order[start:end]
            yield partial(_piece, rows, places, number << bits, 1 << bits)


def piece_bits(people: int, rows: int) -> int:
    """So many low bits of a person's number are left out to tell the piece. Whoever puts rows in
    order by piece spares pieces_of the sorting, also if he reckons with more rows than there are.
    """
    return max((people * _ROWS // max(rows, 1)).bit_length() - 1, 0)


def piece_numbers(
    person: NDArray[np.integer], bits: int, people: int
) -> NDArray[np.unsignedinteger]:
    """The piece of each person. Numbers of 8 or 16 bits are sorted in linear time."""
    return (person >> bits).astype(np.min_scalar_type(max(people - 1, 0) >> bits))


def _piece(rows: Rows, places: Ints | slice, first: int, width: int) -> Rows:
    part = rows.where(places)
    return replace(part, person=part.person - first, names=rows.names.slice(first, width))
