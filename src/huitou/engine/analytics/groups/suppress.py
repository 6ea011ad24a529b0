"""Which numbers are left out, so that nobody can be seen through them.

A cell of few people is left out. Where a total is told, a cell that is left out alone is the
difference to the other cells; so further cells are left out, the smallest first, until those left
out are at least two and the difference tells of enough people. This is complementary suppression
as statistical offices do it (A. Hundepool and others, Statistical Disclosure Control, 2012, chapter
4), by a plain rule that may leave out more than the least that would do.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.sets import Flags


def hidden_cells(people: Ints, least: int, *, disjoint: bool, hidden: Flags | None = None) -> Flags:
    """The cells of the table `people` (a row for each value of the first dimension, a column for
    each of the second; a single column if there is no second) that are left out.

    Those are the ones of 1 to `least` - 1 people; those of `hidden`, which are left out for
    another reason; and as many more as are needed so that within the table, and within every row
    and column, the people left out are enough. If nobody is in two cells (`disjoint`), the people
    of cells add up; otherwise all together are only sure to be as many as the largest cell has.
    """
    left_out = (people > 0) & (people < least)
    if hidden is not None:
        left_out = left_out | hidden
    changed = True
    while changed:
        changed = False
        for line in _lines(people.shape):
            more = _one_more(people[line], left_out[line], least, disjoint=disjoint)
            if more is not None:
                flags = left_out[line].copy()
                flags[more] = True
                left_out[line] = flags
                changed = True
    return left_out


def _lines(shape: tuple[int, ...]) -> Iterator[tuple[slice | int, slice | int]]:
    """The whole table, every row and every column."""
    every = slice(None)
    yield every, every
    yield from ((row, every) for row in range(shape[0]))
    yield from ((every, column) for column in range(shape[1]))


def _one_more(
    people: Ints, left_out: Flags, least: int, *, disjoint: bool
) -> tuple[int, ...] | None:
    """The place of the smallest cell that must be left out too; None if there are enough."""
    gone = people[left_out & (people > 0)]
    still_told = ~left_out & (people > 0)
    if len(gone) == 0 or not still_told.any():
        return None
    surely = int(gone.sum() if disjoint else gone.max())
    if len(gone) >= 2 and surely >= least:
        return None
    place = int(np.argmin(np.where(still_told, people, np.iinfo(np.int64).max)))
    return tuple(int(one) for one in np.unravel_index(place, people.shape))
