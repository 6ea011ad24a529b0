"""Who was there on which day, as sets of people: from the index, or from the events themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyroaring import BitMap

from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.sets import first_moments, set_of, sets_by_number
from huitou.engine.analytics.source.dialect import Dialect
from huitou.engine.analytics.source.events import ActivityIndex, Events


class Attendance(Protocol):
    """The people of the days between edges (microseconds UTC), and of a part of one."""

    def active(self) -> list[BitMap]:
        """Of each day: who had a named event."""
        ...

    def first(self) -> list[BitMap]:
        """Of each day: whose first of all lies in it."""
        ...

    def between(self, start: int, end: int) -> BitMap:
        """Who had one from a moment until just before another."""
        ...

    def names(self, people: BitMap) -> list[str]:
        """Their sorted ids."""
        ...


@dataclass(frozen=True, eq=False)
class OfIndex:
    """Read from the index; may raise IndexLost."""

    index: ActivityIndex
    edges: tuple[int, ...]

    def active(self) -> list[BitMap]:
        return self.index.sets(None, self.edges)

    def first(self) -> list[BitMap]:
        return self.index.first_sets(None, self.edges)

    def between(self, start: int, end: int) -> BitMap:
        rows = self.index.rows
        chosen = (rows.at >= start) & (rows.at < end)
        return set_of(rows.owner[rows.person[chosen]])

    def names(self, people: BitMap) -> list[str]:
        found: list[str] = self.index.names(people).to_pylist()
        return found


@dataclass(frozen=True, eq=False)
class OfEvents:
    """Counted from the events: of each person in the range every moment, and the first of all."""

    edges: tuple[int, ...]
    ids: pa.Array
    person: Ints
    at: Ints
    since: Ints  # by person

    def active(self) -> list[BitMap]:
        return self._by_day(self.at, self.person)

    def first(self) -> list[BitMap]:
        return self._by_day(self.since, np.arange(len(self.ids)))

    def between(self, start: int, end: int) -> BitMap:
        return set_of(self.person[(self.at >= start) & (self.at < end)])

    def names(self, people: BitMap) -> list[str]:
        return sorted(self.ids.take(pa.array(list(people), pa.int64())).to_pylist())

    def _by_day(self, moments: Ints, people: Ints) -> list[BitMap]:
        days = len(self.edges) - 1
        day = np.searchsorted(np.array(self.edges), moments, side="right") - 1
        return sets_by_number(day, people, days, len(self.ids))


def attendance_of_events(events: Events, edges: tuple[int, ...]) -> OfEvents:
    """From the events, for a log without an index of these days."""

    def inside(table: Any, dialect: Dialect) -> Any:
        named = table.filter(table.event.notnull() & table.person.notnull())
        at = named.timestamp
        chosen = (at >= dialect.moment(edges[0])) & (at < dialect.moment(edges[-1]))
        return named.filter(chosen).select("person", at=dialect.micros(at)).distinct()

    def before(table: Any, dialect: Dialect) -> Any:
        named = table.filter(table.event.notnull() & table.person.notnull())
        earlier = named.filter(named.timestamp < dialect.moment(edges[0]))
        return earlier.select("person").distinct()

    rows = events.query(inside)
    coded = rows.column("person").combine_chunks().dictionary_encode()
    ids, person = coded.dictionary, coded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    at = rows.column("at").to_numpy().astype(np.int64)
    since = first_moments(person, at, len(ids))
    known = pc.is_in(ids, value_set=events.query(before).column("person").combine_chunks())
    since[known.to_numpy(zero_copy_only=False)] = edges[0] - 1
    return OfEvents(edges, ids, person, at, since)
