"""An order seen whole: the list, every tab, and who may do what."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from huitou.foundation.actors import Actor
from orders_shop import yuan
from whole_desk import PHONE, STREET, Hired, Trade, read, send

TABS = ("", "?show=money", "?show=aftersales", "?show=history")
REASON = "packing the parcel of today"
_READER = Actor("staff", "reader", frozenset({"aftersales.read"}))


@pytest.fixture
def trade(standing: tuple[Trade, Hired]) -> Trade:
    return standing[0]


@pytest.fixture
def hired(standing: tuple[Trade, Hired]) -> Hired:
    return standing[1]


@pytest.mark.parametrize(
    ("query", "first", "second"),
    [
        ("", True, True),
        ("needs=ship", False, True),
        ("needs=late", False, False),
        ("state=received", True, False),
        ("day_to=2026-07-02", True, False),
        ("day_from=2026-07-10&day_to=2026-07-30", False, True),
        ("who={ann}", True, True),
        ("who=nobody", False, False),
        ("state=nonsense&day_from=31-12&needs=x&before=", True, True),
    ],
)
def test_the_list_is_filtered(
    trade: Trade, hired: Hired, query: str, first: bool, second: bool
) -> None:
    page = read(hired("operator"), f"/console/orders?{query.format(ann=trade.ann.id)}")
    assert (trade.order(trade.first) in page, trade.order(trade.second) in page) == (first, second)


def test_the_number_of_an_order_leads_to_it(trade: Trade, hired: Hired) -> None:
    agent = hired("support")
    there = agent.get("/console/orders", {"number": trade.first.number.lower()})
    assert (there.status_code, there["Location"]) == (302, trade.order(trade.first))
    assert "No order has this number" in read(agent, "/console/orders?number=261125-A-B")


@pytest.mark.parametrize("chinese", [False, True])
def test_an_order_on_every_tab(trade: Trade, hired: Hired, chinese: bool) -> None:
    owner = hired("owner")
    for order in (trade.first, trade.second):
        pages = [read(owner, trade.order(order) + tab, chinese=chinese) for tab in TABS]
        for page in pages:
            assert PHONE not in page
            assert STREET not in page
            assert order.number in page
        if chinese:
            continue
        goods, money, _cases, history = pages
        assert "Tea TEA" in goods
        assert "SF-1" in goods or order is trade.second
        assert "Simulated gateway" in money
        assert "Every booking sums to zero" in money
        assert "Stock kept for it" in history
        assert "An order was placed" in history
    cases = read(owner, trade.order(trade.first) + "?show=aftersales")
    assert "Waits for our answer" in cases
    assert "壳破了" in cases
    assert "It arrived damaged" in cases
    read(owner, "/console/orders/nothing", status=404)


def test_the_steps_of_a_price_sum_to_what_was_paid(trade: Trade, hired: Hired) -> None:
    page = read(hired("operator"), trade.order(trade.second))
    receipt = page.partition('class="receipt"')[2].partition("</dl>")[0]
    amounts = [yuan(text) for text in re.findall(r"¥([\d.]+)", receipt)]
    # 1 × 60, the line, then goods, delivery and the total.
    assert amounts == [yuan(60), yuan(60), yuan(60), yuan(8), yuan(68)]


def test_each_verb_needs_its_permission(trade: Trade, hired: Hired) -> None:
    auditor, analyst, agent = hired("auditor"), hired("analyst"), hired("support")
    place = trade.order(trade.second)
    assert analyst.get(place).status_code == 403
    for verb in ("ship", "cancel", "refund", "case"):
        assert send(auditor, f"{place}/do/{verb}").status_code == 403
    for verb in ("ship", "refund"):
        assert send(agent, f"{place}/do/{verb}").status_code == 403
    assert "/do/" not in read(auditor, place)
    assert trade.shop.look(trade.second).state == "paid"
    assert send(hired("owner"), f"{place}/do/nonsense").status_code == 404
    assert Client().get(place).status_code == 303
