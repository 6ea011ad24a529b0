"""Reading the index: who had which event in which days."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property, partial
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyroaring import BitMap

from huitou.engine.analytics.index.day_file import ANY, DayFile
from huitou.engine.analytics.index.days import begin_days
from huitou.engine.analytics.index.lost import IndexLost
from huitou.engine.analytics.index.moved import Moved
from huitou.engine.analytics.index.numbers import arrow_of
from huitou.engine.analytics.index.people import read_moved, read_texts
from huitou.engine.analytics.index.row_tapes import IndexRows, MappedRows
from huitou.engine.analytics.index.state import (
    Day,
    State,
    folder_of,
    is_true,
    read_state,
    state_path,
)
from huitou.engine.analytics.index.tape import Words
from huitou.engine.analytics.sets import members
from huitou.engine.events import EventLog, Snapshot, counts_of

T = TypeVar("T")

_MOST_OPEN = 4
_Stamp = tuple[int, int, int]
_open: dict[Path, tuple[_Stamp, ActivityIndex]] = {}
_opening = threading.Lock()


class ActivityIndex:
    """The index in one state. People are numbers; sets are not to be changed by who gets them.

    What has been read stays in memory. Every method may raise IndexLost: a change or two later
    the files are gone, and a torn one is noticed when it is read.
    """

    def __init__(self, folder: Path, state: State, before: ActivityIndex | None = None) -> None:
        known: dict[Day, DayFile] = before.day_files if before else {}
        self.state = state
        self.day_files: dict[Day, DayFile] = {
            day: known.get(day) or DayFile(folder / day.file) for day in state.days
        }
        self._folder = folder
        self._starts = np.array([day.start for day in state.days], dtype=np.int64)
        self._events = {name: number for number, name in enumerate(state.events, start=1)}
        self._rows_before = before.rows_read if before else None
        self.rows_read: MappedRows | None = None
        self._daily: dict[str | None, list[BitMap]] = {}
        self._firsts: dict[str | None, list[BitMap]] = {}

    @property
    def timezone(self) -> str:
        """The zone whose days it knows."""
        return self.state.timezone

    def covers(self, snapshot: Snapshot) -> bool:
        """Whether it holds just the events and people of the snapshot."""
        return snapshot.tail.num_rows == 0 and counts_of(snapshot.pinned) == self.state.counts

    def has_edges(self, edges: tuple[int, ...]) -> bool:
        """Whether each of the moments (microseconds since 1970 UTC) begins one of its days."""
        return begin_days(edges, self.timezone)

    def knows(self, event: str | None) -> bool:
        """Whether it can tell who had the event: not if it came when there were too many names."""
        return event is None or event in self._events or not self.state.left_out

    @property
    def knows_all_names(self) -> bool:
        """Whether it can tell the name of every event."""
        return not self.state.left_out

    def event_names(self) -> tuple[str, ...]:
        """The names of the events that it knows, in the order in which they came."""
        return self.state.events

    def load(self) -> None:
        """Read all that there is, so that nothing can get lost any more."""
        for event in (None, *self.state.events):
            self.of_days(event)
        _ = self.people, self.numbers, self.rows

    def sets(self, event: str | None, edges: tuple[int, ...]) -> list[BitMap]:
        """Per interval from one edge (see `has_edges`) to the next: who had the event (null: any
        named one).
        """
        return self._between(self.of_days(event), edges)

    def first_sets(self, event: str | None, edges: tuple[int, ...]) -> list[BitMap]:
        """Per interval: who had it there for the first time of all."""
        return self._between(self._first_of_days(event), edges)

    def before(self, event: str | None, edge: int) -> BitMap:
        """Who had it on any day before the edge."""
        count = int(np.searchsorted(self._starts, edge))
        return _union(self._first_of_days(event)[:count])

    def names(self, people: BitMap) -> pa.Array:
        """The sorted ids of the people."""
        names = self._texts.take(arrow_of(self._called[members(people)])).cast(pa.string())
        return names.take(pc.sort_indices(names))

    @cached_property
    def people(self) -> pa.Array:
        """The id of each number; null where the number stands for nobody any more."""
        gone = np.zeros(self.state.people, dtype=np.bool_)
        gone[self._moved_ever.old] = True
        return self._texts.take(arrow_of(self._called, null=gone)).cast(pa.string())

    @cached_property
    def numbers(self) -> pa.Table:
        """Every id that a named event has (`id`, text), with its person's number (`number`)."""
        owners = self._load(lambda folder, state: state.owners.words(folder))
        number = self._moved_ever.everyone(self.state.people)[owners]
        return pa.table({"id": self._texts.cast(pa.string()), "number": arrow_of(number)})

    @cached_property
    def rows(self) -> IndexRows:
        """Every named event."""
        known, self._rows_before = self._rows_before, None
        read = self._load(lambda folder, state: MappedRows.of(folder, state.rows, known))
        self.rows_read = read
        owners = self._moved_ever.everyone(self.state.people)
        return IndexRows(read.person.numbers, owners, read.event.numbers, read.at.numbers)

    def _between(self, of_days: list[BitMap], edges: tuple[int, ...]) -> list[BitMap]:
        places = np.searchsorted(self._starts, np.array(edges, dtype=np.int64)).tolist()
        return [_union(of_days[a:b]) for a, b in pairwise(places)]

    def of_days(self, event: str | None) -> list[BitMap]:
        """Who had the event on each of the days of its state."""
        found = self._daily.get(event)
        if found is None:
            found = self._daily[event] = self._read(event)
        return found

    def _first_of_days(self, event: str | None) -> list[BitMap]:
        """Who had it for the first time, for each of the days."""
        found = self._firsts.get(event)
        if found is None:
            seen, found = BitMap(), []
            for people in self.of_days(event):
                found.append(people - seen)
                seen |= people
            self._firsts[event] = found
        return found

    def _read(self, event: str | None) -> list[BitMap]:
        if not self.knows(event):
            raise IndexLost(f"{event!r} came when there were too many event names")
        number = ANY if event is None else self._events.get(event)
        if number is None:
            return [BitMap()] * len(self._starts)
        moved, files = self._moved, self.day_files.values()
        return self._load(lambda *_: [moved.settled(file.get(number)) for file in files])

    def _load(self, read: Callable[[Path, State], T]) -> T:
        """Read from files. If one is lost although no other state has come since, it is torn: then
        the state goes too, so that the index is made anew.
        """
        try:
            return read(self._folder, self.state)
        except IndexLost:
            if read_state(self._folder) == self.state:
                with suppress(OSError):
                    state_path(self._folder).unlink(missing_ok=True)
            raise

    @cached_property
    def _moved(self) -> Moved:
        """The moves that the files of the days have not carried out."""
        return self._load(partial(read_moved, since=self.state.settled))

    @cached_property
    def _moved_ever(self) -> Moved:
        return self._load(partial(read_moved, since=0))

    @cached_property
    def _texts(self) -> pa.Array:
        return self._load(read_texts)

    @cached_property
    def _called(self) -> Words:
        return self._load(lambda folder, state: state.called.words(folder))


def open_index(log: EventLog) -> ActivityIndex | None:
    """The index of the log in its newest state; None if there is none that can be read. Whether
    it covers what is asked for has to be seen with `covers`.
    """
    folder = folder_of(log).resolve()
    with _opening:
        stamp = _stamp(folder)
        if stamp is None:
            return None
        at, index = _open.get(folder, (None, None))
        if index is None or at != stamp:
            state = read_state(folder)
            if state is None or not is_true(state):
                return None
            index = ActivityIndex(folder, state, index)
            _hold(folder, stamp, index)
        return index


def _stamp(folder: Path) -> _Stamp | None:
    try:
        status = state_path(folder).stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_ino, status.st_size


def _hold(folder: Path, stamp: _Stamp, index: ActivityIndex) -> None:
    _open.pop(folder, None)
    _open[folder] = (stamp, index)
    while len(_open) > _MOST_OPEN:
        del _open[next(iter(_open))]


def _union(sets: list[BitMap]) -> BitMap:
    if len(sets) == 1:
        return sets[0]
    return BitMap.union(*sets) if sets else BitMap()
