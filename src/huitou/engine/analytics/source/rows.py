"""What a query family counts from: the events that matter to it, as numpy columns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from huitou.engine.analytics.periods import Ints

MILLION = 1_000_000


@dataclass(frozen=True, eq=False)
class Coded:
    """A text of each row: `values[code[i]]`, where null is the text that is not there."""

    code: Ints
    values: pa.Array


@dataclass(frozen=True, eq=False)
class Rows:
    """One row an event, in no order. All events of a person are in the same Rows.

    `person` is a number below `len(names)`, `names` their ids. `at` is the moment in microseconds
    since 1970 UTC. Bit i of `marks` says whether the event matches the i-th filter of the Extract.
    `group` numbers `groups` (null: the event or person has no value), `label` numbers `labels`,
    `value` and `refund` are in millionths, 0 where there is none; each is None if it was not asked
    for. `texts` are those that the Extract asked for, in its order.
    """

    person: Ints
    names: pa.Array
    at: Ints
    marks: Ints
    group: Ints | None = None
    groups: tuple[str | None, ...] = ()
    label: Ints | None = None
    labels: tuple[str | None, ...] = ()
    value: Ints | None = None
    refund: Ints | None = None
    texts: tuple[Coded, ...] = ()

    @classmethod
    def of(cls, table: pa.Table, names: pa.Array | None = None) -> Self:
        """Rows of a table with the columns `person` (ids; or numbers of `names`), `at`, `marks`
        and, if asked for, `grp`, `label`, `value`, `refund`, and `text0`, `text1`, ..
        """
        columns = dict(zip(table.column_names, table.columns, strict=True))
        # Of many millions of rows, the columns and what is made of them shall not lie side by side.
        del table
        texts = [name for name in columns if name.startswith("text")]
        told = tuple(Coded(*coded(columns.pop(name))) for name in texts)
        group, groups = _codes(columns.pop("grp", None))
        label, labels = _codes(columns.pop("label", None))
        if names is None:
            person, names = coded(columns.pop("person"))
        else:
            person = _ints(columns.pop("person"))
        value, refund = (
            _ints(pc.fill_null(columns.pop(name), 0)) if name in columns else None
            for name in ("value", "refund")
        )
        at, marks = _ints(columns.pop("at")), _ints(columns.pop("marks"))
        return cls(person, names, at, marks, group, groups, label, labels, value, refund, told)

    def renamed(self, names: pa.Array) -> Self:
        """The same rows where person p is called `names[p]`, and equal names are one person."""
        numbers, distinct = coded(pa.chunked_array([names]))
        return replace(self, person=numbers[self.person], names=distinct)

    def __len__(self) -> int:
        return len(self.person)

    def matching(self, mark: int) -> NDArray[np.bool_]:
        """Which events match filter number `mark` of the Extract."""
        matching: NDArray[np.bool_] = (self.marks >> mark) & 1 == 1
        return matching

    def where(self, chosen: NDArray[np.bool_] | Ints | slice) -> Self:
        """Some of the rows, by mask or by position (which may also put them in order)."""
        return replace(
            self,
            person=self.person[chosen],
            at=self.at[chosen],
            marks=self.marks[chosen],
            group=None if self.group is None else self.group[chosen],
            label=None if self.label is None else self.label[chosen],
            value=None if self.value is None else self.value[chosen],
            refund=None if self.refund is None else self.refund[chosen],
            texts=tuple(Coded(one.code[chosen], one.values) for one in self.texts),
        )

    def of_people(self, members: pa.Array) -> Self:
        """The events of the people whose ids are `members`."""
        inside = pc.is_in(self.names, members).to_numpy(zero_copy_only=False)
        return self.where(inside[self.person])

    def split_by(self, members: pa.Array) -> Self:
        """Grouped into "in" and "out": whether the person's id is among `members`."""
        inside = pc.is_in(self.names, members).to_numpy(zero_copy_only=False)
        return replace(self, group=1 - inside[self.person].astype(np.int64), groups=("in", "out"))

    def with_missing_group(self, name: str) -> Self:
        """People without a group counted into the group `name`."""
        assert self.group is not None
        groups = tuple(dict.fromkeys(group or name for group in self.groups))
        numbers = np.array([groups.index(group or name) for group in self.groups], dtype=np.int64)
        return replace(self, group=numbers[self.group], groups=groups)

    def by_person_and_moment(self) -> Self:
        """Sorted by person, then moment, then label; the rest of the order is not told."""
        last = () if self.label is None else (self.label_ranks()[self.label],)
        return self.where(np.lexsort((*last, self.at, self.person)))

    def label_ranks(self) -> Ints:
        """The place of each label in the order of the labels' texts."""
        order = sorted(range(len(self.labels)), key=lambda code: self.labels[code] or "")
        ranks = np.empty(len(order), dtype=np.int64)
        ranks[order] = np.arange(len(order))
        return ranks


def coded(column: pa.ChunkedArray) -> tuple[Ints, pa.Array]:
    """Each value as a number, and the distinct values (null one of them) that numbers stand for."""
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()  # all chunks get the one dictionary
    whole = column.combine_chunks()
    encoded = whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole
    values, indices = encoded.dictionary, encoded.indices
    if indices.null_count:
        indices = indices.fill_null(len(values))
        values = pa.concat_arrays([values, pa.nulls(1, values.type)])
    return indices.to_numpy(zero_copy_only=False).astype(np.int64), values


def _codes(column: pa.ChunkedArray | None) -> tuple[Ints | None, tuple[str | None, ...]]:
    if column is None:
        return None, ()
    codes, values = coded(column)
    return codes, tuple(values.to_pylist())


def _ints(column: pa.ChunkedArray) -> Ints:
    numbers: Ints = column.to_numpy().astype(np.int64, copy=False)
    return numbers
