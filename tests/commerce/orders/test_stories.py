"""Stories in verbs: from the basket to the doorstep, and the ways off it."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from huitou.commerce import orders, payments, supply
from huitou.commerce.orders import Returned
from huitou.foundation import audit, jobs
from huitou.foundation.actors import SYSTEM
from huitou.foundation.facts.models import Fact
from huitou.kernel import Conflict, Forbidden, InvalidInput, NotFound
from orders_shop import ANN, BOB, CLERK, OrdersShop, yuan

UNPAID_FOR = timedelta(minutes=30)


def facts(*events: str) -> list[str]:
    rows = Fact.objects.order_by("id")
    names = [row.event for row in rows]
    return [name for name in names if name in events] if events else names


def moves(shop: OrdersShop, order: orders.OrderSeen) -> list[str]:
    return [move.after for move in shop.detail(order).history]


@pytest.fixture
def order(shop: OrdersShop) -> orders.OrderSeen:
    """Three green (10 yuan) and one black (20 yuan), 8 yuan of delivery: 58 yuan."""
    shop.sell("GREEN", 10)
    shop.sell("BLACK", 20)
    return shop.ordered(GREEN=3, BLACK=1)


def test_from_the_basket_to_the_doorstep(shop: OrdersShop, order: orders.OrderSeen) -> None:
    paid = shop.paid(order)
    assert (paid.state, paid.paid_at) == ("paid", shop.clock.now())
    shop.clock.advance(timedelta(days=1))
    green, black = shop.detail(order).lines
    assert shop.ship(order, "SF1", lines=[(green.id, 2)]).state == "part_shipped"
    assert shop.ship(order, "SF1", lines=[(green.id, 2)]).state == "part_shipped"  # once
    assert (shop.level("GREEN"), shop.level("BLACK")) == ((98, 1), (100, 1))
    shop.clock.advance(timedelta(hours=1))
    assert shop.ship(order, "SF2").state == "shipped"
    assert (shop.level("GREEN"), shop.level("BLACK")) == ((97, 0), (99, 0))

    first, second = shop.detail(order).shipments
    assert second.lines == ((green.id, 1), (black.id, 1))
    shop.clock.advance(timedelta(hours=23))
    assert orders.mark_delivered(CLERK, first.id, clock=shop.clock).state == "shipped"
    shop.clock.advance(timedelta(days=1))
    delivered = orders.mark_delivered(CLERK, second.id, clock=shop.clock)
    assert (delivered.state, delivered.promise_kept) == ("delivered", True)
    received = orders.confirm_receipt(ANN, order.id, clock=shop.clock)
    assert orders.confirm_receipt(ANN, order.id, clock=shop.clock) == received
    assert received.state == "received"

    assert moves(shop, order) == [
        "awaiting_payment",
        "paid",
        "part_shipped",
        "shipped",
        "delivered",
        "received",
    ]
    assert facts("Order Completed", "Order Shipped", "Order Delivered", "Order Received") == [
        "Order Completed",
        "Order Shipped",
        "Order Shipped",
        "Order Delivered",
        "Order Delivered",
        "Order Received",
    ]
    assert [entry.action for entry in audit.entries(subject=order.id)][:2] == [
        "orders.mark_delivered",
        "orders.mark_delivered",
    ]
    assert payments.books_at_zero() == []


def test_a_late_parcel_breaks_the_promise(shop: OrdersShop, order: orders.OrderSeen) -> None:
    shop.paid(order)
    shop.ship(order)
    (parcel,) = shop.detail(order).shipments
    shop.clock.advance(timedelta(days=4))
    assert orders.mark_delivered(CLERK, parcel.id, clock=shop.clock).promise_kept is False


def test_receipt_is_confirmed_by_time(shop: OrdersShop, order: orders.OrderSeen) -> None:
    shop.paid(order)
    shop.ship(order)
    (parcel,) = shop.detail(order).shipments
    orders.mark_delivered(CLERK, parcel.id, clock=shop.clock)
    shop.clock.advance(timedelta(days=14) - timedelta(microseconds=1))
    assert orders.confirm_overdue(clock=shop.clock) == 0
    shop.clock.advance(timedelta(microseconds=1))
    assert orders.confirm_overdue(clock=shop.clock) == 1
    assert orders.confirm_overdue(clock=shop.clock) == 0
    assert shop.look(order).received_at == shop.clock.now()
    assert shop.detail(order).history[-1].reason == "time ran out"


def test_nothing_ships_that_is_not_paid(shop: OrdersShop, order: orders.OrderSeen) -> None:
    for try_it in (
        lambda: shop.ship(order),
        lambda: orders.confirm_receipt(ANN, order.id, clock=shop.clock),
        lambda: orders.record_refund(
            order.id, [Returned("x", 1, 1)], key="k", actor=SYSTEM, clock=shop.clock
        ),
    ):
        with pytest.raises(Conflict):
            try_it()
    assert shop.look(order).state == "awaiting_payment"
    assert shop.level("GREEN") == (100, 3)


def test_staff_need_their_permissions_and_shoppers_have_their_own(
    shop: OrdersShop, order: orders.OrderSeen
) -> None:
    for actor in (ANN, BOB):
        with pytest.raises(Forbidden):
            orders.ship(actor, order.id, carrier="SF", tracking_number="1", clock=shop.clock)
    for try_it in (orders.cancel_order, orders.confirm_receipt):
        with pytest.raises(NotFound):
            try_it(BOB, order.id, clock=shop.clock)
    with pytest.raises(NotFound):
        orders.order_of(BOB, order.id)
    assert orders.list_orders(BOB) == []
    assert orders.order_by_number(ANN, order.number.lower()).order.id == order.id


def test_an_unpaid_order_is_cancelled(shop: OrdersShop, order: orders.OrderSeen) -> None:
    number = shop.number_of(order)
    closed = orders.cancel_order(ANN, order.id, reason="too dear", clock=shop.clock)
    assert (closed.state, shop.level("GREEN")) == ("closed", (100, 0))
    assert orders.cancel_order(ANN, order.id, clock=shop.clock).state == "closed"
    jobs.run_due(shop.clock)
    assert payments.payment(order.payment_id or "").state == "closed"
    with pytest.raises(Conflict, match="closed"):
        shop.gateway.pay(number)
    assert facts("Order Completed", "Order Cancelled") == ["Order Cancelled"]


def test_late_money_for_a_cancelled_order_goes_back(
    shop: OrdersShop, order: orders.OrderSeen
) -> None:
    number = shop.number_of(order)
    orders.cancel_order(ANN, order.id, clock=shop.clock)
    shop.gateway.pay(number)
    shop.post()
    assert shop.look(order).state == "closed"
    (refund,) = payments.refunds(order.payment_id or "")
    assert (refund.amount, refund.unwanted) == (yuan(58), True)
    payments.send_refunds(clock=shop.clock)
    shop.post()
    assert payments.payment(order.payment_id or "").state == "refunded"
    assert payments.books_at_zero() == []
    assert facts("Order Completed") == []


def test_a_paid_order_is_cancelled_and_all_of_it_goes_back(
    shop: OrdersShop, order: orders.OrderSeen
) -> None:
    shop.paid(order)
    cancelled = orders.cancel_order(ANN, order.id, reason="too slow", clock=shop.clock)
    assert cancelled.state == "cancelled"
    assert orders.cancel_order(ANN, order.id, clock=shop.clock).state == "cancelled"
    (refund,) = payments.refunds(order.payment_id or "")
    assert (refund.amount, refund.unwanted) == (yuan(58), False)
    detail = shop.detail(order)
    assert [line.refunded for line in detail.lines] == [yuan(30), yuan(20)]
    assert detail.delivery_refunded == yuan(8)
    assert (shop.level("GREEN"), shop.level("BLACK")) == ((100, 0), (100, 0))
    payments.send_refunds(clock=shop.clock)
    shop.post()
    assert payments.payment(order.payment_id or "").state == "refunded"
    assert facts("Order Refunded", "Order Cancelled") == ["Order Refunded", "Order Cancelled"]
    with pytest.raises(Conflict):
        shop.ship(order)


def test_what_is_shipped_is_not_cancelled(shop: OrdersShop, order: orders.OrderSeen) -> None:
    shop.paid(order)
    shop.ship(order)
    with pytest.raises(Conflict) as refused:
        orders.cancel_order(ANN, order.id, clock=shop.clock)
    assert refused.value.code == "orders.wrong_state"
    assert payments.refunds(order.payment_id or "") == []


def test_an_order_that_nobody_pays_is_closed_to_the_second(
    shop: OrdersShop, order: orders.OrderSeen
) -> None:
    number = shop.number_of(order)
    shop.clock.advance(UNPAID_FOR - timedelta(microseconds=1))
    assert orders.close_unpaid(clock=shop.clock) == 0
    shop.clock.advance(timedelta(microseconds=1))
    assert orders.close_unpaid(clock=shop.clock) == 1
    assert orders.close_unpaid(clock=shop.clock) == 0
    assert (shop.look(order).state, shop.level("GREEN")) == ("closed", (100, 0))
    assert shop.detail(order).history[-1].reason == "not paid in time"
    with pytest.raises(Conflict):
        shop.gateway.pay(number)


def test_the_gateway_is_asked_before_an_order_is_closed(
    shop: OrdersShop, order: orders.OrderSeen
) -> None:
    shop.gateway.pay(
        shop.number_of(order), callback=payments.CallbackScript(copies=0)
    )  # the callback is lost
    shop.clock.advance(UNPAID_FOR)
    assert orders.close_unpaid(clock=shop.clock) == 0
    assert shop.look(order).state == "paid"
    assert payments.refunds(order.payment_id or "") == []


def test_a_gateway_that_is_down_leaves_the_order_open(
    shop: OrdersShop, order: orders.OrderSeen
) -> None:
    shop.number_of(order)
    shop.gateway.down = True
    shop.clock.advance(UNPAID_FOR)
    assert orders.close_unpaid(clock=shop.clock) == 0
    assert shop.look(order).state == "awaiting_payment"
    shop.gateway.down = False
    assert orders.close_unpaid(clock=shop.clock) == 1


def test_a_paid_order_keeps_its_goods_until_they_ship(
    shop: OrdersShop, order: orders.OrderSeen
) -> None:
    shop.paid(order)
    shop.clock.advance(timedelta(days=30))
    supply.expire_reservations(clock=shop.clock)
    assert shop.level("GREEN") == (100, 3)
    assert shop.ship(order).state == "shipped"


def test_money_that_comes_after_the_goods_were_given_up_goes_back(
    shop: OrdersShop, order: orders.OrderSeen
) -> None:
    number = shop.number_of(order)
    shop.clock.advance(timedelta(hours=1))  # past the margin, and no job has closed the order
    supply.expire_reservations(clock=shop.clock)
    shop.gateway.pay(number)
    shop.post()
    assert shop.look(order).state == "awaiting_payment"
    assert [refund.unwanted for refund in payments.refunds(order.payment_id or "")] == [True]
    assert orders.close_unpaid(clock=shop.clock) == 1
    assert shop.look(order).state == "closed"


def test_another_way_to_pay(shop: OrdersShop, order: orders.OrderSeen) -> None:
    with payments.gateway_set("other", payments.SimulatedGateway(clock=shop.clock, seed=2)):
        again = orders.pay_with(ANN, order.id, gateway="other", clock=shop.clock)
        assert again.payment_id != order.payment_id
        assert payments.payment(order.payment_id or "").state == "closed"
        payments.start_payment(payment_id=again.payment_id or "", actor=ANN, clock=shop.clock)
        with pytest.raises(Conflict):
            orders.pay_with(ANN, order.id, gateway="simulated", clock=shop.clock)
    with pytest.raises(NotFound):
        orders.pay_with(BOB, order.id, gateway="simulated", clock=shop.clock)


def test_parts_are_refunded_and_never_more_than_was_paid(
    shop: OrdersShop, order: orders.OrderSeen
) -> None:
    shop.paid(order)
    shop.ship(order)
    green, black = (line.id for line in shop.detail(order).lines)

    def record(*lines: Returned, key: str, delivery: int = 0) -> None:
        orders.record_refund(
            order.id, lines, key=key, delivery=delivery, actor=CLERK, clock=shop.clock
        )

    record(Returned(green, 1, 1000), key="r1")
    record(Returned(green, 1, 1000), key="r1")  # once
    assert shop.detail(order).lines[0].refunded == yuan(10)
    record(Returned(green, 2, 2000), Returned(black, 0, 500), key="r2", delivery=800)
    for lines, delivery in (
        ([Returned(green, 0, 1)], 0),
        ([Returned(green, 1, 0)], 0),
        ([Returned(black, 1, 1501)], 0),
        ([Returned(black, 1, 1)], 1),
    ):
        with pytest.raises(Conflict) as refused:
            record(*lines, key="too much", delivery=delivery)
        assert refused.value.code == "orders.refund_too_much"
    with pytest.raises(Conflict) as reused:
        record(Returned(black, 1, 1), key="r2")
    assert reused.value.code == "orders.refund_key_reused"
    for bad in ([Returned(black, 0, 0)], [Returned(black, 1, -1)], [Returned("x", 1, 1)]):
        with pytest.raises(InvalidInput):
            record(*bad, key="bad")
    assert shop.look(order).state == "shipped"
    said = [msgspec.json.decode(f.properties) for f in Fact.objects.filter(event="Order Refunded")]
    assert [(one["total"], one["revenue"], one["shipping"]) for one in said] == [
        (10.0, 10.0, 0.0),
        (33.0, 25.0, 8.0),
    ]


def test_goods_that_are_given_back_before_they_ship(
    shop: OrdersShop, order: orders.OrderSeen
) -> None:
    shop.paid(order)
    green, black = (line.id for line in shop.detail(order).lines)
    shop.ship(order, lines=[(green, 1)])
    orders.record_refund(
        order.id,
        [Returned(green, 2, 2000, dropped=2), Returned(black, 1, 2000, dropped=1)],
        key="r1",
        actor=CLERK,
        clock=shop.clock,
    )
    assert shop.look(order).state == "shipped"
    assert (shop.level("GREEN"), shop.level("BLACK")) == ((99, 0), (100, 0))
    with pytest.raises(Conflict):
        shop.ship(order, "SF2")


def test_an_order_of_which_all_is_dropped_is_cancelled(
    shop: OrdersShop, order: orders.OrderSeen
) -> None:
    shop.paid(order)
    green, black = (line.id for line in shop.detail(order).lines)
    lines = [Returned(green, 3, 3000, dropped=3), Returned(black, 1, 2000, dropped=1)]
    orders.record_refund(order.id, lines, key="r1", actor=CLERK, clock=shop.clock)
    assert shop.look(order).state == "cancelled"
    assert facts("Order Cancelled") == ["Order Cancelled"]


def test_orders_are_paged_newest_first(shop: OrdersShop) -> None:
    shop.sell("GREEN", 10)
    placed = []
    for _ in range(5):
        shop.clock.advance(timedelta(seconds=1))
        placed.append(shop.ordered(GREEN=1).id)
    first = orders.list_orders(ANN, limit=3)
    rest = orders.list_orders(ANN, limit=3, before=first[-1].id)
    assert [one.id for one in (*first, *rest)] == placed[::-1]
    assert orders.list_orders(CLERK, states=["paid"]) == []
    assert len(orders.list_orders(CLERK)) == 5
    assert (orders.state_counts(ANN), orders.state_counts(BOB)) == ({"awaiting_payment": 5}, {})


def test_the_lines_of_some_orders_are_read_at_once(shop: OrdersShop) -> None:
    shop.sell("GREEN", 10)
    shop.sell("BLACK", 20)
    first, second = shop.ordered(GREEN=1, BLACK=2), shop.ordered(BLACK=1)
    theirs = shop.ordered(BOB, GREEN=1)
    found = orders.lines_of_orders(ANN, [first.id, second.id, theirs.id, "x"])
    assert {id: [line.sku for line in lines] for id, lines in found.items()} == {
        first.id: ["GREEN", "BLACK"],
        second.id: ["BLACK"],
    }


def test_what_a_shopper_can_do_with_an_order_follows_its_state(shop: OrdersShop) -> None:
    shop.sell("GREEN", 10)
    order = shop.ordered(GREEN=1)

    def possible(at: timedelta = timedelta(0)) -> tuple[bool, bool, bool]:
        found = orders.possible_moves(shop.look(order), at=shop.clock.now() + at)
        return found.pay, found.cancel, found.confirm_receipt

    assert possible() == (True, True, False)
    assert possible(timedelta(minutes=30)) == (False, True, False)
    shop.paid(order)
    assert possible() == (False, True, False)
    shop.ship(order)
    assert possible() == (False, False, True)
    orders.confirm_receipt(ANN, order.id, clock=shop.clock)
    assert possible() == (False, False, False)
