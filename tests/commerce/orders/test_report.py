"""The facts of orders, in the event log, are what the shop's report counts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from django.conf import settings

from huitou.commerce import orders
from huitou.commerce.orders import AdjusterInput, Adjustment, Returned, spread
from huitou.engine.analytics import shop_report
from huitou.engine.events import order_lines_of
from huitou.foundation import facts
from huitou.foundation.actors import Actor
from huitou.foundation.event_log import open_log
from orders_shop import CLERK, OrdersShop

# Nobody else's tests know them: the log of a run is shared.
EVE, MAX = Actor("member", "eve"), Actor("member", "max")


def report_lines() -> Any:
    """The order lines of the log, of everybody who is in the test."""
    events = open_log(settings.HOME).snapshot().duckdb().to_pyarrow()
    lines = order_lines_of(events, default_currency="CNY")
    return lines.filter(pc.is_in(lines["person"], value_set=pa.array([EVE.id, MAX.id])))


@pytest.fixture
def _three_off(adjusters: None) -> None:
    def off(asked: AdjusterInput) -> tuple[Adjustment, ...]:
        label = {"en": "3 yuan off", "zh-hans": "减3元"}
        return (Adjustment("x", label, spread(300, asked.lines, asked.currency)),)

    orders.register_adjuster("full", orders.FULL_REDUCTION, off)


@pytest.mark.usefixtures("_three_off")
def test_orders_and_refunds_are_counted_as_they_were_paid(shop: OrdersShop) -> None:
    shop.sell("GREEN", 10)
    shop.sell("BLACK", 20)
    kept = shop.ordered(EVE, GREEN=1, BLACK=1)
    cancelled = shop.ordered(MAX, GREEN=2)
    shop.ordered(MAX, GREEN=1)  # nobody pays it
    for order in (kept, cancelled):
        shop.paid(order)
    shop.clock.advance(timedelta(minutes=30))
    orders.close_unpaid(clock=shop.clock)
    orders.cancel_order(MAX, cancelled.id, clock=shop.clock)
    green, _ = shop.detail(kept).lines
    for key, minor in (("r1", 400), ("r2", 500)):
        shop.clock.advance(timedelta(days=1))
        orders.record_refund(
            kept.id, [Returned(green.id, 0, minor)], key=key, actor=CLERK, clock=shop.clock
        )
    shop.clock.advance(timedelta(days=1))
    orders.record_refund(kept.id, [], key="r3", delivery=800, actor=CLERK, clock=shop.clock)
    facts.ship_facts(clock=shop.clock)

    lines = report_lines()
    columns = ("kind", "product_name", "quantity", "amount", "currency", "person")
    found = [tuple(line[column] for column in columns) for line in lines.to_pylist()]
    assert sorted(found, key=str) == [
        ("refund", "Tea GREEN", 1.0, 400, "CNY", "eve"),
        ("refund", "Tea GREEN", 1.0, 500, "CNY", "eve"),
        ("refund", "Tea GREEN", 2.0, 1700, "CNY", "max"),
        ("refund", None, 1.0, 0, "CNY", "eve"),
        ("sale", "Tea BLACK", 1.0, 1800, "CNY", "eve"),
        ("sale", "Tea GREEN", 1.0, 900, "CNY", "eve"),
        ("sale", "Tea GREEN", 2.0, 1700, "CNY", "max"),
    ]
    overview = shop_report(lines, timezone="UTC", currency="CNY").overview
    # An order that was given back as a whole counts as none.
    assert (overview.orders, overview.customers) == (1, 1)
    assert (overview.gross, overview.refunds, overview.net) == (4400, 2600, 1800)
