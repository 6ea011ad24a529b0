"""Group commit: many requests, one fsync. Nobody is answered before their record is on the disk."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from huitou.engine.events.segments import SegmentWriter
from huitou.kernel import Clock, StorageRefused

Done = Callable[[StorageRefused | None], None]


class GroupCommit:
    """A thread that writes records to this process's own segment.

    All records that wait while one group is being synced become the next group. A segment is
    sealed after `max_bytes`, or `max_age` seconds after its first record, so that the shipper
    never waits long for it.
    """

    def __init__(
        self, folder: Path, clock: Clock, *, max_bytes: int = 32 << 20, max_age: float = 2.0
    ) -> None:
        self._folder = folder
        self._clock = clock
        self._max_bytes = max_bytes
        self._max_age_micros = int(max_age * 1_000_000)
        self._waiting: list[tuple[bytes, Done]] = []
        self._changed = threading.Condition()
        self._closing = False
        self._segment: SegmentWriter | None = None
        self._opened_at = 0
        self.pending_bytes = 0
        self._thread = threading.Thread(target=self._run, name="group-commit", daemon=True)
        self._thread.start()

    def submit(self, record: bytes, done: Done) -> None:
        """Queue a record. `done` is called from the commit thread: with None once the record is
        on the disk, with a StorageRefused when it is not and never will be.
        """
        with self._changed:
            if self._closing:
                raise RuntimeError("this GroupCommit is closed")
            self._waiting.append((record, done))
            self.pending_bytes += len(record)
            self._changed.notify()

    def close(self) -> None:
        """Write what waits, seal the segment, end the thread."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join()

    def _run(self) -> None:
        while group := self._next_group():
            refusal = self._write([record for record, _ in group])
            with self._changed:
                self.pending_bytes -= sum(len(record) for record, _ in group)
            for _, done in group:
                done(refusal)
        self._seal()

    def _next_group(self) -> list[tuple[bytes, Done]]:
        """Wait for records; an empty list means that the end has come."""
        with self._changed:
            while not self._waiting and not self._closing:
                self._changed.wait(self._seconds_to_seal())
                if not self._waiting and self._is_due():
                    self._seal()
            group, self._waiting = self._waiting, []
            return group

    def _write(self, records: list[bytes]) -> StorageRefused | None:
        try:
            if self._segment is None:
                self._segment = SegmentWriter(self._folder, self._clock)
                self._opened_at = self._clock.micros()
            self._segment.write(records)
        except (OSError, MemoryError) as error:
            # After a failed sync a file's state is unknown: nothing more is added to it.
            self._seal()
            return StorageRefused(
                f"The disk of the event log refused to write: {error}.",
                remedy="Nothing of this request was kept; free the disk and send it again.",
                retry_after=5,
            )
        if self._segment.size >= self._max_bytes or self._is_due():
            self._seal()
        return None

    def _seconds_to_seal(self) -> float | None:
        if self._segment is None:
            return None
        due = self._opened_at + self._max_age_micros - self._clock.micros()
        return max(due, 0) / 1_000_000

    def _is_due(self) -> bool:
        return (
            self._segment is not None
            and self._clock.micros() - self._opened_at >= self._max_age_micros
        )

    def _seal(self) -> None:
        if self._segment is not None:
            self._segment.close()
            self._segment = None
