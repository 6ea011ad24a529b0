"""Who was seen, first and last."""

from __future__ import annotations

from huitou.engine.analytics import people_seen
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
