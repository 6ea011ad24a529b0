"""Where other products were wrong or count differently: each trap of the definitions page with a
case that a reader can count by hand. Numbers after # are issues of PostHog/posthog.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from huitou.engine.analytics.funnels.ask import funnel
from huitou.engine.analytics.funnels.query import FunnelQuery
from huitou.engine.analytics.lifecycle.ask import lifecycle
from huitou.engine.analytics.lifecycle.query import LifecycleQuery
from huitou.engine.analytics.query.events import Breakdown, event
from huitou.engine.analytics.retention.ask import retention
from huitou.engine.analytics.retention.query import Aggregate, RetentionQuery
from huitou.engine.analytics.source.opened import events_of_log
from huitou.engine.analytics.stickiness.ask import stickiness
from huitou.engine.analytics.stickiness.query import Criterion, StickinessQuery
from huitou.engine.events import EventLog, EventRow, events_table
from huitou.kernel import to_micros
from said_events import Said, events, moment


def people(answer: Any) -> list[tuple[int, ...]]:
    """The cells of the only group."""
    (group,) = answer.groups
    return [row.people for row in group.rows]


def reached(answer: Any) -> list[int]:
    """How many took each step, of the only group."""
    (group,) = answer.groups
    return [step.people for step in group.steps]


# Retention


def test_a_24_hour_day_is_not_rounded_to_hours() -> None:
    """Amplitude cuts both to the hour: 17:00 to 17:00 would be Day 1. It is 23 h 1 min: Day 0."""
    seen = events(("ada", "Open", "2026-05-01T17:59"), ("ada", "Open", "2026-05-02T17:00"))
    query = RetentionQuery(from_="2026-05-01", to="2026-05-03", window="24h_from_first")
    assert people(retention(seen, query)) == [(1, 0, 0), (0, 0), (0,)]


def test_24_hours_exactly_is_day_1() -> None:
    seen = events(("ada", "Open", "2026-05-01T17:59"), ("ada", "Open", "2026-05-02T17:59"))
    query = RetentionQuery(from_="2026-05-01", to="2026-05-03", window="24h_from_first")
    assert people(retention(seen, query)) == [(1, 1, 0), (0, 0), (0,)]


def test_24_hour_days_have_one_anchor_per_person() -> None:
    """Amplitude opens a bucket at both starts, so that the return would be in Day 1 and Day 2."""
    seen = events(
        ("ada", "Open", "2026-05-01T12:00"),
        ("ada", "Open", "2026-05-02T13:00"),
        ("ada", "Pay", "2026-05-03T14:00"),
    )
    query = RetentionQuery(
        from_="2026-05-01", to="2026-05-03", window="24h_from_first", columns=4,
        start=event("Open"), returning=event("Pay"),
    )  # fmt: skip
    assert people(retention(seen, query)) == [(1, 0, 1, 0), (0, 0, 0, 0), (0, 0, 0, 0)]


def test_24_hour_days_know_minimum_occurrences() -> None:
    seen = events(
        ("ada", "Open", "2026-05-01T12:00"),
        ("ada", "Open", "2026-05-02T13:00"),
        ("ada", "Open", "2026-05-03T13:00"),
        ("ada", "Open", "2026-05-03T14:00"),
    )
    query = RetentionQuery(
        from_="2026-05-01", to="2026-05-03", window="24h_from_first", min_occurrences=2
    )
    assert people(retention(seen, query))[0] == (1, 0, 1)


def test_24_hour_days_can_be_rolling() -> None:
    """PostHog refuses the two together."""
    seen = events(("ada", "Open", "2026-05-01T12:00"), ("ada", "Open", "2026-05-03T13:00"))
    query = RetentionQuery(
        from_="2026-05-01", to="2026-05-03", window="24h_from_first", rolling=True
    )
    assert people(retention(seen, query))[0] == (1, 1, 1)


FIVE_PEOPLE = (
    ("a", "Open", "2026-05-01T09:00"),
    ("b", "Open", "2026-05-01T09:00"),
    ("c", "Open", "2026-05-01T09:00"),
    ("a", "Open", "2026-05-02T09:00"),
    ("d", "Open", "2026-05-02T09:00"),
    ("e", "Open", "2026-05-02T09:00"),
    ("b", "Open", "2026-05-03T09:00"),
    ("d", "Open", "2026-05-03T09:00"),
    ("e", "Open", "2026-05-03T09:00"),
)


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("recurring", [(3, 1, 1), (3, 2), (3,)]),
        ("first_time", [(3, 1, 1), (2, 2), (0,)]),
        ("first_ever", [(3, 1, 1), (2, 2), (0,)]),
    ],
)
def test_five_people_on_three_days_are_3_3_3_recurring_but_3_2_by_first_touch(
    mode: Any, expected: list[tuple[int, ...]]
) -> None:
    query = RetentionQuery(from_="2026-05-01", to="2026-05-03", mode=mode)
    assert people(retention(events(*FIVE_PEOPLE), query)) == expected


def test_first_time_looks_before_the_range() -> None:
    """#2368: somebody who began earlier is not new again when the range begins."""
    seen = events(("old", "Open", "2026-01-01T09:00"), *FIVE_PEOPLE, ("old", "Open", "2026-05-01"))
    query = RetentionQuery(from_="2026-05-01", to="2026-05-03", mode="first_time")
    assert [row[0] for row in people(retention(seen, query))] == [3, 2, 0]


