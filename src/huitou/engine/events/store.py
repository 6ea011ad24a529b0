"""Where a log keeps its things: the segments, the tables with their indexes, the lock."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import pyarrow as pa
import pyarrow.compute as pc

from huitou.engine.events.lock import exclusive
from huitou.engine.events.once_table import Appended, OnceTable
from huitou.engine.events.rows import EVENTS_SCHEMA, QUARANTINE_SCHEMA
from huitou.kernel import Clock, InvalidInput, SystemClock

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

    def append_events(self, events: pa.Table) -> Appended:
        """Append rows of EVENTS_SCHEMA whose message id is new. The caller is `writing`."""
        return self.events.append(events, also=self._count_links)

    def append_quarantined(self, rows: pa.Table) -> Appended:
        """Keep rows of QUARANTINE_SCHEMA aside, each once. The caller is `writing`."""
        return self.quarantine.append(rows, also=lambda _: {})

    def _count_links(self, new: pa.Table) -> dict[str, int]:
        if not pc.any(pc.is_in(new.column("type"), pa.array(LINK_TYPES))).as_py():
            return {}
        return {LINKS: self.events.pin(transactions=(LINKS,)).transactions[LINKS] + 1}
