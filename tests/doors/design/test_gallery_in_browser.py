"""The gallery in Chromium: nothing in it shuts anybody out, and everything works by keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from huitou.doors.design.gallery.shelves import SHELVES
from pages_in_browser import faults, in_one_thread, opened, overflow, pages

__all__ = ["in_one_thread", "pages"]

PHONE = {"width": 375, "height": 740}
DESK = {"width": 1280, "height": 800}


@pytest.mark.parametrize("name", SHELVES)
def test_a_shelf_has_no_serious_fault(
    browser: Any, pages: str, kept_staff: Client, name: str
) -> None:
    for window, colours, language in ((PHONE, "dark", "en"), (DESK, "light", "zh-CN")):
        with opened(
            browser, pages, kept_staff, viewport=window, color_scheme=colours, locale=language
        ) as page:
            page.goto(f"/console/design/{name}")
            assert faults(page) == []
            assert overflow(page) == 0


def test_the_search_is_one_key_away(browser: Any, pages: str, kept_staff: Client) -> None:
    with opened(browser, pages, kept_staff, viewport=DESK) as page:
        page.goto("/console/design/")
        field = page.locator("[data-global-search] input")
        for keys in ("/", "Control+k"):
            page.keyboard.press(keys)
            assert field.evaluate("element => element === document.activeElement")
            field.evaluate("element => element.blur()")


@pytest.mark.parametrize("with_script", [True, False])
def test_the_drawer_opens_on_a_phone(
    browser: Any, pages: str, kept_staff: Client, with_script: bool
) -> None:
    with opened(
        browser, pages, kept_staff, viewport=PHONE, java_script_enabled=with_script
    ) as page:
        page.goto("/console/design/")
        link = page.locator(".side-group a").first
        assert not link.is_visible()
        page.locator(".drawer-button").focus()
        page.keyboard.press("Enter")
        assert link.is_visible()
        page.keyboard.press("Escape")
        assert not link.is_visible()


def test_a_menu_closes_by_escape_and_gives_the_focus_back(
    browser: Any, pages: str, kept_staff: Client
) -> None:
    with opened(browser, pages, kept_staff, viewport=DESK) as page:
        page.goto("/console/design/ways")
        button = page.locator("main .menu > summary").first
        button.focus()
        page.keyboard.press("Enter")
        item = page.locator("main .menu-items a").first
        assert item.is_visible()
        page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        assert not item.is_visible()
        assert button.evaluate("element => element === document.activeElement")


def test_a_dialog_opens_where_script_is_and_is_a_link_elsewhere(
    browser: Any, pages: str, kept_staff: Client
) -> None:
    with opened(browser, pages, kept_staff, viewport=DESK) as page:
        page.goto("/console/design/surfaces")
        page.locator("[data-dialog=cancel]").click()
        dialog = page.locator("dialog#cancel")
        assert dialog.is_visible()
        page.keyboard.press("Escape")
        assert not dialog.is_visible()
    with opened(browser, pages, kept_staff, viewport=DESK, java_script_enabled=False) as page:
        page.goto("/console/design/surfaces")
        page.locator("[data-dialog=cancel]").click()
        assert page.url.endswith("/console/design/surfaces#cancel")


def test_the_theme_changes_at_once_and_stays(browser: Any, pages: str, kept_staff: Client) -> None:
    with opened(browser, pages, kept_staff, viewport=DESK, color_scheme="light") as page:
        page.goto("/console/design/")
        ground = "getComputedStyle(document.documentElement).backgroundColor"
        before = page.evaluate(ground)
        with page.expect_response("**/preferences/theme"):
            page.locator("[data-theme-switch] [value=dark]").click()
        assert page.evaluate(ground) != before
        page.reload()
        assert page.locator("html").get_attribute("data-theme") == "dark"


def test_without_script_the_theme_and_the_language_change_too(
    browser: Any, pages: str, kept_staff: Client
) -> None:
    with opened(
        browser, pages, kept_staff, viewport=DESK, java_script_enabled=False, locale="en"
    ) as page:
        page.goto("/console/design/charts")
        page.locator("[data-theme-switch] [value=dark]").click()
        assert page.locator("html").get_attribute("data-theme") == "dark"
        page.get_by_role("button", name="简体中文").click()
        assert page.url.endswith("/console/design/charts")
        assert page.locator("h1").inner_text() == "图表"


def test_a_quantity_counts(browser: Any, pages: str, kept_staff: Client) -> None:
    with opened(browser, pages, kept_staff, viewport=PHONE, locale="en") as page:
        page.goto("/console/design/fields")
        box = page.locator("[data-quantity]").first
        less, more = box.get_by_label("One less"), box.get_by_label("One more")
        assert less.is_disabled()
        more.click()
        more.click()
        assert box.locator("input").input_value() == "3"
        less.click()
        assert box.locator("input").input_value() == "2"


def test_a_chart_says_its_numbers_where_one_points(
    browser: Any, pages: str, kept_staff: Client
) -> None:
    with opened(browser, pages, kept_staff, viewport=DESK, locale="en") as page:
        page.goto("/console/design/charts")
        page.locator(".chart-lines .slice").first.hover()
        tip = page.locator(".chart-tip")
        assert "This year: 31%" in tip.inner_text()


def test_a_chart_can_be_taken_away_as_a_picture(
    browser: Any, pages: str, kept_staff: Client
) -> None:
    with opened(browser, pages, kept_staff, viewport=DESK, locale="en") as page:
        page.goto("/console/design/charts")
        with page.expect_download() as download:
            page.locator("[data-chart-png=retention]").click()
        assert download.value.suggested_filename == "retention.png"
        content = download.value.path().read_bytes()
        assert content.startswith(b"\x89PNG")
        assert len(content) > 5_000


def test_everything_on_a_page_is_reached_by_keyboard(
    browser: Any, pages: str, kept_staff: Client
) -> None:
    with opened(browser, pages, kept_staff, viewport=DESK, locale="en") as page:
        page.goto("/console/design/buttons")
        wanted = page.locator(
            "main :is(a[href], button:not(:disabled), input:not([type=hidden]))"
        ).count()
        reached = set()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip-link"
        page.keyboard.press("Enter")
        for _ in range(wanted + 2):
            page.keyboard.press("Tab")
            inside = page.evaluate(
                "(e => e.closest('main') && [...document.querySelectorAll('main *')].indexOf(e))"
                "(document.activeElement)"
            )
            if inside not in (None, False):
                reached.add(inside)
        assert len(reached) == wanted
