"""The events of a funnel in order: unit by unit, moment by moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from huitou.engine.analytics.funnels.kinds import Codes, kinds_of, step_ranks
from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.sets import Flags

END = np.iinfo(np.int64).max
"""The key of the place after the last event: later than any window."""

_KEY_BITS = 62  # so that a key plus a window is still below END


@dataclass(frozen=True, eq=False)
class Columns:
    """One row an event, in no order: whose it is (`unit`, below `units`), its moment, what it
    matches, and if asked for the ranks of the value that is held constant and of the value of
    the breakdown.
    """

    unit: Ints
    units: int
    at: Ints
    marks: Ints
    held: Ints | None = None
    split: Ints | None = None

    def where(self, chosen: Flags) -> Columns:
        """Some of the rows."""
        return Columns(
            self.unit[chosen],
            self.units,
            self.at[chosen],
            self.marks[chosen],
            None if self.held is None else self.held[chosen],
            None if self.split is None else self.split[chosen],
        )


@dataclass(frozen=True, eq=False)
class Timeline:
    """Events by unit, moment, kind, then ranks; an event goes by its place. One place more stands
    for "no event".

    `key` is (unit - first_unit) << shift | (moment - first_at): in one unit, keys differ by
    microseconds; between units by more than any window. `kinds[kind]` are the marks of an event.
    """

    key: Ints
    kind: Codes
    kinds: Ints
    shift: int
    first_unit: int
    first_at: int
    held: Ints | None
    split: Ints | None

    @property
    def nowhere(self) -> int:
        """The place that stands for no event."""
        return len(self.key) - 1

    def unit(self, places: Ints) -> Ints:
        """Whose events these are."""
        units: Ints = (self.key[places] >> self.shift) + self.first_unit
        return units

    def at(self, places: Ints) -> Ints:
        """The moments of events."""
        moments: Ints = (self.key[places] & ((1 << self.shift) - 1)) + self.first_at
        return moments

    def having(self, bits: int) -> Flags:
        """For each kind whether it has one of these bits."""
        having: Flags = (self.kinds & bits) != 0
        return having

    def places(self, bits: int) -> Ints:
        """The places of events that have one of these bits."""
        return self.places_of(self.having(bits))

    def places_of(self, kinds: Flags) -> Ints:
        """The places of events of these kinds."""
        numbers = np.flatnonzero(kinds)
        # To compare is several times as quick as to look up.
        one = self.kind == numbers[0] if len(numbers) == 1 else kinds[self.kind]
        return np.flatnonzero(one)


def timelines(columns: Columns, steps: int, window: int) -> Iterator[Timeline]:
    """The events as one timeline, or as more if keys would not fit into 64 bits; all of a unit in
    one.
    """
    if not len(columns.unit):
        return
    kind, kinds = kinds_of(columns.marks, steps)
    shared = _Shared(columns, kind, kinds, step_ranks(kinds, steps), *_room(columns, window))
    spare, bits = _KEY_BITS - shared.shift, len(kinds).bit_length()
    for rows in _pieces(columns, spare - bits if spare > bits else spare):
        yield shared.timeline(rows)


def _room(columns: Columns, window: int) -> tuple[int, int]:
    """The first moment, and how many bits the moments since need."""
    first_at = int(columns.at.min())
    return first_at, (int(columns.at.max()) - first_at + window).bit_length()


@dataclass(frozen=True, eq=False)
class _Shared:
    """What the timelines of the same columns have in common."""

    columns: Columns
    kind: Codes
    kinds: Ints
    kinds_rank: Ints
    first_at: int
    shift: int

    def timeline(self, rows: Ints | slice) -> Timeline:
        """The timeline of some rows."""
        columns, kind, kinds = self.columns, self.kind[rows], self.kinds
        unit = columns.unit[rows]
        first_unit = int(unit.min())
        key = ((unit - first_unit) << self.shift) + (columns.at[rows] - self.first_at)
        held = None if columns.held is None else columns.held[rows]
        split = None if columns.split is None else columns.split[rows]
        bits = len(kinds).bit_length()
        if held is None and split is None and int(key.max()).bit_length() + bits <= 63:
            ordered = _sorted(key, kind, bits, len(kinds) - 1)
        else:
            ordered = _arranged(key, kind, self.kinds_rank, held, split)
        keys, codes, held, split = ordered
        return Timeline(keys, codes, kinds, self.shift, first_unit, self.first_at, held, split)


def _pieces(columns: Columns, unit_bits: int) -> Iterator[Ints | slice]:
    """Rows of at most 2 ** unit_bits successive units."""
    if columns.units <= 1 << unit_bits:
        yield slice(None)
        return
    piece = columns.unit >> unit_bits
    for number in range(int(piece.max()) + 1):
        places = np.flatnonzero(piece == number)
        if len(places):
            yield places


Ordered = tuple[Ints, Codes, Ints | None, Ints | None]


def _sorted(key: Ints, kind: Codes, bits: int, nothing: int) -> Ordered:
    """Key and kind in one number: to sort numbers is quicker than to sort places."""
    both = np.empty(len(key) + 1, dtype=np.int64)
    np.left_shift(key, bits, out=both[:-1])
    both[:-1] |= kind
    both[-1] = END
    both.sort()
    codes = (both & ((1 << bits) - 1)).astype(kind.dtype)
    codes[-1] = nothing
    both >>= bits
    both[-1] = END
    return both, codes, None, None


def _arranged(
    key: Ints, kind: Codes, kinds_rank: Ints, held: Ints | None, split: Ints | None
) -> Ordered:
    """By key; events at one moment, which are rare, by the steps that they match, then by ranks."""
    then = [column for column in (kinds_rank[kind], held, split) if column is not None]
    order = _order(key, then)
    return (
        np.append(key[order], END),
        np.append(kind[order], kind.dtype.type(len(kinds_rank) - 1)),
        None if held is None else np.append(held[order], -1),
        None if split is None else np.append(split[order], -1),
    )


def _order(key: Ints, then: list[Ints]) -> Ints:
    """The order by key and, where keys are equal (which is rare), by each of `then`."""
    order = np.argsort(key)
    ordered = key[order]
    same = ordered[1:] == ordered[:-1]
    tied = np.flatnonzero(np.append(same, False) | np.append(False, same))
    rows = order[tied]
    order[tied] = rows[np.lexsort((*(column[rows] for column in reversed(then)), key[rows]))]
    return order
