"""Baskets: what goes in, what is shown, and a guest's that becomes the member's."""

from __future__ import annotations

import msgspec
import pytest
from django.db import transaction

from huitou.commerce import catalogue, orders
from huitou.commerce.orders.merge import merge_guest_basket
from huitou.commerce.orders.models import Basket
from huitou.foundation.actors import Actor
from huitou.foundation.facts.models import Fact
from huitou.kernel import Conflict, FakeClock, Forbidden, InvalidInput, NotFound
from orders_shop import ANN, CLERK, OrdersShop, yuan

GUEST = Actor("guest", "g1")


def in_basket(actor: Actor, clock: FakeClock) -> dict[str, int]:
    return {line.variant_id: line.quantity for line in orders.basket_of(actor, clock=clock).lines}


def said(event: str) -> list[dict[str, object]]:
    rows = Fact.objects.filter(event=event).order_by("id")
    return [msgspec.json.decode(row.properties) for row in rows]


@pytest.fixture
def shop(quick_shop: OrdersShop) -> OrdersShop:
    return quick_shop


def test_things_go_in_add_up_and_come_out_again(shop: OrdersShop) -> None:
    green, black = shop.sell("GREEN", "12.50"), shop.sell("BLACK", 20)
    assert orders.add_to_basket(ANN, green, 2, clock=shop.clock) == 2
    assert orders.add_to_basket(ANN, green, clock=shop.clock) == 3
    orders.add_to_basket(ANN, black, clock=shop.clock)
    orders.set_quantity(ANN, green, 1, clock=shop.clock)
    orders.set_note(ANN, " ring twice ", clock=shop.clock)
    seen = orders.basket_of(ANN, clock=shop.clock)

    assert in_basket(ANN, shop.clock) == {green: 1, black: 1}
    assert seen.note == "ring twice"
    assert seen.lines[0].unit_price == yuan("12.50")
    orders.set_quantity(ANN, black, 0, clock=shop.clock)
    assert in_basket(ANN, shop.clock) == {green: 1}
    orders.clear_basket(ANN, clock=shop.clock)
    assert orders.basket_of(ANN, clock=shop.clock).lines == ()
    assert orders.basket_of(ANN, clock=shop.clock).version > seen.version

    added = said("Product Added")
    assert [one["quantity"] for one in added] == [2, 1, 1]
    assert (added[0]["price"], added[0]["sku"], added[0]["name"]) == (12.5, "GREEN", "Tea GREEN")
    assert [one["quantity"] for one in said("Product Removed")] == [2, 1, 1]


def test_prices_are_fresh_and_what_is_not_sold_is_shown_so(shop: OrdersShop) -> None:
    green, black = shop.sell("GREEN", 10), shop.sell("BLACK", 20, stock=1)
    orders.add_to_basket(ANN, green, clock=shop.clock)
    orders.add_to_basket(ANN, black, 2, clock=shop.clock)
    catalogue.set_price(green, price=yuan(11), actor=CLERK, clock=shop.clock)
    first, second = orders.basket_of(ANN, clock=shop.clock).lines
    assert (first.unit_price, first.problem) == (yuan(11), None)
    assert second.problem is not None
    assert (second.problem.code, second.problem.available) == ("orders.short", 1)

    catalogue.change_variant(green, is_active=False, actor=CLERK, clock=shop.clock)
    (first, _) = orders.basket_of(ANN, clock=shop.clock).lines
    assert first.problem is not None
    assert first.problem.code == "orders.not_for_sale"
    with pytest.raises(Conflict, match="not sold"):
        orders.add_to_basket(ANN, green, clock=shop.clock)
    with pytest.raises(Conflict, match="not sold"):
        orders.add_to_basket(ANN, "no-such-variant", clock=shop.clock)
    orders.set_quantity(ANN, green, 0, clock=shop.clock)


@pytest.mark.parametrize("quantity", [0, -1, 100])
def test_quantities_are_limited(shop: OrdersShop, quantity: int) -> None:
    green = shop.sell("GREEN", 10)
    with pytest.raises(InvalidInput) as refused:
        orders.add_to_basket(ANN, green, quantity, clock=shop.clock)
    assert refused.value.code == "orders.bad_quantity"
    orders.add_to_basket(ANN, green, 99, clock=shop.clock)
    with pytest.raises(InvalidInput):
        orders.add_to_basket(ANN, green, 1, clock=shop.clock)
    assert in_basket(ANN, shop.clock) == {green: 99}


def test_a_basket_is_a_shoppers_own(shop: OrdersShop) -> None:
    green = shop.sell("GREEN", 10)
    orders.add_to_basket(ANN, green, clock=shop.clock)
    assert in_basket(GUEST, shop.clock) == {}
    with pytest.raises(NotFound):
        orders.remove_from_basket(GUEST, green, clock=shop.clock)
    with pytest.raises(Forbidden):
        orders.add_to_basket(CLERK, green, clock=shop.clock)


def test_a_guests_basket_is_merged_once_and_within_the_limits(shop: OrdersShop) -> None:
    green, black, white = (shop.sell(sku, 10) for sku in ("GREEN", "BLACK", "WHITE"))
    orders.add_to_basket(ANN, green, 60, clock=shop.clock)
    orders.add_to_basket(ANN, white, 1, clock=shop.clock)
    orders.add_to_basket(GUEST, green, 60, clock=shop.clock)
    orders.add_to_basket(GUEST, black, 2, clock=shop.clock)
    orders.set_note(GUEST, "a gift", clock=shop.clock)
    merge_guest_basket("g1", "ann", shop.clock)
    merge_guest_basket("g1", "ann", shop.clock)

    assert in_basket(ANN, shop.clock) == {green: 99, white: 1, black: 2}
    assert orders.basket_of(ANN, clock=shop.clock).note == "a gift"
    assert in_basket(GUEST, shop.clock) == {}
    orders.add_to_basket(GUEST, white, 1, clock=shop.clock)
    assert in_basket(GUEST, shop.clock) == {white: 1}


def test_a_guests_orders_become_the_members(shop: OrdersShop) -> None:
    shop.sell("GREEN", 10)
    order = shop.ordered(GUEST, GREEN=1)
    with pytest.raises(NotFound):
        orders.order_of(ANN, order.id)
    merge_guest_basket("g1", "ann", shop.clock)

    assert orders.order_of(ANN, order.id).order.owner == ANN
    with pytest.raises(NotFound):
        orders.order_of(GUEST, order.id)


def test_a_merge_that_is_taken_back_leaves_both_baskets(shop: OrdersShop) -> None:
    green = shop.sell("GREEN", 10)
    orders.add_to_basket(GUEST, green, 2, clock=shop.clock)
    with transaction.atomic():
        merge_guest_basket("g1", "ann", shop.clock)
        transaction.set_rollback(True)
    assert in_basket(GUEST, shop.clock) == {green: 2}
    assert not Basket.objects.filter(member_id="ann").exists()
