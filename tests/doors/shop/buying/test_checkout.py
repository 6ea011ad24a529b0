"""The checkout: one order, at the price that was shown, or none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from buying_shop import ADDRESS, Buyer
from huitou.commerce import aftersales, catalogue, members, orders, supply
from huitou.commerce.orders import (
    COUPON,
    AdjusterInput,
    Adjustment,
    Declined,
    adjust,
    register_adjuster,
)
from huitou.kernel import InvalidInput
from orders_shop import CLERK, OrdersShop, yuan

MOST_QUERIES = 12


def orders_of(buyer: Buyer) -> list[orders.OrderSeen]:
    return orders.list_orders(buyer.actor)


def test_a_guest_orders_in_one_go(buyer: Buyer) -> None:
    buyer.puts("GREEN", 2)
    page = buyer.get("/checkout")
    assert page.title == "Checkout"
    for words in ("Tea GREEN", "¥8.00", "¥48.00", "Place order · ¥48.00", "With you by 4 Jul"):
        assert words in page.words
    paying = buyer.submit(page, "/checkout", do="place", **ADDRESS)
    (order,) = orders_of(buyer)
    assert paying.address == f"/orders/{order.id}/pay?go=1"
    assert (order.total, order.state) == (yuan(48), "awaiting_payment")
    detail = orders.order_of(buyer.actor, order.id)
    assert detail.destination == orders.Destination(
        name="Lin Xiaoman",
        phone="+8613800138000",
        country="CN",
        region="330000",
        place="Zhejiang Hangzhou, Xihu",
        street="1 Longjing Road",
    )
    assert orders.basket_count(buyer.actor) == 0


def test_sent_twice_or_after_a_lost_answer_it_is_one_order(buyer: Buyer) -> None:
    buyer.puts("GREEN", 2)
    form = buyer.get("/checkout").form("/checkout")
    answers = [buyer.post(form, do="place", **ADDRESS) for _ in range(3)]
    assert {answer["Location"] for answer in answers} == {
        f"/orders/{orders_of(buyer)[0].id}/pay?go=1"
    }
    assert len(orders_of(buyer)) == 1
    assert supply.available([buyer.shop.variants["GREEN"]]) == {buyer.shop.variants["GREEN"]: 3}


def test_an_empty_form_says_at_each_field_what_is_missing(buyer: Buyer) -> None:
    buyer.puts("GREEN")
    page = buyer.submit(buyer.get("/checkout"), "/checkout", do="place")
    assert page.status == 422
    assert "Nothing is ordered yet." in page.words
    assert page.errors() == [
        "Write who receives the parcel.",
        "Write a phone number under which the carrier reaches you.",
        "Choose a province.",
        "Write the city and the district.",
        "Write the street, the house and the door.",
    ]
    assert orders_of(buyer) == []


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("phone", "12345", "This is no phone number."),
        ("region", "990000", "No parcel would arrive there."),
        ("street", "x\x07y", "No parcel would arrive there."),
    ],
)
def test_an_address_that_no_parcel_reaches(buyer: Buyer, field: str, value: str, said: str) -> None:
    buyer.puts("GREEN")
    page = buyer.places(**{field: value})
    assert page.status == 422
    assert [said in error for error in page.errors()] == [True]
    # What was filled in stays there.
    assert page.form("/checkout").fields["name"] == ["Lin Xiaoman"]
    assert orders_of(buyer) == []


def test_another_price_is_shown_with_what_changed_before_anything_is_ordered(buyer: Buyer) -> None:
    shop = buyer.shop
    buyer.puts("GREEN", 2)
    page = buyer.get("/checkout")
    catalogue.set_price(shop.variants["GREEN"], price=yuan(25), actor=CLERK, clock=shop.clock)
    again = buyer.submit(page, "/checkout", do="place", **ADDRESS)
    assert again.status == 422
    assert "Something has changed since you saw it" in again.words
    assert "Was ¥40.00 for 2" in again.words
    assert again.text.count("changed-mark") == 1  # the total; delivery stayed as it was
    assert orders_of(buyer) == []
    # What was filled in is still there: agreeing is one press.
    buyer.submit(again, "/checkout", do="place")
    assert [order.total for order in orders_of(buyer)] == [yuan(58)]


def test_what_is_put_in_meanwhile_is_not_ordered_unseen(buyer: Buyer) -> None:
    buyer.puts("GREEN")
    page = buyer.get("/checkout")
    buyer.puts("BLACK")
    again = buyer.submit(page, "/checkout", do="place", **ADDRESS)
    assert (again.status, "New in your basket" in again.words) == (422, True)
    assert orders_of(buyer) == []


def test_what_was_shown_cannot_be_made_up(buyer: Buyer) -> None:
    buyer.puts("GREEN", 2)
    for shown in ("", "{}", "null", '{"lines":{"x":3},"off":[]}', '{"lines":[],"off":[[1]]}'):
        page = buyer.submit(buyer.get("/checkout"), "/checkout", do="place", shown=shown, **ADDRESS)
        assert page.status == 422
    assert orders_of(buyer) == []


def test_what_is_sold_out_meanwhile_is_said_in_the_basket(buyer: Buyer) -> None:
    shop = buyer.shop
    buyer.puts("GREEN", 3)
    page = buyer.get("/checkout")
    supply.adjust(
        shop.variants["GREEN"],
        delta=-4,
        reason="broken",
        source="s1",
        actor=CLERK,
        clock=shop.clock,
    )
    after = buyer.submit(page, "/checkout", do="place", **ADDRESS)
    assert after.address == "/basket"
    assert "Only 1 is left. Take one." in after.words
    assert orders_of(buyer) == []


def test_the_last_one_goes_to_whoever_is_first(
    buyer: Buyer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stock that is gone between the look at it and the order."""
    buyer.puts("GREEN", 3)
    page = buyer.get("/checkout")

    def gone(*said: object, **named: object) -> None:
        raise supply.SoldOut({buyer.shop.variants["GREEN"]: 1})

    monkeypatch.setattr(orders, "place_order", gone)
    after = buyer.submit(page, "/checkout", do="place", **ADDRESS)
    assert after.address == "/basket"
    assert "There is less left than you want." in after.words


