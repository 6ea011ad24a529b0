"""Rows to fill a log with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from huitou.engine.events import Decided, EventLog, EventRow, QuarantineRow, pack
from huitou.engine.events.segments import SegmentWriter
from huitou.kernel import SystemClock

NOON = 1_782_000_000_000_000  # microseconds; 2026-06-21

Row = Callable[..., EventRow]


@pytest.fixture
def row() -> Row:
    """Make an EventRow; whatever is not given is plain."""

    def make(message_id: str, event: str | None = "Product Viewed", **given: Any) -> EventRow:
        values: dict[str, Any] = dict.fromkeys(EventRow.__struct_fields__)
        values.update(message_id=message_id, type="track", event=event, source="test")
        values.update(timestamp=NOON, received_at=NOON)
        return EventRow(**{**values, **given})

    return make


@pytest.fixture
def broken() -> Callable[..., QuarantineRow]:
    """Make a QuarantineRow."""

    def make(message_id: str, raw: str = "{}", **given: Any) -> QuarantineRow:
        values: dict[str, Any] = {"event": None, "user_id": None, "anonymous_id": None}
        values |= {"reason": "missing", "field": None, "detail": "It is broken.", "source": "test"}
        return QuarantineRow(
            **{**values, "message_id": message_id, "raw": raw, "received_at": NOON, **given}
        )

    return make


@pytest.fixture
def log(tmp_path: Path) -> EventLog:
    return EventLog.open(tmp_path / "home")


@pytest.fixture
def accept() -> Callable[..., SegmentWriter]:
    """Put rows into a segment as the door does; the segment stays open."""

    def write(
        log: EventLog, events: list[EventRow], quarantined: list[QuarantineRow] | None = None
    ) -> SegmentWriter:
        writer = SegmentWriter(log.segments_folder, SystemClock())
        writer.write([pack(Decided(events, quarantined or []))])
        return writer

    return write
