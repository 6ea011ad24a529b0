"""The shop's first page, and what stands around every page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huitou.commerce import catalogue, members, orders
from huitou.doors import shop as shop_room
from huitou.doors.design import EmptyState
from huitou.doors.shop import slots
from huitou.doors.shop.who import COOKIE
from huitou.foundation.actors import SYSTEM, Actor
from huitou.kernel import FakeClock
from shop_shelves import Shop, picture

MOST_QUERIES = 12


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


def test_what_is_reduced_and_what_is_new(shop: Shop, stranger: Client) -> None:
    page = text(stranger, "/")
    assert page.index('id="reduced"') < page.index('id="new"')
    assert "−16%" in page
    assert 'href="/products/puer"' in page
    assert 'href="/categories/tea"' in page
    # Sold out, few left; a draft is nowhere, and no text is markup.
    assert "Sold out" in page
    assert "Few left" in page
    assert "Secret" not in page
    assert "Longjing &lt;green&gt; tea" in page


def test_in_the_reader_s_language(shop: Shop, reader_of: Callable[..., Client]) -> None:
    page = text(reader_of("zh-hans"), "/")
    assert '<html lang="zh-Hans">' in page
    for word in ("明前龙井", "新品上架", "特价", "仅剩少量", "已售罄", "购物车", "¥140"):
        assert word in page.replace('<span class="sign">¥</span>', "¥"), word
    assert "Basket" not in page


def test_an_empty_shop_says_so(tables: None, clock: FakeClock, stranger: Client) -> None:
    assert "The shelves are still empty" in text(stranger, "/")


def test_the_questions_to_the_database_are_few(shop: Shop, stranger: Client) -> None:
    for product in shop.products.values():
        catalogue.add_image(product.id, content=picture(), actor=SYSTEM, clock=shop.clock)
    text(stranger, "/")
    guest = members.begin_guest(clock=shop.clock)
    orders.add_to_basket(
        Actor("guest", guest.id), shop.products["puer"].variants[0].id, 2, clock=shop.clock
    )
    stranger.cookies[COOKIE] = guest.token
    for address in ("/", "/categories", "/categories/tea?sort=price&a.origin=Hangzhou",
                    "/search?q=tea&brand=kiln&in_stock=1", "/products/longjing"):  # fmt: skip
        with CaptureQueriesContext(connection) as queries:
            page = text(stranger, address)
        assert len(queries) <= MOST_QUERIES, (address, [q["sql"] for q in queries])
        assert '<span class="count-badge">2</span>' in page


def test_a_key_of_staff_is_not_needed_and_a_write_is_refused(shop: Shop, stranger: Client) -> None:
    assert stranger.post("/").status_code == 405
    assert stranger.head("/").status_code == 200


def test_other_features_fill_their_slots(shop: Shop, stranger: Client) -> None:
    def banner(visit: slots.Visit) -> EmptyState:
        who = visit.actor.kind if visit.actor else "nobody"
        return EmptyState(title=f"for {who} at {visit.subject or 'home'}")

    def broken(visit: slots.Visit) -> None:
        raise RuntimeError

    shop_room.register_slot("home-top", "second", banner)
    slots.register_slot("home-top", "broken", broken, order=10)
    slots.register_slot("list-top", "second", lambda visit: None)
    try:
        assert "for nobody at home" in text(stranger, "/")
        text(stranger, "/categories/tea")
    finally:
        for place, name in (("home-top", "second"), ("home-top", "broken"), ("list-top", "second")):
            slots.unregister_slot(place, name)  # type: ignore[arg-type]
    assert "for nobody" not in text(stranger, "/")


@pytest.mark.parametrize("address", ["/nothing-here", "/products/secret", "/categories/none"])
def test_what_is_not_there_has_a_way_on(shop: Shop, stranger: Client, address: str) -> None:
    page = text(stranger, address, 404)
    assert 'href="/"' in page
    assert "Secret" not in page
