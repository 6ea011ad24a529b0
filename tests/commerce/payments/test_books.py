"""The ledger, the daily comparison with the gateway, and what each finds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, connection, transaction

from huitou.commerce import payments
from huitou.commerce.payments import CallbackScript, Imbalance
from huitou.commerce.payments.models import Booking, Charge, Entry, History
from huitou.commerce.payments.simulated.tables import SimulatedCharge
from huitou.foundation import audit
from huitou.kernel import FakeClock, Forbidden, InvalidInput
from own_database import on_postgresql
from payments_shop import ANN, CLERK, PaymentsShop, balances, yuan

DAY = date(2026, 7, 1)


def reconcile(shop: PaymentsShop, day: date = DAY) -> payments.Reconciled:
    return payments.reconcile(day=day, gateway="simulated", zone=UTC, clock=shop.clock)


def test_a_day_ends_at_zero_and_its_fees_are_booked_once(shop: PaymentsShop) -> None:
    paid = shop.paid()
    shop.refund(paid, "40.00")
    shop.send()
    for _ in range(2):
        assert reconcile(shop) == payments.Reconciled(DAY, "UTC", "simulated", 2, 0, 0)
    assert balances() == {"gateway:simulated": 5940, "held:order": -6000, "fees": 60}
    assert payments.books_at_zero() == []
    assert payments.open_differences() == []


def test_a_row_that_is_not_ours_is_shown_until_a_person_says_what_it_was(
    shop: PaymentsShop,
) -> None:
    SimulatedCharge.objects.create(
        gateway_id="x1",
        number="7" * 32,
        minor=500,
        currency="CNY",
        fee_minor=3,
        paid_at=shop.clock.now(),
    )
    assert reconcile(shop).differences == 1
    assert reconcile(shop).differences == 1
    (found,) = payments.open_differences()
    assert (found.kind, found.number, found.here, found.there, found.day) == (
        "missing_here",
        "7" * 32,
        None,
        yuan(5),
        DAY,
    )
    with pytest.raises(Forbidden):
        payments.resolve_difference(
            difference_id=found.id, note="a test", actor=ANN, clock=shop.clock
        )
    payments.resolve_difference(
        difference_id=found.id, note="another shop's", actor=CLERK, clock=shop.clock
    )
    assert payments.open_differences() == []
    assert audit.entries(subject=found.id)[0].action == "payments.resolve_difference"


def test_what_the_gateway_does_not_have_is_shown_and_settles_when_it_does(
    shop: PaymentsShop,
) -> None:
    shop.paid()
    SimulatedCharge.objects.update(paid_at=shop.clock.now() + timedelta(days=1))
    assert reconcile(shop).differences == 1
    (found,) = payments.open_differences()
    assert (found.kind, found.here, found.there) == ("missing_there", yuan(100), None)
    shop.clock.advance(timedelta(days=1))
    assert reconcile(shop, DAY + timedelta(days=1)).differences == 0
    assert payments.open_differences() == []


def test_another_amount_is_shown(shop: PaymentsShop) -> None:
    shop.paid()
    SimulatedCharge.objects.update(minor=9999)
    assert reconcile(shop).differences == 1
    (found,) = payments.open_differences()
    assert (found.kind, found.here, found.there) == ("amount_differs", yuan(100), yuan("99.99"))


def test_a_callback_that_was_lost_is_booked_from_the_statement(shop: PaymentsShop) -> None:
    started = shop.start()
    shop.gateway.pay(started.number, callback=CallbackScript(copies=0))
    assert reconcile(shop) == payments.Reconciled(DAY, "UTC", "simulated", 1, 1, 0)
    assert shop.state(started) == "captured"


def test_a_receiver_that_breaks_stops_no_other_row(shop: PaymentsShop) -> None:
    started = shop.start()
    shop.gateway.pay(started.number, callback=CallbackScript(copies=0))
    shop.till.breaks = True
    assert reconcile(shop).differences == 1
    assert [one.kind for one in payments.open_differences()] == ["missing_here"]
    shop.till.breaks = False
    assert reconcile(shop).booked_now == 1
    assert payments.open_differences() == []


@pytest.mark.parametrize("day", [date.max, DAY + timedelta(days=1), date(1, 1, 1)])
def test_a_day_that_has_no_statement(shop: PaymentsShop, day: date) -> None:
    with pytest.raises(InvalidInput) as caught:
        reconcile(shop, day)
    assert caught.value.code == "payments.bad_day"


def test_a_day_belongs_to_a_timezone(shop: PaymentsShop) -> None:
    """23:30 of the first of July in London is the second in Shanghai."""
    shop.clock.advance(timedelta(hours=14))
    assert shop.clock.now() == datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    shop.paid()
    shop.clock.advance(timedelta(days=1))
    shanghai = ZoneInfo("Asia/Shanghai")
    rows = {
        (day, zone): payments.reconcile(
            day=day, gateway="simulated", zone=zone, clock=shop.clock
        ).rows
        for day in (DAY, DAY + timedelta(days=1))
        for zone in (UTC, shanghai)
    }
    assert rows == {
        (DAY, UTC): 1,
        (DAY, shanghai): 0,
        (DAY + timedelta(days=1), UTC): 0,
        (DAY + timedelta(days=1), shanghai): 1,
    }
    assert payments.open_differences() == []


@pytest.mark.parametrize("table", [History, Booking, Entry])
@pytest.mark.parametrize("change", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_refuses_to_change_the_ledger(
    shop: PaymentsShop, table: type[Booking], change: str
) -> None:
    shop.paid()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change.format(table._meta.db_table))


@pytest.mark.parametrize(
    "change",
    [{"asked_minor": 10001}, {"refunded_minor": 1}, {"refunded_minor": -1}, {"asked_minor": -1}],
)
def test_the_database_refuses_refunds_above_what_came(
    shop: PaymentsShop, change: dict[str, int]
) -> None:
    shop.paid()
    with pytest.raises(DatabaseError), transaction.atomic():
        Charge.objects.update(**change)


@pytest.mark.skipif(not on_postgresql(), reason="SQLite has no deferred triggers")
def test_the_database_refuses_a_booking_that_does_not_sum_to_zero(shop: PaymentsShop) -> None:
    with pytest.raises(DatabaseError, match="zero"), transaction.atomic():
        forge(shop.clock)


@pytest.mark.skipif(on_postgresql(), reason="PostgreSQL refuses it")
def test_a_booking_that_does_not_sum_to_zero_is_found(shop: PaymentsShop) -> None:
    forge(shop.clock)
    assert payments.books_at_zero() == [
        Imbalance("booking", "forged", "CNY", 1),
        Imbalance("account", "held:order", "CNY", 1),
    ]


def test_rows_that_were_tampered_with_are_found(shop: PaymentsShop) -> None:
    shop.paid()
    Charge.objects.update(asked_minor=5)
    assert payments.books_at_zero() == [
        Imbalance("account", "held:order", "CNY", -5),
        Imbalance("refunds of charge", Charge.objects.get().gateway_id, "CNY", 5),
    ]


def forge(clock: FakeClock) -> None:
    now = clock.now()
    booking = Booking.objects.create(
        key="forged", kind="capture", gateway="simulated", number="1", at=now, booked_at=now
    )
    Entry.objects.create(booking=booking, account="held:order", minor=1, currency="CNY")
