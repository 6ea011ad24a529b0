"""In Chromium: an operator finds why week-4 retention fell, and keeps the people; the keyboard; no
script; nothing shuts anybody out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client, override_settings

from console_desk import PASSWORD
from huitou.doors.console.explore.registry import EXPLORERS
from huitou.foundation import accounts
from huitou.foundation.actors import SYSTEM
from huitou.kernel import FakeClock
from pages_in_browser import faults, in_one_thread, opened, overflow, pages

__all__ = ["in_one_thread", "pages"]

PHONE = {"width": 375, "height": 740}
DESK = {"width": 1280, "height": 900}


@pytest.fixture
def operator(
    quick_passwords: None, committed: None, clock: FakeClock, shop: Path
) -> Iterator[Client]:
    """An operator whose session the server sees, over the shop that fell."""
    accounts.forget_leases()
    made = accounts.create_staff("wang", PASSWORD, ["operator"], actor=SYSTEM, clock=clock)
    client = Client()
    client.force_login(get_user_model().objects.get(pk=made.id))
    # The server has an address, not a name.
    with override_settings(ALLOWED_HOSTS=["127.0.0.1", "testserver"]):
        yield client


def test_she_finds_why_week_4_fell_and_keeps_the_people(
    browser: Any, pages: str, operator: Client
) -> None:
    with opened(browser, pages, operator, viewport=DESK) as page:
        page.goto("/console/retention/")
        # She sees the fall above the heat map, and in it.
        page.get_by_text("Week 4 fell: 20.0%").wait_for()
        cell = page.locator('td[title^="25 May 2026, Week 4"]')
        assert cell.inner_text() == "20%"

        # She compares by channel: nobody of "live" comes back.
        page.get_by_label("Compare by").select_option("event:channel")
        compared = page.locator("figure", has_text="Groups compared")
        compared.wait_for()
        assert "by=event%3Achannel" in page.url
        rows = compared.locator("tbody tr")
        assert {row.split("\t")[0].strip() for row in rows.all_inner_texts()} == {"search", "live"}
        legend = page.locator("figure", has_text="Week 4 over time")
        legend.wait_for()

        # The back button brings the question before.
        page.go_back()
        page.get_by_text("Week 4 fell: 20.0%").wait_for()
        assert page.url.endswith("/console/retention/")

        # She opens the people of the cell, and of them those who are lost.
        page.locator('td[title^="25 May 2026, Week 4"] a').click()
        page.get_by_role("link", name="Lost: not seen since").click()
        page.get_by_text("40 people").wait_for()
        assert page.get_by_text("live-07-00", exact=True).is_visible()

        # She keeps them as a cohort, and finds it under Cohorts.
        page.get_by_role("link", name="Make this a cohort").click()
        page.get_by_role("textbox", name="Name of the cohort").fill("Lost in week 4")
        page.get_by_role("button", name="Make the cohort").click()
        page.get_by_text("40 people").wait_for()
        page.get_by_role("link", name="Cohorts", exact=True).first.click()
        # The list shows that it counts, and fills the number in.
        page.locator("tr", has_text="Lost in week 4").get_by_text("40", exact=True).wait_for()


def test_a_question_is_pinned_and_its_board_loads_by_itself(
    browser: Any, pages: str, operator: Client
) -> None:
    with opened(browser, pages, operator, viewport=DESK) as page:
        page.goto("/console/lifecycle/")
        page.get_by_role("link", name="Save or pin").click()
        page.get_by_role("textbox", name="Name", exact=True).fill("Who is here")
        page.get_by_label("Pin to a board").select_option("new")
        page.get_by_role("textbox", name="Name of the new board").fill("Monday")
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_role("heading", name="Monday").wait_for()
        page.locator(".pin figure").wait_for()
        page.get_by_role("button", name="Take off the board").click()
        page.get_by_role("button", name="Undo").click()
        page.locator(".pin figure").wait_for()


def test_arrow_keys_walk_the_cells(browser: Any, pages: str, operator: Client) -> None:
    with opened(browser, pages, operator, viewport=DESK) as page:
        page.goto("/console/retention/")
        page.locator('td[title^="25 May 2026, Week 4"] a').focus()
        told = "document.activeElement.closest('td').title"
        for key, title in (
            ("ArrowLeft", "25 May 2026, Week 3"),
            ("ArrowUp", "18 May 2026, Week 3"),
            ("ArrowRight", "18 May 2026, Week 4"),
            ("ArrowDown", "25 May 2026, Week 4"),
        ):
            page.keyboard.press(key)
            assert page.evaluate(told).startswith(title)
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("/people"))


def test_a_heat_map_is_taken_away_as_a_picture(browser: Any, pages: str, operator: Client) -> None:
    with opened(browser, pages, operator, viewport=DESK) as page:
        page.goto("/console/retention/")
        figure = page.locator("figure", has_text="Cohort by cohort")
        with page.expect_download() as taken:
            figure.get_by_role("button", name="PNG").click()
        assert taken.value.suggested_filename == "retention.png"
        assert Path(taken.value.path()).read_bytes().startswith(b"\x89PNG")


def test_it_works_without_script(browser: Any, pages: str, operator: Client) -> None:
    with opened(browser, pages, operator, viewport=PHONE, java_script_enabled=False) as page:
        page.goto("/console/retention/")
        page.get_by_label("Counted by").select_option("month")
        page.get_by_role("button", name="Show").click()
        page.get_by_text("Apr 2026").first.wait_for()
        assert "period=month" in page.url
        page.goto("/console/value/?period=week")
        page.get_by_text("What a customer brings as time goes by").wait_for()


@pytest.mark.slow
@pytest.mark.parametrize("slug", list(EXPLORERS))
def test_an_explorer_shuts_nobody_out(
    browser: Any, pages: str, operator: Client, slug: str
) -> None:
    for window, colours, language in ((PHONE, "dark", "en"), (DESK, "light", "zh-CN")):
        with opened(
            browser, pages, operator, viewport=window, color_scheme=colours, locale=language
        ) as page:
            page.goto(f"{EXPLORERS[slug].path}?now=1")
            page.locator("#answer:not([aria-busy])").wait_for()
            assert faults(page) == []
            assert overflow(page) == 0
