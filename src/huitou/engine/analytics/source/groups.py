"""The groups of a breakdown: which are shown, and people counted once in each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from pyroaring import BitMap

from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.query.events import MOST_GROUPS, Breakdown
from huitou.engine.analytics.query.refusals import check_whole, refuse
from huitou.engine.analytics.sets import members, set_of
from huitou.engine.analytics.source.rows import Rows

Key = str | None
_FLAGS = 1 << 27


class Sizes(Counter[Key]):
    """People of each group; adds up over disjoint people."""

    def __add__(self, other: Counter[Key]) -> Sizes:  # type: ignore[override]
        total = Sizes(self)
        total.update(other)
        return total


@dataclass(frozen=True)
class Groups:
    """The groups that are shown, largest first, and whether all others follow as one."""

    keys: tuple[Key, ...] = (None,)
    other: bool = False

    @classmethod
    def largest(cls, sizes: Mapping[Key, int], limit: int) -> Groups:
        """The `limit` largest; equal ones by their text, no value last."""
        keys = sorted(sizes, key=lambda key: (-sizes[key], key is None, key or ""))
        return cls(tuple(keys[:limit]), len(keys) > limit)

    def __len__(self) -> int:
        return len(self.keys) + self.other

    @property
    def labels(self) -> tuple[tuple[Key, bool], ...]:
        """`key` and `other` of each."""
        shown = tuple((key, False) for key in self.keys)
        return (*shown, (None, True)) if self.other else shown

    def place(self, key: Key, *, other: bool) -> int:
        """The number of a group by its label; InvalidInput if it is not shown."""
        for number, label in enumerate(self.labels):
            if label == (key, other):
                return number
        raise refuse("cell.group", f"There is no group {key!r}.", "Take a group of the answer.")

    def number_of(self, rows: Rows) -> Ints:
        """The group of each row, as a number below len(self); -1 where it is not shown at all."""
        if rows.group is None:
            return np.zeros(len(rows), dtype=np.int64)
        numbers = {key: number for number, key in enumerate(self.keys)}
        rest = len(self.keys) if self.other else -1
        of_code = np.array([numbers.get(key, rest) for key in rows.groups], dtype=np.int64)
        return of_code[rows.group]


@dataclass(frozen=True, eq=False)
class Units:
    """People counted once in each group: unit u is person `person[u]` in group `group[u]`, and
    `of_row` tells the unit of each row.
    """

    of_row: Ints
    person: Ints
    group: Ints

    def __len__(self) -> int:
        return len(self.person)

    def in_group(self, group: int) -> BitMap:
        """The units of one group."""
        return set_of(np.flatnonzero(self.group == group))

    def sizes(self, units: BitMap, groups: int) -> Ints:
        """How many of these units are in each group."""
        return np.bincount(self.group[members(units)], minlength=groups)

    def names(self, units: BitMap, names: pa.Array) -> list[str]:
        """The ids of the people of these units."""
        found: list[str] = names.take(pa.array(self.person[members(units)])).to_pylist()
        return found


def units_of(rows: Rows, group: Ints) -> Units:
    """The units of `rows`, whose groups are the numbers `group` (none below 0)."""
    people = max(len(rows.names), 1)
    keys = group * people + rows.person
    room = people * (int(group.max(initial=0)) + 1)
    if room <= _FLAGS:
        seen = np.zeros(room, dtype=bool)
        seen[keys] = True
        found = np.flatnonzero(seen)
        place = np.empty(room, dtype=np.int64)
        place[found] = np.arange(len(found))
        of_row = place[keys]
    else:
        found, of_row = np.unique(keys, return_inverse=True)
    return Units(of_row, found % people, found // people)


def units_shown(rows: Rows, groups: Groups) -> Units:
    """The units of all rows. Rows of groups that are not shown are in one more group, after the
    last: they may still tell something of their people.
    """
    number = groups.number_of(rows)
    return units_of(rows, np.where(number < 0, len(groups), number))


def check_breakdown(split: Breakdown | None) -> None:
    """Refuse a breakdown that lacks its name, or shows too many groups."""
    if split is None:
        return
    if split.by in ("event", "person", "cohort") and not split.name:
        remedy = "Name the property, the trait or the cohort to split by."
        raise refuse("breakdown.name", f"A breakdown by {split.by} needs a name.", remedy)
    check_whole("breakdown.limit", split.limit, 1, MOST_GROUPS)
