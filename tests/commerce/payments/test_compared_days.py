"""Every day is compared with the statement, also those on which the shop was down."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from huitou.commerce import payments
from huitou.commerce.payments.daily import reconcile_lately
from huitou.commerce.payments.models import ComparedDay
from huitou.commerce.payments.rules import days_to_compare, done_from
from huitou.foundation import accounts
from huitou.foundation.actors import SYSTEM
from huitou.foundation.clocks import clock_set
from payments_shop import CLERK, PaymentsShop

TODAY = date(2026, 7, 31)


def july(*days: int) -> list[date]:
    return [date(2026, 7, day) for day in days]


@pytest.mark.parametrize(
    ("first", "done", "asked"),
    [
        (None, (), july(29, 30)),
        (date(2026, 7, 26), (), july(26, 27, 28, 29, 30)),
        (date(2026, 7, 26), july(26, 28, 29, 30), july(27, 29, 30)),  # the last two in any case
        (date(2026, 7, 31), (), july(29, 30)),  # it opened today
        (date(2025, 1, 1), july(*range(1, 20)), july(*range(20, 31))),
        (date(2025, 1, 1), (), july(*range(1, 31))),  # not for ever
    ],
)
def test_which_days_are_asked_about(
    first: date | None, done: list[date], asked: list[date]
) -> None:
    assert days_to_compare(TODAY, first, done) == asked


def test_a_day_is_done_when_its_statement_must_be_there() -> None:
    shanghai = ZoneInfo("Asia/Shanghai")
    assert done_from(date(2026, 7, 1), shanghai) == datetime(2026, 7, 2, 16, tzinfo=UTC)


def test_a_shop_that_was_down_for_a_week_makes_up_for_it(shop: PaymentsShop) -> None:
    started = shop.start()  # on the first of July
    shop.gateway.pay(started.number)  # whose callback nobody heard, and the server is down
    shop.clock.advance(timedelta(days=8))
    assert reconcile_lately(clock=shop.clock) == 8
    assert shop.state(started) == "captured"
    days = [(one.day.day, one.rows, one.booked_now) for one in payments.compared_days()]
    assert days == [*((day, 0, 0) for day in range(8, 1, -1)), (1, 1, 1)]
    shop.clock.advance(timedelta(hours=6))
    assert reconcile_lately(clock=shop.clock) == 2
    shop.clock.advance(timedelta(days=1))
    assert reconcile_lately(clock=shop.clock) == 2
    # The seventh of July was compared for the last time on the ninth, when it was done.
    ComparedDay.objects.filter(day=date(2026, 7, 7)).delete()
    assert reconcile_lately(clock=shop.clock) == 3


def test_a_day_without_a_statement_is_asked_about_until_there_is_one(
    shop: PaymentsShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.paid()
    real, late = shop.gateway.statement, date(2026, 7, 3)

    def statement(day: date, zone: Any) -> Any:
        if day == late:
            raise payments.GatewayUnreachable("There is no statement yet.", remedy="Wait.")
        return real(day, zone)

    monkeypatch.setattr(shop.gateway, "statement", statement)
    shop.clock.advance(timedelta(days=8))
    assert reconcile_lately(clock=shop.clock) == 7
    assert late not in {one.day for one in payments.compared_days()}
    monkeypatch.setattr(shop.gateway, "statement", real)
    assert reconcile_lately(clock=shop.clock) == 3
    assert reconcile_lately(clock=shop.clock) == 2


def test_what_was_compared_too_early_does_not_count(shop: PaymentsShop) -> None:
    shop.paid()
    zone, day = ZoneInfo("UTC"), shop.clock.now().date()
    said = {"gateway": "simulated", "zone": zone, "clock": shop.clock}
    payments.reconcile(day=day, actor=CLERK, **said)  # the day is not over
    shop.clock.advance(timedelta(days=5))
    assert reconcile_lately(clock=shop.clock) == 5
    (first,) = [one for one in payments.compared_days() if one.day == day]
    assert first.compared_at == shop.clock.now()


def test_days_that_were_compared_are_listed_for_staff(shop: PaymentsShop) -> None:
    shop.paid()
    shop.clock.advance(timedelta(days=3))
    reconcile_lately(clock=shop.clock)
    issued = accounts.issue_token("erp", ["payments.read"], actor=SYSTEM, clock=shop.clock)
    client = Client(HTTP_HOST="localhost", headers={"Authorization": f"Bearer {issued.secret}"})
    with clock_set(shop.clock):
        path = "/api/v1/payments/reconciliations?limit=2"
        first = client.get(path).json()
        rest = client.get(f"{path}&cursor={first['next']}").json()
    assert [one["day"] for one in first["items"]] == ["2026-07-03", "2026-07-02"]
    assert rest["items"] == [
        {
            "day": "2026-07-01",
            "zone": "UTC",
            "gateway": "simulated",
            "rows": 1,
            "booked_now": 0,
            "differences": 0,
            "compared_at": "2026-07-04T09:30:00Z",
        }
    ]
