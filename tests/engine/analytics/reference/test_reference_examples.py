"""The reference itself, on cases that can be counted by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from huitou.engine.analytics.funnels.query import Exclusion, FunnelQuery, TimeToConvert
from huitou.engine.analytics.lifecycle.query import LifecycleQuery
from huitou.engine.analytics.paths.query import Grouping, PathsQuery
from huitou.engine.analytics.query.events import Breakdown, event
from huitou.engine.analytics.retention.query import Aggregate, RetentionQuery
from huitou.engine.analytics.stickiness.query import Criterion, StickinessQuery
from reference.calendar import Calendar, micros_of, said
from reference.events import Event, equal
from reference.funnels import funnel
from reference.lifecycle import lifecycle
from reference.paths import paths
from reference.retention import retention
from reference.stickiness import stickiness

AS_OF = datetime(2026, 6, 1, tzinfo=UTC)
MAY_1_TO_3: dict[str, Any] = {"from_": "2026-05-01", "to": "2026-05-03"}


def did(person: str, name: str, when: str, **properties: Any) -> Event:
    """An event of May 2026: "3T10:00" is the 3rd."""
    day, clock = when.split("T")
    at = said(f"2026-05-{int(day):02}T{clock}", "UTC")
    return Event(person, name, at, properties)


def hours_of(day: str, zone: str) -> list[tuple[int, int]]:
    """The hours of a day as (hour of the clock, minutes)."""
    hours = Calendar("hour", zone)
    keys = hours.between(said(f"{day}T00:00", zone), said(f"{day}T23:30", zone))
    length = [(hours.end(key) - hours.start(key)) // 60_000_000 for key in keys]
    return [(key[1], minutes) for key, minutes in zip(keys, length, strict=True)]


def test_the_hours_of_days_on_which_clocks_change() -> None:
    assert [hour for hour, _ in hours_of("2027-03-14", "America/New_York")][:4] == [0, 1, 3, 4]
    autumn = hours_of("2027-11-07", "America/New_York")
    assert [hour for hour, _ in autumn][:4] == [0, 1, 1, 2]
    assert {minutes for _, minutes in autumn} == {60}
    lord_howe = hours_of("2027-04-04", "Australia/Lord_Howe")
    assert lord_howe[:4] == [(0, 60), (1, 60), (1, 30), (2, 60)]
    assert hours_of("2027-10-03", "Australia/Lord_Howe")[:4] == [(0, 60), (1, 60), (2, 30), (3, 60)]


def test_a_day_that_a_zone_leaves_out_is_there_and_empty() -> None:
    days = Calendar("day", "Pacific/Apia")
    keys = days.between(said("2011-12-29", "Pacific/Apia"), said("2011-12-31", "Pacific/Apia"))
    assert keys == [date(2011, 12, 29), date(2011, 12, 30), date(2011, 12, 31)]
    assert days.start(keys[1]) == days.start(keys[2])


@pytest.mark.parametrize(("start", "first"), [("monday", 28), ("sunday", 27)])
def test_weeks_across_new_year(start: str, first: int) -> None:
    weeks = Calendar("week", "UTC", start)
    assert weeks.key(micros_of(datetime(2027, 1, 1, tzinfo=UTC))) == date(2026, 12, first)
    assert weeks.after(date(2026, 12, first)) == date(2027, 1, first - 24)


def test_values_are_equal_as_json_values_are() -> None:
    assert equal(1, 1.0)
    assert equal(None, None)
    assert not equal(1, True)
    assert not equal("1", 1)
    assert not equal("true", True)


def test_retention_with_a_minimum_and_brackets() -> None:
    seen = [did("ada", "Open", f"{day}T10:00") for day in (1, 2, 3, 3, 5)]
    query = RetentionQuery(**MAY_1_TO_3, min_occurrences=2)
    assert [row.people for row in retention(seen, query, AS_OF)[0].rows] == [
        (1, 0, 1),
        (1, 1),
        (1,),
    ]
    wide = RetentionQuery(**MAY_1_TO_3, brackets=(1, 3))
    assert [row.people for row in retention(seen, wide, AS_OF)[0].rows] == [(1, 1, 1)] * 2 + [
        (1, 0, 1)
    ]


def test_retention_other_is_counted_again() -> None:
    """Ada is in two small groups, and in "other" once."""
    seen = [
        did("ada", "Open", "1T10:00", kind="b"),
        did("ada", "Open", "1T11:00", kind="c"),
        did("bob", "Open", "1T10:00", kind="a"),
        did("cy", "Open", "1T10:00", kind="a"),
    ]
    split = Breakdown(by="event", name="kind", limit=1)
    answer = retention(seen, RetentionQuery(**MAY_1_TO_3, breakdown=split), AS_OF)
    assert [(group.key, group.other, group.rows[0].people[0]) for group in answer] == [
        ("a", False, 2),
        (None, True, 1),
    ]


def test_retention_net_of_refunds() -> None:
    euro = {"currency": "EUR"}
    seen = [
        did("ada", "Order Completed", "1T10:00", revenue=10, **euro),
        did("ada", "Order Completed", "2T10:00", revenue=5, **euro),
        did("ada", "Order Completed", "2T11:00", revenue=7, currency="USD"),
        did("ada", "Order Refunded", "2T12:00", total=2, **euro),
    ]
    order = event("Order Completed")
    money = Aggregate(kind="sum", name="revenue", currency="EUR", net_of_refunds=True)
    query = RetentionQuery(**MAY_1_TO_3, start=order, returning=order, aggregate=money)
    assert retention(seen, query, AS_OF)[0].rows[0].values == (10, 3, 0)


def test_a_refund_that_is_a_return_event_itself_is_only_taken_off() -> None:
    seen = [
        did("ada", "Buy", "1T10:00", total=10, currency="CNY"),
        did("ada", "Order Refunded", "2T10:00", total=4, currency="CNY"),
    ]
    money = Aggregate(kind="sum", name="total", currency="CNY", net_of_refunds=True)
    query = RetentionQuery(**MAY_1_TO_3, start=event("Buy"), aggregate=money)
    assert retention(seen, query, AS_OF)[0].rows[0].values == (10, -4, 0)


def test_the_day_before_one_that_a_zone_left_out_is_empty() -> None:
    here, at = "Pacific/Apia", "2011-12-31T00:00"
    seen = [Event("ada", "Open", said(at, here), {})]
    query = StickinessQuery(timezone=here, from_=at, to=at, compare=True)
    (group,) = stickiness(seen, query, AS_OF)[1]
    assert (group.histogram, group.previous) == ((1,), (0,))


def test_stickiness_by_criterion_and_block() -> None:
    seen = [did("ada", "Open", f"{day}T10:00") for day in (1, 1, 2, 3)]
    exactly = StickinessQuery(**MAY_1_TO_3, criterion=Criterion(op="=", count=1))
    assert stickiness(seen, exactly, AS_OF)[1][0].histogram == (0, 1, 0)
    blocks = StickinessQuery(**MAY_1_TO_3, interval_count=2, cumulative=True)
    starts, (group,) = stickiness(seen, blocks, AS_OF)
    assert [start.day for start in starts] == [1, 3]
    assert group.histogram == (1, 1)


def test_lifecycle_states() -> None:
    seen = [did("ada", "Open", f"{day}T10:00") for day in (1, 2, 4)]
    query = LifecycleQuery(from_="2026-05-01", to="2026-05-05")
    states = [
        (one.new, one.returning, one.resurrecting, one.dormant)
        for one in lifecycle(seen, query, AS_OF)
    ]
    assert states == [(1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 0, 1), (0, 0, 1, 0), (0, 0, 0, 1)]


A, B, C = event("A"), event("B"), event("C")


def reached(seen: list[Event], **given: Any) -> list[int]:
    query = FunnelQuery(steps=(A, B, C), **{**MAY_1_TO_3, **given})
    groups = funnel(seen, query, AS_OF)
    return [step.people for step in groups[0].steps]


def test_funnel_orders() -> None:
    seen = [
        did("ada", "A", "1T10:00"),
        did("ada", "X", "1T10:01"),
        did("ada", "B", "1T10:02"),
        did("ada", "C", "1T10:03"),
    ]
    assert reached(seen) == [1, 1, 1]
    assert reached(seen, order="strict") == [1, 0, 0]
    backward = [did("ada", "C", "1T10:00"), did("ada", "A", "1T10:01")]
    assert reached(backward) == [1, 0, 0]
    assert reached(backward, order="unordered") == [1, 1, 0]


def test_funnel_exclusions() -> None:
    seen = [
        did("ada", "A", "1T10:00"),
        did("ada", "B", "1T10:02"),
        did("ada", "Cancel", "1T10:03"),
        did("ada", "C", "1T10:04"),
    ]
    cancel = event("Cancel")
    assert reached(seen, exclusions=(Exclusion(event=cancel, to_step=2),)) == [1, 1, 1]
    assert reached(seen, exclusions=(Exclusion(event=cancel, from_step=2),)) == [0, 0, 0]
    kept = reached(seen[:3], exclusions=(Exclusion(event=cancel, from_step=2),), window_seconds=179)
    assert kept == [1, 1, 0]


def test_funnel_times_and_histogram() -> None:
    seen = []
    for person, seconds in (("ada", 0), ("bob", 10), ("cy", 20)):
        seen += [did(person, "A", "1T10:00"), did(person, "B", f"1T10:01:{seconds:02}")]
    asked = TimeToConvert(bins=2)
    query = FunnelQuery(steps=(A, B), time_to_convert=asked, **MAY_1_TO_3)
    (group,) = funnel(seen, query, AS_OF)
    assert (group.steps[1].average_seconds, group.steps[1].median_seconds) == (70, 70)
    assert group.times is not None
    assert (group.times.edges, group.times.people) == ((60, 70, 80), (1, 2))


def test_paths_between_with_a_gap() -> None:
    seen = [did("ada", name, f"1T10:{k:02}") for k, name in enumerate("SABCDE")]
    query = PathsQuery(**MAY_1_TO_3, start="S", end="E", step_limit=4)
    told = paths(seen, query, AS_OF)
    assert [(link.step, link.source, link.target, link.mean_seconds) for link in told.links] == [
        (1, "S", "A", 60),
        (2, "A", "…", 60),
        (3, "…", "E", 180),
    ]


def test_paths_to_an_end_count_from_the_end() -> None:
    seen = [did("ada", name, f"1T10:{k:02}") for k, name in enumerate(("a1", "a2", "B", "E"))]
    grouped = (Grouping(pattern="a*"),)
    query = PathsQuery(**MAY_1_TO_3, end="E", groupings=grouped)
    told = paths(seen, query, AS_OF)
    assert [(link.step, link.source, link.target) for link in told.links] == [
        (-2, "a*", "B"),
        (-1, "B", "E"),
    ]
