"""What a member is to orders: a guest who signed in, an address book, and personal data."""

from __future__ import annotations

from datetime import timedelta

import pytest

from huitou.commerce import members, orders
from huitou.commerce.orders.models import Order
from huitou.commerce.orders.personal import PERSONAL_DATA
from huitou.foundation.actors import Actor
from huitou.foundation.facts.models import Fact
from huitou.kernel import Conflict, NotFound
from orders_shop import BOB, CLERK, HOME, OrdersShop, yuan

HERE = members.Client("203.0.113.7", "Firefox on Linux")


class LetterBox:
    """Keeps the codes that are sent."""

    code = ""

    def send(self, message: members.CodeMessage) -> None:
        self.code = message.code


def signed_in(shop: OrdersShop, guest_token: str | None = None) -> Actor:
    box = LetterBox()
    before = members.register_sender("email", box)
    try:
        members.request_code(contact="eve@example.com", client=HERE, clock=shop.clock)
        answer = members.sign_in_with_code(
            contact="eve@example.com",
            code=box.code,
            client=HERE,
            guest_token=guest_token,
            clock=shop.clock,
        )
    finally:
        members.register_sender("email", before)
    return Actor("member", answer.member_id)


def test_what_a_guest_had_is_the_members_after_signing_in(shop: OrdersShop) -> None:
    shop.sell("GREEN", 10)
    begun = members.begin_guest(clock=shop.clock)
    guest = Actor("guest", begun.id)
    order = shop.ordered(guest, GREEN=1)
    orders.add_to_basket(guest, shop.variants["GREEN"], 3, clock=shop.clock)
    member = signed_in(shop, begun.token)

    (line,) = orders.basket_of(member, clock=shop.clock).lines
    assert line.quantity == 3
    shop.gateway.pay(shop.number_of(orders.order_of(member, order.id).order))
    shop.post()
    assert orders.order_of(member, order.id).order.state == "paid"
    (completed,) = Fact.objects.filter(event="Order Completed")
    assert (completed.member_id, completed.anonymous_id) == (member.id, begun.id)


def test_an_order_goes_to_an_address_of_the_members_own_book(shop: OrdersShop) -> None:
    shop.sell("GREEN", 10)
    member = signed_in(shop)
    fields = members.AddressFields(
        name="Eve", phone="13800138000", region="310101", place="Shanghai", street="2 Road"
    )
    saved = members.add_address(fields=fields, actor=member, clock=shop.clock)
    orders.add_to_basket(member, shop.variants["GREEN"], clock=shop.clock)
    wish = {"destination": None, "address_id": saved.id}
    order = shop.place(member, shop.quoted(member, **wish).fingerprint, **wish)
    members.remove_address(address_id=saved.id, actor=member, clock=shop.clock)

    kept = orders.order_of(member, order.id).destination
    assert kept is not None
    assert (kept.name, kept.street) == ("Eve", "2 Road")
    orders.add_to_basket(BOB, shop.variants["GREEN"], clock=shop.clock)
    with pytest.raises(NotFound):
        shop.quoted(BOB, **wish)


def test_a_member_takes_their_orders_along_and_is_forgotten(shop: OrdersShop) -> None:
    shop.sell("GREEN", 10)
    member = signed_in(shop)
    order = shop.ordered(member, GREEN=2)
    orders.add_to_basket(member, shop.variants["GREEN"], clock=shop.clock)
    said = PERSONAL_DATA.export(member.id)
    assert said["orders"][0]["address"]["street"] == HOME.street
    assert said["orders"][0]["lines"][0]["quantity"] == 2
    assert said["basket"][0]["lines"] == [{"variant_id": shop.variants["GREEN"], "quantity": 1}]
    assert PERSONAL_DATA.export("nobody") == {}
    with pytest.raises(Conflict) as refused:
        PERSONAL_DATA.erase(member.id, shop.clock)
    assert refused.value.code == "orders.under_way"

    orders.cancel_order(member, order.id, clock=shop.clock)
    erased = PERSONAL_DATA.erase(member.id, shop.clock)
    assert erased == {"orders_basket": 1, "orders_basket_line": 1, "orders_order": 1}
    assert PERSONAL_DATA.erase(member.id, shop.clock) == {}
    row = Order.objects.get(id=order.id)
    assert (row.address, row.total_minor) == ("", yuan(28).minor)
    assert row.fingerprint == order.id  # no hash over where it went
    assert orders.order_of(member, order.id).destination is None


def test_of_whom_was_erased_nothing_is_said_any_more(shop: OrdersShop) -> None:
    shop.sell("GREEN", 10)
    member = signed_in(shop)
    order = shop.paid(shop.ordered(member, GREEN=2))
    shop.ship(order)
    (parcel,) = shop.detail(order).shipments
    orders.mark_delivered(CLERK, parcel.id, clock=shop.clock)
    PERSONAL_DATA.erase(member.id, shop.clock)
    before = Fact.objects.count()

    shop.clock.advance(timedelta(days=14))
    assert orders.confirm_overdue(clock=shop.clock) == 1
    (line,) = shop.detail(order).lines
    parts = [orders.Returned(line.id, 1, 500)]
    orders.record_refund(order.id, parts, key="r1", actor=CLERK, clock=shop.clock)
    assert shop.look(order).state == "received"
    assert Fact.objects.count() == before


def test_addresses_are_encrypted_where_they_lie(shop: OrdersShop) -> None:
    shop.sell("GREEN", 10)
    order = shop.ordered(GREEN=1)
    (raw,) = Order.objects.filter(id=order.id).extra(select={"raw": "address"}).values_list("raw")
    assert HOME.street not in raw[0]
    assert raw[0].startswith("gAAAA")