def test_the_last_interval_is_whole() -> None:
    """The end is a Wednesday in the morning; what happens on the Sunday of that week counts."""
    seen = events(("ada", "Open", "2026-05-05T09:00"), ("ada", "Open", "2026-05-17T23:59"))
    query = RetentionQuery(period="week", intervals=2, end="2026-05-13T08:00")
    answer = retention(seen, query)
    assert people(answer) == [(1, 1), (1,)]
    assert [row.start.date().isoformat() for row in answer.groups[0].rows] == [
        "2026-05-04",
        "2026-05-11",
    ]


def test_interval_0_of_revenue_counts_what_was_bought_after_the_start() -> None:
    seen = events(
        ("ada", "Order Completed", "2026-05-01T08:00", {"revenue": 100}),
        ("ada", "Signed Up", "2026-05-01T09:00"),
        ("ada", "Order Completed", "2026-05-01T09:00", {"revenue": 20}),
        ("ada", "Order Completed", "2026-05-01T10:00", {"revenue": 3}),
        ("ada", "Order Completed", "2026-05-02T08:00", {"revenue": 50}),
    )
    order, money = event("Order Completed"), Aggregate(kind="sum", name="revenue")
    query = RetentionQuery(
        from_="2026-05-01", to="2026-05-02", start=event("Signed Up"), returning=order,
        aggregate=money,
    )  # fmt: skip
    assert retention(seen, query).groups[0].rows[0].values == (23, 50)
    same = RetentionQuery(
        from_="2026-05-01", to="2026-05-02", start=order, returning=order, aggregate=money
    )
    assert retention(seen, same).groups[0].rows[0].values == (123, 50)


def test_a_week_across_new_year_is_one_week() -> None:
    """By the number of the week in the year, 2027-01-01 (week 53) and 2027-01-05 (week 1) are not
    neighbours. They are: the week from December 28, and the next one.
    """
    seen = events(
        ("ada", "Open", "2026-12-30T09:00"),
        ("ada", "Open", "2027-01-05T09:00"),
        ("bob", "Open", "2027-01-01T09:00"),
        ("bob", "Open", "2027-01-10T09:00"),
    )
    query = RetentionQuery(period="week", from_="2026-12-21", to="2027-01-05")
    assert people(retention(seen, query)) == [(0, 0, 0), (2, 2), (2,)]


