"""Trees from links, by pointer doubling: every step looks twice as far up, so that a chain of a
million people takes twenty steps.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.sets import Flags


def closing_links(child: Ints, parent: Ints, at: Ints, people: int) -> Flags:
    """Which links close a circle: of every circle the latest one, of equal ones that of the child
    with the largest number. Each child has one link, so circles do not touch.
    """
    up = _parents(child, parent, people)
    landed, lowest = up, np.arange(people + 1)
    for _ in range(people.bit_length()):
        lowest = np.minimum(lowest, lowest[landed])
        landed = landed[landed]
    # After as many steps as there are people, one is above all roots or on a circle.
    circling = np.zeros(people + 1, dtype=bool)
    circling[landed] = True
    circling[people] = False
    rows = np.flatnonzero(circling[child])
    order = rows[np.lexsort((child[rows], at[rows], lowest[child[rows]]))]
    circle = lowest[child[order]]
    last = order[np.flatnonzero(np.diff(circle, append=-1))]
    closes = np.zeros(len(child), dtype=bool)
    closes[last] = True
    return closes


def _parents(child: Ints, parent: Ints, people: int) -> Ints:
    """The parent of each; `people`, which is its own parent, stands above all roots."""
    up = np.full(people + 1, people, dtype=np.int64)
    up[child] = parent
    return up


@dataclass(frozen=True, eq=False)
class Forest:
    """The trees that links without circles make among `people` numbers. `member` are the people
    that some link touches, sorted.
    """

    child: Ints
    parent: Ints
    people: int

    @cached_property
    def member(self) -> Ints:
        return np.unique(np.concatenate([self.child, self.parent]))

    @cached_property
    def children(self) -> Ints:
        """How many links go out from each member."""
        return np.bincount(self.parent, minlength=self.people)[self.member]

    @cached_property
    def generation(self) -> Ints:
        """How many links each member is below their root."""
        return self._climbed[0]

    @cached_property
    def root(self) -> Ints:
        """The root of each member."""
        return self._climbed[1]

    @cached_property
    def _climbed(self) -> tuple[Ints, Ints]:
        up = _parents(self.child, self.parent, self.people)
        is_root = up == self.people
        up[is_root] = np.flatnonzero(is_root)  # a root stays where it is
        steps = (~is_root).astype(np.int64)
        while True:
            further = up[up]
            steps = steps + steps[up]
            if np.array_equal(further, up):
                return steps[self.member], up[self.member]
            up = further
