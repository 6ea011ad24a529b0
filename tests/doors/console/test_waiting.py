"""Lists of what waits for the shop."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from console_desk import SignedIn
from counted_queries import at_most
from huitou.commerce import payments, supply
from huitou.commerce.payments.alerts import Subject, alert
from huitou.foundation.actors import SYSTEM
from huitou.kernel import FakeClock, Money
from orders_shop import OrdersShop, open_shop
from sent_forms import send

ROOT = "/console/waiting"


@pytest.fixture
def shop(tables: None, clock: FakeClock) -> Iterator[OrdersShop]:
    with open_shop(clock) as opened:
        yield opened


def test_stock_that_runs_low(staff: SignedIn, shop: OrdersShop) -> None:
    shop.sell("LOW", 40, stock=2)
    shop.sell("PLENTY", 40, stock=80)
    owner = staff("owner")
    with at_most(12):
        page = owner.get(f"{ROOT}/stock").content.decode()
    assert "Tea LOW" in page
    assert "Tea PLENTY" not in page


def test_certificates_that_run_out(staff: SignedIn, clock: FakeClock, tables: None) -> None:
    farm = supply.add_supplier("Green Farm", actor=SYSTEM, clock=clock)
    paper = supply.Paper("L-1", date(2025, 7, 1), date(2026, 7, 10))
    supply.add_certificate(farm.id, "Food licence", paper, actor=SYSTEM, clock=clock)
    page = staff("analyst").get(f"{ROOT}/certificates").content.decode()
    assert "Green Farm" in page
    assert "L-1" in page


def test_a_difference_is_settled_with_a_note(
    staff: SignedIn, shop: OrdersShop, clock: FakeClock
) -> None:
    subject = Subject("simulated", "payment", "P-1")
    here = Money.parse(12, "CNY")
    alert("amount_differs", subject, currency="CNY", clock=clock, here=here)
    (found,) = payments.open_differences()
    page, resolve = f"{ROOT}/differences", f"{ROOT}/differences/{found.id}/resolve"
    owner = staff("owner")
    shown = owner.get(page).content.decode()
    assert "The amounts differ" in shown
    assert "¥12.00" in shown
    short = send(owner, page, resolve, note="")
    assert short.status_code == 422
    assert "Write at least a few words" in short.content.decode()
    assert send(owner, page, resolve, note="Paid back by hand.").status_code == 303
    assert payments.open_differences() == []
    assert "The books agree" in owner.get(page).content.decode()


def test_lists_are_for_those_who_may_see_them(staff: SignedIn) -> None:
    analyst = staff("analyst")
    for name in ("cases", "differences"):
        assert analyst.get(f"{ROOT}/{name}").status_code == 403
    assert "No return waits" in staff("support").get(f"{ROOT}/cases").content.decode()
