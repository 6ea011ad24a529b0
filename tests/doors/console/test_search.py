"""One search over people, orders, products and pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from console_desk import SignedIn
from counted_queries import at_most
from huitou.kernel import FakeClock
from orders_shop import ANN, OrdersShop, open_shop


@pytest.fixture
def shop(tables: None, clock: FakeClock) -> Iterator[OrdersShop]:
    with open_shop(clock) as opened:
        opened.sell("A1", 40)
        opened.sell("A2", 40)
        yield opened


def test_the_number_of_an_order_leads_to_it(staff: SignedIn, shop: OrdersShop) -> None:
    order = shop.ordered(ANN, A1=1)
    owner = staff("owner")
    with at_most(12):
        page = owner.get("/console/search", {"q": order.number.lower()}).content.decode()
    assert f"/console/orders/{order.id}" in page or page == ""
    assert staff("analyst").get("/console/search", {"q": order.number}).status_code == 200


def test_products_are_found_by_name_and_by_sku(staff: SignedIn, shop: OrdersShop) -> None:
    owner = staff("owner")
    with at_most(12):
        page = owner.get("/console/search", {"q": "tea a"}).content.decode()
    assert "Tea A1" in page
    assert "Tea A2" in page
    one = owner.get("/console/search", {"q": "A2"})
    assert one.status_code == 302
    assert one["Location"].startswith("/console/products/")


def test_pages_are_found_in_both_languages_and_only_open_ones(staff: SignedIn) -> None:
    owner, analyst = staff("owner"), staff("analyst")
    chinese = {"Accept-Language": "zh-CN"}
    for words in ("webhook", "Webhook"):
        found = owner.get("/console/search", {"q": words}, headers=chinese)
        assert found["Location"] == "/console/settings/webhooks"
    assert owner.get("/console/search", {"q": "备份"}, headers=chinese).status_code == 302
    assert analyst.get("/console/search", {"q": "webhook"}).status_code == 200


def test_what_is_not_there_is_said_with_what_can_be_searched(staff: SignedIn) -> None:
    page = staff("owner").get("/console/search", {"q": "<b>no such</b>"}).content.decode()
    assert "Nothing is called “&lt;b&gt;no such&lt;/b&gt;”" in page
    empty = staff("support").get("/console/search").content.decode()
    assert "What are you looking for?" in empty


@pytest.mark.parametrize("text", ["x" * 5000, "a\x00b", "%", "' OR 1=1", "a " * 60])
def test_whatever_is_typed_is_answered(staff: SignedIn, shop: OrdersShop, text: str) -> None:
    assert staff("owner").get("/console/search", {"q": text}).status_code in (200, 302)
