"""Orders: paid, followed, and what a shopper does with them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from buying_shop import Buyer
from huitou.commerce import catalogue, orders, payments
from orders_shop import CLERK, OrdersShop, yuan

MOST_QUERIES = 12


def onward_in(text: str) -> str:
    """Where the page sends the browser by itself."""
    found = re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', text)
    return found.group(1) if found else ""


def test_to_the_gateway_and_back(buyer: Buyer) -> None:
    buyer.puts("GREEN", 2)
    leaving = buyer.places()
    order = buyer.order()
    assert order.payment_id is not None
    number = payments.payment(order.payment_id).number
    back = f"http%3A%2F%2F127.0.0.1%2Forders%2F{order.id}%2Fpay"
    assert onward_in(leaving.text) == f"/pay/simulated/{number}?back={back}"
    waiting = buyer.get(f"/orders/{order.id}/pay")
    assert waiting.title == "Waiting for the payment"
    assert "Pay within 30 minutes, by 04:30" in waiting.words
    # Asks again by itself: with script the part, without it the page.
    assert 'hx-trigger="every 3s"' in waiting.text
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in waiting.text
    buyer.shop.gateway.pay(number)
    buyer.shop.post()
    paid = buyer.get(f"/orders/{order.id}/pay")
    assert paid.title == "Paid. Thank you!"
    assert "hx-trigger" not in paid.text
    part = buyer.get(f"/orders/{order.id}/pay", **{"hx-request": "true", "hx-target": "payment"})
    assert part.text.startswith('<section id="payment"')
    # Started again there is nothing to pay any more.
    assert buyer.get(f"/orders/{order.id}/pay?go=1").title == "Paid. Thank you!"


def test_the_cashier_of_a_shop_that_is_tried(buyer: Buyer) -> None:
    buyer.puts("GREEN")
    buyer.places()
    order = buyer.order()
    number = buyer.shop.number_of(order)
    back = f"/orders/{order.id}/pay"
    page = buyer.get(f"/cashier/simulated/{number}?back={back}")
    assert (page.title, "¥ 28 .00" in page.words) == ("Test cashier", True)
    pay = page.form("/cashier/")
    assert [buyer.send(pay).title for _ in range(2)] == ["Paid. Thank you!"] * 2
    # Nobody is sent to strangers, and an unknown number is none.
    page = buyer.get(f"/cashier/simulated/{number}?back=//example.com")
    assert 'href="/orders"' in page.text
    assert page.form("/cashier/").action.endswith("?back=%2Forders")
    assert buyer.get("/cashier/simulated/none").status == 404


def test_a_gateway_that_does_not_answer_keeps_the_order(buyer: Buyer) -> None:
    buyer.puts("GREEN")
    buyer.shop.gateway.down = True
    page = buyer.places()
    order = buyer.order()
    assert page.address == f"/orders/{order.id}/pay"
    assert "The payment service does not answer. Your order is kept" in page.words
    buyer.shop.gateway.down = False
    assert onward_in(buyer.get(f"/orders/{order.id}/pay?go=1").text)


def test_another_way_of_paying_as_long_as_none_was_begun(buyer: Buyer) -> None:
    other = payments.SimulatedGateway(clock=buyer.shop.clock, cashier="/other/")
    with payments.gateway_set("other", other):
        buyer.puts("GREEN")
        buyer.shop.gateway.down = True
        buyer.places(gateway="simulated")
        order = buyer.order()
        assert order.payment_id is not None
        # The first one was begun: the shop cannot know whether it heard.
        page = buyer.get(f"/orders/{order.id}/pay")
        assert page.title == "Waiting for the payment"
        buyer.puts("BLACK")
        page = buyer.get("/checkout")
        assert page.form("/checkout").fields["gateway"] == ["other"]


def test_the_time_to_pay_runs_out(buyer: Buyer) -> None:
    buyer.puts("GREEN")
    buyer.places()
    order = buyer.order()
    buyer.shop.clock.advance(timedelta(minutes=31))
    page = buyer.get(f"/orders/{order.id}/pay?go=1")
    assert page.title == "The time to pay is over"
    orders.close_unpaid(clock=buyer.shop.clock)
    assert "Closed, not paid" in buyer.get("/orders?state=ended").words
    page = buyer.get(f"/orders/{order.id}")
    assert page.title == "Closed, not paid"
    again = buyer.submit(page, f"/orders/{order.id}/again")
    assert (again.address, orders.basket_count(buyer.actor)) == ("/basket", 1)


def test_an_order_is_followed_until_it_is_there(buyer: Buyer) -> None:
    order = buyer.buys("GREEN", 2)
    page = buyer.get(f"/orders/{order.id}")
    assert (page.title, "With you by 4 Jul." in page.words) == ("Getting ready", True)
    for words in ("Lin Xiaoman 13800138000", "1 Longjing Road", "¥20.00 × 2", "Paid ¥ 48 .00"):
        assert words in page.words
    buyer.shop.ship(order, "SF123")
    page = buyer.get(f"/orders/{order.id}")
    assert page.title == "On its way"
    assert 'value="SF123"' in page.text
    assert "Tea GREEN × 2" in page.words
    (parcel,) = buyer.shop.detail(order).shipments
    orders.mark_delivered(CLERK, parcel.id, clock=buyer.shop.clock)
    page = buyer.get(f"/orders/{order.id}")
    assert (page.title, "It came on 1 Jul." in page.words) == ("Delivered", True)
    form = page.form(f"/orders/{order.id}/receive")
    after = [buyer.send(form), buyer.send(form)]
    assert [one.title for one in after] == ["Received", "Received"]
    assert buyer.order().state == "received"


def test_an_order_is_cancelled_once_and_the_money_goes_back(buyer: Buyer) -> None:
    order = buyer.buys("GREEN", 2)
    form = buyer.get(f"/orders/{order.id}").form(f"/orders/{order.id}/cancel")
    page = buyer.send(form, reason="too slow")
    buyer.send(form, reason="too slow")
    assert "The order is cancelled. Your money goes back the way it came." in page.words
    assert "Given back ¥48.00" in page.words
    detail = orders.order_of(buyer.actor, order.id)
    assert (detail.order.state, detail.history[-1].reason) == ("cancelled", "too slow")
    assert not page.has_form(f"/orders/{order.id}/cancel")


def test_what_is_shipped_is_not_cancelled(buyer: Buyer) -> None:
    order = buyer.buys("GREEN")
    page = buyer.get(f"/orders/{order.id}")
    buyer.shop.ship(order)
    after = buyer.submit(page, f"/orders/{order.id}/cancel")
    assert "The order has moved on meanwhile." in after.words
    assert buyer.order().state == "shipped"


def test_what_of_an_order_is_still_sold_is_bought_again(buyer: Buyer) -> None:
    buyer.puts("BLACK")
    order = buyer.buys("GREEN", 2)
    green = buyer.shop.variants["GREEN"]
    catalogue.change_variant(green, is_active=False, actor=CLERK, clock=buyer.shop.clock)
    page = buyer.submit(buyer.get(f"/orders/{order.id}"), f"/orders/{order.id}/again")
    assert "Not all of it is sold any more. The rest is in your basket." in page.words
    assert orders.basket_count(buyer.actor) == 1


def test_the_list_is_narrowed_and_paged(buyer: Buyer) -> None:
    assert "You have not ordered yet" in buyer.get("/orders").words
    buyer.puts("BLACK")
    for _ in range(11):
        buyer.shop.clock.advance(timedelta(seconds=5))
        orders.add_to_basket(buyer.actor, buyer.shop.variants["BLACK"], clock=buyer.shop.clock)
        placed = buyer.shop.place(buyer.actor, buyer.shop.quoted(buyer.actor).fingerprint)
        buyer.shop.paid(placed)
    numbers = [one.number for one in orders.list_orders(buyer.actor)]
    page = buyer.get("/orders")
    shown = re.findall(r"\d{6}-[0-9A-Z]{5}-[0-9A-Z]{5}", page.words)
    assert shown == numbers[:10]
    onward = re.search(r'rel="next" href="([^"]+)"', page.text)
    assert onward is not None
    rest = buyer.get(onward.group(1))
    assert re.findall(r"\d{6}-[0-9A-Z]{5}-[0-9A-Z]{5}", rest.words) == numbers[10:]
    assert buyer.get("/orders?after=nonsense").status == 400
    buyer.shop.ship(buyer.order())
    assert numbers[0] in buyer.get("/orders?state=to-receive").words
    assert numbers[1] in buyer.get("/orders?state=to-ship").words
    assert numbers[0] not in buyer.get("/orders?state=to-pay").words


@pytest.mark.parametrize(
    "path", ["", "/pay", "/return", "/cancel", "/receive", "/again", "/return/confirm"]
)
def test_orders_of_others_are_not_there(
    buyer: Buyer, buyer_of: Callable[..., Buyer], path: str
) -> None:
    order = buyer.buys("GREEN")
    own = buyer.get(f"/orders/{order.id}").form(f"/orders/{order.id}/again")
    stranger = buyer_of()
    stranger.puts("BLACK")
    nobody = buyer_of()
    if path in ("", "/pay", "/return"):
        for other in (stranger, nobody):
            page = other.get(f"/orders/{order.id}{path}")
            assert (page.status, order.number in page.text) == (404, False)
        return
    token = stranger.get("/basket").form("/basket").fields["csrfmiddlewaretoken"]
    sent = {"csrfmiddlewaretoken": token, "idempotency_key": own.fields["idempotency_key"]}
    answer = stranger.client.post(f"/orders/{order.id}{path}", sent)
    assert answer.status_code == 404
    assert orders.basket_count(stranger.actor) == 1
    assert buyer.order().state == "paid"


def test_few_queries_and_both_languages(stall: OrdersShop, buyer_of: Callable[..., Buyer]) -> None:
    reader = buyer_of("zh-hans")
    reader.puts("GREEN", 2)
    reader.sign_in()
    order = reader.buys("BLACK", address="new")
    stall.ship(order)
    for address, title in (
        ("/orders", "我的订单"),
        (f"/orders/{order.id}", "运输中"),
        (f"/orders/{order.id}/pay", "付款成功，谢谢！"),
    ):
        with CaptureQueriesContext(connection) as asked:
            page = reader.get(address)
        assert (page.status, page.title) == (200, title)
        assert len(asked) <= MOST_QUERIES, address
    assert order.total == yuan(100)