@pytest.mark.parametrize(
    "day", ["2027-03-14", "2027-11-07", "2027-05-01"], ids=["23 hours", "25 hours", "24 hours"]
)
def test_hours_never_retain_more_than_all(day: str) -> None:
    """#3293: 300 to 400 percent by hour. Everybody is there every quarter of an hour."""
    zone = "America/New_York"
    begin, end = moment(f"{day}T00:00", zone), moment(f"{day}T23:59", zone)
    quarters = []
    at = begin.astimezone(UTC)
    while at <= end:
        quarters += [(person, "Open", at.isoformat()) for person in ("ada", "bob")]
        at += timedelta(minutes=15)
    query = RetentionQuery(period="hour", timezone=zone, from_=f"{day}T00:00", to=f"{day}T23:00")
    (group,) = retention(events(*quarters), query).groups
    hours = {"2027-03-14": 23, "2027-11-07": 25, "2027-05-01": 24}[day]
    assert len(group.rows) == hours
    for row in group.rows:
        assert set(row.people) == {2}
        assert set(row.percent) == {100.0}


@pytest.mark.parametrize("change", ["2027-03-14", "2027-11-07"], ids=["spring", "autumn"])
def test_a_day_on_which_clocks_change_is_one_day(change: str) -> None:
    """#31775: a doubled day. Each day from two before to two after is there once."""
    zone = "America/New_York"
    middle = datetime.fromisoformat(change)
    days = [(middle + timedelta(days=step)).date().isoformat() for step in range(-2, 3)]
    said = [("ada", "Open", f"{day}T{hour}") for day in days for hour in ("00:00", "23:59:59")]
    seen = events(*said, zone=zone)
    query = RetentionQuery(timezone=zone, from_=days[0], to=days[-1])
    answer = retention(seen, query)
    assert [row.start.date().isoformat() for row in answer.groups[0].rows] == days
    assert {row.start.time().isoformat() for row in answer.groups[0].rows} == {"00:00:00"}
    assert people(answer) == [(1,) * 5, (1,) * 4, (1,) * 3, (1,) * 2, (1,)]
    asked = StickinessQuery(timezone=zone, from_=days[0], to=days[-1])
    assert stickiness(seen, asked).groups[0].histogram == (0, 0, 0, 0, 1)
    life = lifecycle(seen, LifecycleQuery(timezone=zone, from_=days[0], to=days[-1]))
    assert [(one.new, one.returning, one.dormant) for one in life.intervals] == [
        (1, 0, 0),
        (0, 1, 0),
        (0, 1, 0),
        (0, 1, 0),
        (0, 1, 0),
    ]


def test_days_are_those_of_the_timezone() -> None:
    """#8411, #23448: half past eleven in the evening in New York is the next day in UTC."""
    seen = events(("ada", "Open", "2026-05-01T23:30"), zone="America/New_York")
    days = {"from_": "2026-05-01", "to": "2026-05-02"}
    here = RetentionQuery(timezone="America/New_York", **days)  # type: ignore[arg-type]
    there = RetentionQuery(timezone="UTC", **days)  # type: ignore[arg-type]
    assert people(retention(seen, here)) == [(1, 0), (0,)]
    assert people(retention(seen, there)) == [(0, 0), (1,)]


def test_percentages_do_not_fall_when_time_passes() -> None:
    """#21700: on May 3 at noon, who will come later that day has not failed to come. The cells of
    that day are marked and are not in the mean, and what was final stays.
    """
    said = (
        ("ada", "Open", "2026-05-01T09:00"),
        ("bob", "Open", "2026-05-02T09:00"),
        ("ada", "Open", "2026-05-02T09:00"),
    )
    query = RetentionQuery(from_="2026-05-01", to="2026-05-03")
    (noon,) = retention(events(*said, as_of="2026-05-03T12:00"), query).groups
    assert [row.people for row in noon.rows] == [(1, 1, 0), (2, 0), (0,)]
    assert [row.complete for row in noon.rows] == [(True, True, False), (True, False), (False,)]
    assert noon.mean == (100, 100, None)
    (night,) = retention(
        events(*said, ("bob", "Open", "2026-05-03T22:00"), as_of="2026-05-04"), query
    ).groups
    assert [row.people for row in night.rows] == [(1, 1, 0), (2, 1), (1,)]
    assert all(all(row.complete) for row in night.rows)
    assert night.mean == pytest.approx((100, 200 / 3, 0))
    for before, after in zip(noon.rows, night.rows, strict=True):
        final = [k for k, done in enumerate(before.complete) if done]
        assert [before.percent[k] for k in final] == [after.percent[k] for k in final]


