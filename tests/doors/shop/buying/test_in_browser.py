"""Buying and sending back in Chromium: what script adds, and that nothing shuts anybody out."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import expect

from aftersales_desk import CLERK as DECIDES
from buying_shop import Buyer
from huitou.commerce import aftersales, orders
from orders_shop import CLERK, yuan
from pages_in_browser import faults, in_one_thread, opened, overflow, pages

__all__ = ["in_one_thread", "pages"]

PHONE = {"width": 375, "height": 740}
DESK = {"width": 1280, "height": 800}


def test_a_phone_buys_and_sends_back(browser: Any, pages: str, buyer: Buyer) -> None:
    express = orders.MethodFields({"en": "Express", "zh-hans": "次日达"}, yuan(18), place=1)
    orders.set_shipping_method(CLERK, "express", express, clock=buyer.shop.clock)
    buyer.puts("GREEN", 2)
    with opened(browser, pages, buyer.client, viewport=PHONE, locale="en") as page:
        page.goto("/basket")
        page.click("[data-step='1']")
        expect(page.locator(".buying-side .sum-total")).to_contain_text("3 pieces")
        expect(page.locator(".shop-tabs .count-badge")).to_have_text("3")
        page.click("[aria-label^='Take']")
        expect(page.locator("#basket")).to_contain_text("Your basket is empty")
        page.click("text=Put it back")
        expect(page.locator("[name=quantity]")).to_have_value("3")

        page.goto("/checkout")
        page.click("text=Express")
        expect(page.locator(".pay-bar")).to_have_text("Place order · ¥78.00")
        # Where one was with the keyboard one stays.
        expect(page.locator("[name=shipping][value=express]")).to_be_focused()
        for name, value in (("name", "Lin"), ("phone", "13800138000"), ("district", "Hangzhou"),
                            ("street", "1 Longjing Road")):  # fmt: skip
            page.fill(f"[name={name}]", value)
        page.select_option("[name=region]", "330000")
        page.route("**/pay/simulated/**", lambda route: route.fulfill(body="the cashier"))
        page.click(".pay-bar button")
        page.wait_for_url("**/pay/simulated/**")

        order = orders.list_orders(buyer.actor)[0]
        page.goto(f"/orders/{order.id}/pay")
        expect(page.locator("[data-countdown] b")).to_be_visible()
        buyer.shop.paid(order)
        expect(page.locator("h1")).to_have_text("Paid. Thank you!", timeout=8000)

        buyer.shop.ship(order)
        page.goto(f"/orders/{order.id}")
        page.click("text=Confirm receipt")
        expect(page.locator("h1")).to_have_text("Received")
        page.click("text=Return or refund")
        page.click("text=Continue")
        page.click("text=I do not want it after all")
        expect(page.locator("[data-way]:visible")).to_have_count(1)
        page.click("text=It arrived damaged")
        expect(page.locator("[data-way]:visible")).to_have_count(4)
        page.click("text=Refund only")
        page.click("text=Continue")
        page.click("text=Send the request · ¥78.00 back")
        expect(page.locator("h1")).to_have_text("The shop is looking at it")
    assert [case.kind for case in aftersales.list_cases(buyer.actor)] == ["refund_only"]


def test_no_page_shuts_anybody_out(browser: Any, pages: str, buyer: Buyer) -> None:
    buyer.puts("GREEN")
    buyer.sign_in()
    order = buyer.buys("BLACK", address="new")
    buyer.shop.ship(order)
    orders.confirm_receipt(buyer.actor, order.id, clock=buyer.shop.clock)
    line = buyer.shop.detail(order).lines[0].id
    case = aftersales.apply(
        order.id, "return", {line: 1}, reason="faulty", actor=buyer.actor, clock=buyer.shop.clock
    )
    aftersales.agree(case.id, actor=DECIDES, clock=buyer.shop.clock)
    buyer.puts("GREEN", 9)
    addresses = ("/basket", "/orders", f"/orders/{order.id}", f"/orders/{order.id}/pay",
                 f"/orders/{order.id}/return", "/returns", f"/returns/{case.id}")  # fmt: skip
    for window, colours, language in ((PHONE, "dark", "en"), (DESK, "light", "zh-CN")):
        named = {"viewport": window, "color_scheme": colours}
        with opened(browser, pages, buyer.client, locale=language, **named) as page:
            for address in addresses:
                page.goto(address)
                assert faults(page) == [], address
                assert overflow(page) == 0, address


def test_the_form_of_the_checkout_and_its_errors(browser: Any, pages: str, buyer: Buyer) -> None:
    buyer.puts("GREEN")
    for window, colours in ((PHONE, "light"), (DESK, "dark")):
        named = {"viewport": window, "color_scheme": colours, "reduced_motion": "reduce"}
        with opened(browser, pages, buyer.client, locale="en", **named) as page:
            page.goto("/checkout")
            assert faults(page) == []
            # A browser that does not look at forms before it sends them.
            page.eval_on_selector("#checkout", "form => form.noValidate = true")
            page.click(".pay-bar button")
            expect(page.locator(".error")).to_have_count(5)
            assert re.search("Nothing is ordered yet", page.inner_text("main"))
            assert faults(page) == []
            assert overflow(page) == 0
