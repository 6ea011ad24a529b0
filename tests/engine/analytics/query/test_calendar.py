"""Intervals: whole, without gaps, and on the local clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from huitou.engine.analytics.query.calendar import (
    MOST_INTERVALS,
    intervals_between,
    intervals_until,
    moment,
)
from huitou.kernel import InvalidInput, from_micros, to_micros

ZONES = ("UTC", "Asia/Shanghai", "America/New_York", "Europe/London", "Australia/Lord_Howe")
# Read as local times of whatever zone is drawn.
MOMENTS = st.datetimes(datetime(2019, 1, 1), datetime(2032, 1, 1))  # noqa: DTZ001


def starts(intervals):
    return [intervals.start(i).isoformat() for i in range(len(intervals))]


def hours(intervals):
    return [(b - a) / 3.6e9 for a, b in zip(intervals.edges, intervals.edges[1:], strict=False)]


def test_the_last_interval_is_the_one_that_holds_the_end():
    weeks = intervals_until("2026-01-14", 2, "week", "UTC", "monday")
    assert starts(weeks) == ["2026-01-05T00:00:00+00:00", "2026-01-12T00:00:00+00:00"]
    assert from_micros(weeks.end) == datetime(2026, 1, 19, tzinfo=UTC)


def test_a_week_begins_on_sunday_if_so_asked():
    weeks = intervals_until("2026-01-14", 2, "week", "UTC", "sunday")
    assert starts(weeks) == ["2026-01-04T00:00:00+00:00", "2026-01-11T00:00:00+00:00"]


def test_weeks_go_on_across_new_year():
    weeks = intervals_between("2025-12-22", "2026-01-06", "week", "UTC", "monday")
    assert [text[:10] for text in starts(weeks)] == ["2025-12-22", "2025-12-29", "2026-01-05"]


def test_months_have_their_own_lengths():
    months = intervals_between("2028-01-31", "2028-03-01", "month", "Asia/Shanghai")
    assert hours(months) == [31 * 24, 29 * 24, 31 * 24]


@pytest.mark.parametrize(
    ("zone", "day", "length"),
    [
        ("America/New_York", "2026-03-08", 23),
        ("America/New_York", "2026-11-01", 25),
        ("Australia/Lord_Howe", "2026-10-04", 23.5),
        ("Australia/Lord_Howe", "2026-04-05", 24.5),
    ],
)
def test_a_day_when_clocks_change_is_one_day(zone, day, length):
    days = intervals_until(day, 1, "day", zone)
    assert hours(days) == [length]


def test_an_hour_that_the_clock_shows_twice_is_two_hours():
    night = intervals_between(
        "2026-11-01T00:00-04:00", "2026-11-01T02:00-05:00", "hour", "America/New_York"
    )
    assert hours(night) == [1, 1, 1, 1]
    assert [text[11:] for text in starts(night)] == [
        "00:00:00-04:00",
        "01:00:00-04:00",
        "01:00:00-05:00",
        "02:00:00-05:00",
    ]


def test_hours_around_a_change_of_half_an_hour():
    spring = intervals_between(
        "2026-10-04T01:00+10:30", "2026-10-04T04:30+11:00", "hour", "Australia/Lord_Howe"
    )
    assert [text[11:16] for text in starts(spring)] == ["01:00", "02:30", "03:00", "04:00"]
    assert hours(spring) == [1, 0.5, 1, 1]
    back = intervals_until("2026-10-04T04:30+11:00", 4, "hour", "Australia/Lord_Howe")
    assert back.edges == spring.edges


def test_a_day_that_a_zone_left_out_is_empty():
    days = intervals_between("2011-12-29", "2011-12-31", "day", "Pacific/Apia")
    assert hours(days) == [24, 0, 24]


def test_midnight_that_clocks_skip():
    days = intervals_until("2018-11-04", 1, "day", "America/Sao_Paulo")
    assert starts(days) == ["2018-11-04T01:00:00-02:00"]
    assert hours(days) == [23]


@given(
    st.sampled_from(ZONES),
    st.sampled_from(["hour", "day", "week", "month"]),
    st.sampled_from(["monday", "sunday"]),
    MOMENTS,
    st.integers(1, 60),
)
def test_intervals_join_and_hold_what_their_clock_says(zone, period, week_start, end, count):
    intervals = intervals_until(end.isoformat(), count, period, zone, week_start)
    assert len(intervals) == count
    assert list(intervals.edges) == sorted(set(intervals.edges))
    at = moment("end", end.isoformat(), zone)
    assert intervals.edges[-2] <= at < intervals.edges[-1]
    longer = intervals.extended(before=2, after=3)
    assert longer.edges[2:-3] == intervals.edges
    between = intervals_between(
        from_micros(intervals.first).isoformat(), end.isoformat(), period, zone, week_start
    )
    assert between.edges == intervals.edges or from_micros(at).astimezone(ZoneInfo(zone)).fold == 1


@given(st.sampled_from(ZONES), MOMENTS)
def test_a_moment_is_in_the_day_of_its_local_date(zone, said):
    at = to_micros(said.replace(tzinfo=UTC))
    local = from_micros(at).astimezone(ZoneInfo(zone))
    days = intervals_until((local.date() + timedelta(days=3)).isoformat(), 7, "day", zone)
    (number,) = days.number(np.array([at]))
    assert days.start(int(number)).date() == local.date()


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        (("2026-02-01", "2026-01-01", "day", "UTC"), "to"),
        (("2026-01-01", "never", "day", "UTC"), "to"),
        (("2026-13-01", "2026-01-01", "day", "UTC"), "from_"),
        (("0001-01-01", "2026-01-01", "day", "UTC"), "from_"),
        (("2026-01-01", "2026-01-02", "day", "Mars/Olympus"), "timezone"),
        (("2026-01-01", "2026-12-31", "hour", "UTC"), "to"),
    ],
)
def test_impossible_ranges_name_the_field(arguments, field):
    with pytest.raises(InvalidInput) as refused:
        intervals_between(*arguments)
    assert refused.value.field == field
    assert refused.value.remedy


@pytest.mark.parametrize("count", [0, -1, MOST_INTERVALS + 1, 10_000])
def test_too_few_or_too_many_intervals(count):
    with pytest.raises(InvalidInput) as refused:
        intervals_until("2026-01-01", count, "day", "UTC")
    assert refused.value.field == "intervals"
