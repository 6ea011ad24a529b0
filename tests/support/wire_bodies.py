"""Segment bodies to decide on, and what became of them."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from huitou.engine.events import (
    REASONS,
    EventRow,
    Outcome,
    QuarantineRow,
    Verdict,
    decide,
    open_segment,
)
from huitou.kernel import to_micros

RECEIVED = to_micros(datetime(2026, 7, 1, 12, 0, 5, tzinfo=UTC))
SENT = "2026-07-01T12:00:03.000Z"
HAPPENED = "2026-07-01T12:00:00.000Z"
SECOND = 1_000_000

TRACK: dict[str, Any] = {
    "type": "track",
    "event": "Product Viewed",
    "userId": "u-1",
    "anonymousId": "a-1",
    "messageId": "m-1",
    "timestamp": HAPPENED,
    "properties": {"product_id": "p-1"},
    "context": {"ip": "10.0.0.1"},
}


def numbered() -> Callable[[], str]:
    numbers = itertools.count(1)
    return lambda: f"new-{next(numbers)}"


def take(body: bytes | dict[str, Any], route: str = "batch", *, at: int = RECEIVED) -> Outcome:
    if isinstance(body, dict):
        body = json.dumps(body, ensure_ascii=False).encode()
    opened = open_segment(body, route=route)
    return decide(opened, source="web", received_at=at, new_id=numbered())


def one(event: dict[str, Any], **envelope: Any) -> EventRow:
    outcome = take({"batch": [event], "sentAt": SENT, **envelope})
    assert outcome.decided.quarantined == []
    (row,) = outcome.decided.events
    assert outcome.verdicts == [Verdict(row.message_id, "accepted", None, None)]
    return row


def aside(event: Any, **envelope: Any) -> QuarantineRow:
    outcome = take({"batch": [event], "sentAt": SENT, **envelope})
    assert outcome.decided.events == []
    (row,) = outcome.decided.quarantined
    assert outcome.verdicts == [Verdict(row.message_id, "quarantined", row.reason, row.detail)]
    assert row.reason in REASONS
    return row
