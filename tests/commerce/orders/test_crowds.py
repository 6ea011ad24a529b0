"""Many at once, in threads of their own on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, connections

from huitou.commerce import orders, payments, supply
from huitou.commerce.orders import AdjusterInput, Adjustment, spread
from huitou.commerce.orders.models import Order
from huitou.commerce.payments.simulated.posting import Callback
from huitou.foundation import jobs
from huitou.foundation.actors import Actor
from huitou.foundation.facts.models import Fact
from huitou.kernel import Clock, Conflict, HuitouError
from orders_shop import ANN, OrdersShop, yuan
from own_database import on_postgresql

pytestmark = pytest.mark.skipif(not on_postgresql(), reason="threads that write need PostgreSQL")

THREADS = 20


def at_once(works: Sequence[Callable[[], object]]) -> list[object]:
    """What each work answers, or the expected error that it raises; the first ones begin at the
    same moment.
    """
    threads = min(THREADS, len(works))
    answers: list[object] = [None] * len(works)
    gate = Barrier(threads)

    def share(first: int) -> None:
        gate.wait()
        for number in range(first, len(works), threads):
            try:
                answers[number] = works[number]()
            except HuitouError as error:
                answers[number] = error
        connections.close_all()

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(share, range(threads)))
    return answers


def buyers(count: int) -> list[Actor]:
    return [Actor("member", f"m{number}") for number in range(count)]


def placed(answers: list[object]) -> list[orders.OrderSeen]:
    return [answer for answer in answers if isinstance(answer, orders.OrderSeen)]


def test_200_buyers_for_50_units_buy_exactly_50(shop: OrdersShop) -> None:
    """macrozheng/mall #353 and Medusa #16569 oversold here."""
    green = shop.sell("GREEN", 10, stock=50)
    crowd = buyers(200)
    for buyer in crowd:
        orders.add_to_basket(buyer, green, clock=shop.clock)
    prints = [shop.quoted(buyer).fingerprint for buyer in crowd]
    answers = at_once(
        [lambda b=b, p=p: shop.place(b, p) for b, p in zip(crowd, prints, strict=True)]
    )

    won = placed(answers)
    assert len(won) == 50
    assert sum(isinstance(answer, supply.SoldOut) for answer in answers) == 150
    assert Order.objects.count() == 50
    assert shop.level("GREEN") == (50, 50)
    for order in won[:5]:
        shop.paid(order)
    shop.clock.advance(timedelta(minutes=30))
    assert sum(at_once([lambda: orders.close_unpaid(clock=shop.clock)] * 4)) == 45  # type: ignore[arg-type]
    assert shop.level("GREEN") == (50, 5)
    assert supply.reconcile() == []
    assert payments.books_at_zero() == []


def test_saleor_15855_one_basket_placed_20_times_is_one_order(shop: OrdersShop) -> None:
    shop.sell("GREEN", 10)
    orders.add_to_basket(ANN, shop.variants["GREEN"], 2, clock=shop.clock)
    agreed = shop.quoted(ANN).fingerprint
    answers = at_once([lambda: shop.place(ANN, agreed)] * 20)

    assert len(placed(answers)) == 20
    assert len({order.id for order in placed(answers)}) == 1
    assert Order.objects.count() == 1
    assert len(payments.payments_of("order", placed(answers)[0].id)) == 1
    assert shop.level("GREEN") == (100, 2)


def test_20_payments_of_one_order_are_kept_once(shop: OrdersShop) -> None:
    shop.sell("GREEN", 10)
    order = shop.ordered(GREEN=1)
    number = shop.number_of(order)
    for _ in range(20):
        shop.gateway.pay(number, whatever_its_state=True)
    callbacks = list(shop.gateway.due_callbacks(shop.clock))
    assert len(callbacks) == 20

    def post(callback: Callback) -> payments.Ack:
        return shop.receive(callback.headers, callback.body)

    at_once([lambda c=c: post(c) for c in (*callbacks, *callbacks)])
    assert shop.look(order).state == "paid"
    refunds = payments.refunds(order.payment_id or "")
    assert [one.unwanted for one in refunds] == [True] * 19
    assert payments.payment(order.payment_id or "").captured == yuan(18)
    assert Fact.objects.filter(event="Order Completed").count() == 1
    assert payments.books_at_zero() == []


@pytest.mark.parametrize("round_", range(5))
def test_an_order_is_paid_or_cancelled_and_never_both(shop: OrdersShop, round_: int) -> None:
    shop.sell("GREEN", 10)
    order = shop.ordered(GREEN=1)
    shop.gateway.pay(shop.number_of(order))
    (callback,) = shop.gateway.due_callbacks(shop.clock)
    works: list[Callable[[], object]] = [
        lambda: shop.receive(callback.headers, callback.body),
        lambda: orders.cancel_order(ANN, order.id, clock=shop.clock),
    ]
    at_once(works[:: 1 if round_ % 2 else -1])
    for _ in range(3):
        jobs.run_due(shop.clock)
        payments.send_refunds(clock=shop.clock)
        shop.post()

    ended = shop.look(order)
    assert ended.state in ("closed", "cancelled")
    (refund,) = payments.refunds(order.payment_id or "")
    assert (refund.amount, refund.state) == (yuan(18), "succeeded")
    assert refund.unwanted is (ended.state == "closed")
    assert shop.level("GREEN") == (100, 0)
    assert payments.books_at_zero() == []


