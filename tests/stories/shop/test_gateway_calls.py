"""What a gateway says: lost, twice, late, in the wrong order, of another amount, or not from it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from huitou.commerce.payments import CallbackScript, Faults
from huitou.kernel import Money
from shop_contents import contents
from shop_story import ShopStory, yuan


@pytest.fixture(autouse=True)
def _on_the_shelf(shop: ShopStory) -> None:
    shop.sells("GREEN", "10.00", stock=5)


def test_a_lost_callback_is_found_by_asking(shop: ShopStory) -> None:
    # Given a payment of which the gateway's word is lost
    ann = shop.guest()
    order = ann.orders(GREEN=1)
    shop.gateway.pay(ann.starts_paying(order), callback=CallbackScript(copies=0))
    assert shop.gateway_calls() == []
    assert ann.state(order) == "awaiting_payment"

    # When the worker asks half a minute later
    shop.time_passes(seconds=30)

    # Then the order is paid
    assert ann.state(order) == "paid"
    assert shop.level("GREEN") == (5, 1)
    assert shop.names() == ["Order Completed"]
    shop.books_agree(gateway=1800, held=-1800)


def test_a_callback_that_comes_three_times_counts_once(shop: ShopStory) -> None:
    # Given a gateway that says everything at least twice, in any order
    shop.gateway.faults = Faults(duplicate=1.0, reorder=True)
    ann = shop.guest()
    order = ann.orders(GREEN=1)

    # When she pays, and cancels what she paid
    shop.gateway.pay(ann.starts_paying(order), callback=CallbackScript(copies=3))
    assert shop.gateway_calls() == [200, 200, 200]
    assert ann.payment(order)["captured"] == yuan("18.00")
    shop.books_agree(gateway=1800, held=-1800)
    ann.cancels(order)
    shop.time_passes(seconds=30)
    assert shop.gateway_calls() == [200, 200]

    # Then money came once and went back once
    assert shop.refunds(order) == [("succeeded", "18.00")]
    assert ann.payment(order)["refunded"] == yuan("18.00")
    assert shop.names() == ["Order Completed", "Order Cancelled", "Order Refunded"]
    assert shop.report() == (0, 1000, 1000, 0)
    shop.books_agree()


def test_paid_in_time_and_told_late(shop: ShopStory) -> None:
    # Given a payment in the last minute, of which the gateway tells two hours later
    ann = shop.guest()
    order = ann.orders(GREEN=1)
    number = ann.starts_paying(order)
    shop.clock.advance(timedelta(minutes=29))
    shop.gateway.pay(number, callback=CallbackScript(delay=timedelta(hours=2)))

    # When the time to pay is over, and the worker, which was busy elsewhere, comes to it
    shop.time_passes(minutes=5)

    # Then the order is not closed: the gateway was asked before
    assert ann.state(order) == "paid"
    assert shop.level("GREEN") == (5, 1)

    # When the word comes at last
    shop.time_passes(hours=2)
    assert shop.gateway_calls() == [200]

    # Then nothing is different
    assert ann.state(order) == "paid"
    assert shop.refunds(order) == []
    assert shop.names() == ["Order Completed"]
    assert shop.report() == (1, 1000, 0, 1000)
    shop.books_agree(gateway=1800, held=-1800)


def test_the_refund_is_told_before_the_payment(shop: ShopStory) -> None:
    # Given a payment that was found by asking while its callback is still under way
    ann = shop.guest()
    order = ann.orders(GREEN=1)
    late = CallbackScript(delay=timedelta(hours=1))
    shop.gateway.pay(ann.starts_paying(order), callback=late)
    shop.time_passes(seconds=30)
    assert ann.state(order) == "paid"

    # When it is cancelled and refunded, and only then the payment's callback comes
    ann.cancels(order)
    shop.money_moves()
    assert ann.payment(order)["state"] == "refunded"
    shop.time_passes(hours=1)
    assert shop.gateway_calls() == [200]

    # Then the money is not taken for a second payment
    assert ann.state(order) == "cancelled"
    assert ann.payment(order)["state"] == "refunded"
    assert shop.refunds(order) == [("succeeded", "18.00")]
    assert shop.names() == ["Order Completed", "Order Cancelled", "Order Refunded"]
    shop.books_agree()


def test_another_amount_is_not_what_was_asked_for(shop: ShopStory) -> None:
    # Given a payer who gets the gateway to take one yuan
    ann = shop.guest()
    order = ann.orders(GREEN=1)
    shop.gateway.pay(ann.starts_paying(order), amount=Money.parse("1.00", "CNY"))

    # When the gateway says so
    assert shop.gateway_calls() == [200]

    # Then nothing is sold for it, and the yuan goes back
    assert ann.state(order) == "awaiting_payment"
    shop.money_moves()
    assert shop.refunds(order) == [("succeeded", "1.00")]
    shop.time_passes(minutes=30)
    assert ann.state(order) == "closed"
    assert shop.level("GREEN") == (5, 0)
    assert shop.names() == ["Order Cancelled"]
    shop.books_agree()


def test_a_forged_callback_is_nobodys(shop: ShopStory) -> None:
    # Given a payment that was started
    ann = shop.guest()
    order = ann.orders(GREEN=1)
    number = ann.starts_paying(order)
    shop.gateway.pay(number)
    (true,) = shop.gateway.due_callbacks(shop.clock)
    before = contents()

    # When somebody posts what they like
    forged = true.body.replace(b"1800", b"1801") if b"1800" in true.body else true.body + b" "
    said = Client(raise_request_exception=False).post(
        "/api/v1/payments/callbacks/simulated",
        forged,
        content_type="application/json",
        headers={"host": "127.0.0.1", **true.headers},
    )

    # Then it is turned away, and changes nothing
    assert (said.status_code, said.json()["code"]) == (401, "payments.bad_callback")
    assert contents() == before
    assert ann.state(order) == "awaiting_payment"
