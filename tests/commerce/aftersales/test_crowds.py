"""Many applications at once, on real threads: never more units or money than were paid for."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable

import pytest
from django.db import connections

from aftersales_desk import CLERK, Desk, kept
from huitou.commerce import aftersales, payments
from huitou.kernel import HuitouError
from orders_shop import ANN, yuan
from own_database import on_postgresql

pytestmark = pytest.mark.skipif(
    not on_postgresql(), reason="SQLite has one writer at a time: only PostgreSQL has crowds"
)


def at_once(*works: Callable[[], object]) -> Counter[str]:
    """Run all of them at the same moment; how many went well ("done") and what the others were
    told.
    """
    start, told = threading.Barrier(len(works)), Counter[str]()

    def run(work: Callable[[], object]) -> None:
        try:
            start.wait()
            work()
            told["done"] += 1
        except HuitouError as error:
            told[error.code] += 1
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def test_parallel_applications_never_exceed_what_was_paid(desk: Desk) -> None:
    order = desk.delivered(A=3)
    line = desk.line(order).id

    def ask() -> object:
        return aftersales.apply(
            order.id, "return", {line: 1}, reason="no_reason", actor=ANN, clock=desk.clock
        )

    told = at_once(*[ask] * 12)
    assert told == {"done": 3, "aftersales.nothing_left": 9}
    assert kept() == (3, 3000)
    asked = [case.asked for case in aftersales.list_cases(ANN)]
    assert sum(money.minor for money in asked) == 3000


def test_parallel_decisions_refund_once(desk: Desk) -> None:
    order = desk.delivered(A=1)
    case = desk.apply(order, units={"A": 1})
    desk.come_back(case)
    told = at_once(*[lambda: desk.inspect(case)] * 6)
    assert told == {"done": 1, "aftersales.wrong_state": 5}
    desk.money_moves()
    assert desk.refunded(order) == yuan(10)
    assert payments.books_at_zero() == []


def test_answers_and_applications_of_one_order_do_not_wait_in_a_circle(desk: Desk) -> None:
    order = desk.delivered(A=6, B=2)
    cases = [desk.apply(order, "refund_only", "faulty", units={"A": 1}) for _ in range(3)]
    line = desk.line(order, "B").id

    def ask() -> object:
        return aftersales.apply(
            order.id, "return", {line: 1}, reason="no_reason", actor=CLERK, clock=desk.clock
        )

    told = at_once(ask, ask, ask, *[lambda one=one: desk.agree(one) for one in cases])
    assert told == {"done": 5, "aftersales.nothing_left": 1}
    desk.money_moves()
    assert desk.refunded(order) == yuan(30)
    assert kept() == (2, 5000)


def test_shipping_and_inspecting_the_same_goods_do_not_wait_in_a_circle(desk: Desk) -> None:
    """Stock before the audit log, on both ways."""
    back = [desk.delivered(A=1) for _ in range(4)]
    cases = [desk.apply(order, units={"A": 1}) for order in back]
    for case in cases:
        desk.come_back(case)
    out = [desk.paid(A=1) for _ in range(4)]
    stock = {case.id: {case.lines[0].line_id: 1} for case in cases}
    told = at_once(
        *[lambda one=one: desk.inspect(one, to_stock=stock[one.id]) for one in cases],
        *[lambda one=one: desk.shop.ship(one, f"SF-{one.id}") for one in out],
    )
    assert told == {"done": 8}
    assert desk.shop.level("A") == (96, 0)
