"""What delivery costs, and what is promised."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from huitou.commerce.orders.delivery_rules import (
    Tariff,
    Timetable,
    fee_of,
    handled_until,
    kept,
    promised_on,
)

SHANGHAI = "Asia/Shanghai"
BY_WEIGHT = Tariff(1000, first_grams=1000, step_grams=500, step_fee=200)


@pytest.mark.parametrize(
    ("tariff", "goods", "grams", "fee"),
    [
        (Tariff(800), 100, 99_999, 800),
        (Tariff(800, free_over=9900), 9899, 0, 800),
        (Tariff(800, free_over=9900), 9900, 0, 0),
        (Tariff(800, free_over=0), 0, 0, 0),
        (BY_WEIGHT, 100, 0, 1000),
        (BY_WEIGHT, 100, 1000, 1000),
        (BY_WEIGHT, 100, 1001, 1200),
        (BY_WEIGHT, 100, 1500, 1200),
        (BY_WEIGHT, 100, 1501, 1400),
    ],
)
def test_fees(tariff: Tariff, goods: int, grams: int, fee: int) -> None:
    assert fee_of(tariff, goods=goods, grams=grams) == fee


@pytest.mark.parametrize(
    ("at", "timetable", "day"),
    [
        # 2026-07-01 is a Wednesday; 16:00 in Shanghai is 08:00 UTC.
        ("2026-07-01T07:59:59", Timetable(16, 1, 3), date(2026, 7, 5)),
        ("2026-07-01T08:00:00", Timetable(16, 1, 3), date(2026, 7, 6)),
        ("2026-07-01T08:00:00", Timetable(24, 0, 0), date(2026, 7, 1)),
        ("2026-07-01T16:00:00", Timetable(24, 0, 0), date(2026, 7, 2)),
        ("2026-07-01T00:00:00", Timetable(0, 0, 1), date(2026, 7, 3)),
        # Friday evening, handled on weekdays: Monday, Tuesday, and two days on the road.
        ("2026-07-03T12:00:00", Timetable(16, 1, 2, "12345"), date(2026, 7, 9)),
        ("2026-07-04T01:00:00", Timetable(16, 0, 0, "12345"), date(2026, 7, 6)),
    ],
)
def test_promises(at: str, timetable: Timetable, day: date) -> None:
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert promised_on(timetable, moment, SHANGHAI) == day


def test_a_promise_is_kept_until_the_day_is_over_in_the_shop() -> None:
    last = datetime(2026, 7, 5, 15, 59, 59, tzinfo=UTC)
    late = datetime(2026, 7, 5, 16, 0, tzinfo=UTC)
    assert kept(date(2026, 7, 5), last, SHANGHAI)
    assert not kept(date(2026, 7, 5), late, SHANGHAI)


@pytest.mark.parametrize(
    ("hour", "at", "until"),
    [
        (16, "2026-07-01T07:59:59", "2026-07-01T08:00:00"),
        (16, "2026-07-01T08:00:00", "2026-07-02T08:00:00"),
        (24, "2026-07-01T08:00:00", "2026-07-01T16:00:00"),
        (0, "2026-07-01T08:00:00", "2026-07-01T16:00:00"),
    ],
)
def test_until_when_an_order_is_handled_with_those_of_now(hour: int, at: str, until: str) -> None:
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
    end = datetime.fromisoformat(until).replace(tzinfo=UTC)
    assert handled_until(hour, moment, SHANGHAI) == end
    slow = Timetable(hour, 1, 3)
    assert promised_on(slow, moment, SHANGHAI) < promised_on(slow, end, SHANGHAI)
