"""The index's table of contents: what it covers, and which files make it up. To replace it is to
switch from one state of the index to the next.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Set
from contextlib import contextmanager
from pathlib import Path

import msgspec

from huitou.engine.analytics.index.days import day_start
from huitou.engine.analytics.index.row_tapes import RowTapes
from huitou.engine.analytics.index.tape import Tape
from huitou.engine.analytics.periods import day_date
from huitou.engine.events import Counts, EventLog
from huitou.kernel import StorageRefused

_MAGIC = b"huitou activity 2\n"
_DIGEST = 32
_NAME = "state"
_WRITING = ".writing"


class Day(msgspec.Struct, frozen=True, array_like=True):
    """A local day, its first moment and that of the next day, and the generation of its file."""

    number: int
    start: int
    end: int
    generation: int

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{day_date(self.number)}.{self.generation}.day"


class State(msgspec.Struct, frozen=True):
    """What the index holds after so many `appends` and `links` of the log, in days of `timezone`.

    People are numbered. `texts` and `ends` hold every id, one after another, `owners` the person's
    number of each id, `called` for each number the place of the id that names the person, and
    `moves` pairs of numbers: everything of the first is the second's. The first `settled` moves
    are carried out in the files of all `days`, which name an event by its place in `events`,
    counted from 1. With `left_out` there were too many event names to know them all. `rows` are
    the named events themselves.
    """

    timezone: str
    appends: int
    links: int
    generation: int
    texts: Tape
    ends: Tape
    owners: Tape
    called: Tape
    moves: Tape
    rows: RowTapes
    settled: int = 0
    events: tuple[str, ...] = ()
    left_out: bool = False
    days: tuple[Day, ...] = ()

    @property
    def counts(self) -> Counts:
        """The counts of the versions of the log that it covers."""
        return Counts(self.appends, self.links)

    @property
    def people(self) -> int:
        """How many numbers are given out."""
        return self.called.length // 4

    def files(self) -> set[str]:
        """The names of all files that it needs."""
        tapes = (self.texts, self.ends, self.owners, self.called, self.moves)
        return {tape.name for tape in (*tapes, *self.rows)} | {day.file for day in self.days}


_decoder = msgspec.msgpack.Decoder(State)


def folder_of(log: EventLog) -> Path:
    """Where the index of a log lies."""
    return log.index_folder / "activity"


def state_path(folder: Path) -> Path:
    """The file of the state."""
    return folder / _NAME


def read_state(folder: Path) -> State | None:
    """The state in `folder`; None if it is absent, unreadable, torn or something else."""
    try:
        content = state_path(folder).read_bytes()
    except OSError:
        return None
    start = len(_MAGIC) + _DIGEST
    body = content[start:]
    if content[:start] != _MAGIC + _digest(body):
        return None
    return _decoder.decode(body)


def write_state(folder: Path, state: State) -> None:
    """Switch to `state`, whose files are all there."""
    body = msgspec.msgpack.encode(state)
    temporary = state_path(folder).with_suffix(_WRITING)
    temporary.write_bytes(_MAGIC + _digest(body) + body)
    temporary.replace(state_path(folder))


def is_true(state: State) -> bool:
    """Whether the days of the state begin when its timezone says today: rules change."""
    return all(
        day_start(day.number, state.timezone) == day.start
        and day_start(day.number + 1, state.timezone) == day.end
        for day in state.days
    )


def sweep(folder: Path, keep: Set[str]) -> None:
    """Delete every file but the state and those."""
    if not folder.exists():
        return
    with os.scandir(folder) as entries:  # four times as quick as paths, at every change
        gone = [entry.name for entry in entries if entry.name not in keep]
    for name in gone:
        if name != _NAME:
            (folder / name).unlink(missing_ok=True)


def forget(folder: Path) -> None:
    """Delete the whole index, the state first, so that nobody follows it to what is gone."""
    state_path(folder).unlink(missing_ok=True)
    sweep(folder, set())


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """What the disk refuses is told as a StorageRefused."""
    try:
        yield
    except OSError as error:
        raise StorageRefused(
            f"The activity index could not be written to {folder}: {error.strerror}.",
            remedy="Make room or give write permission there, then run `huitou index rebuild`.",
            code="index.not_written",
        ) from error


def _digest(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=_DIGEST).digest()
