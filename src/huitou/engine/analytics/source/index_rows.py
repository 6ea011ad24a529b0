"""The rows of an Extract from the index, where it asks only for who did what and when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from huitou.engine.analytics.index.row_tapes import IndexRows
from huitou.engine.analytics.index.tape import Words
from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.source.events import ActivityIndex
from huitou.engine.analytics.source.extract import Extract
from huitou.engine.analytics.source.limits import Deadline
from huitou.engine.analytics.source.parallel import side_by_side
from huitou.engine.analytics.source.pieces import piece_bits, piece_numbers
from huitou.engine.analytics.source.rows import Rows

_AT_ONCE = 1 << 20


def rows_of(index: ActivityIndex, extract: Extract, deadline: Deadline) -> Rows | None:
    """What `extract` asks for, of all people; None if the index cannot tell it. TooLarge or
    Overloaded when a limit is hit.
    """
    if not _tells(index, extract):
        return None
    wanted = _Wanted.of(index, extract)
    counts = np.array([*side_by_side(partial(wanted.counts, part) for part in wanted.parts())])
    columns = 3 if extract.label is None else 4
    if 8 * columns * int(counts.sum()) > deadline.limits.megabytes << 20:
        raise deadline.too_large()
    found = np.empty((columns, counts.sum()), dtype=np.int64)
    # By piece, and in a piece by part.
    ends = np.cumsum(counts.T).reshape(counts.T.shape).T
    tasks = zip(wanted.parts(), ends - counts, counts, strict=True)
    for _ in side_by_side(partial(wanted.fill, found, *task) for task in tasks):
        pass
    rows = Rows(found[0], index.people, found[1], found[2])
    return rows if extract.label is None else _labelled(rows, found[3], index.event_names())


def _tells(index: ActivityIndex, extract: Extract) -> bool:
    """Whether the extract asks only for people, names and moments, and for names that are known."""
    plain = not (extract.where or extract.value or extract.refund or extract.texts)
    by_people = extract.breakdown is None or extract.breakdown.by == "cohort"
    whole = plain and by_people and not extract.exclude_bots
    if not whole or any(one.where for one in extract.filters):
        return False
    if extract.label is not None and (extract.label or not index.knows_all_names):
        return False
    return all(index.knows(one.event) for one in extract.filters)


def _marks_by_event(index: ActivityIndex, extract: Extract) -> NDArray[np.int64]:
    """The marks of an event by the number of its name; -1 for one that is not asked for."""
    names = ("", *index.event_names(), None)
    marks = np.zeros(len(names), dtype=np.int64)
    for bit, one in enumerate(extract.filters):
        for number, name in enumerate(names):
            if one.event is None or one.event == name:
                marks[number] |= 1 << bit
    return marks if extract.every else np.where(marks == 0, -1, marks)


@dataclass(frozen=True, eq=False)
class _Wanted:
    """The rows that are asked for, part by part, in the order of the pieces of pieces_of."""

    rows: IndexRows
    marks: NDArray[np.int64]
    extract: Extract
    bits: int
    pieces: int

    @classmethod
    def of(cls, index: ActivityIndex, extract: Extract) -> _Wanted:
        rows, people = index.rows, len(index.people)
        bits = piece_bits(people, len(rows.at))
        return cls(rows, _marks_by_event(index, extract), extract, bits, (people >> bits) + 1)

    def parts(self) -> list[slice]:
        """All rows, some at a time."""
        starts = range(0, max(len(self.rows.at), 1), _AT_ONCE)
        return [slice(start, start + _AT_ONCE) for start in starts]

    def counts(self, part: slice) -> Ints:
        """How many of the rows are asked for, by piece."""
        _, piece = self._people(part, self._places(part))
        return np.bincount(piece, minlength=self.pieces)

    def fill(self, found: NDArray[np.int64], part: slice, starts: Ints, counts: Ints) -> None:
        """Put person, moment, marks and perhaps name of each to the places from `starts` on."""
        places = self._places(part)
        person, piece = self._people(part, places)
        order = np.argsort(piece, kind="stable")
        places = places[order]
        event = self.rows.event[part][places]
        columns: tuple[NDArray[Any], ...] = (
            person[order],
            self.rows.at[part][places],
            self.marks[event],
            event,
        )
        ends = np.cumsum(counts)
        for begin, end, start in zip(ends - counts, ends, starts, strict=True):
            for into, column in zip(found, columns, strict=False):
                into[start : start + end - begin] = column[begin:end]

    def _places(self, part: slice) -> Ints:
        at, chosen = self.rows.at[part], (self.marks >= 0)[self.rows.event[part]]
        if self.extract.first is not None:
            chosen &= at >= self.extract.first
        if self.extract.end is not None:
            chosen &= at < self.extract.end
        return np.flatnonzero(chosen)

    def _people(self, part: slice, places: Ints) -> tuple[Words, NDArray[np.unsignedinteger]]:
        person = self.rows.owner[self.rows.person[part][places]]
        return person, piece_numbers(person, self.bits, len(self.rows.owner))


def _labelled(rows: Rows, event: Ints, names: tuple[str, ...]) -> Rows:
    """With the names that occur as labels."""
    occurs = np.bincount(event, minlength=len(names) + 1) > 0
    labels = tuple(name for number, name in enumerate(names, start=1) if occurs[number])
    return replace(rows, label=(np.cumsum(occurs) - 1)[event], labels=labels)
