"""Ids in groups, one group a person, and the rule by which a link may join two of them."""

from __future__ import annotations

from array import array
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from huitou.engine.events.persons_links import Link

_NEVER = -(2**63)


@dataclass(frozen=True, slots=True)
class Groups:
    """A union-find forest over ids (Tarjan 1975, with path halving, Tarjan and van Leeuwen 1984).

    Ids are numbered in the order they were met. A group's root is the id that names the person:
    `parent` leads there, `known` says whether a user id is among the group, and `changed` when
    the group last changed or was refused another; the last two hold at roots only. A refusal
    need not be marked on the other group: whatever would have prevented it speaks of both.
    """

    numbers: dict[str, int]
    parent: array[int]
    known: bytearray
    changed: array[int]

    @classmethod
    def empty(cls) -> Groups:
        """Nobody."""
        return cls({}, array("q"), bytearray(), array("q"))

    def copy(self) -> Groups:
        """The same groups, to be changed apart."""
        return Groups(self.numbers.copy(), self.parent[:], self.known[:], self.changed[:])

    def accept(self, link: Link) -> bool:
        """Let an identify, alias or merge count, no earlier than all before it; False if it would
        join two known people without an operator's word. Nothing is joined then.
        """
        keep = self._root(link.keep)
        if link.kind != "merge" and not self.known[keep]:
            keep = self._name(keep, link)
        if not link.other:
            return True
        other = self._root(link.other)
        if other == keep:
            return True
        self.changed[keep] = link.at
        if link.kind != "merge" and self.known[other]:
            return False
        self.parent[other] = keep
        self.known[keep] |= self.known[other]
        return True

    def is_quiet(self, link: Link) -> bool:
        """Whether both groups that the link speaks of last changed before it. It may then count
        although later links have counted already: none of them would have come out differently.
        """
        return all(
            self.changed[self._root(one)] < link.at
            for one in (link.keep, link.other)
            if one and one in self.numbers
        )

    def roots(self) -> npt.NDArray[np.int64]:
        """The root of every number; every path is one step long afterwards."""
        roots = np.frombuffer(self.parent, dtype=np.int64)
        while not np.array_equal(roots, above := roots[roots]):
            roots[:] = above
        return above

    def _root(self, one: str) -> int:
        number = self.numbers.get(one)
        if number is None:
            return self._add(one)
        parent = self.parent
        while (above := parent[number]) != number:
            parent[number] = number = parent[above]
        return number

    def _add(self, one: str) -> int:
        number = self.numbers[one] = len(self.parent)
        self.parent.append(number)
        self.known.append(0)
        self.changed.append(_NEVER)
        return number

    def _name(self, root: int, link: Link) -> int:
        """Make `link.keep`, the first known id of its group, the root."""
        number = self.numbers[link.keep]
        self.parent[root] = self.parent[number] = number
        self.known[number] = 1
        self.changed[number] = link.at
        return number
