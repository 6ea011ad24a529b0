"""Where a log keeps its things: the segments, the tables with their indexes, the lock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import pyarrow as pa

from huitou.engine.events.follower import Counts, Follower
from huitou.engine.events.lock import exclusive
from huitou.engine.events.once_table import Appended, OnceTable, Pinned
from huitou.engine.events.rows import EVENTS_SCHEMA, QUARANTINE_SCHEMA
from huitou.kernel import Clock, HuitouError, InvalidInput, SystemClock

# Counts the appends that held words about who is who; people are resolved anew when it moves.
LINKS = "huitou-links"
LINK_TYPES = ("identify", "alias", "merge", "undo")
_PATIENCE = 120.0


@dataclass(frozen=True)
class LogStore:
    """A log's places, rooted in the folder `home`. Cheap to open; holds no file open.

    `home/segments` is what the door wrote and is not shipped; `home/log` the lock and indexes;
    the tables lie in `home/log` too, or at `table_url` on an object store.
    """

    home: Path
    clock: Clock
    events: OnceTable
    quarantine: OnceTable
    followers: tuple[Follower, ...] = ()

    @classmethod
    def open(
        cls,
        home: Path,
        *,
        table_url: str | None = None,
        storage_options: Mapping[str, str] | None = None,
        clock: Clock | None = None,
    ) -> Self:
        """Open (and if need be begin) the log in `home`.

        `table_url` may name any store that delta-rs knows (s3://, gs://, az://, file path), with
        its `storage_options`; the default is the folder itself.
        """
        if home.exists() and not home.is_dir():
            raise InvalidInput(
                f"{home} is a file, not a folder.",
                remedy="Name a folder for huitou's data with --home or HUITOU_HOME.",
                code="log.home_is_file",
            )
        folder = home / "log"
        folder.mkdir(parents=True, exist_ok=True)
        base = (table_url or str(folder.resolve())).rstrip("/")
        return cls(
            home=home,
            clock=clock or SystemClock(),
            events=OnceTable(
                f"{base}/events",
                EVENTS_SCHEMA,
                folder / "event-ids",
                ("message_id",),
                storage_options,
            ),
            quarantine=OnceTable(
                f"{base}/quarantine",
                QUARANTINE_SCHEMA,
                folder / "quarantine-ids",
                # A mended event may come under its old message id; the same broken one may not.
                ("message_id", "raw"),
                storage_options,
            ),
        )

    def followed_by(self, *followers: Follower) -> Self:
        """The same log, whose followers hear of every change that is made through it."""
        return replace(self, followers=followers)

    @property
    def segments_folder(self) -> Path:
        """Where the door writes: the folder to give to GroupCommit."""
        return self.home / "segments"

    @property
    def index_folder(self) -> Path:
        """Where derived files lie that can be built again."""
        return self.home / "log"

    def writing(self) -> AbstractContextManager[None]:
        """Be the one writer; waits two minutes for another one, then raises Conflict."""
        return exclusive(self.index_folder / "writer.lock", _PATIENCE)

    def maintaining(self) -> AbstractContextManager[None]:
        """Be the only one who rewrites files. Always taken before `writing`."""
        return exclusive(self.index_folder / "maintenance.lock", _PATIENCE)

    def catch_up(self) -> None:
        """Let the followers look whether they have missed anything."""
        with self.writing():
            self.tell(lambda follower: follower.catch_up())

    def counts(self) -> Counts:
        """How far the table has come."""
        return counts_of(self.events.pin(transactions=(LINKS,)))

    def tell(self, word: Callable[[Follower], None]) -> None:
        """Say a word to every follower. The caller is `writing`; see Follower about errors."""
        for follower in self.followers:
            with suppress(HuitouError):
                word(follower)

    def append_quarantined(self, rows: pa.Table) -> Appended:
        """Keep rows of QUARANTINE_SCHEMA aside, each once. The caller is `writing`."""
        return self.quarantine.append(rows, also=lambda _: {})


def counts_of(pinned: Pinned) -> Counts:
    """The counts of a version that was pinned with its LINKS."""
    return Counts(pinned.appends, pinned.transactions[LINKS])
