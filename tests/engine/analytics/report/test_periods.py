"""Local days against the standard library, and period numbers against the calendar."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huitou.engine.analytics.periods import (
    local_days,
    period_of,
    period_start,
    zone_named,
)
from huitou.kernel import InvalidInput, from_micros, to_micros

EPOCH = date(1970, 1, 1)
YEAR = 365 * 86_400 * 1_000_000
ZONES = (
    "UTC", "Asia/Shanghai", "Asia/Kathmandu", "Europe/London", "America/New_York",
    "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Kiritimati",
)  # fmt: skip


@given(
    micros=st.lists(st.integers(-(70 * YEAR), 130 * YEAR), min_size=1, max_size=20),
    name=st.sampled_from(ZONES),
)
@settings(max_examples=300, deadline=None)
def test_local_days_are_those_of_zoneinfo(micros, name):
    zone = ZoneInfo(name)
    expected = [(from_micros(m).astimezone(zone).date() - EPOCH).days for m in micros]
    assert local_days(np.array(micros), zone).tolist() == expected


@pytest.mark.parametrize("name", ZONES)
def test_every_half_hour_of_two_years_with_changes(name):
    zone = ZoneInfo(name)
    start = datetime(2011, 1, 1, tzinfo=UTC)
    moments = [start + timedelta(minutes=30 * step) - timedelta(microseconds=step % 2)
               for step in range(2 * 365 * 48)]  # fmt: skip
    days = local_days(np.array([to_micros(moment) for moment in moments]), zone)
    assert days.tolist() == [(m.astimezone(zone).date() - EPOCH).days for m in moments]


@given(st.dates(date(2, 1, 1), date(9998, 12, 31)))
def test_a_day_lies_in_the_week_from_monday_and_in_its_month(day):
    number = np.array([(day - EPOCH).days])
    monday = period_start(int(period_of(number, "week")[0]), "week")
    assert monday == day - timedelta(days=day.weekday())
    assert period_start(int(period_of(number, "month")[0]), "month") == day.replace(day=1)


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "../etc/passwd", "Europe", "UTC\0"])
def test_an_unknown_timezone_is_refused(name):
    with pytest.raises(InvalidInput, match="not a timezone") as refusal:
        zone_named(name)
    assert "Asia/Shanghai" in refusal.value.remedy