def test_time_running_out_and_payment_exclude_each_other(shop: OrdersShop) -> None:
    shop.sell("GREEN", 10)
    order = shop.ordered(GREEN=1)
    shop.gateway.pay(shop.number_of(order))
    (callback,) = shop.gateway.due_callbacks(shop.clock)
    shop.clock.advance(timedelta(minutes=30))
    at_once(
        [
            lambda: orders.close_unpaid(clock=shop.clock),
            lambda: payments.expire_payments(clock=shop.clock),
            lambda: shop.receive(callback.headers, callback.body),
            lambda: payments.poll_payments(clock=shop.clock),
        ]
    )
    assert shop.look(order).state == "paid"
    assert payments.refunds(order.payment_id or "") == []
    assert shop.level("GREEN") == (100, 1)


def test_shipping_and_cancelling_exclude_each_other(shop: OrdersShop) -> None:
    shop.sell("GREEN", 10)
    order = shop.paid(shop.ordered(GREEN=2))
    answers = at_once(
        [
            lambda: orders.cancel_order(ANN, order.id, clock=shop.clock),
            lambda: shop.ship(order),
        ]
    )
    assert sum(isinstance(answer, Conflict) for answer in answers) == 1
    refunds = payments.refunds(order.payment_id or "")
    if shop.look(order).state == "shipped":
        assert (refunds, shop.level("GREEN")) == ([], (98, 0))
    else:
        assert ([one.amount for one in refunds], shop.level("GREEN")) == ([yuan(28)], (100, 0))


def test_two_shipments_in_one_moment_ship_no_more_than_was_bought(shop: OrdersShop) -> None:
    shop.sell("GREEN", 10)
    order = shop.paid(shop.ordered(GREEN=3))
    (line,) = shop.detail(order).lines
    at_once([lambda n=n: shop.ship(order, f"SF{n}", lines=[(line.id, 2)]) for n in range(6)])
    assert shop.detail(order).lines[0].shipped == 2
    assert shop.level("GREEN") == (98, 1)


class OneUse:
    """A coupon that can be used once, in a table that changes by one statement."""

    def take(
        self, order_id: str, member_id: str | None, codes: tuple[str, ...], clock: Clock
    ) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE test_coupon SET order_id = %s WHERE code = ANY(%s) AND order_id IS NULL",
                [order_id, list(codes)],
            )
            if cursor.rowcount != len(codes):
                raise Conflict("The coupon is used.", remedy="Take it off.", code="test.used")

    def give_back(self, order_id: str, clock: Clock) -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE test_coupon SET order_id = NULL WHERE order_id = %s", [order_id])


@pytest.fixture
def _one_coupon(committed: None, adjusters: None) -> Iterator[None]:
    def off(asked: AdjusterInput) -> tuple[Adjustment, ...]:
        if "ONCE" not in asked.coupons:
            return ()
        label = {"en": "50 yuan off", "zh-hans": "减50元"}
        return (Adjustment("ONCE", label, spread(5000, asked.lines, asked.currency)),)

    orders.register_adjuster("once", orders.COUPON, off, claims=OneUse())
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE test_coupon (code text PRIMARY KEY, order_id text)")
        cursor.execute("INSERT INTO test_coupon VALUES ('ONCE')")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE test_coupon")


@pytest.mark.usefixtures("_one_coupon")
def test_mall_1003_vendure_4660_medusa_16595_one_coupon_in_many_orders_at_once(
    shop: OrdersShop,
) -> None:
    """One use of the coupon is one order, and none has a negative amount to pay."""
    green = shop.sell("GREEN", 10)
    crowd = buyers(10)
    for buyer in crowd:
        orders.add_to_basket(buyer, green, clock=shop.clock)
    prints = [shop.quoted(buyer, coupons=["ONCE"]).fingerprint for buyer in crowd]
    answers = at_once(
        [
            lambda b=b, p=p: shop.place(b, p, coupons=["ONCE"])
            for b, p in zip(crowd, prints, strict=True)
        ]
    )
    (won,) = placed(answers)
    assert (won.total, won.discount) == (yuan(8), yuan(10))
    assert [a.code for a in answers if isinstance(a, HuitouError)] == ["test.used"] * 9
    assert shop.level("GREEN") == (100, 1)

    orders.cancel_order(won.owner, won.id, clock=shop.clock)
    loser = next(buyer for buyer in crowd if buyer != won.owner)
    again = shop.quoted(loser, coupons=["ONCE"]).fingerprint
    assert shop.place(loser, again, coupons=["ONCE"]).total == yuan(8)
