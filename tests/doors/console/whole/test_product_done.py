"""What is done with a product: prices, stock, and its way into the shop."""

from __future__ import annotations

import pytest

from huitou.commerce import catalogue, supply
from orders_shop import yuan
from whole_desk import Hired, Trade, read, send

TABS = ("", "?show=stock", "?show=prices", "?show=history")


@pytest.fixture
def place(trade: Trade) -> str:
    return f"/console/products/{trade.product}"


def test_a_price_is_set_within_its_bounds(trade: Trade, hired: Hired, place: str) -> None:
    operator = hired("operator")
    variant = trade.shop.variants["TEA"]
    form = f"{place}/do/price?of={variant}"
    assert 'value="60.00"' in read(operator, form)
    for price, compare, field in (("x", "", "price"), ("50", "70", "compare_at")):
        refused = send(operator, form, price=price, compare_at=compare)
        assert refused.status_code == 422
        assert f'id="field-{field}-error"' in refused.content.decode()
    assert send(operator, form, price="55.50").status_code == 303
    detail = catalogue.staff_product(trade.product, at=trade.shop.clock.now())
    assert detail.variants[0].price == yuan("55.50")
    assert "¥55.50" in read(operator, f"{place}?show=prices")


def test_stock_is_counted_and_received(trade: Trade, hired: Hired, place: str) -> None:
    operator = hired("operator")
    variant = trade.shop.variants["TEA"]
    count = f"{place}/do/count?of={variant}"
    assert "The books say 98." in read(operator, count)
    assert send(operator, count, count="90", reason="").status_code == 422
    assert send(operator, count, count="90", reason="broken").status_code == 303
    receive = f"{place}/do/receive?of={variant}"
    assert send(operator, receive, quantity="ten").status_code == 422
    for _ in range(2):  # the same delivery note counts once
        assert send(operator, receive, quantity="10", reference="N-1").status_code == 303
    (level,) = supply.levels([variant])
    assert level.on_hand == 100
    assert "broken" in read(operator, f"{place}?show=stock")


def test_a_product_goes_its_way(trade: Trade, hired: Hired, place: str) -> None:
    operator = hired("operator")
    for verb, status, said in (
        ("withdraw", "withdrawn", {"reason": "out of season"}),
        ("publish", "published", {"visible_from": "2026-12-01T08:00"}),
        ("recall", "draft", {}),
        ("submit", "submitted", {}),
        ("approve", "approved", {}),
    ):
        assert "form" in read(operator, f"{place}/do/{verb}")
        assert send(operator, f"{place}/do/{verb}", **said).status_code == 303, verb
        detail = catalogue.staff_product(trade.product, at=trade.shop.clock.now())
        assert detail.status == status
    refused = send(operator, f"{place}/do/withdraw")
    assert refused.status_code == 422
    assert "cannot become" in refused.content.decode()
    assert send(operator, f"{place}/do/publish", visible_until="yesterday").status_code == 422
    page = read(operator, f"{place}?show=history")
    assert "out of season" in page
