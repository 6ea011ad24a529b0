"""Ranges by name are counted back from a day."""

from __future__ import annotations

from datetime import date

import pytest

from huitou.doors.console.explore.days import PRESETS, days_of
from huitou.doors.console.explore.explorer import end_of

WEDNESDAY = date(2026, 7, 1)


@pytest.mark.parametrize(
    ("preset", "first", "last"),
    [
        ("last_7", "2026-06-25", "2026-07-01"),
        ("last_90", "2026-04-03", "2026-07-01"),
        ("this_week", "2026-06-29", "2026-07-01"),
        ("this_month", "2026-07-01", "2026-07-01"),
        ("last_month", "2026-06-01", "2026-06-30"),
        ("this_quarter", "2026-07-01", "2026-07-01"),
        ("last_quarter", "2026-04-01", "2026-06-30"),
        ("this_year", "2026-01-01", "2026-07-01"),
    ],
)
def test_a_range_by_name(preset: str, first: str, last: str) -> None:
    assert days_of(preset, WEDNESDAY).query == {"from": first, "to": last}


def test_the_quarter_before_january_is_of_the_year_before() -> None:
    assert days_of("last_quarter", date(2026, 2, 3)).query == {
        "from": "2025-10-01",
        "to": "2025-12-31",
    }


def test_every_preset_is_a_range() -> None:
    for preset in PRESETS:
        found = days_of(preset, WEDNESDAY)
        assert 1 <= len(found) <= 366


@pytest.mark.parametrize(
    ("start", "period", "after", "end"),
    [
        (date(2026, 6, 29), "week", 0, date(2026, 7, 6)),
        (date(2026, 6, 29), "week", 4, date(2026, 8, 3)),
        (date(2025, 11, 1), "month", 0, date(2025, 12, 1)),
        (date(2025, 11, 1), "month", 1, date(2026, 1, 1)),
        (date(2026, 2, 28), "day", 0, date(2026, 3, 1)),
    ],
)
def test_where_an_interval_ends(start: date, period: str, after: int, end: date) -> None:
    assert end_of(start, period, after) == end
