"""The comings and goings of three people."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from huitou.engine.analytics import LifecycleCell, LifecycleQuery, event
from huitou.engine.analytics.lifecycle.ask import lifecycle, lifecycle_people
from huitou.kernel import InvalidInput
from toy_events import happened

VISITS = (
    ("old", "Visit", "2025-12-01"),
    ("old", "Visit", "2026-01-06T10:00"),
    ("ann", "Visit", "2026-01-05T10:00"),
    ("ann", "Visit", "2026-01-06T10:00"),
    ("ann", "Visit", "2026-01-08T10:00"),
    ("bob", "Look", "2026-01-04T10:00"),
    ("bob", "Visit", "2026-01-07T10:00"),
)
FOUR_DAYS = {"from_": "2026-01-05", "to": "2026-01-08"}


def asked(events=None, **query):
    query = LifecycleQuery(**{**FOUR_DAYS, "event": event("Visit"), **query})
    answer = lifecycle(events or happened(*VISITS), query)
    return [
        (one.new, one.returning, one.resurrecting, one.dormant) for one in answer.intervals
    ], answer


def test_new_goes_by_the_person_and_history_counts():
    counts, answer = asked()
    # Bob was seen before he first visited, so he is not new on the 7th.
    assert counts == [(1, 0, 0, 0), (0, 1, 1, 0), (0, 0, 1, 2), (0, 0, 1, 1)]
    assert [one.pulse for one in answer.intervals] == [None, None, 0.5, 1.0]


def test_new_by_the_event():
    counts, _ = asked(new_by="event")
    assert counts == [(1, 0, 0, 0), (0, 1, 1, 0), (1, 0, 0, 2), (0, 0, 1, 1)]


def test_the_day_before_the_range_counts():
    counts, _ = asked(from_="2026-01-06")
    assert counts[0] == (0, 1, 1, 0)
    counts, _ = asked(from_="2026-01-07")
    assert counts[0] == (0, 0, 1, 2)


def test_weeks():
    counts, _ = asked(period="week", from_="2025-12-29", to="2026-01-12")
    assert counts == [(0, 0, 0, 0), (1, 0, 2, 0), (0, 0, 0, 3)]


def test_a_running_interval_is_marked():
    _, answer = asked(happened(*VISITS, as_of=datetime(2026, 1, 8, 12, tzinfo=UTC)))
    assert [one.complete for one in answer.intervals] == [True, True, True, False]


def test_a_state_opens_its_people():
    query = LifecycleQuery(**FOUR_DAYS, event=event("Visit"))
    cell = LifecycleCell(interval=2, state="dormant")
    assert lifecycle_people(happened(*VISITS), query, cell).to_pylist() == ["ann", "old"]
    with pytest.raises(InvalidInput):
        lifecycle_people(happened(*VISITS), query, LifecycleCell(interval=4, state="new"))


def test_filters_that_exclude_each_other_find_nobody_and_hide_nothing():
    lines = (("a", "Visit", "2026-01-05", {"x": 1}), ("a", "Visit", "2026-01-06", {"x": 2}))
    counts, _ = asked(happened(*lines), where={"x": 2})
    assert counts == [(0, 0, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1), (0, 0, 0, 0)]
    counts, _ = asked(happened(*lines), event=event("Visit", x=1), where={"x": 2})
    assert counts == [(0, 0, 0, 0)] * 4


def test_an_unknown_name():
    counts, answer = asked(event=event("Viist"))
    assert counts == [(0, 0, 0, 0)] * 4
    assert answer.notes[0].suggestions == ("Visit",)
