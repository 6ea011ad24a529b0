"""One change of the index: gather sets, put them into the files of their days, switch."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
import pyarrow as pa

from huitou.engine.analytics.index.day_file import ANY, DayFile, write_day
from huitou.engine.analytics.index.days import day_start
from huitou.engine.analytics.index.gather import Gathered, Sets, add, gather
from huitou.engine.analytics.index.moved import Moved
from huitou.engine.analytics.index.moves import Moves
from huitou.engine.analytics.index.names import EventNames
from huitou.engine.analytics.index.numbering import Numbering
from huitou.engine.analytics.index.row_tapes import RowTapes
from huitou.engine.analytics.index.state import Day, State, read_state, sweep, told, write_state
from huitou.engine.analytics.index.tape import Tape
from huitou.engine.events import Counts, Persons

_AT_ONCE = 1 << 20
# So many moves a reader puts right in passing; then the files of all days are settled.
_MOST_UNSETTLED = 1 << 15


class Writer:
    """From `state` to the next one. `numbering` has the ids of `state`, and learns the new ones."""

    def __init__(self, folder: Path, state: State, numbering: Numbering) -> None:
        self._folder = folder
        self._state = state
        self._numbering = numbering
        self._generation = state.generation
        self._events = EventNames(state.events, left_out=state.left_out)
        self._days = {day.number: day for day in state.days}
        self._sets: Sets = {}
        self._tapes = state.rows
        self._rows: list[Gathered] = []

    def move(self, moves: Moves) -> None:
        """People have become others; told before the events of the same append."""
        self._numbering.move(moves)

    def add(self, rows: pa.Table, people: Callable[[], Persons]) -> None:
        """Events have come; `people` are those after their append."""
        number = partial(self._numbering.of, people=people)
        for start in range(0, rows.num_rows, _AT_ONCE):
            part = rows.slice(start, _AT_ONCE)
            gathered = gather(part, self._state.timezone, self._events, number)
            add(self._sets, gathered.sets)
            self._rows.append(gathered)

    def flush(self) -> None:
        """Put what is gathered into files, to have its memory back."""
        with told(self._folder):
            self._write(self._numbering.moved(since=self._state.settled))

    def commit(self, counts: Counts) -> State:
        """Write everything and switch; StorageRefused leaves the index as it was."""
        with told(self._folder):
            settled = self._state.settled
            moved = self._numbering.moved(since=settled)
            settle = len(moved.gone) > _MOST_UNSETTLED
            if settle:
                self._touch_all(moved)
            self._write(moved)
            saved = self._numbering.save(self._folder, self._state)
            state = msgspec.structs.replace(
                saved,
                appends=counts.appends,
                links=counts.links,
                generation=self._generation,
                settled=saved.moves.length // 8 if settle else settled,
                events=self._events.names(),
                left_out=self._events.left_out,
                days=tuple(self._days[number] for number in sorted(self._days)),
                rows=self._tapes,
            )
            self._switch(state)
        return state

    def _switch(self, state: State) -> None:
        """The files of the state before stay for one more change: somebody may be reading them.
        Those of an index that was made anew do not: it may have been because of an erasure.
        """
        before = read_state(self._folder)
        keep = state.files()
        if before is not None and before.texts.name == state.texts.name:
            keep |= before.files()
        write_state(self._folder, state)
        sweep(self._folder, keep)

    def _touch_all(self, moved: Moved) -> None:
        for number, day in self._days.items():
            if DayFile(self._folder / day.file).get(ANY).intersect(moved.gone):
                self._sets.setdefault(number, {})

    def _write(self, moved: Moved) -> None:
        self._generation = next_generation(self._generation)
        for number, sets in self._sets.items():
            before = self._days.get(number)
            known = DayFile(self._folder / before.file).all() if before else {}
            merged: Sets = {number: {event: moved.settled(one) for event, one in known.items()}}
            add(merged, {number: sets})
            day = _day(number, self._state.timezone, self._generation)
            write_day(self._folder / day.file, merged[number])
            self._days[number] = day
        self._tapes = self._tapes.extended(self._folder, self._rows)
        self._sets, self._rows = {}, []


def empty_state(timezone: str, generation: int) -> State:
    """The state of an index that knows nothing, with files of its own."""
    return State(
        timezone=timezone,
        appends=0,
        links=0,
        generation=generation,
        texts=Tape(f"texts.{generation}"),
        ends=Tape(f"ends.{generation}"),
        owners=Tape(f"owners.{generation}"),
        called=Tape(f"called.{generation}"),
        moves=Tape(f"moves.{generation}"),
        rows=RowTapes.empty(generation),
    )


def next_generation(last: int) -> int:
    """A number that no file has yet, whatever index was here before."""
    return max(last + 1, time.time_ns() // 1000)


def _day(number: int, timezone: str, generation: int) -> Day:
    return Day(number, day_start(number, timezone), day_start(number + 1, timezone), generation)
