"""What staff ask about orders: which need a hand, what a person's come to, where the money went."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huitou.commerce import orders, payments
from huitou.foundation.actors import Actor
from huitou.kernel import Currency, Forbidden, NotFound
from orders_shop import ANN, BOB, CLERK, OrdersShop, yuan

CNY = Currency.of("CNY")


@pytest.fixture
def filled(shop: OrdersShop) -> tuple[orders.OrderSeen, orders.OrderSeen]:
    """Ann paid for one order and was given back a part of it; Bob has not paid."""
    shop.sell("GREEN", 60)
    paid = shop.paid(shop.ordered(ANN, GREEN=2))
    line = shop.detail(paid).lines[0]
    orders.refund_lines(
        CLERK, paid.id, {line.id: yuan(5)}, key="scratch", reason="a scratch", clock=shop.clock
    )
    shop.clock.advance(timedelta(minutes=1))
    return paid, shop.ordered(BOB, GREEN=1)


def ids(rows: list[orders.OrderRow]) -> list[str]:
    return [row.order.id for row in rows]


def test_orders_are_found_by_what_is_wanted(
    shop: OrdersShop, filled: tuple[orders.OrderSeen, orders.OrderSeen]
) -> None:
    paid, open_order = filled
    wanted = orders.OrdersWanted
    with CaptureQueriesContext(connection) as asked:
        both = orders.orders_wanted(CLERK, wanted())
    assert len(asked) == 2
    assert ids(both) == [open_order.id, paid.id]
    assert [(row.units, row.to_ship, row.name["en"]) for row in both] == [
        (1, 0, "Tea GREEN"),
        (2, 2, "Tea GREEN"),
    ]
    assert ids(orders.orders_wanted(CLERK, wanted(states=("paid",)))) == [paid.id]
    assert ids(orders.orders_wanted(CLERK, wanted(owners=["bob"]))) == [open_order.id]
    assert ids(orders.orders_wanted(CLERK, wanted(), before=open_order.id)) == [paid.id]
    later = shop.clock.now() + timedelta(days=1)
    assert ids(orders.orders_wanted(CLERK, wanted(placed_from=later))) == []
    assert ids(orders.orders_wanted(CLERK, wanted(placed_before=later), limit=1)) == [open_order.id]
    day_after = paid.promised_on + timedelta(days=1)
    assert ids(orders.orders_wanted(CLERK, wanted(late_on=day_after))) == [paid.id]
    assert ids(orders.orders_wanted(CLERK, wanted(late_on=paid.promised_on))) == []
    assert orders.count_orders(CLERK, wanted(states=("paid",))) == 1


def test_what_a_persons_orders_come_to(
    shop: OrdersShop, filled: tuple[orders.OrderSeen, orders.OrderSeen]
) -> None:
    paid, _ = filled
    second = shop.paid(shop.ordered(ANN, GREEN=1))
    (sums,) = orders.sums_of_orders(CLERK, ["ann"])
    assert (sums.placed, sums.paid) == (2, 2)
    assert (sums.gross, sums.refunded) == (paid.total + second.total, yuan(5))
    assert sums.net == paid.total + second.total - yuan(5)
    assert sums.average == yuan("94")  # (120 + 68) / 2
    (of_bob,) = orders.sums_of_orders(CLERK, ["bob"])
    assert (of_bob.placed, of_bob.paid, of_bob.average) == (1, 0, None)
    assert orders.sums_of_orders(CLERK, ["nobody"]) == ()


def test_refunds_and_the_way_of_the_money(
    shop: OrdersShop, filled: tuple[orders.OrderSeen, orders.OrderSeen]
) -> None:
    paid, _ = filled
    (refund,) = orders.recorded_refunds(paid.id, CNY)
    assert (refund.total, refund.reason, refund.actor) == (yuan(5), "a scratch", str(CLERK))
    with CaptureQueriesContext(connection) as asked:
        (trail,) = payments.payment_trail(CLERK, "order", paid.id)
    assert len(asked) == 5
    assert (trail.state, trail.amount) == ("captured", paid.total)
    assert [(one.amount, one.accepted) for one in trail.charges] == [(paid.total, True)]
    assert [one.amount for one in trail.refunds] == [yuan(5)]
    assert [move.after for move in trail.moves][:2] == ["started", "captured"]
    for booking in trail.bookings:
        assert sum(amount.minor for _, amount in booking.entries) == 0
    assert payments.payment_trail(CLERK, "order", "nothing") == ()


def test_an_order_by_its_id_and_its_number(
    shop: OrdersShop, filled: tuple[orders.OrderSeen, orders.OrderSeen]
) -> None:
    paid, _ = filled
    assert orders.order_seen(CLERK, paid.id).number == paid.number
    assert orders.order_id_of(CLERK, f" {paid.number.lower()} ") == paid.id
    assert orders.order_id_of(CLERK, "261125-AAAAA-AAAAA") is None
    with pytest.raises(NotFound):
        orders.order_seen(CLERK, "nothing")


def test_who_may_not_read_orders_learns_nothing(quick_shop: OrdersShop) -> None:
    nobody = Actor("staff", "a9", frozenset({"analytics.read"}))
    for read in (
        lambda: orders.orders_wanted(nobody, orders.OrdersWanted()),
        lambda: orders.count_orders(nobody, orders.OrdersWanted()),
        lambda: orders.order_seen(nobody, "x"),
        lambda: orders.order_id_of(nobody, "x"),
        lambda: orders.sums_of_orders(nobody, ["ann"]),
        lambda: payments.payment_trail(nobody, "order", "x"),
    ):
        with pytest.raises(Forbidden):
            read()
