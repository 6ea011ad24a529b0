"""The page of a product."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from huitou.commerce import catalogue
from huitou.doors.shop.asked import money_of
from huitou.foundation.actors import SYSTEM
from shop_shelves import Shop, picture, told


def page_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_all_that_one_wants_to_know(shop: Shop, stranger: Client) -> None:
    page = page_of(stranger, "/products/longjing")
    variant = shop.products["longjing"].variants[0].id
    assert "<h1>Longjing &lt;green&gt; tea</h1>" in page
    assert "Soft &amp; sweet." in page
    assert f'name="variant_id" value="{variant}"' in page
    assert 'action="/basket/lines"' in page
    assert re.search(r'name="idempotency_key" value="[\w-]{20,}"', page)
    assert "In stock" in page
    assert "Hangzhou" in page
    # 12:00 in UTC's shop: the next day is handled from now, and three days on the way.
    assert "Standard: order before 16:00, with you by 6 Jul" in page
    assert "Delivery is free" in page
    assert "Send it back within 7 days, without a reason" in page


def test_options_are_links_to_variants(shop: Shop, stranger: Client) -> None:
    page = page_of(stranger, "/products/longjing?variant=LONGJING-250G")
    assert 'href="/products/longjing?variant=LONGJING-125G"' in page
    assert re.search(r'option-gone" href="/products/longjing\?variant=LONGJING-250G" aria-cu', page)
    # That size is sold out.
    assert re.search(r"<button[^>]*disabled[^>]*>.*Sold out", page)
    assert 'name="quantity"' not in page
    # One that there is not is the first that can be had.
    other = page_of(stranger, "/products/longjing?variant=NO-SUCH")
    assert f'value="{shop.products["longjing"].variants[0].id}"' in other
    part = stranger.get(
        "/products/longjing?variant=LONGJING-250G",
        headers={"HX-Request": "true", "HX-Target": "buy"},
    ).content.decode()
    assert part.startswith('<div id="buy"')
    assert "<html" not in part


def test_a_reduced_price_says_why(shop: Shop, reader_of: Callable[..., Client]) -> None:
    page = page_of(reader_of("zh-hans"), "/products/puer")
    assert "降价前 7 天最低价" in page
    assert "¥168.00" in page
    assert "¥28.00" in page
    assert "普通快递：16:00 前下单，7月6日前送达" in page
    assert "7 天无理由退货" in page


def test_fresh_goods_are_not_sent_back(shop: Shop, stranger: Client) -> None:
    tea = shop.categories["tea"]
    catalogue.set_return_policy(
        tea, no_reason_return=False, reason="fresh", actor=SYSTEM, clock=shop.clock
    )
    page = page_of(stranger, "/products/jasmine")
    assert "It cannot be sent back without a reason" in page
    assert "It is fresh and does not keep." in page
    assert "Only a few left" in page
    assert "Delivery ¥8.00, free from ¥99.00 on" in page


def test_what_search_engines_and_chats_read(shop: Shop, stranger: Client) -> None:
    page = page_of(stranger, "/products/longjing?variant=LONGJING-250G")
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert found is not None
    assert "<" not in found[1]
    said = json.loads(found[1])
    assert said["name"] == "Longjing <green> tea"
    assert [
        (o["sku"], o["price"], o["availability"].rpartition("/")[2]) for o in said["offers"]
    ] == [
        ("LONGJING-125G", "128.00", "InStock"),
        ("LONGJING-250G", "230.00", "OutOfStock"),
    ]
    assert '<link rel="canonical" href="http://127.0.0.1/products/longjing">' in page
    assert '<meta property="og:type" content="product">' in page
    assert 'og:image" content="http://127.0.0.1/share/products/longjing.png"' in page


def test_the_browser_may_tell_what_was_looked_at(shop: Shop, stranger: Client) -> None:
    calls = told(page_of(stranger, "/products/puer"))
    variant = shop.products["puer"].variants[0]
    assert [call.get("event") or call["name"] for call in calls] == ["Product", "Product Viewed"]
    assert calls[1]["properties"] == {
        "product_id": shop.products["puer"].id,
        "name": "Ripe pu'er",
        "category": shop.categories["tea"],
        "variant": variant.id,
        "sku": "PUER",
        "price": 140.0,
        "currency": "CNY",
    }


def test_pictures_come_in_sizes_and_never_change(shop: Shop, stranger: Client) -> None:
    puer = shop.products["puer"]
    catalogue.add_image(
        puer.id, content=picture("brown"), alt_texts={"en": "A round cake of tea"}, actor=SYSTEM,
        clock=shop.clock,
    )  # fmt: skip
    page = page_of(stranger, "/products/puer")
    assert 'alt="A round cake of tea"' in page
    found = re.search(r'srcset="(/pictures/[0-9a-f]{2}/[0-9a-f]{64}\.webp) 320w,', page)
    assert found is not None
    answer = stranger.get(found[1])
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert "immutable" in answer["Cache-Control"]
    small = page_of(stranger, "/categories/tea")
    assert f'src="{found[1]}"' in small
    for wrong in ("/pictures/../secret.key", "/pictures/ab/abc.webp", "/pictures/x"):
        assert stranger.get(wrong).status_code == 404


def test_more_of_the_kind_and_what_was_seen(shop: Shop, stranger: Client) -> None:
    alike = stranger.get("/products/puer/alike").content.decode()
    assert "/products/jasmine" in alike
    assert "/products/puer" not in alike
    assert "<html" not in alike
    seen = stranger.get("/seen?slugs=puer,none,cup,secret,%00").content.decode()
    assert re.findall(r"/products/([a-z]+)", seen) == ["puer", "cup"]
    assert stranger.get("/seen").content == b""


def test_a_product_whose_variants_are_all_gone(shop: Shop, stranger: Client) -> None:
    cup = shop.products["cup"].variants[0].id
    catalogue.change_variant(cup, is_active=False, actor=SYSTEM, clock=shop.clock)
    page = page_of(stranger, "/products/cup")
    assert "Sold out" in page
    assert 'name="variant_id" value=""' in page


@pytest.mark.parametrize("typed", ["", "x", "-1", "1e999", "nan", "１２x"])
def test_amounts_that_are_none(database: None, typed: str) -> None:
    assert money_of(typed) is None


def test_the_promise_moves_on_with_the_day(shop: Shop, stranger: Client) -> None:
    shop.clock.advance(timedelta(hours=13))
    page = page_of(stranger, "/products/puer")
    assert "Standard: with you by 7 Jul" in page