def test_percent_of_previous_is_of_the_column_before() -> None:
    """#8366: "previous period" showed the percentage of the whole."""
    said = [(person, "Open", "2026-05-01") for person in "abcd"]
    said += [(person, "Open", "2026-05-02") for person in "ab"]
    said += [("a", "Open", "2026-05-03")]
    query = RetentionQuery(from_="2026-05-01", to="2026-05-03", percent_of="previous")
    assert retention(events(*said), query).groups[0].rows[0].percent == (100, 50, 50)


def test_on_or_after_works_with_a_breakdown() -> None:
    """#31877. Tea drinkers come back on the third day only, which is "on or after" the second."""
    tea, milk = {"category": "tea"}, {"category": "milk"}
    seen = events(
        ("ada", "Open", "2026-05-01", tea),
        ("ada", "Open", "2026-05-03", tea),
        ("bob", "Open", "2026-05-01", tea),
        ("cy", "Open", "2026-05-01", milk),
        ("cy", "Open", "2026-05-02", tea),
        ("cy", "Open", "2026-05-03", milk),
    )
    query = RetentionQuery(
        from_="2026-05-01", to="2026-05-03", rolling=True,
        breakdown=Breakdown(by="event", name="category"),
    )  # fmt: skip
    answer = retention(seen, query)
    assert [(group.key, [row.people for row in group.rows]) for group in answer.groups] == [
        ("tea", [(2, 1, 1), (1, 0), (1,)]),
        ("milk", [(1, 1, 1), (0, 0), (1,)]),
    ]


def test_a_message_that_comes_twice_counts_once(tmp_path: Path) -> None:
    """#17211, #30692: a client that repeats a message does not make two events of it."""
    values: dict[str, Any] = dict.fromkeys(EventRow.__struct_fields__)
    at = to_micros(moment("2026-05-01T09:00"))
    values.update(type="track", event="Open", user_id="ada", timestamp=at, received_at=at)
    row = EventRow(**{**values, "message_id": "m1", "source": "test"})
    log = EventLog.open(tmp_path / "home")
    log.append(events_table([row, row]))
    log.append(events_table([row]))
    query = StickinessQuery(from_="2026-05-01", to="2026-05-01")
    assert stickiness(events_of_log(log), query).groups[0].histogram == (1,)
    twice = Criterion(count=2)
    again = StickinessQuery(from_="2026-05-01", to="2026-05-01", criterion=twice)
    assert stickiness(events_of_log(log), again).groups[0].histogram == (0,)


# Stickiness and lifecycle


def test_ten_days_have_ten_buckets() -> None:
    """PostHog once gave 11. Who came every day is in the tenth."""
    said = [("ada", "Open", f"2026-05-{day:02}T12:00") for day in range(1, 13)]
    answer = stickiness(events(*said), StickinessQuery(from_="2026-05-01", to="2026-05-10"))
    assert answer.groups[0].histogram == (0,) * 9 + (1,)
    assert len(answer.starts) == 10


def test_as_many_rows_as_intervals_were_asked_for() -> None:
    query = RetentionQuery(intervals=7, end="2026-05-07")
    rows = people(retention(events(("ada", "Open", "2026-05-01")), query))
    assert [len(row) for row in rows] == [7, 6, 5, 4, 3, 2, 1]


