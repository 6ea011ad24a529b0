"""A product seen whole: stock and prices with their ledgers, sales, whom it brings back."""

from __future__ import annotations

import pytest

from whole_desk import Hired, Trade, read, send

TABS = ("", "?show=stock", "?show=prices", "?show=history")


@pytest.fixture
def trade(standing: tuple[Trade, Hired]) -> Trade:
    return standing[0]


@pytest.fixture
def hired(standing: tuple[Trade, Hired]) -> Hired:
    return standing[1]


@pytest.fixture
def place(trade: Trade) -> str:
    return f"/console/products/{trade.product}"


def test_the_list_says_stock_and_sales(trade: Trade, hired: Hired) -> None:
    analyst = hired("analyst")
    page = read(analyst, "/console/products")
    row = page.partition("Tea TEA")[2].partition("</tr>")[0]
    assert "On sale" in row
    assert ">97<" in row  # of 100, two shipped and one reserved
    assert ">3<" in row  # sold in thirty days
    assert "¥180.00" in row
    for query, there in (("text=tea", True), ("text=nothing", False), ("status=draft", False)):
        assert ("Tea TEA" in read(analyst, f"/console/products?{query}")) is there
    read(analyst, "/console/products?cursor=nonsense&status=x")


@pytest.mark.parametrize("chinese", [False, True])
def test_a_product_on_every_tab(trade: Trade, hired: Hired, place: str, chinese: bool) -> None:
    owner = hired("owner")
    overview, stock, prices, history = (read(owner, place + tab, chinese=chinese) for tab in TABS)
    assert "<svg" in overview
    assert "TEA" in stock
    assert "¥60.00" in prices
    if not chinese:
        assert "Sales by week" in overview
        assert "1 person began with it" in overview
        assert "Goods came in" in stock
        assert "Published the product" in history
    read(owner, "/console/products/nothing", status=404)


def test_each_number_of_repeat_buyers_has_its_people(
    trade: Trade, hired: Hired, place: str
) -> None:
    owner = hired("owner")
    assert trade.person in read(owner, f"{place}/buyers")
    # She came back after two weeks, and is known for no longer: she does not count yet.
    assert trade.person not in read(owner, f"{place}/buyers?within=30")
    assert trade.person not in read(owner, f"{place}/buyers?within=30&again=no&from=abc")


def test_who_may_only_read_finds_no_verbs(trade: Trade, hired: Hired, place: str) -> None:
    analyst = hired("analyst")
    assert "/do/" not in read(analyst, place)
    for verb in ("price", "count", "withdraw"):
        assert send(analyst, f"{place}/do/{verb}").status_code == 403
