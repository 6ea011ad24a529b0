"""Who was seen, first and last."""

from __future__ import annotations

from pathlib import Path

from huitou.engine.analytics import (
    KeptIndex,
    events_of_log,
    events_of_one,
    people_seen,
    rebuild_index,
)
from huitou.engine.events import EventLog, EventRow, events_of_person, events_table
from toy_events import happened


def test_who_was_seen_last_stands_at_the_top() -> None:
    events = happened(
        ("ann", "A", "2026-01-01"),
        ("ann", "B", "2026-01-03"),
        ("bob", "A", "2026-01-04"),
        ("cat", "A", "2026-01-03"),
        (None, "A", "2026-01-05"),
    )
    seen = people_seen(events)
    assert seen.ids.to_pylist() == ["bob", "ann", "cat"]
    assert (seen.last - seen.first).tolist() == [0, 2 * 86_400_000_000, 0]
    assert seen.events.tolist() == [1, 2, 1]


def test_an_empty_log_has_nobody() -> None:
    assert len(people_seen(happened((None, "A", "2026-01-01")))) == 0


def _row(number: int, at: int, **given: str | None) -> EventRow:
    row: dict[str, object] = dict.fromkeys(EventRow.__struct_fields__)
    row |= {"message_id": str(number), "type": "track", "event": "A", "source": "test"}
    return EventRow(**{**row, "timestamp": at, "received_at": at, **given})


def test_the_index_tells_the_same_as_the_log(tmp_path: Path) -> None:
    log = EventLog.open(tmp_path)
    log = log.followed_by(KeptIndex(log, "UTC"))
    noon = 1_782_000_000_000_000
    rows = [
        _row(1, noon, anonymous_id="g1"),
        _row(2, noon + 1, type="identify", event=None, user_id="ann", anonymous_id="g1"),
        _row(3, noon + 2, user_id="ann"),
        _row(4, noon + 3, user_id="bob"),
        _row(5, noon + 2, user_id="cat"),
    ]
    log.append(events_table(rows))
    rebuild_index(log, "UTC")
    found = [people_seen(events_of_log(log, use_index=way)) for way in (True, False)]
    for seen in found:
        assert seen.ids.to_pylist() == ["bob", "ann", "cat"]
        assert (seen.last - noon).tolist() == [3, 2, 2]
        assert (seen.first - noon).tolist() == [3, 0, 2]
        assert seen.events.tolist() == [1, 2, 1]
    snapshot = log.snapshot()
    for person in ("ann", "g1", "bob", "nobody"):
        named = snapshot.people.person_of(person)
        assert events_of_one(log, snapshot, named) == events_of_person(snapshot, named)
