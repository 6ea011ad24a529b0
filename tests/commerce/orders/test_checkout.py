"""From a quote to an order: the price that was shown, or none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from huitou.commerce import catalogue, orders, supply
from huitou.commerce.orders import AdjusterInput, Adjustment, Declined, PriceChanged, spread
from huitou.commerce.orders.models import Order
from huitou.foundation.actors import Actor
from huitou.foundation.facts.models import Fact
from huitou.kernel import Conflict, InvalidInput, NotFound
from orders_shop import ANN, BOB, CLERK, HOME, OrdersShop, yuan

OFF = {"en": "5 yuan off", "zh-hans": "立减5元"}


def five_off(asked: AdjusterInput) -> tuple[Adjustment | Declined, ...]:
    if "FIVE" not in asked.coupons:
        return ()
    return (Adjustment("FIVE", OFF, spread(500, asked.lines, asked.currency)),)


@pytest.fixture
def shop(quick_shop: OrdersShop) -> OrdersShop:
    return quick_shop


@pytest.fixture
def full(shop: OrdersShop) -> OrdersShop:
    """With three green (10 yuan) and one black (20 yuan) in Ann's basket."""
    shop.sell("GREEN", 10)
    shop.sell("BLACK", 20)
    orders.add_to_basket(ANN, shop.variants["GREEN"], 3, clock=shop.clock)
    orders.add_to_basket(ANN, shop.variants["BLACK"], 1, clock=shop.clock)
    return shop


def test_a_quote_explains_every_fen(full: OrdersShop, adjusters: None) -> None:
    orders.register_adjuster("coupons", orders.COUPON, five_off)
    quote = full.quoted(ANN, coupons=["FIVE", "NOPE"])

    assert [(line.sku, line.quantity) for line in quote.lines] == [("GREEN", 3), ("BLACK", 1)]
    assert (quote.goods, quote.discount, quote.total) == (yuan(50), yuan(5), yuan(53))
    (adjustment,) = quote.adjustments
    assert (adjustment.name, adjustment.label) == ("coupons", OFF)
    assert adjustment.off == (yuan(3), yuan(2))
    assert [line.total for line in quote.lines] == [yuan(27), yuan(18)]
    assert [one.code for one in quote.declined] == ["NOPE"]
    assert (quote.delivery.method, quote.delivery.fee) == ("courier", yuan(8))
    # Ordered before 16:00 (UTC is the shop's time here): handled by the 2nd, there by the 4th.
    assert quote.delivery.promised_on == date(2026, 7, 4)
    assert Fact.objects.filter(event="Checkout Started").count() == 1


def test_an_order_is_placed_at_the_price_that_was_shown(full: OrdersShop, adjusters: None) -> None:
    orders.register_adjuster("coupons", orders.COUPON, five_off)
    orders.set_note(ANN, "ring twice", clock=full.clock)
    quote = full.quoted(ANN, coupons=["FIVE"])
    order = full.place(ANN, quote.fingerprint, coupons=["FIVE"])
    detail = orders.order_of(ANN, order.id)

    assert (order.state, order.total, order.discount) == ("awaiting_payment", yuan(53), yuan(5))
    assert order.pay_by == full.clock.now() + timedelta(minutes=30)
    assert [(line.total, line.off) for line in detail.lines] == [
        (yuan(27), yuan(3)),
        (yuan(18), yuan(2)),
    ]
    (adjustment,) = detail.adjustments
    assert adjustment.by_line == {
        detail.lines[0].id: yuan(3),
        detail.lines[1].id: yuan(2),
    }
    assert (detail.destination, detail.note) == (HOME, "ring twice")
    assert [(move.before, move.after) for move in detail.history] == [("", "awaiting_payment")]
    assert (full.level("GREEN"), full.level("BLACK")) == ((100, 3), (100, 1))
    assert orders.basket_of(ANN, clock=full.clock).lines == ()
    # What is shown to others is masked.
    shown = full.detail(order)
    assert shown.destination is not None
    assert (shown.destination.name, shown.destination.street) == ("A***", "***")
    plain = orders.reveal_destination(CLERK, order.id, "to pack the parcel", clock=full.clock)
    assert (plain.destination, plain.note) == (HOME, "ring twice")
    assert shown.note == "***"


def test_the_same_quote_again_is_the_same_order(full: OrdersShop) -> None:
    quote = full.quoted(ANN)
    first = full.place(ANN, quote.fingerprint)
    assert full.place(ANN, quote.fingerprint) == first
    assert Order.objects.count() == 1
    assert full.level("GREEN") == (100, 3)


def test_a_price_that_changed_is_shown_before_anything_is_ordered(full: OrdersShop) -> None:
    quote = full.quoted(ANN)
    catalogue.set_price(full.variants["GREEN"], price=yuan(12), actor=CLERK, clock=full.clock)
    with pytest.raises(PriceChanged) as refused:
        full.place(ANN, quote.fingerprint)

    assert refused.value.code == "orders.price_changed"
    assert refused.value.quote.total == yuan(64)
    assert refused.value.as_dict()["details"]["fingerprint"] == refused.value.quote.fingerprint
    assert not Order.objects.exists()
    assert full.level("GREEN") == (100, 0)
    order = full.place(ANN, refused.value.quote.fingerprint)
    assert order.total == yuan(64)


