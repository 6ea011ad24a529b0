"""Orders that come to nothing: cancelled, not paid in time, paid too late, sold out."""

from __future__ import annotations

import pytest

from shop_story import ShopStory, yuan


@pytest.fixture(autouse=True)
def _on_the_shelf(shop: ShopStory) -> None:
    shop.sells("GREEN", "10.00", stock=5)


def test_cancelled_before_it_was_paid(shop: ShopStory) -> None:
    # Given an order whose payment was started
    ann = shop.guest()
    order = ann.orders(GREEN=2)
    number = ann.starts_paying(order)
    assert shop.level("GREEN") == (5, 2)

    # When she cancels it, and cancels it again
    assert ann.cancels(order, "changed my mind")["state"] == "closed"
    assert ann.cancels(order)["state"] == "closed"

    # Then the goods are free, and the gateway takes no money for it any more
    assert shop.level("GREEN") == (5, 0)
    shop.works()
    assert ann.payment(order)["state"] == "closed"
    assert ann.refused("POST", f"/payments/simulated/{number}") == (409, "simulated.not_open")
    start = f"/payments/{order['payment_id']}/start"
    assert ann.refused("POST", start, {})[0] == 409

    # And it was said once, of no revenue
    assert shop.names() == ["Order Cancelled"]
    (said,) = shop.said("Order Cancelled")
    assert (said["was_paid"], said["total"], said["reason"]) == (False, 28, "changed my mind")
    assert shop.report() == (0, 0, 0, 0)
    assert shop.refunds(order) == []
    shop.books_agree()


def test_cancelled_after_it_was_paid(shop: ShopStory) -> None:
    # Given a paid order
    ann = shop.guest()
    order = ann.orders(GREEN=2)
    assert ann.pays(order)["state"] == "paid"
    shop.books_agree(gateway=2800, held=-2800)

    # When she cancels it
    assert ann.cancels(order)["state"] == "cancelled"

    # Then the goods are free, and all money is on its way back
    assert shop.level("GREEN") == (5, 0)
    assert shop.refunds(order) == [("requested", "28.00")]
    shop.books_agree(gateway=2800, refunding=-2800)
    ship = {"carrier": "SF", "tracking_number": "SF1"}
    refused = shop.operator.refused("POST", f"/orders/{order['id']}/shipments", ship)
    assert refused == (409, "orders.not_to_ship")

    # When the worker and the gateway have done their part
    shop.money_moves()

    # Then she has it back, once, and the shop has earned nothing
    assert shop.refunds(order) == [("succeeded", "28.00")]
    payment = ann.payment(order)
    assert (payment["state"], payment["refunded"]) == ("refunded", yuan("28.00"))
    assert ann.cancels(order)["state"] == "cancelled"
    shop.money_moves()
    assert shop.refunds(order) == [("succeeded", "28.00")]
    assert shop.names() == ["Order Completed", "Order Cancelled", "Order Refunded"]
    (said,) = shop.said("Order Refunded")
    assert (said["total"], said["revenue"], said["shipping"]) == (28, 20, 8)
    assert shop.report() == (0, 2000, 2000, 0)
    shop.books_agree()


def test_paid_after_the_time_was_over(shop: ShopStory) -> None:
    # Given an order that nobody paid in its half hour
    ann = shop.guest()
    order = ann.orders(GREEN=2)
    number = ann.starts_paying(order)
    shop.time_passes(minutes=29)
    assert ann.state(order) == "awaiting_payment"
    shop.time_passes(minutes=1)
    assert ann.state(order) == "closed"
    assert shop.level("GREEN") == (5, 0)

    # When the gateway lets her pay all the same
    shop.gateway.pay(number, whatever_its_state=True)
    assert shop.gateway_calls() == [200]

    # Then the order stays closed, and the money goes back
    assert ann.state(order) == "closed"
    assert ann.payment(order)["state"] == "captured_late"
    shop.books_agree(gateway=2800, refunding=-2800)
    shop.money_moves()
    assert shop.refunds(order) == [("succeeded", "28.00")]
    assert ann.payment(order)["state"] == "refunded"
    assert ann.state(order) == "closed"

    # And the stock is everybody's: the next one buys all of it
    bob = shop.guest()
    assert bob.pays(bob.orders(GREEN=5))["state"] == "paid"
    assert shop.level("GREEN") == (5, 5)
    assert shop.names() == ["Order Cancelled", "Order Completed"]
    assert shop.report() == (1, 5000, 0, 5000)
    shop.books_agree(gateway=5800, held=-5800)


def test_sold_out_between_the_quote_and_the_order(shop: ShopStory) -> None:
    # Given two shoppers who were both told the price of the last five
    ann, bob = shop.guest(), shop.guest()
    ann.fills(GREEN=5)
    bob.fills(GREEN=1)
    hers, his = ann.quote(), bob.quote()
    assert (hers["problems"], his["problems"]) == ([], [])

    # When one orders all
    order = ann.post("/orders", ann.wanted(hers))

    # Then the other is told so, keeps the basket, and nothing is kept or asked of him
    assert bob.refused("POST", "/orders", bob.wanted(his)) == (409, "supply.sold_out")
    assert bob.get("/orders")["items"] == []
    assert len(bob.get("/basket")["lines"]) == 1
    (problem,) = bob.quote()["problems"]
    assert (problem["variant_id"], problem["available"]) == (shop.variants["GREEN"], 0)

    # When she does not pay in time
    shop.time_passes(minutes=30)

    # Then what she kept is his
    assert ann.state(order) == "closed"
    assert shop.level("GREEN") == (5, 0)
    bought = bob.post("/orders", bob.wanted(bob.quote()))
    assert bob.pays(bought)["state"] == "paid"
    assert shop.level("GREEN") == (5, 1)
    assert shop.report() == (1, 1000, 0, 1000)
    shop.books_agree(gateway=1800, held=-1800)


@pytest.mark.parametrize(("price", "total"), [("9.00", "26.00"), ("12.50", "33.00")])
def test_the_price_changes_between_the_quote_and_the_order(
    shop: ShopStory, price: str, total: str
) -> None:
    # Given a shopper who was told a price
    ann = shop.guest()
    ann.fills(GREEN=2)
    old = ann.quote()
    assert old["total"] == yuan("28.00")

    # When the shop changes it, whichever way
    shop.prices("GREEN", price)

    # Then nothing is ordered at a price that she has not seen, and she is told the new one
    assert ann.refused("POST", "/orders", ann.wanted(old)) == (409, "orders.price_changed")
    new = ann.send("POST", "/orders", ann.wanted(old)).json["details"]
    assert new["total"] == yuan(total)
    assert new["fingerprint"] != old["fingerprint"]
    assert ann.get("/orders")["items"] == []
    assert shop.level("GREEN") == (5, 0)

    # When she agrees to it
    order = ann.post("/orders", ann.wanted(new))

    # Then that is what she pays
    assert ann.pays(order)["total"] == yuan(total)
    minor = round(float(total) * 100)
    assert shop.report() == (1, minor - 800, 0, minor - 800)
    shop.books_agree(gateway=minor, held=-minor)
