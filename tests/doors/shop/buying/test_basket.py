"""The basket, as somebody without script meets it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from buying_shop import Buyer
from huitou.commerce import catalogue, orders
from huitou.doors.shop.who import COOKIE
from orders_shop import CLERK, OrdersShop

MOST_QUERIES = 12


def in_basket(buyer: Buyer) -> list[tuple[int, str]]:
    found = orders.basket_of(buyer.actor, clock=buyer.shop.clock)
    return [(line.quantity, line.name["en"]) for line in found.lines]


def test_looking_makes_nobody_a_guest_and_putting_something_in_does(buyer: Buyer) -> None:
    empty = buyer.get("/basket")
    assert "Your basket is empty" in empty.words
    assert COOKIE not in buyer.client.cookies
    after = buyer.puts("GREEN", 2)
    assert (after.status, after.address) == (200, "/products/tea-green?variant=GREEN")
    assert "It is in your basket." in after.words
    assert in_basket(buyer) == [(2, "Tea GREEN")]


def test_a_form_that_is_sent_twice_puts_in_once(buyer: Buyer) -> None:
    buyer.puts("BLACK")
    form = buyer.get("/products/tea-green").form("/basket/lines")
    assert [buyer.post(form, quantity="2").status_code for _ in range(3)] == [303, 303, 303]
    assert in_basket(buyer) == [(1, "Tea BLACK"), (2, "Tea GREEN")]


def test_a_quantity_is_typed_or_stepped(buyer: Buyer) -> None:
    buyer.puts("GREEN", 2)
    form = buyer.get("/basket").form("/basket/lines/")
    # As a browser sends the field and the button that was pressed.
    buyer.send(form, quantity=["2", "3"])
    assert in_basket(buyer) == [(3, "Tea GREEN")]
    page = buyer.send(form, quantity="4")
    assert "Goods, 4 pieces" in page.words
    assert "¥80.00" in page.words
    wrong = buyer.send(form, quantity="many")
    assert wrong.status == 200
    assert "Choose a quantity from 1 to 99." in wrong.words
    assert in_basket(buyer) == [(4, "Tea GREEN")]


def test_what_is_taken_out_can_be_put_back(buyer: Buyer) -> None:
    buyer.puts("GREEN", 3)
    page = buyer.get("/basket")
    (variant,) = (
        line.variant_id for line in orders.basket_of(buyer.actor, clock=buyer.shop.clock).lines
    )
    remove = page.form(f"/basket/lines/{variant}/remove")
    gone = buyer.send(remove)
    assert "It is taken out of your basket." in gone.words
    assert in_basket(buyer) == []
    assert buyer.send(remove).status == 200  # pressed twice
    back = buyer.submit(gone, "/basket/lines")
    assert back.address == "/basket"
    assert in_basket(buyer) == [(3, "Tea GREEN")]


def test_what_cannot_be_bought_is_said_with_what_to_do(buyer: Buyer) -> None:
    buyer.puts("GREEN", 5)
    buyer.puts("BLACK")
    buyer.submit(buyer.get("/basket"), "/basket/lines/", quantity="7")
    page = buyer.get("/basket")
    assert "Only 5 are left. Take no more than that." in page.words
    assert "Sort out what is marked first." in page.words
    assert 'aria-disabled="true"' in page.text
    black = buyer.shop.variants["BLACK"]
    catalogue.change_variant(black, is_active=False, actor=CLERK, clock=buyer.shop.clock)
    assert "It is not sold any more. Take it out to go on." in buyer.get("/basket").words
    # Nothing is ordered past it, whatever address is typed.
    assert buyer.get("/checkout").address == "/basket"


def test_how_far_it_is_to_free_delivery(buyer: Buyer) -> None:
    buyer.puts("GREEN", 2)
    assert "¥59.00 more for free delivery" in buyer.get("/basket").words
    buyer.puts("BLACK")
    assert "Delivery is free" in buyer.get("/basket").words


def test_a_note_is_kept_and_shown_at_the_checkout(buyer: Buyer) -> None:
    buyer.puts("GREEN")
    page = buyer.submit(buyer.get("/basket"), "/basket/note", note="Ring <twice>")
    assert "The note is kept." in page.words
    assert "Ring &lt;twice&gt;" in page.text
    assert "Note for the shop: Ring <twice>" in buyer.get("/checkout").words
    long = buyer.submit(page, "/basket/note", note="x" * 501)
    assert (long.status, long.errors()) == (422, ["The note is too long: up to 500 characters."])


def test_a_part_alone_for_those_with_script(buyer: Buyer) -> None:
    buyer.puts("GREEN")
    part = buyer.get("/basket", **{"hx-request": "true", "hx-target": "basket"}).text
    assert part.startswith('<div id="basket" data-units="1">')
    assert "<html" not in part


def test_the_guests_basket_becomes_the_members(
    buyer: Buyer, buyer_of: Callable[..., Buyer]
) -> None:
    buyer.puts("GREEN", 2)
    buyer.sign_in()
    assert buyer.actor.kind == "member"
    assert in_basket(buyer) == [(2, "Tea GREEN")]
    # And what lay in it on another device is added.
    other = buyer_of()
    other.puts("GREEN", 1)
    other.puts("BLACK", 1)
    buyer.shop.clock.advance(timedelta(minutes=2))
    other.sign_in()
    assert in_basket(buyer) == [(3, "Tea GREEN"), (1, "Tea BLACK")]


def test_what_somebody_else_has_is_not_touched(
    buyer: Buyer, buyer_of: Callable[..., Buyer]
) -> None:
    buyer.puts("GREEN", 2)
    form = buyer.get("/basket").form("/basket/lines/")
    stranger = buyer_of()
    stranger.puts("BLACK")
    page = stranger.send(
        form,
        quantity="9",
        csrfmiddlewaretoken=stranger.get("/basket")
        .form("/basket/lines/")
        .fields["csrfmiddlewaretoken"],
    )
    assert page.status == 404
    assert in_basket(buyer) == [(2, "Tea GREEN")]


def test_few_queries_and_both_languages(stall: OrdersShop, buyer_of: Callable[..., Buyer]) -> None:
    reader = buyer_of("zh-hans")
    reader.puts("GREEN", 2)
    reader.puts("BLACK")
    reader.sign_in()
    reader.get("/basket")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = reader.get("/basket")
    assert len(asked) <= MOST_QUERIES
    assert page.title == "购物车"
    assert "商品共 3 件" in page.words