def test_whatever_counts_is_part_of_what_was_agreed(full: OrdersShop, adjusters: None) -> None:
    orders.register_adjuster("coupons", orders.COUPON, five_off)
    agreed = full.quoted(ANN).fingerprint
    elsewhere = replace(HOME, street="2 Nanjing Road")
    assert full.quoted(ANN).fingerprint == agreed
    assert full.quoted(ANN, destination=elsewhere).fingerprint != agreed
    assert full.quoted(ANN, coupons=["FIVE"]).fingerprint != agreed
    orders.set_note(ANN, "changed", clock=full.clock)
    assert full.quoted(ANN).fingerprint != agreed
    agreed = full.quoted(ANN).fingerprint
    full.clock.advance(timedelta(hours=6, minutes=30))  # 16:00: what is ordered now leaves later
    with pytest.raises(PriceChanged):
        full.place(ANN, agreed)


def test_a_fingerprint_is_of_use_to_its_owner_alone(full: OrdersShop) -> None:
    quote = full.quoted(ANN)
    full.place(ANN, quote.fingerprint)
    with pytest.raises(Conflict, match="empty"):
        full.place(BOB, quote.fingerprint)


def test_what_cannot_be_had_is_not_ordered(full: OrdersShop) -> None:
    orders.add_to_basket(BOB, full.variants["BLACK"], 99, clock=full.clock)
    bobs = full.quoted(BOB)
    quote = full.quoted(ANN)
    full.place(BOB, bobs.fingerprint)
    full.place(ANN, quote.fingerprint)  # takes the last one
    orders.add_to_basket(ANN, full.variants["BLACK"], 1, clock=full.clock)
    orders.add_to_basket(ANN, full.variants["GREEN"], 1, clock=full.clock)
    short = full.quoted(ANN)
    assert [one.code for one in short.problems] == ["orders.short"]
    with pytest.raises(supply.SoldOut):
        full.place(ANN, short.fingerprint)

    catalogue.change_variant(full.variants["BLACK"], is_active=False, actor=CLERK, clock=full.clock)
    with pytest.raises(Conflict) as refused:
        full.place(ANN, full.quoted(ANN).fingerprint)
    assert refused.value.code == "orders.unavailable"
    assert full.level("GREEN") == (100, 3)


def test_an_adjuster_that_fails_stops_the_order(full: OrdersShop, adjusters: None) -> None:
    quote = full.quoted(ANN)

    def broken(asked: AdjusterInput) -> tuple[Adjustment, ...]:
        raise RuntimeError

    orders.register_adjuster("broken", orders.POINTS, broken)
    with pytest.raises(Conflict) as refused:
        full.place(ANN, quote.fingerprint)
    assert refused.value.code == "orders.adjuster_failed"
    assert not Order.objects.exists()


def test_promotions_leave_the_floor(shop: OrdersShop, adjusters: None) -> None:
    def nearly_all(asked: AdjusterInput) -> tuple[Adjustment, ...]:
        return (Adjustment("all", OFF, tuple(one.left for one in asked.lines)),)

    orders.register_adjuster("sale", orders.TIME_DISCOUNT, nearly_all)
    shop.sell("GREEN", 10, floor=7)
    orders.add_to_basket(ANN, shop.variants["GREEN"], 2, clock=shop.clock)
    assert shop.quoted(ANN).lines[0].total == yuan(14)


def test_what_costs_nothing_is_paid_at_once(shop: OrdersShop, adjusters: None) -> None:
    def everything(asked: AdjusterInput) -> tuple[Adjustment, ...]:
        all_of_it = tuple(one.left for one in asked.lines)
        return (Adjustment("gift", OFF, all_of_it, delivery_off=asked.delivery),)

    orders.register_adjuster("gift", orders.COUPON, everything)
    shop.sell("GREEN", 10)
    order = shop.ordered(GREEN=1)
    assert (order.state, order.payment_id, order.total) == ("paid", None, yuan(0))
    assert Fact.objects.filter(event="Order Completed").count() == 1
    cancelled = orders.cancel_order(ANN, order.id, clock=shop.clock)
    assert cancelled.state == "cancelled"
    assert shop.level("GREEN") == (100, 0)


def test_an_order_needs_an_address_that_a_parcel_reaches(full: OrdersShop) -> None:
    with pytest.raises(InvalidInput) as refused:
        full.place(ANN, full.quoted(ANN).fingerprint, destination=None)
    assert refused.value.code == "orders.no_address"
    with pytest.raises(InvalidInput):
        full.quoted(ANN, destination=replace(HOME, phone="none"))
    with pytest.raises(NotFound):
        full.quoted(ANN, destination=None, address_id="bobs")
    with pytest.raises(InvalidInput):
        full.quoted(Actor("guest", "g1"), destination=None, address_id="bobs")
    assert full.quoted(ANN, destination=None).destination is None


def test_ways_of_shipping(full: OrdersShop) -> None:
    express = orders.MethodFields(
        {"en": "Express", "zh-hans": "特快"}, yuan(20), countries="CN HK", place=1, transit_days=1
    )
    orders.set_shipping_method(CLERK, "express", express, clock=full.clock)
    quote = full.quoted(ANN, shipping_method="express")
    assert (quote.total, quote.delivery.promised_on) == (yuan(70), date(2026, 7, 3))
    abroad = replace(HOME, country="DE", region="", postcode="10115")
    assert [way.code for way in orders.shipping_methods("DE")] == ["courier"]
    with pytest.raises(Conflict) as refused:
        full.quoted(ANN, destination=abroad, shipping_method="express")
    assert refused.value.code == "orders.no_shipping"
    with pytest.raises(InvalidInput) as bad:
        orders.set_shipping_method(CLERK, "x", replace(express, works_on=""), clock=full.clock)
    assert bad.value.field == "works_on"


def test_too_many_codes_are_refused(full: OrdersShop) -> None:
    with pytest.raises(InvalidInput):
        full.quoted(ANN, coupons=[f"C{n}" for n in range(11)])
