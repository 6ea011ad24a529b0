"""Spans of time, also where clocks change."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from huitou.engine.analytics.cohorts.spans import bounds_of
from huitou.engine.analytics.query.cohort import Performed, Regularly, Span
from huitou.engine.analytics.query.events import event
from huitou.kernel import InvalidInput, from_micros

NEW_YORK = "America/New_York"  # 2026-03-08 has 23 hours, 2026-11-01 has 25
A = Performed(event("A"))


def said(span: Span, timezone: str = "UTC", as_of: str = "2026-06-10T12:00+00:00") -> list[Any]:
    bounds = bounds_of(span, timezone, datetime.fromisoformat(as_of))
    return [
        None if micros is None else from_micros(micros).strftime("%Y-%m-%d %H:%M")
        for micros in (bounds.first, bounds.end)
    ]


def test_all_time() -> None:
    assert said(Span()) == [None, None]


def test_dates_are_whole_local_days() -> None:
    span = Span(from_="2026-06-01", to="2026-06-02")
    assert said(span) == ["2026-06-01 00:00", "2026-06-03 00:00"]
    assert said(span, "Asia/Shanghai") == ["2026-05-31 16:00", "2026-06-02 16:00"]
    assert said(Span(from_="2026-06-01")) == ["2026-06-01 00:00", None]
    assert said(Span(to="2026-12-31")) == [None, "2027-01-01 00:00"]


def test_moments_end_before_they_are_reached() -> None:
    span = Span(from_="2026-06-01T10:00", to="2026-06-01T12:00+02:00")
    assert said(span, "Asia/Shanghai") == ["2026-06-01 02:00", "2026-06-01 10:00"]


def test_days_when_clocks_change_are_whole() -> None:
    short = Span(from_="2026-03-08", to="2026-03-08")
    assert said(short, NEW_YORK) == ["2026-03-08 05:00", "2026-03-09 04:00"]
    long = Span(from_="2026-11-01", to="2026-11-01")
    assert said(long, NEW_YORK) == ["2026-11-01 04:00", "2026-11-02 05:00"]


def test_last_days_end_with_the_local_day_of_the_as_of_moment() -> None:
    late = "2026-03-09T03:30+00:00"  # 23:30 of the 8th in New York
    assert said(Span(last_days=1), NEW_YORK, late) == ["2026-03-08 05:00", "2026-03-09 04:00"]
    assert said(Span(last_days=2), NEW_YORK, late) == ["2026-03-07 05:00", "2026-03-09 04:00"]
    assert said(Span(last_days=2), "UTC", late) == ["2026-03-08 00:00", "2026-03-10 00:00"]


def test_days_ago() -> None:
    assert said(Span(ago_from_days=7, ago_to_days=1)) == ["2026-06-03 00:00", "2026-06-10 00:00"]
    assert said(Span(ago_from_days=0, ago_to_days=0)) == ["2026-06-10 00:00", "2026-06-11 00:00"]
    assert said(Span(ago_from_days=7)) == ["2026-06-03 00:00", None]
    assert said(Span(ago_to_days=7)) == [None, "2026-06-04 00:00"]
    assert said(Span(ago_from_days=29, ago_to_days=0)) == said(Span(last_days=30))


@pytest.mark.parametrize(
    ("span", "field"),
    [
        (Span(from_="2026-06-02", to="2026-06-01"), "span.to"),
        (Span(from_="2026-06-01T10:00", to="2026-06-01T10:00"), "span.to"),
        (Span(ago_from_days=1, ago_to_days=2), "span.ago_to_days"),
        (Span(last_days=0), "span.last_days"),
        (Span(last_days=10_001), "span.last_days"),
        (Span(ago_from_days=-1), "span.ago_from_days"),
        (Span(last_days=3, from_="2026-06-01"), "span"),
        (Span(last_days=3, ago_to_days=1), "span"),
        (Span(from_="soon"), "span.from"),
        (Span(to=""), "span.to"),
        (Span(to="1969-01-01"), "span.to"),
    ],
)
def test_impossible_spans(span: Span, field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        bounds_of(span, "UTC", datetime(2026, 6, 10, tzinfo=UTC))
    assert caught.value.field == field


def test_one_moment_before_and_after_a_short_day(happened: Any, members: Any) -> None:
    events = happened(
        "early A 2026-03-08T04:59:59",
        "first A 2026-03-08T05:00:00",
        "last A 2026-03-09T03:59:59",
        "later A 2026-03-09T04:00:00",
        as_of="2026-03-08T12:00+00:00",
    )
    day = Span(from_="2026-03-08", to="2026-03-08")
    assert members(events, Performed(A.event, day), NEW_YORK) == ["first", "last"]
    assert members(events, Performed(A.event, Span(last_days=1)), NEW_YORK) == ["first", "last"]
    assert members(events, Performed(A.event, day), "UTC") == ["early", "first"]
    assert members(events, Regularly(A.event, "day", 1, 1), NEW_YORK) == ["first", "last"]


def test_regular_days_across_a_long_day(happened: Any, members: Any) -> None:
    """25 hours of one day are one day, and both hours that the clock shows as 01 are in it."""
    events = happened(
        "ann A 2026-11-01T05:30",
        "ann A 2026-11-01T06:30",
        "bob A 2026-11-01T04:00",
        "bob A 2026-11-02T04:59:59",
        "cat A 2026-11-02T04:59:59",
        "cat A 2026-11-02T05:00:00",
        as_of="2026-11-02T12:00+00:00",
    )
    two_days = Regularly(A.event, "day", 2, 2)
    assert members(events, two_days, NEW_YORK) == ["cat"]
    twice = Regularly(A.event, "day", 2, 1, min_occurrences=2)
    assert members(events, twice, NEW_YORK) == ["ann", "bob"]
