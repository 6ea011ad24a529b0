"""The rows of an Extract from the index, where it asks only for who did what and when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from huitou.engine.analytics.index.row_tapes import IndexRows
from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.sets import Flags
from huitou.engine.analytics.source.events import ActivityIndex
from huitou.engine.analytics.source.extract import Extract
from huitou.engine.analytics.source.limits import Deadline
from huitou.engine.analytics.source.parallel import side_by_side
from huitou.engine.analytics.source.rows import Rows

_AT_ONCE = 1 << 20


def rows_of(index: ActivityIndex, extract: Extract, deadline: Deadline) -> Rows | None:
    """What `extract` asks for, of all people; None if the index cannot tell it. TooLarge or
    Overloaded when a limit is hit.
    """
    if not _tells(index, extract):
        return None
    wanted = _Wanted(index.rows, _marks_by_event(index, extract), extract)
    ends = np.cumsum([0, *side_by_side(partial(wanted.count, part) for part in wanted.parts())])
    columns = 3 if extract.label is None else 4
    if 8 * columns * int(ends[-1]) > deadline.limits.megabytes << 20:
        raise deadline.too_large()
    found = np.empty((columns, ends[-1]), dtype=np.int64)
    places = (found[:, a:b] for a, b in pairwise(ends.tolist()))
    filled = zip(wanted.parts(), places, strict=True)
    for _ in side_by_side(partial(wanted.fill, part, into) for part, into in filled):
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
    """The rows that are asked for, part by part."""

    rows: IndexRows
    marks: NDArray[np.int64]
    extract: Extract

    def parts(self) -> list[slice]:
        """All rows, some at a time."""
        starts = range(0, len(self.rows.at), _AT_ONCE)
        return [slice(start, start + _AT_ONCE) for start in starts]

    def count(self, part: slice) -> int:
        """How many of the rows are asked for."""
        return int(np.count_nonzero(self._chosen(part)))

    def fill(self, part: slice, into: NDArray[np.int64]) -> None:
        """Person, moment, marks and perhaps name of those that are, one column under another."""
        places = np.flatnonzero(self._chosen(part))
        event = self.rows.event[part][places]
        into[0] = self.rows.owner[self.rows.person[part][places]]
        into[1] = self.rows.at[part][places]
        into[2] = self.marks[event]
        if len(into) > 3:
            into[3] = event

    def _chosen(self, part: slice) -> Flags:
        at, chosen = self.rows.at[part], (self.marks >= 0)[self.rows.event[part]]
        if self.extract.first is not None:
            chosen &= at >= self.extract.first
        if self.extract.end is not None:
            chosen &= at < self.extract.end
        return chosen


def _labelled(rows: Rows, event: Ints, names: tuple[str, ...]) -> Rows:
    """With the names that occur as labels."""
    occurs = np.bincount(event, minlength=len(names) + 1) > 0
    labels = tuple(name for number, name in enumerate(names, start=1) if occurs[number])
    return replace(rows, label=(np.cumsum(occurs) - 1)[event], labels=labels)
