"""Killed before any of its statements, a verb leaves nothing behind; tried again, it works."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from huitou.commerce import orders, payments, supply
from orders_shop import ANN, OrdersShop


class Killed(BaseException):
    """No handler of errors may mistake it for one."""


class Counter:
    """Counts statements, and dies before one of them."""

    def __init__(self, die_at: int | None = None) -> None:
        self.count, self.die_at = 0, die_at

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.count += 1
        if self.count == self.die_at:
            raise Killed(sql)
        return execute(sql, params, many, context)


def rows() -> dict[str, list[tuple[object, ...]]]:
    """Everything that is written down in commerce, and the facts."""
    labels = ("orders", "payments", "supply", "facts")
    return {
        model._meta.db_table: sorted(model.objects.values_list(), key=repr)
        for label in labels
        for model in apps.get_app_config(label).get_models()
    }


def killed_everywhere(verb: Callable[[], Any]) -> Any:
    """Kill `verb` before each of its statements, then let it through; its answer."""
    before, place = rows(), 0
    while True:
        place += 1
        counter = Counter(place)
        try:
            with connection.execute_wrapper(counter):
                answer = verb()
        except Killed:
            assert rows() == before, f"statement {place} left something behind"
        else:
            assert counter.count < place
            return answer


@pytest.fixture
def agreed(shop: OrdersShop) -> str:
    shop.sell("GREEN", 10)
    shop.sell("BLACK", 20)
    for sku in ("GREEN", "BLACK"):
        orders.add_to_basket(ANN, shop.variants[sku], 2, clock=shop.clock)
    return shop.quoted(ANN).fingerprint


def test_place_order(shop: OrdersShop, agreed: str) -> None:
    order = killed_everywhere(lambda: shop.place(ANN, agreed))
    assert order.state == "awaiting_payment"
    assert shop.level("GREEN") == (100, 2)


def test_cancel_and_ship(shop: OrdersShop, agreed: str) -> None:
    order = shop.paid(shop.place(ANN, agreed))
    green, _ = shop.detail(order).lines
    cancelled = shop.ordered(GREEN=1)
    shop.paid(cancelled)
    killed_everywhere(lambda: orders.cancel_order(ANN, cancelled.id, clock=shop.clock))
    assert killed_everywhere(lambda: shop.ship(order, lines=[(green.id, 1)])).state == (
        "part_shipped"
    )
    assert shop.level("GREEN") == (99, 1)
    assert supply.reconcile() == []
    assert payments.books_at_zero() == []
