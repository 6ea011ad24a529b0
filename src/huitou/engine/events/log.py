"""The event log of one shop, and everything that may be done with it."""

from __future__ import annotations

import pyarrow as pa

from huitou.engine.events.appending import append_events
from huitou.engine.events.erase import Erased, erase_person
from huitou.engine.events.maintain import Compacted, Verified, compact, reindex, vacuum, verify
from huitou.engine.events.newest import newest_events
from huitou.engine.events.once_table import Appended
from huitou.engine.events.persons import merge_row, undo_row
from huitou.engine.events.quarantine import newest_quarantined
from huitou.engine.events.rows import events_table
from huitou.engine.events.ship import Shipped, ship
from huitou.engine.events.snapshot import Snapshot, take_shipped, take_snapshot
from huitou.engine.events.store import LogStore
from huitou.kernel import NotFound

UNDOABLE = ("identify", "alias", "merge")


class EventLog(LogStore):
    """`EventLog.open(home)` is the way in; see LogStore for what lies where.

    Every method is safe to call from several processes: writers wait for each other.
    """

    def append(self, events: pa.Table) -> Appended:
        """Append a table of EVENTS_SCHEMA; rows whose message id was ever seen change nothing."""
        with self.writing():
            return append_events(self, events)

    def keep_aside(self, quarantined: pa.Table) -> Appended:
        """Append a table of QUARANTINE_SCHEMA to the quarantine, each broken event once."""
        with self.writing():
            return self.append_quarantined(quarantined)

    def ship(self) -> Shipped:
        """Move every sealed segment into the tables."""
        return ship(self)

    def snapshot(self, version: int | None = None) -> Snapshot:
        """Hold the log still: all that was accepted so far, or an older `version` of the table."""
        return take_snapshot(self, version)

    def shipped(self, version: int | None = None) -> Snapshot:
        """A version of the table alone (the newest by default), which can be asked for again by
        its number and then gives the same answers. What is not shipped yet is not in it.
        """
        return take_shipped(self, version)

    def newest(self, limit: int = 100, after: int | None = None) -> pa.Table:
        """The events that came last, the newest first, as a table of EVENTS_SCHEMA; with `after`
        (microseconds UTC) only those that were received later.
        """
        return newest_events(self, limit, after)

    def quarantined(self, limit: int = 100) -> pa.Table:
        """The newest quarantined events, as a table of QUARANTINE_SCHEMA."""
        return newest_quarantined(self, limit)

    def merge_people(self, keep: str, other: str, *, operator: str, reason: str) -> str:
        """Say, as an operator, that `other` is the person `keep`; returns the message id by which
        it can be undone.
        """
        row = merge_row(keep, other, operator=operator, reason=reason, clock=self.clock)
        self.append(events_table([row]))
        return row.message_id

    def undo_link(self, message_id: str, *, operator: str, reason: str) -> None:
        """Undo a merge, or an identify or alias that joined two people wrongly. NotFound if no
        such word was ever said.
        """
        events = self.snapshot().duckdb()
        named = (events.message_id == message_id) & events.type.isin(UNDOABLE)
        if not events.filter(named).count().to_pyarrow().as_py():
            raise NotFound(
                f"No merge, identify or alias has the message id {message_id!r}.",
                remedy="`huitou persons show ID` lists a person's ids and what joined them.",
                code="persons.unknown_message",
                field="message_id",
            )
        row = undo_row(message_id, operator=operator, reason=reason, clock=self.clock)
        self.append(events_table([row]))

    def erase(self, person_id: str) -> Erased:
        """Erase one person, under all their ids, from the log and its history."""
        return erase_person(self, person_id)

    def compact(self) -> Compacted:
        """Join small files into larger ones."""
        return compact(self)

    def vacuum(self, keep_days: int = 7) -> int:
        """Delete files that no version of the last `keep_days` days uses; returns how many."""
        return vacuum(self, keep_days)

    def reindex(self) -> int:
        """Build the index of message ids again from the tables; returns the ids of events."""
        return reindex(self)

    def verify(self) -> Verified:
        """Read the whole log and compare it with what it promises."""
        return verify(self)
