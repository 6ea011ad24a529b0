"""Numbers that have become another's: when two people turn out to be one, or change their name.

Their days are not rewritten at once: whoever reads a set puts it right, until all files are
settled together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from pyroaring import BitMap

from huitou.engine.analytics.index.tape import Words
from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.sets import members, set_of


@dataclass(frozen=True, eq=False)
class Moved:
    """`gone`: the numbers that nobody has any more, `old` the same in a row, `new` whose each of
    them is today.
    """

    gone: BitMap
    old: Ints
    new: Ints

    @classmethod
    def of(cls, moves: Words) -> Moved:
        """`moves`: pairs, one after another, of an old and a new number; none is old twice."""
        order = np.argsort(moves[0::2])
        old, new = (moves[start::2][order].astype(np.int64) for start in (0, 1))
        while len(old):
            place = np.minimum(np.searchsorted(old, new), len(old) - 1)
            further = np.where(old[place] == new, new[place], new)
            if np.array_equal(further, new):
                break
            new = further
        return cls(set_of(old), old, new)

    def settled(self, people: BitMap) -> BitMap:
        """The set with today's numbers."""
        gone = people & self.gone
        if not gone:
            return people
        return (people - gone) | set_of(self.new[np.searchsorted(self.old, members(gone))])

    def everyone(self, people: int) -> Words:
        """Whose each of so many numbers is today."""
        now = np.arange(people, dtype=np.uint32)
        now[self.old] = self.new
        return now
