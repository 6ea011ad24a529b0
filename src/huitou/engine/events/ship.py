"""Shipping: moving sealed segments into the table. Safe to repeat at any point, because the table
takes a message id once: a crash between the append and the deletion ships nothing twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from huitou.engine.events.appending import append_events
from huitou.engine.events.rows import (
    Decided,
    EventRow,
    QuarantineRow,
    events_table,
    quarantine_table,
    unpack,
)
from huitou.engine.events.segments import (
    SegmentContent,
    is_sealed,
    read_segment,
    remove_segments,
    segments,
)
from huitou.engine.events.store import LogStore

# One append holds about this much of segments, so that memory stays flat after a long stop.
_BYTES_AT_ONCE = 64 << 20


@dataclass(frozen=True)
class Shipped:
    """What one round of shipping did. `torn`: segments that ended in bytes of no whole record."""

    segments: int = 0
    appended: int = 0
    duplicates: int = 0
    quarantined: int = 0
    torn: int = 0

    def __add__(self, other: Shipped) -> Shipped:
        return Shipped(
            self.segments + other.segments,
            self.appended + other.appended,
            self.duplicates + other.duplicates,
            self.quarantined + other.quarantined,
            self.torn + other.torn,
        )


def ship(store: LogStore) -> Shipped:
    """Move every sealed segment into the tables. One shipper at a time: others wait their turn."""
    total = Shipped()
    with store.writing():
        for paths in _portions(store.segments_folder):
            total += _ship_portion(store, paths)
    return total


def decided_rows(contents: list[SegmentContent]) -> Decided:
    """All rows of the segments, in the order in which they were written."""
    events: list[EventRow] = []
    quarantined: list[QuarantineRow] = []
    for content in contents:
        for record in content.records:
            decided = unpack(record)
            events += decided.events
            quarantined += decided.quarantined
    return Decided(events, quarantined)


def unshipped_rows(store: LogStore) -> Decided:
    """The rows of every segment that is there: accepted, and perhaps not in the tables yet."""
    contents = []
    for path in segments(store.segments_folder):
        try:
            contents.append(read_segment(path))
        except FileNotFoundError:
            continue  # shipped meanwhile: the tables have it
    return decided_rows(contents)


def _ship_portion(store: LogStore, paths: list[Path]) -> Shipped:
    contents = [read_segment(path) for path in paths]
    rows = decided_rows(contents)
    # The quarantine first: whatever happens in between, nothing is deleted before both are safe.
    kept = store.append_quarantined(quarantine_table(rows.quarantined))
    appended = append_events(store, events_table(rows.events))
    torn = [path for path, content in zip(paths, contents, strict=True) if content.torn]
    remove_segments(paths, torn)
    return Shipped(
        segments=len(paths),
        appended=appended.appended,
        duplicates=appended.duplicates,
        quarantined=kept.appended,
        torn=len(torn),
    )


def _portions(folder: Path) -> Iterator[list[Path]]:
    portion: list[Path] = []
    size = 0
    for path in segments(folder):
        if not is_sealed(path):
            continue
        portion.append(path)
        size += path.stat().st_size
        if size >= _BYTES_AT_ONCE:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion
