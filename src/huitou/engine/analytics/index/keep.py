"""Keeping the index beside the log: told of every change while the log is locked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from huitou.engine.analytics.index.build import build
from huitou.engine.analytics.index.lost import IndexLost
from huitou.engine.analytics.index.moves import moves_of
from huitou.engine.analytics.index.numbering import Numbering
from huitou.engine.analytics.index.state import (
    State,
    folder_of,
    forget,
    is_true,
    read_state,
    told,
)
from huitou.engine.analytics.index.writer import Writer
from huitou.engine.events import Change, EventLog, Growth, Persons


@dataclass
class _Memory:
    """What the last change left in memory: good for the state of that generation."""

    state: State
    numbering: Numbering
    people: Persons | None


class KeptIndex:
    """The follower of a log (see huitou.engine.events.Follower) that keeps its index. `log` is
    the log itself; `timezone` decides the days of an index that is made anew, while one that is
    there keeps its own.

    Whatever it cannot do exactly from the change alone, it makes anew from the log.
    """

    def __init__(self, log: EventLog, timezone: str) -> None:
        self._log = log
        self._timezone = timezone
        self._folder = folder_of(log)
        self._memory: _Memory | None = None

    def appended(self, change: Change) -> None:
        # Taken out first: an error half-way must not leave numbers that were never saved.
        memory, self._memory = self._memory, None
        try:
            self._memory = self._updated(change, memory)
        except IndexLost:
            self._memory = None
        if self._memory is None:
            self._make_anew()

    def erased(self) -> None:
        with told(self._folder):
            timezone = self._last_timezone()
            forget(self._folder)
        self._make_anew(timezone)

    def catch_up(self) -> None:
        state = read_state(self._folder)
        if state is None or state.counts != self._log.counts() or not is_true(state):
            self._make_anew()

    def _updated(self, change: Change, memory: _Memory | None) -> _Memory | None:
        """What is in memory after the index was brought up to date; None if that takes the log."""
        state = read_state(self._folder)
        if state is None or state.counts != change.before:
            return None
        if memory is None or memory.state != state:
            if not is_true(state):
                return None
            memory = _Memory(state, Numbering(self._folder, state), None)
        writer = Writer(self._folder, state, memory.numbering)
        if change.after.links != change.before.links:
            growth = change.people or self._growth(memory.people)
            moves = None if growth is None else moves_of(growth)
            if growth is None or moves is None:
                return None
            writer.move(moves)
            memory.people = growth.after
        writer.add(change.rows, self._people(memory))
        memory.state = writer.commit(change.after)
        return memory

    def _growth(self, before: Persons | None) -> Growth | None:
        if before is None:
            return None
        return Growth(before, self._log.shipped().people, joined=False)

    def _people(self, memory: _Memory) -> Callable[[], Persons]:
        def people() -> Persons:
            if memory.people is None:
                memory.people = self._log.shipped().people
            return memory.people

        return people

    def _last_timezone(self) -> str:
        state = read_state(self._folder)
        return state.timezone if state else self._timezone

    def _make_anew(self, timezone: str | None = None) -> None:
        built = build(self._log, timezone or self._last_timezone())
        self._memory = _Memory(built.state, built.numbering, built.people)