def test_the_price_moves_between_the_last_look_and_the_order(
    buyer: Buyer, monkeypatch: pytest.MonkeyPatch
) -> None:
    buyer.puts("GREEN", 2)
    page = buyer.get("/checkout")
    real = orders.quote

    def changed(*said: object, **named: object) -> None:
        quote = real(buyer.actor, clock=buyer.shop.clock)
        line = replace(quote.lines[0], unit_price=yuan(30))
        raise orders.PriceChanged(replace(quote, lines=(line,)))

    monkeypatch.setattr(orders, "place_order", changed)
    again = buyer.submit(page, "/checkout", do="place", **ADDRESS)
    assert (again.status, "Was ¥40.00 for 2" in again.words) == (422, True)


def test_members_choose_one_of_their_addresses_or_write_and_keep_another(buyer: Buyer) -> None:
    buyer.puts("GREEN")
    buyer.sign_in()
    buyer.places(address="new")
    (kept,) = members.addresses_of(buyer.actor.id)
    assert kept.fields.street == "1 Longjing Road"
    buyer.puts("GREEN")
    page = buyer.get("/checkout")
    assert "Lin Xiaoman 13800138000" in page.words
    assert page.form("/checkout").fields["address"] == [kept.id]
    buyer.submit(page, "/checkout", do="place")
    assert len(orders_of(buyer)) == 2
    assert len(members.addresses_of(buyer.actor.id)) == 1


def test_an_address_of_somebody_else_is_none(buyer: Buyer, buyer_of: Callable[..., Buyer]) -> None:
    other = buyer_of()
    other.puts("BLACK")
    other.sign_in("bob@example.org")
    other.places(address="new")
    (theirs,) = members.addresses_of(other.actor.id)
    buyer.puts("GREEN")
    buyer.sign_in()
    page = buyer.submit(buyer.get("/checkout"), "/checkout", do="place", address=theirs.id)
    assert page.status == 422
    assert "1 Longjing Road" not in page.words
    assert orders_of(buyer) == []


def test_another_way_of_shipping_is_priced_and_ordered(buyer: Buyer) -> None:
    express = orders.MethodFields({"en": "Express", "zh-hans": "次日达"}, yuan(18), place=1)
    orders.set_shipping_method(CLERK, "express", express, clock=buyer.shop.clock)
    buyer.puts("GREEN")
    page = buyer.get("/checkout")
    seen = buyer.submit(page, "/checkout", do="update", shipping="express")
    assert (seen.status, "Place order · ¥38.00" in seen.words) == (200, True)
    # Without a look at it nothing is ordered at another price.
    unseen = buyer.submit(page, "/checkout", do="place", shipping="express", **ADDRESS)
    assert (unseen.status, orders_of(buyer)) == (422, [])
    buyer.submit(seen, "/checkout", do="place", **ADDRESS)
    assert [order.shipping_method for order in orders_of(buyer)] == ["express"]


