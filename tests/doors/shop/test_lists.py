"""Categories and the search: filters, orders, pages, and what is typed."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from huitou.commerce import catalogue
from huitou.doors.shop import listing
from huitou.foundation.actors import SYSTEM
from shop_shelves import Shop, told

_GOODS = re.compile(r'class="good-link" href="/products/([a-z0-9-]+)"')


def goods(client: Client, address: str, **headers: str) -> list[str]:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200, answer
    # Below an empty list stands what else there is.
    listed, _, _instead = answer.content.decode().partition('class="shelf"')
    return _GOODS.findall(listed)


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/categories/tea", "jasmine puer longjing"),
        ("/categories/tea?sort=price", "jasmine longjing puer"),
        ("/categories/tea?sort=-price", "puer longjing jasmine"),
        ("/categories/tea?sort=nonsense", "jasmine puer longjing"),
        ("/categories/tea?price_from=100&price_to=130", "longjing"),
        ("/categories/tea?price_from=many&a.origin=Yunnan", "puer"),
        ("/categories/tea?a.origin=Yunnan&a.origin=Hangzhou", "puer longjing"),
        ("/categories/tea?reduced=1", "puer"),
        ("/categories/tea?brand=kiln", "puer"),
        ("/categories/home", "cup"),
        ("/search?q=tea", "jasmine longjing"),
        ("/search?q=TEA+longjing", "longjing"),
        ("/search?q=%E7%86%9F", "puer"),
        ("/search?q=LONGJING-125G", "longjing"),
        ("/search?q=tea&category=home", ""),
        ("/search?in_stock=1", "jasmine puer longjing"),
        ("/search", "cup jasmine puer longjing"),
        # What makes no sense finds nothing, and breaks nothing.
        ("/categories/tea?a.colour=red", ""),
        ("/categories/tea?cursor=x", ""),
        ("/search?q=" + "+".join("abcdefghijklm"), ""),
        ("/search?q=%00&brand=%00&page=x", "cup jasmine puer longjing"),
    ],
)
def test_what_a_list_holds(stranger: Client, address: str, expected: str) -> None:
    assert goods(stranger, address) == expected.split()


def test_nothing_found_has_a_way_on(shop: Shop, reader_of: Callable[..., Client]) -> None:
    page = reader_of("zh-hans").get("/search?q=<b>x").content.decode()
    assert "没有找到“&lt;b&gt;x”相关的商品" in page
    assert 'href="/categories"' in page
    assert "新品上架" in page
    narrowed = reader_of().get("/categories/tea?price_from=900").content.decode()
    assert "Nothing fits all of that" in narrowed
    assert "From ¥900" in narrowed


def test_an_address_says_everything_and_nothing_empty(shop: Shop, stranger: Client) -> None:
    sent = stranger.get("/categories/tea?price_from=&price_to=150&brand=&sort=price&in_stock=1")
    assert sent["Location"] == "/categories/tea?sort=price&price_to=150&in_stock=1"
    page = stranger.get(sent["Location"]).content.decode()
    # Each chip takes one away; everything goes at once.
    assert 'href="/categories/tea?sort=price&amp;price_to=150"' in page
    assert 'href="/categories/tea?sort=price&amp;in_stock=1"' in page
    assert 'href="/categories/tea?sort=price"' in page
    assert 'name="sort" value="price"' in page


def test_what_can_be_filtered_by_is_what_there_is(shop: Shop, stranger: Client) -> None:
    page = stranger.get("/categories/tea").content.decode()
    assert 'name="a.origin" value="Hangzhou"' in page
    # One brand is no choice.
    assert 'name="brand"' not in page
    assert 'name="brand" value="kiln" checked' in stranger.get(
        "/categories/tea?brand=kiln"
    ).content.decode().replace('id="field-brand-0" ', "")


def test_page_by_page_and_as_a_list_without_end(
    shop: Shop, stranger: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "ON_A_PAGE", 2)
    first = stranger.get("/search?sort=price").content.decode()
    (address,) = set(re.findall(r'rel="next" href="([^"]+)"', first))
    address = address.replace("&amp;", "&")
    assert goods(stranger, "/search?sort=price") == ["cup", "jasmine"]
    # Without script the address is a page of its own; with it only goods come, and the next link.
    assert goods(stranger, address) == ["longjing", "puer"]
    part = stranger.get(address, headers={"HX-Request": "true", "HX-Target": "more"})
    assert "<html" not in part.content.decode()
    assert _GOODS.findall(part.content.decode()) == ["longjing", "puer"]
    assert 'rel="next"' not in part.content.decode()
    assert told(stranger.get(address).content.decode()) == []


def test_htmx_gets_the_list_alone_and_the_address_of_it(shop: Shop, stranger: Client) -> None:
    answer = stranger.get(
        "/categories/tea?price_from=100&price_to=",
        headers={"HX-Request": "true", "HX-Target": "results"},
    )
    assert answer["HX-Push-Url"] == "/categories/tea?price_from=100"
    assert answer.content.decode().startswith('<section id="results"')


def test_a_category_holds_what_is_under_it(shop: Shop, stranger: Client) -> None:
    green = catalogue.create_category(
        names={"en": "Green tea"}, slug="green", parent_id=shop.categories["tea"], actor=SYSTEM,
        clock=shop.clock,
    )  # fmt: skip
    longjing = shop.products["longjing"].id
    catalogue.change_product(longjing, category_id=green.id, actor=SYSTEM, clock=shop.clock)
    assert set(goods(stranger, "/categories/tea")) == {"jasmine", "puer", "longjing"}
    assert goods(stranger, "/categories/green") == ["longjing"]
    tea = stranger.get("/categories/tea").content.decode()
    assert 'href="/categories/green"' in tea
    assert 'href="/categories/green"' in stranger.get("/categories").content.decode()


def test_a_search_goes_on_within_a_category(shop: Shop, stranger: Client) -> None:
    found = stranger.get("/search?q=e").content.decode()
    assert goods(stranger, "/search?q=e") == ["jasmine", "puer", "longjing"]
    assert 'class="kinds"' not in found
    both = stranger.get("/search?q=u").content.decode()
    assert re.findall(r'class="chip" href="([^"]+)"', both) == [
        "/search?q=u&amp;category=home",
        "/search?q=u&amp;category=tea",
    ]
    within = stranger.get("/search?q=u&category=home").content.decode()
    assert _GOODS.findall(within) == ["cup"]
    assert 'class="chip" href="/search?q=u" aria-current="true"' in within


def test_suggestions_while_one_types(shop: Shop, reader_of: Callable[..., Client]) -> None:
    page = reader_of("zh-hans").get("/search/suggestions?q=茶").content.decode()
    assert re.findall(r'<a[^>]*href="([^"]+)"', page) == [
        "/categories/tea",
        "/products/jasmine",
    ]
    assert "茉莉花茶" in page
    assert reader_of().get("/search/suggestions?q=").content == b""
    assert reader_of().get("/search/suggestions?q=zzz").content == b""


def test_what_search_engines_may_keep(shop: Shop, stranger: Client) -> None:
    tea = stranger.get("/categories/tea").content.decode()
    assert '<link rel="canonical" href="http://127.0.0.1/categories/tea">' in tea
    assert "noindex" in stranger.get("/categories/tea?price_from=1").content.decode()
    assert "noindex" in stranger.get("/search?q=tea").content.decode()
    assert told(tea)[1]["event"] == "Product List Viewed"
