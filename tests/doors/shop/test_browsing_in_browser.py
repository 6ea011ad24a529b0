"""Looking around in Chromium: what script adds, and that nothing shuts anybody out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from playwright.sync_api import expect

from huitou.commerce import catalogue
from huitou.doors.shop import listing
from huitou.foundation.actors import SYSTEM
from huitou.foundation.clocks import clock_set
from huitou.kernel import FakeClock
from pages_in_browser import faults, in_one_thread, opened, overflow, pages
from shop_shelves import NOON, Shop, fill, picture

__all__ = ["in_one_thread", "pages"]

PHONE = {"width": 375, "height": 740}
DESK = {"width": 1280, "height": 800}


@pytest.fixture
def kept_shop(committed: None, tmp_path: Path) -> Iterator[Shop]:
    """A shop that a server in another thread sees."""
    clock = FakeClock(NOON)
    with clock_set(clock), override_settings(HOME=tmp_path):
        shop = fill(clock)
        for slug, colour in (("longjing", "green"), ("longjing", "olive"), ("puer", "brown")):
            product = shop.products[slug].id
            catalogue.add_image(product, content=picture(colour), actor=SYSTEM, clock=clock)
        yield shop


def test_no_page_shuts_anybody_out(browser: Any, pages: str, kept_shop: Shop) -> None:
    addresses = ("/", "/categories", "/categories/tea?price_to=150", "/search?q=zzz",
                 "/products/longjing", "/products/none")  # fmt: skip
    for window, colours, language in ((PHONE, "dark", "en"), (DESK, "light", "zh-CN")):
        with opened(browser, pages, viewport=window, color_scheme=colours, locale=language) as page:
            for address in addresses:
                page.goto(address)
                assert faults(page) == [], address
                assert overflow(page) == 0, address


def test_what_was_looked_at_is_told_once(browser: Any, pages: str, kept_shop: Shop) -> None:
    with opened(browser, pages, viewport=PHONE) as page:
        sent: list[Any] = []
        page.route("**/v1/batch", lambda route: _keep(route, sent))
        page.goto("/products/puer")
        page.goto("/")
        page.wait_for_timeout(100)
        assert [[one.get("event") or one["name"] for one in body["batch"]] for body in sent] == [
            ["Product", "Product Viewed"],
            ["Home"],
        ]
        who = {one["anonymousId"] for body in sent for one in body["batch"]}
        cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
        assert who == {cookies["huitou_visitor"]}
        # What this browser looked at, it shows on the first page.
        page.wait_for_selector("[data-seen-here] a[href='/products/puer']")


def test_the_search_offers_what_fits(browser: Any, pages: str, kept_shop: Shop) -> None:
    with opened(browser, pages, viewport=DESK) as page:
        page.route("**/v1/batch", lambda route: route.fulfill(status=200))
        page.goto("/")
        field = page.locator("input[type=search]")
        field.fill("pu'er")
        page.wait_for_selector("[role=option]")
        assert field.get_attribute("aria-expanded") == "true"
        page.keyboard.press("Escape")
        assert page.locator("[role=option]").count() == 0
        field.fill("pu'e")
        page.wait_for_selector("[role=option]")
        page.keyboard.press("ArrowDown")
        assert field.get_attribute("aria-activedescendant") == "suggestion-1"
        page.keyboard.press("Enter")
        page.wait_for_url("**/products/puer")


def test_filters_answer_at_once_and_the_way_back_leads_back(
    browser: Any, pages: str, kept_shop: Shop
) -> None:
    with opened(browser, pages, viewport=DESK) as page:
        page.route("**/v1/batch", lambda route: route.fulfill(status=200))
        page.goto("/categories/tea")
        page.get_by_label("Yunnan").check()
        page.wait_for_url("**/categories/tea?a.origin=Yunnan")
        expect(page.locator(".good")).to_have_count(1)
        page.go_back()
        expect(page.locator(".good")).to_have_count(3)
        assert page.url.endswith("/categories/tea")


def test_the_list_goes_on_when_one_comes_to_its_end(
    browser: Any, pages: str, kept_shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "ON_A_PAGE", 2)
    with opened(browser, pages, viewport=PHONE) as page:
        page.route("**/v1/batch", lambda route: route.fulfill(status=200))
        page.goto("/search")
        page.mouse.wheel(0, 3000)
        expect(page.locator(".good")).to_have_count(4)
        assert page.locator("#more").count() == 0


@pytest.mark.parametrize("with_script", [True, False])
def test_a_variant_is_chosen(browser: Any, pages: str, kept_shop: Shop, with_script: bool) -> None:
    with opened(browser, pages, viewport=PHONE, java_script_enabled=with_script) as page:
        page.route("**/v1/batch", lambda route: route.fulfill(status=200))
        page.route("**/pixel/**", lambda route: route.fulfill(status=200))
        page.goto("/products/longjing")
        page.get_by_role("link", name="250 g").click()
        page.wait_for_url("**/products/longjing?variant=LONGJING-250G")
        assert page.locator(".buy .price-amount").inner_text() == "¥230.00"
        assert page.locator(".buy-bar button").is_disabled()


def _keep(route: Any, sent: list[Any]) -> None:
    sent.append(json.loads(route.request.post_data))
    route.fulfill(status=200)
