"""How large cohorts were, day by day."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import override_settings

from fallen_shop import fallen_shop
from huitou.engine.analytics import CohortDefinition, parsed
from huitou.foundation import boards
from huitou.foundation.cohorts import open_cohorts
from huitou.kernel import FakeClock

pytestmark = pytest.mark.usefixtures("tables")


def keep(home: Path, name: str, event: str) -> None:
    rule = {"kind": "performed", "event": {"event": event}}
    open_cohorts(home).save(parsed({"name": name, "rule": rule}, CohortDefinition))


def test_a_day_has_one_size_the_last_one(clock: FakeClock) -> None:
    boards.note_size("vip", 3, clock=clock)
    boards.note_size("vip", 4, clock=clock)
    boards.note_size("other", 9, clock=clock)
    clock.advance(timedelta(days=1))
    boards.note_size("vip", 5, clock=clock)
    assert boards.sizes_of("vip") == [
        boards.SizeRow(date(2026, 7, 1), 4),
        boards.SizeRow(date(2026, 7, 2), 5),
    ]


def test_all_saved_cohorts_are_measured(clock: FakeClock, tmp_path: Path) -> None:
    with override_settings(HOME=tmp_path):
        assert boards.measure_cohorts(clock=clock) == 0
        fallen_shop(tmp_path)
        keep(tmp_path, "seen", "Product Viewed")
        keep(tmp_path, "bought", "Order Completed")
        assert boards.measure_cohorts(clock=clock) == 2
    assert [row.people for row in boards.sizes_of("seen")] == [501]
    assert [row.people for row in boards.sizes_of("bought")] == [500]


def test_one_that_cannot_be_counted_does_not_hold_up_the_others(
    clock: FakeClock, tmp_path: Path
) -> None:
    with override_settings(HOME=tmp_path, API_QUERY_SECONDS=30):
        fallen_shop(tmp_path)
        keep(tmp_path, "seen", "Product Viewed")
        rule = {"kind": "in_cohort", "name": "seen"}
        store = open_cohorts(tmp_path)
        store.save(parsed({"name": "broken", "rule": rule}, CohortDefinition))
        store.remove("seen")
        keep(tmp_path, "well", "Order Completed")
        assert boards.measure_cohorts(clock=clock) == 1
    assert [row.people for row in boards.sizes_of("well")] == [500]
