"""Every order that was shipped ends: the shopper says so, or time does."""

from __future__ import annotations

import importlib
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from django.apps import apps
from django.test import override_settings

from huitou.commerce import orders
from huitou.commerce.orders.delivery_rules import taken_as_received
from huitou.commerce.orders.models import Order
from huitou.foundation.facts.models import Fact
from orders_shop import ANN, CLERK, OrdersShop

TICK = timedelta(microseconds=1)
# Ordered on the first of July (UTC), promised for the fourth; fifteen days after that day is over.
END = datetime(2026, 7, 20, tzinfo=UTC)
UNHEARD = "no word of the parcel; time ran out"


@pytest.fixture
def order(shop: OrdersShop) -> orders.OrderSeen:
    shop.sell("GREEN", 10)
    return shop.paid(shop.ordered(GREEN=2))


def receipts() -> list[dict[str, object]]:
    rows = Fact.objects.filter(event="Order Received")
    return [msgspec.json.decode(row.properties) for row in rows]


@pytest.mark.parametrize(
    ("shipped", "promised", "end"),
    [
        ("2026-07-02T10:00:00", date(2026, 7, 4), "2026-07-19T16:00:00"),  # promise is later
        ("2026-07-09T10:00:00", date(2026, 7, 4), "2026-07-24T10:00:00"),  # shipped too late
        ("2026-07-04T16:00:00", date(2026, 7, 4), "2026-07-19T16:00:00"),  # midnight in Shanghai
    ],
)
def test_patience_begins_when_the_goods_should_be_there(
    shipped: str, promised: date, end: str
) -> None:
    left = datetime.fromisoformat(shipped).replace(tzinfo=UTC)
    found = taken_as_received(left, promised, timedelta(days=15), "Asia/Shanghai")
    assert found == datetime.fromisoformat(end).replace(tzinfo=UTC)
    assert found.tzinfo is UTC


def test_a_parcel_of_which_nobody_says_a_word_is_taken_as_received(
    shop: OrdersShop, order: orders.OrderSeen
) -> None:
    assert shop.ship(order).confirm_by == END
    shop.clock.advance(END - shop.clock.now() - TICK)
    assert orders.confirm_overdue(clock=shop.clock) == 0
    shop.clock.advance(TICK)
    assert orders.confirm_overdue(clock=shop.clock) == 1
    assert orders.confirm_overdue(clock=shop.clock) == 0
    there = shop.look(order)
    assert (there.state, there.received_at) == ("received", shop.clock.now())
    assert there.promise_kept is None  # nobody knows
    last = shop.detail(order).history[-1]
    assert (last.before, last.actor, last.reason) == ("shipped", "system:huitou", UNHEARD)
    assert [(one["by"], one["promise_kept"]) for one in receipts()] == [("huitou", None)]


def test_a_delivery_that_is_noted_starts_its_own_time(
    shop: OrdersShop, order: orders.OrderSeen
) -> None:
    shop.ship(order)
    shop.clock.advance(timedelta(days=10))
    (parcel,) = shop.detail(order).shipments
    arrived = orders.mark_delivered(CLERK, parcel.id, clock=shop.clock)
    assert arrived.confirm_by == shop.clock.now() + timedelta(days=14)
    shop.clock.advance(timedelta(days=9))
    assert orders.confirm_overdue(clock=shop.clock) == 0
    shop.clock.advance(timedelta(days=5))
    assert orders.confirm_overdue(clock=shop.clock) == 1
    assert shop.detail(order).history[-1].reason == "time ran out"


def test_the_last_of_several_parcels_counts_and_one_alone_ends_nothing(
    shop: OrdersShop, order: orders.OrderSeen
) -> None:
    (line,) = shop.detail(order).lines
    assert shop.ship(order, "SF1", lines=[(line.id, 1)]).confirm_by is None
    shop.clock.advance(timedelta(days=60))
    assert orders.confirm_overdue(clock=shop.clock) == 0
    assert shop.look(order).state == "part_shipped"
    last = shop.ship(order, "SF2")
    assert last.confirm_by == shop.clock.now() + timedelta(days=15)
    (first, _) = shop.detail(order).shipments
    orders.mark_delivered(CLERK, first.id, clock=shop.clock)
    shop.clock.advance(timedelta(days=15))
    assert orders.confirm_overdue(clock=shop.clock) == 1


def test_what_is_shipped_because_the_rest_was_given_back_ends_too(
    shop: OrdersShop, order: orders.OrderSeen
) -> None:
    (line,) = shop.detail(order).lines
    shop.ship(order, lines=[(line.id, 1)])
    rest = [orders.Returned(line.id, 1, 1000, dropped=1)]
    orders.record_refund(order.id, rest, key="r1", actor=CLERK, clock=shop.clock)
    assert (shop.look(order).state, shop.look(order).confirm_by) == ("shipped", END)


def test_of_a_lost_parcel_that_was_paid_back_nobody_says_that_it_was_received(
    shop: OrdersShop, order: orders.OrderSeen
) -> None:
    shop.ship(order)
    (line,) = shop.detail(order).lines
    lost = [orders.Returned(line.id, 2, 2000)]
    orders.record_refund(order.id, lost, key="r1", actor=CLERK, clock=shop.clock)
    shop.clock.advance(END - shop.clock.now())
    assert orders.confirm_overdue(clock=shop.clock) == 1
    assert (shop.look(order).state, receipts()) == ("received", [])


def test_the_shopper_is_quicker_than_time(shop: OrdersShop, order: orders.OrderSeen) -> None:
    shop.ship(order)
    confirmed = orders.confirm_receipt(ANN, order.id, clock=shop.clock)
    assert (confirmed.state, confirmed.promise_kept) == ("received", True)
    shop.clock.advance(timedelta(days=90))
    assert orders.confirm_overdue(clock=shop.clock) == 0


def test_a_shop_sets_its_own_patience(shop: OrdersShop, order: orders.OrderSeen) -> None:
    with override_settings(ORDERS={"unheard_after": timedelta(days=2)}):
        assert shop.ship(order).confirm_by == END - timedelta(days=13)


def test_orders_that_were_on_their_way_before_are_given_an_end(
    shop: OrdersShop, order: orders.OrderSeen
) -> None:
    shop.ship(order)
    Order.objects.update(confirm_by=None)
    step = importlib.import_module("huitou.commerce.orders.migrations.0002_receipt_by_time")
    step.stamp(apps, None)
    assert shop.look(order).confirm_by == END
