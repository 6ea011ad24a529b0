"""A day at a glance, on a shop that a child could count."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from huitou.engine.analytics import GlanceQuery, day_at_a_glance, events_of_log, glance_people
from huitou.engine.events import EventLog, events_table
from huitou.kernel import InvalidInput
from kept_index import kept, opened, row
from toy_events import happened

DAY = date(2026, 1, 10)
HOUR = 3_600_000_000


def order(number: str, total: int) -> dict[str, object]:
    return {"order_id": number, "total": total, "currency": "CNY"}


EVENTS = happened(
    ("ann", "See", "2026-01-01T08:00"),  # away for 9 days, then back
    ("ann", "Order Completed", "2026-01-10T09:00", order("a1", 30)),
    ("bob", "Order Completed", "2026-01-09T09:00", order("b1", 20)),  # yesterday and today
    ("bob", "See", "2026-01-10T21:00"),
    ("cy", "See", "2026-01-10T08:00"),  # for the first time
    ("cy", "Order Completed", "2026-01-10T20:00", order("c1", 5)),
    ("dan", "See", "2026-01-05T08:00"),  # five days ago, and never since
    ("eve", "Order Completed", "2026-01-03T07:00", order("e1", 40)),  # a week ago
    ("eve", "Order Refunded", "2026-01-10T07:00", {**order("e1", 10), "products": []}),
)
QUERY = GlanceQuery("UTC", DAY, days=3, away=5)


def counts(until: int | None) -> tuple[int, ...]:
    now = day_at_a_glance(EVENTS, GlanceQuery("UTC", DAY, until, days=3, away=5)).now
    return now.orders, now.revenue, now.active, now.new, now.returned, now.lost


def test_a_whole_day() -> None:
    assert counts(None) == (2, 2500, 4, 1, 2, 1)


def test_up_to_noon_only_what_happened_until_then() -> None:
    assert counts(12 * HOUR) == (1, 2000, 3, 1, 2, 1)


def test_days_are_compared_up_to_the_same_time() -> None:
    answer = day_at_a_glance(EVENTS, GlanceQuery("UTC", DAY, 8 * HOUR, days=3, away=5))
    assert (answer.day_before.orders, answer.day_before.active) == (0, 0)
    assert (answer.week_before.day, answer.week_before.orders) == (date(2026, 1, 3), 1)
    assert [day.orders for day in answer.days] == [0, 1, 2]
    assert answer.currency == "CNY"


@pytest.mark.parametrize(
    ("who", "people"),
    [
        ("active", ["ann", "bob", "cy", "eve"]),
        ("new", ["cy"]),
        ("returned", ["ann", "eve"]),
        ("lost", ["dan"]),
        ("buyers", ["ann", "cy"]),
    ],
)
def test_every_number_has_its_people(who: str, people: list[str]) -> None:
    assert glance_people(EVENTS, QUERY, who) == people  # type: ignore[arg-type]


def test_a_refund_in_full_takes_its_order_away() -> None:
    events = happened(
        ("ann", "Order Completed", "2025-01-10T09:00", order("a1", 30)),
        ("ann", "Order Cancelled", "2026-01-10T09:00", {"order_id": "a1"}),
    )
    now = day_at_a_glance(events, QUERY).now
    assert (now.orders, now.revenue) == (0, -3000)


def test_other_currencies_are_named_and_not_added() -> None:
    events = happened(
        ("ann", "Order Completed", "2026-01-10T09:00", order("a1", 30)),
        ("ann", "Order Completed", "2026-01-10T09:30", order("a2", 30)),
        ("bob", "Order Completed", "2026-01-10T10:00", {**order("b1", 9), "currency": "EUR"}),
    )
    answer = day_at_a_glance(events, QUERY)
    assert (answer.currency, answer.other_currencies) == ("CNY", ("EUR",))
    assert answer.now.revenue == 6000


def test_a_day_without_anything_is_nothing() -> None:
    answer = day_at_a_glance(happened(("ann", "See", "2025-01-01T08:00")), QUERY)
    assert (answer.now.orders, answer.now.active, answer.now.lost) == (0, 0, 0)
    assert answer.currency is None


@pytest.mark.parametrize("wrong", [{"days": 0}, {"away": 0}, {"timezone": "Mars/Base"}])
def test_what_makes_no_sense_is_refused(wrong: dict[str, object]) -> None:
    asked = {"timezone": "UTC", "day": DAY, **wrong}
    with pytest.raises(InvalidInput):
        day_at_a_glance(EVENTS, GlanceQuery(**asked))  # type: ignore[arg-type]


def test_the_index_and_the_events_say_the_same(tmp_path: Path) -> None:
    log = kept(EventLog.open(tmp_path))
    log.append(
        events_table(
            [
                row(f"m{person}-{day}", "See", day + person / 24, user_id=f"p{person}")
                for person in range(8)
                for day in range(0, 40, person + 1)
            ]
        )
    )
    log.ship()
    assert opened(log) is not None
    with_index, without = events_of_log(log), events_of_log(log, use_index=False)
    assert with_index.index is not None
    query = GlanceQuery("UTC", date(2026, 7, 28), 14 * HOUR, days=9, away=4)
    assert day_at_a_glance(with_index, query) == day_at_a_glance(without, query)
    for who in ("active", "new", "returned", "lost"):
        assert glance_people(with_index, query, who) == glance_people(without, query, who)  # type: ignore[arg-type]
