"""Reading times, and setting a wrong client clock right."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huitou.engine.events import event_time, parse_moment
from huitou.engine.events.moments import time_fault
from huitou.kernel import from_micros, to_micros

NOON = to_micros(datetime(2026, 7, 1, 12, tzinfo=UTC))
DAY = 86_400_000_000


@pytest.mark.parametrize(
    "said",
    [
        "2026-07-01T12:00:00Z",
        "2026-07-01T12:00:00z",
        "2026-07-01t12:00:00.000Z",
        "2026-07-01T12:00:00.000+00:00",
        "2026-07-01T20:00:00+08:00",
        "2026-07-01T20:00:00+0800",
        "2026-07-01T06:30:00.0000000000-05:30",
        "2026-07-01T12:00:00",  # no offset is UTC
        "2026-07-01 12:00:00",
        "2026-07-01T12:00",
        " 2026-07-01T12:00:00Z ",
        "20260701T120000Z",
        1782907200000,
        1782907200000.0,
    ],
)
def test_the_shapes_that_clients_send(said: str | int | float) -> None:
    assert parse_moment(said) == NOON


def test_a_date_alone_is_its_first_moment() -> None:
    assert parse_moment("2026-07-01") == parse_moment("20260701") == NOON - DAY // 2


def test_a_fraction_is_kept_to_the_microsecond() -> None:
    assert parse_moment("2026-07-01T12:00:00.5Z") == NOON + 500_000
    assert parse_moment("2026-07-01T12:00:00.123456789Z") == NOON + 123_456
    assert parse_moment(1782907200000.25) == NOON + 250


@pytest.mark.parametrize(
    "said",
    [
        None,
        True,
        [],
        "",
        "yesterday",
        "2026-13-01",
        "2026-07-01T25:00:00Z",
        "1782907200000",
        "1712111200000",  # digits that a lenient reader takes for a day of the year 1712
        "Wed, 01 Jul 2026 12:00:00 GMT",
        "0001-01-01T00:00:00Z",
        "1899-12-31T23:59:59Z",
        "9999-12-31T23:59:59-01:00",
        10**40,
        -(10**40),
        1e300,
        float("nan"),
        float("inf"),
    ],
)
def test_what_is_no_moment(said: object) -> None:
    assert parse_moment(said) is None


@settings(deadline=None)
@given(
    st.integers(-2 * 10**15, 25 * 10**16).map(from_micros),
    st.integers(-1439, 1439),
)
def test_any_time_at_any_offset_is_read_exactly(moment: datetime, minutes: int) -> None:
    there = moment.astimezone(timezone(timedelta(minutes=minutes)))
    assert parse_moment(there.isoformat()) == to_micros(moment)
    assert parse_moment(moment.replace(tzinfo=None).isoformat()) == to_micros(moment)


@settings(deadline=None)
@given(st.integers(-2_000_000_000_000, 4_000_000_000_000))
def test_milliseconds_are_read_exactly(millis: int) -> None:
    assert parse_moment(millis) == parse_moment(float(millis)) == millis * 1000


@settings(deadline=None)
@given(st.text())
def test_no_text_breaks_the_reader(said: str) -> None:
    found = parse_moment(said)
    assert found is None or isinstance(found, int)


MOMENTS = st.integers(0, 4 * 10**15)


@settings(deadline=None)
@given(
    original=MOMENTS, sent_at=MOMENTS, received_at=MOMENTS, wrong_by=st.integers(-(10**16), 10**16)
)
def test_how_wrong_the_clients_clock_is_changes_nothing(
    original: int, sent_at: int, received_at: int, wrong_by: int
) -> None:
    right = event_time(original, sent_at, received_at)
    assert event_time(original + wrong_by, sent_at + wrong_by, received_at) == right


@settings(deadline=None)
@given(original=MOMENTS, sent_at=MOMENTS, received_at=MOMENTS)
def test_an_event_lies_as_long_before_its_receipt_as_before_its_sending(
    original: int, sent_at: int, received_at: int
) -> None:
    assert received_at - event_time(original, sent_at, received_at) == sent_at - original


def test_what_is_missing_is_done_without() -> None:
    assert event_time(5, None, 100) == 5
    assert event_time(None, 7, 100) == 100
    assert event_time(None, None, 100) == 100


def test_the_bounds_of_an_event() -> None:
    first = to_micros(datetime(1971, 1, 1, tzinfo=UTC))
    assert time_fault(first, NOON) is None
    assert time_fault(NOON + DAY, NOON) is None
    assert time_fault(first - 1, NOON) == (
        "The event would be from 1970-12-31T23:59:59+00:00, before 1971; check the clock, and that "
        "a time given as a number is in milliseconds."
    )
    assert time_fault(NOON + DAY + 1_000_000, NOON) == (
        "The event would be from 2026-07-02T12:00:01+00:00, more than a day after it was received; "
        "check the client's clock and its sentAt."
    )


@settings(deadline=None)
@given(st.integers(-(10**19), 10**19))
def test_an_impossible_time_can_always_be_told(micros: int) -> None:
    fault = time_fault(micros, NOON)
    assert (fault is None) == (31_536_000_000_000 <= micros <= NOON + DAY)
