"""In Chromium: an agent reveals a phone number for a reason, and the audit log shows it; without
script the same; a parcel is shipped from a dialog; nothing shuts anybody out.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import override_settings

from huitou.foundation import audit
from pages_in_browser import faults, in_one_thread, opened, overflow, pages
from whole_desk import PHONE, Hired, Trade

__all__ = ["in_one_thread", "pages"]

DESK = {"width": 1280, "height": 900}
SMALL = {"width": 375, "height": 740}
REASON = "the parcel came back, call the customer"


@pytest.fixture(autouse=True)
def _served() -> Any:
    """The server has an address, not a name."""
    with override_settings(ALLOWED_HOSTS=["127.0.0.1", "testserver"]):
        yield


def test_an_agent_reveals_a_phone_number_and_the_audit_log_shows_it(
    browser: Any, pages: str, trade: Trade, hired: Hired
) -> None:
    with opened(browser, pages, hired("support"), viewport=DESK, locale="en-GB") as page:
        page.goto(trade.person)
        assert page.get_by_text("138****8000").is_visible()
        page.locator('a[href$="/reveal/phone"]').click()
        dialog = page.locator("dialog[open]")
        dialog.get_by_label("Why do you need it?").fill("    .")
        dialog.get_by_role("button", name="Show it once").click()
        dialog.get_by_text("Say why you need it").wait_for()
        assert audit.entries(subject=trade.ann.id) == []

        dialog.get_by_label("Why do you need it?").fill(REASON)
        dialog.get_by_role("button", name="Show it once").click()
        dialog.get_by_text(f"+86{PHONE}").wait_for()
        # Neither the address nor the title tells anything, and nothing of it stays in the page.
        assert page.url.endswith(trade.person)
        assert PHONE not in page.title()
        dialog.get_by_text("Hide it").click()
        # A dialog tells of its closing a moment after it has closed.
        page.get_by_text(f"+86{PHONE}").wait_for(state="detached")
        assert PHONE not in page.content()
        page.reload()
        assert PHONE not in page.content()
        stored = page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")
        assert PHONE not in stored

        page.goto(f"{trade.person}?show=data")
        entry = page.locator("#audit .entry")
        assert "Saw personal data in plain" in entry.inner_text()
        assert REASON in entry.inner_text()
        assert "li.support" in entry.inner_text()


def test_without_script_the_same_is_asked_on_a_page(
    browser: Any, pages: str, trade: Trade, hired: Hired
) -> None:
    plain: dict[str, Any] = {"viewport": SMALL, "java_script_enabled": False, "locale": "en-GB"}
    with opened(browser, pages, hired("support"), **plain) as page:
        page.goto(trade.person)
        page.locator('a[href$="/reveal/phone"]').click()
        page.get_by_label("Why do you need it?").fill(REASON)
        page.get_by_role("button", name="Show it once").click()
        assert page.get_by_text(f"+86{PHONE}").is_visible()
        assert PHONE not in page.url
        page.get_by_text("Hide it").click()
        assert page.url.endswith(trade.person)
    assert [one.detail["why"] for one in audit.entries(subject=trade.ann.id)] == [REASON]


def test_an_analyst_finds_nothing_to_reveal(
    browser: Any, pages: str, trade: Trade, hired: Hired
) -> None:
    with opened(browser, pages, hired("analyst"), viewport=DESK) as page:
        page.goto(f"{trade.person}?show=identity")
        assert page.locator('a[href*="/reveal/"]').count() == 0
        answer = page.goto(f"{trade.person}/reveal/phone")
        assert answer.status == 403


def test_a_parcel_is_shipped_from_the_dialog(
    browser: Any, pages: str, trade: Trade, hired: Hired
) -> None:
    with opened(browser, pages, hired("operator"), viewport=SMALL, locale="zh-CN") as page:
        page.goto(trade.order(trade.second))
        page.get_by_role("link", name="发货…").click()
        dialog = page.locator("dialog[open]")
        dialog.get_by_label("承运商").fill("顺丰")
        dialog.get_by_label("运单号").fill("SF-77")
        dialog.get_by_role("button", name="确认发货").click()
        page.get_by_text("包裹已寄出。").wait_for()
        assert page.get_by_text("顺丰 SF-77").is_visible()
    assert trade.shop.look(trade.second).state == "shipped"


def test_the_timeline_is_filtered_in_its_place(
    browser: Any, pages: str, trade: Trade, hired: Hired
) -> None:
    with opened(browser, pages, hired("support"), viewport=DESK, locale="en-GB") as page:
        page.goto(f"{trade.person}?show=timeline")
        page.locator("#timeline").get_by_role("link", name="After-sales").click()
        page.get_by_text("Began to check out").first.wait_for(state="detached")
        assert "kind=aftersales" in page.url
        page.go_back()
        page.get_by_text("Began to check out").first.wait_for()


def test_nothing_shuts_anybody_out(browser: Any, pages: str, trade: Trade, hired: Hired) -> None:
    places = (
        "/console/people",
        trade.person,
        f"{trade.person}?show=timeline",
        f"{trade.person}?show=identity",
        f"{trade.person}?show=data",
        "/console/orders",
        trade.order(trade.first),
        f"{trade.order(trade.first)}?show=money",
        f"{trade.order(trade.first)}?show=aftersales",
        f"{trade.order(trade.second)}/do/ship",
        "/console/products",
        f"/console/products/{trade.product}",
        f"/console/products/{trade.product}?show=stock",
        f"/console/products/{trade.product}/buyers",
    )
    owner = hired("owner")
    for viewport, scheme in ((DESK, "light"), (SMALL, "dark")):
        with opened(browser, pages, owner, viewport=viewport, color_scheme=scheme) as page:
            for place in places:
                page.goto(place)
                assert (overflow(page), faults(page)) == (0, []), (place, scheme)
