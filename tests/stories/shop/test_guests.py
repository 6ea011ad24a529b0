"""Guests who turn out to be members."""

from __future__ import annotations

from shop_story import ShopStory, yuan


def test_a_guest_with_an_open_payment_signs_in(shop: ShopStory) -> None:
    # Given a guest who ordered and is at the gateway, with something else in the basket
    shop.sells("GREEN", "10.00", stock=5)
    shop.sells("BLACK", "20.00", stock=5)
    ann = shop.comes()
    guest_id = ann.is_guest()
    order = ann.orders(GREEN=2)
    number = ann.starts_paying(order)
    ann.fills(BLACK=1)
    before = dict(ann.headers)

    # When she signs in, and then pays
    ann.signs_in("13800138001")
    owner = ann.sees(order)["order"]["owner"]
    assert owner == f"member:{ann.member_id}"
    assert ann.payment(order)["state"] == "started"
    assert ann.starts_paying(order) == number
    shop.gateway.pay(number)
    assert shop.gateway_calls() == [200]

    # Then the order, its payment and the basket are hers
    assert ann.state(order) == "paid"
    assert ann.payment(order)["captured"] == yuan("28.00")
    assert [one["name"]["en"] for one in ann.get("/basket")["lines"]] == ["Tea BLACK"]
    assert [one["id"] for one in ann.get("/orders")["items"]] == [order["id"]]

    # And nobody reaches them with the guest's token any more, nor as another guest
    hers, ann.headers = ann.headers, before
    for path in (f"/orders/{order['id']}", f"/payments/{order['payment_id']}", "/basket"):
        assert ann.send("GET", path).status == 401
    ann.headers = hers
    other = shop.guest()
    for path in (f"/orders/{order['id']}", f"/payments/{order['payment_id']}"):
        assert other.send("GET", path).status == 404

    # And she can do with it what a member can
    ann.cancels(order)
    shop.money_moves()
    assert ann.payment(order)["state"] == "refunded"
    assert shop.level("GREEN") == (5, 0)

    # And in the log one person did it all
    events = [row for row in shop.events() if row["person_id"]]
    assert {row["person_id"] for row in events} == {ann.member_id}
    assert {row["anonymous_id"] for row in events} == {guest_id}
    assert shop.names() == ["Order Completed", "Order Cancelled", "Order Refunded"]
    shop.books_agree()


def test_a_member_comes_from_two_devices(shop: ShopStory) -> None:
    # Given a member with a basket, who is a guest on another device with an order and a basket
    shop.sells("GREEN", "10.00", stock=9)
    home = shop.comes()
    home.is_guest()
    home.fills(GREEN=1)
    assert home.signs_in("ann@example.com")["is_new"]
    away = shop.guest()
    paid = away.orders(GREEN=1)
    away.pays(paid)
    shop.operator.delivers(paid)
    (line,) = away.sees(paid)["lines"]
    case = away.post(
        "/aftersales/cases",
        {
            "order_id": paid["id"],
            "kind": "refund_only",
            "reason": "damaged",
            "lines": [{"line_id": line["id"], "quantity": 1}],
        },
    )
    away.fills(GREEN=2)

    # When she signs in there as well
    assert not away.signs_in("ann@example.com")["is_new"]

    # Then both devices see one basket, one order and one case
    assert away.member_id == home.member_id
    for device in (home, away):
        (in_it,) = device.get("/basket")["lines"]
        assert in_it["quantity"] == 3
        assert [one["id"] for one in device.get("/orders")["items"]] == [paid["id"]]
        assert [one["id"] for one in device.get("/aftersales/cases")["items"]] == [case["id"]]
    shop.operator.post(f"/aftersales/cases/{case['id']}/agree")
    shop.money_moves()
    assert home.get(f"/aftersales/cases/{case['id']}")["state"] == "completed"
    assert shop.refunds(paid) == [("succeeded", "18.00")]
    assert {row["person_id"] for row in shop.events()} == {home.member_id}
    assert shop.report() == (0, 1000, 1000, 0)
    shop.books_agree(gateway=-11, fees=11)
