"""Those who keep something beside the log, and hear of every change of it while it is locked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa

from huitou.engine.events.persons import Persons


@dataclass(frozen=True)
class Counts:
    """How far the table has come: its appends, and those that held words about who is who (an
    erasure moves that number as well). Versions with the same counts hold the same events and
    the same people, in whatever files.
    """

    appends: int
    links: int


@dataclass(frozen=True)
class Growth:
    """Everyone before and after an append. `joined`: people were joined and perhaps renamed by
    it, and nobody was parted.
    """

    before: Persons
    after: Persons
    joined: bool


@dataclass(frozen=True)
class Change:
    """An append that has been committed: its `rows` (EVENTS_SCHEMA; only those that were new), the
    counts before and after it, and whom it changed. `people` is None when it changed nobody
    (`links` stands still), or when nobody knows any more who everyone was before.
    """

    rows: pa.Table
    before: Counts
    after: Counts
    people: Growth | None


class Follower(Protocol):
    """Is told under the writer's lock. A HuitouError that it raises fails nothing: what it keeps
    is then behind the log, and it has to notice that by the counts.
    """

    def appended(self, change: Change) -> None:
        """Rows were added."""
        ...

    def erased(self) -> None:
        """Rows were taken out: nothing may stay that was made of them."""
        ...

    def catch_up(self) -> None:
        """The log may have been written by someone who told nobody."""
        ...
