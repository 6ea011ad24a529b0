"""From the first look at the shelf to the goods in one's hands."""

from __future__ import annotations

from typing import Any

import pytest

from shop_callers import HOME
from shop_story import ShopStory, yuan


@pytest.mark.parametrize("twice", [False, True], ids=["once", "every_write_twice"])
def test_from_the_shelf_to_the_doorstep(shop: ShopStory, twice: bool) -> None:
    """Told a second time with every write sent twice: it must be the same story."""
    # Given two teas on the shelf, and a guest who looks at them
    shop.sells("GREEN", "49.90", stock=10)
    shop.sells("BLACK", "25.00", stock=10)
    shop.twice = twice
    ann = shop.comes()
    cards = ann.get("/catalogue/products?sort=price&language=en")["items"]
    assert [(card["names"]["en"], card["price"]) for card in cards] == [
        ("Tea BLACK", yuan("25.00")),
        ("Tea GREEN", yuan("49.90")),
    ]
    (green,) = ann.get(f"/catalogue/products/{cards[1]['slug']}")["variants"]
    assert green["id"] == shop.variants["GREEN"]
    in_stock = ann.get(f"/supply/availability?variant={green['id']}")
    assert in_stock == [{"variant_id": green["id"], "state": "in_stock"}]

    # When the guest fills a basket and signs in with a code
    guest_id = ann.is_guest()
    ann.fills(GREEN=1, BLACK=1)
    signed_in = ann.signs_in("ann@example.com", nickname="Annie")
    assert signed_in["is_new"]
    assert len(shop.letters.sent) == 1

    # Then the basket is the member's, and the guest is nobody any more
    basket = ann.get("/basket")
    assert {(one["name"]["en"], one["quantity"]) for one in basket["lines"]} == {
        ("Tea GREEN", 1),
        ("Tea BLACK", 1),
    }

    # When she orders to her address at the price of the quote
    address = ann.keeps_address()
    quote = ann.quote(address_id=address)
    assert (quote["goods"], quote["delivery"]["total"], quote["total"]) == (
        yuan("74.90"),
        yuan("8.00"),
        yuan("82.90"),
    )
    assert quote["delivery"]["promised_on"] == "2026-07-04"
    order = ann.post("/orders", ann.wanted(quote, address_id=address))

    # Then the goods are kept for her, and no money has moved
    assert (order["state"], order["total"]) == ("awaiting_payment", yuan("82.90"))
    assert ann.get("/basket")["lines"] == []
    assert (shop.level("GREEN"), shop.level("BLACK")) == ((10, 1), (10, 1))
    shop.books_agree()

    # When she pays at the gateway's page, and the gateway calls back
    number = ann.starts_paying(order)
    page = ann.client.get(f"/api/v1/payments/simulated/{number}", headers=ann.headers)
    assert "82.90 CNY" in page.content.decode()
    shop.gateway.pay(number)
    assert ann.sees(order)["order"]["state"] == "awaiting_payment"
    assert shop.gateway_calls() == [200]

    # Then the order is paid, once
    assert ann.sees(order)["order"]["state"] == "paid"
    assert ann.payment(order)["captured"] == yuan("82.90")
    shop.books_agree(gateway=8290, held=-8290)

    # When staff ship it in two parcels, which arrive
    seen = shop.order(order)
    assert seen["destination"]["street"] == "***"
    why = {"reason": "to pack the parcel"}
    shown = shop.operator.send("POST", f"/orders/{order['id']}/reveal", why).json["destination"]
    assert (shown["name"], shown["street"]) == (HOME["name"], HOME["street"])
    line = {one["sku"]: one["id"] for one in seen["lines"]}
    assert shop.operator.ships(order, "SF1", (line["GREEN"], 1))["state"] == "part_shipped"
    assert (shop.level("GREEN"), shop.level("BLACK")) == ((9, 0), (10, 1))
    assert shop.operator.ships(order, "SF2")["state"] == "shipped"
    assert (shop.level("GREEN"), shop.level("BLACK")) == ((9, 0), (9, 0))
    shop.time_passes(days=2)
    first, second = (one["id"] for one in ann.sees(order)["shipments"])
    assert shop.operator.post(f"/shipments/{first}/delivered")["state"] == "shipped"
    arrived = shop.operator.post(f"/shipments/{second}/delivered")
    assert (arrived["state"], arrived["promise_kept"]) == ("delivered", True)

    # Then she confirms it, and can cancel no more
    assert ann.post(f"/orders/{order['id']}/receipt")["state"] == "received"
    assert ann.refused("POST", f"/orders/{order['id']}/cancel", {}) == (409, "orders.wrong_state")
    # And in her history no one of the staff has a name, though staff see who it was
    history = [(move["after"], move["actor"]) for move in ann.sees(order)["history"]]
    assert history == [
        ("awaiting_payment", "member"),
        ("paid", "system"),
        ("part_shipped", "staff"),
        ("shipped", "staff"),
        ("delivered", "staff"),
        ("received", "member"),
    ]
    by = {move["actor"] for move in shop.order(order)["history"]}
    assert by == {f"member:{ann.member_id}", "system:huitou", f"staff:{shop.operator.id}"}

    # And the log has what happened, all of it the member's, and the report has the revenue
    events = shop.events()
    assert {row["person_id"] for row in events} == {ann.member_id}
    assert {row["anonymous_id"] for row in events} <= {guest_id, None}
    assert [row["event"] for row in events if row["type"] == "track"] == [
        "Product Added",
        "Product Added",
        "Signed Up",
        "Checkout Started",
        "Order Completed",
        "Order Shipped",
        "Order Shipped",
        "Order Delivered",
        "Order Delivered",
        "Order Received",
    ]
    _check_completed(shop, order)
    assert shop.report() == (1, 7490, 0, 7490)
    # The gateway's statement of the day says what it kept: 0.6 % of 82.90.
    shop.books_agree(gateway=8240, held=-8290, fees=50)


def _check_completed(shop: ShopStory, order: Any) -> None:
    (said,) = shop.said("Order Completed")
    products = said.pop("products")
    assert said == {
        "order_id": order["id"],
        "order_number": order["number"],
        "currency": "CNY",
        "total": 82.9,
        "revenue": 74.9,
        "subtotal": 74.9,
        "discount": 0,
        "shipping": 8,
        "tax": 0,
    }
    assert [(one["sku"], one["quantity"], one["price"], one["amount"]) for one in products] == [
        ("GREEN", 1, 49.9, 49.9),
        ("BLACK", 1, 25, 25),
    ]