def test_coupons_take_something_off_or_say_why_not(
    buyer: Buyer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def five_off(asked: AdjusterInput) -> tuple[Adjustment | Declined, ...]:
        rest = (0,) * (len(asked.lines) - 1)
        label = {"en": "Welcome <coupon>", "zh-hans": "新客券"}
        return tuple(
            Adjustment(code, label, (500, *rest))
            if code == "FIVE"
            else Declined(code, {"en": "It is over.", "zh-hans": "已过期。"})
            for code in asked.coupons
        )

    monkeypatch.setattr(adjust, "_adjusters", {})
    register_adjuster("coupons", COUPON, five_off)
    buyer.puts("GREEN", 2)
    page = buyer.submit(buyer.get("/checkout"), "/checkout", do="update", coupons="FIVE, OLD")
    assert "Welcome <coupon> −¥5.00" in page.words
    assert "OLD: It is over." in page.words
    assert "You save ¥5.00" in page.words
    buyer.submit(page, "/checkout", do="place", **ADDRESS)
    (order,) = orders_of(buyer)
    assert order.total == yuan(43)
    assert "Welcome <coupon> −¥5.00" in buyer.get(f"/orders/{order.id}").words


def test_goods_that_are_not_taken_back_are_confirmed(buyer: Buyer) -> None:
    shop = buyer.shop
    catalogue.set_return_policy(
        shop.category, no_reason_return=False, reason="fresh", actor=CLERK, clock=shop.clock
    )
    buyer.puts("GREEN")
    page = buyer.submit(buyer.get("/checkout"), "/checkout", do="place", **ADDRESS)
    assert page.errors() == ["Tick this, so that we know that you have read it."]
    assert orders_of(buyer) == []
    buyer.submit(page, "/checkout", do="place", confirmed="on")
    (order,) = orders_of(buyer)
    with pytest.raises(InvalidInput):  # said before paying, and by the shopper alone
        aftersales.confirm_exclusions(order.id, [], actor=CLERK, clock=shop.clock)
    shop.paid(order)
    shop.ship(order)
    orders.confirm_receipt(buyer.actor, order.id, clock=shop.clock)
    (line,) = aftersales.possible_actions(order.id, actor=buyer.actor, clock=shop.clock)
    why = {one.ground: one.why_not and one.why_not.code for one in line.actions}
    assert (why["no_reason"], why["fault"]) == ("excluded", None)


def test_whoever_has_nothing_in_the_basket_is_sent_there(buyer: Buyer) -> None:
    assert buyer.get("/checkout").address == "/basket"
    buyer.puts("GREEN")
    buyer.places()
    after = buyer.get("/checkout")
    assert after.address == "/basket"
    assert f"Your order {buyer.order().number} waits to be paid: ¥28.00." in after.words


def test_a_form_without_its_key_or_token_does_nothing(buyer: Buyer) -> None:
    buyer.puts("GREEN")
    form = buyer.get("/checkout").form("/checkout")
    assert buyer.post(form, do="place", idempotency_key=None, **ADDRESS).status_code == 400
    assert buyer.post(form, do="place", csrfmiddlewaretoken=None, **ADDRESS).status_code == 403
    assert orders_of(buyer) == []


def test_few_queries_and_both_languages(stall: OrdersShop, buyer_of: Callable[..., Buyer]) -> None:
    reader = buyer_of("zh-hans")
    reader.puts("GREEN", 2)
    reader.sign_in()
    reader.places(address="new")
    reader.puts("BLACK")
    reader.get("/checkout")  # says once that it was begun
    with CaptureQueriesContext(connection) as asked:
        page = reader.get("/checkout")
    assert len(asked) <= MOST_QUERIES
    assert (page.title, "提交订单 · ¥68.00" in page.words) == ("确认订单", True)


def test_too_many_orders_that_wait_are_said_on_the_page(buyer: Buyer) -> None:
    for _ in range(5):
        buyer.puts("BLACK")
        buyer.places()
    buyer.puts("BLACK")
    page = buyer.places()
    assert page.status == 422
    assert "You have several orders that wait to be paid." in page.words
    assert len(orders_of(buyer)) == 5