def test_new_goes_by_the_first_event_of_any_kind() -> None:
    """Who looked around in April and orders in May for the first time is not new in May."""
    seen = events(("ada", "Product Viewed", "2026-04-10"), ("ada", "Order Completed", "2026-05-10"))
    order = event("Order Completed")
    query = LifecycleQuery(period="month", from_="2026-05-01", to="2026-05-31", event=order)
    (may,) = lifecycle(seen, query).intervals
    assert (may.new, may.resurrecting) == (0, 1)


# Funnels


def _minutes(person: str, *said: str) -> list[Said]:
    """Events written as "A 13:00"."""
    return [(person, one.split()[0], f"2026-05-01T{one.split()[1]}") for one in said]


def on_that_day(**given: Any) -> FunnelQuery:
    return FunnelQuery(from_="2026-05-01", to="2026-05-01", **given)


@pytest.mark.parametrize(
    ("reentry", "expected"), [("every_attempt", [1, 1, 1]), ("after_window", [1, 1, 0])]
)
def test_reentry_by_both_conventions(reentry: Any, expected: list[int]) -> None:
    """From 13:00 there is no C within the hour; from 13:30 there is, but Mixpanel's default does
    not let that event begin anything.
    """
    seen = events(*_minutes("ada", "A 13:00", "A 13:30", "B 13:45", "C 14:15"))
    query = on_that_day(
        steps=(event("A"), event("B"), event("C")), window_seconds=3_600, reentry=reentry
    )
    assert reached(funnel(seen, query)) == expected


@pytest.mark.parametrize(("ties", "expected"), [("in_order", [1, 1]), ("strictly_later", [1, 0])])
def test_ties_by_both_conventions(ties: Any, expected: list[int]) -> None:
    seen = events(*_minutes("ada", "B 13:00", "A 13:00"))
    query = on_that_day(steps=(event("A"), event("B")), ties=ties)
    assert reached(funnel(seen, query)) == expected


def test_people_and_sessions_are_both_units() -> None:
    """One person, two visits: the order is in the second. A session funnel never joins visits."""
    seen = events(*_minutes("ada", "A 09:00", "A 13:00", "B 13:10"))
    steps = (event("A"), event("B"))
    assert reached(funnel(seen, on_that_day(steps=steps))) == [1, 1]
    assert reached(funnel(seen, on_that_day(steps=steps, unit="session"))) == [2, 1]
    apart = events(*_minutes("ada", "A 09:00", "B 13:10"))
    assert reached(funnel(apart, on_that_day(steps=steps))) == [1, 1]
    assert reached(funnel(apart, on_that_day(steps=steps, unit="session"))) == [1, 0]


def test_the_end_of_the_window_is_inside() -> None:
    seen = events(*_minutes("ada", "A 13:00", "B 14:00"))
    steps = (event("A"), event("B"))
    assert reached(funnel(seen, on_that_day(steps=steps, window_seconds=3_600))) == [1, 1]
    assert reached(funnel(seen, on_that_day(steps=steps, window_seconds=3_599))) == [1, 0]


def test_one_event_serves_one_step() -> None:
    steps = (event("A"), event("A"))
    assert reached(funnel(events(*_minutes("ada", "A 13:00")), on_that_day(steps=steps))) == [1, 0]
    twice = events(*_minutes("ada", "A 13:00", "A 13:00"))
    assert reached(funnel(twice, on_that_day(steps=steps))) == [1, 1]


def test_twenty_steps_are_not_too_many() -> None:
    """#23522: funnels of 12 steps and more failed."""
    said = [("ada", f"S{k}", f"2026-05-01T12:00:{k:02}") for k in range(20)]
    said += [("bob", f"S{k}", f"2026-05-01T12:00:{k:02}") for k in range(13)]
    query = on_that_day(steps=tuple(event(f"S{k}") for k in range(20)))
    assert reached(funnel(events(*said), query)) == [2] * 13 + [1] * 7
