"""In Chromium: events arrive in sight and wait when told to; one key leads to the search; nothing
shuts anybody out.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from console_desk import signing_in
from huitou.doors.console.settings.shelves import SHELVES
from huitou.engine.events import EventRow, events_table
from huitou.foundation.event_log import open_log
from huitou.kernel import FakeClock
from pages_in_browser import faults, in_one_thread, opened, overflow, pages

__all__ = ["in_one_thread", "pages"]

DESK = {"width": 1280, "height": 900}
SMALL = {"width": 375, "height": 740}


@pytest.fixture(autouse=True)
def _served(committed: None, home: Path, clock: FakeClock) -> Any:
    """The server has an address, not a name."""
    with override_settings(ALLOWED_HOSTS=["127.0.0.1", "testserver"]):
        yield


def arrive(home: Path, clock: FakeClock, name: str) -> None:
    clock.advance(timedelta(seconds=1))
    said = dict.fromkeys(EventRow.__struct_fields__) | {
        "message_id": name,
        "type": "track",
        "event": name,
        "user_id": "ann",
        "timestamp": clock.micros(),
        "received_at": clock.micros(),
        "source": "web",
    }
    open_log(home).append(events_table([EventRow(**said)]))


def test_events_arrive_in_sight_and_wait_when_told_to(
    browser: Any, pages: str, home: Path, clock: FakeClock
) -> None:
    owner = signing_in(clock)("owner")
    with opened(browser, pages, owner, viewport=DESK, locale="en-GB") as page:
        page.goto("/console/settings/live")
        page.get_by_text("Nothing has arrived yet").wait_for()
        arrive(home, clock, "First Thing")
        page.get_by_text("First Thing").wait_for(timeout=10_000)
        page.get_by_text("First Thing").click()
        arrive(home, clock, "Second Thing")
        page.get_by_text("Second Thing").wait_for(timeout=10_000)
        assert page.locator("details[open] .live-name").inner_text() == "First Thing"
        page.get_by_role("link", name="Pause").click()
        page.get_by_text("Paused").wait_for()
        arrive(home, clock, "Third Thing")
        page.wait_for_timeout(2_600)
        assert page.get_by_text("Third Thing").count() == 0
        page.get_by_role("link", name="Go on").click()
        page.get_by_text("Third Thing").wait_for(timeout=10_000)


def test_one_key_leads_to_the_search(browser: Any, pages: str, clock: FakeClock) -> None:
    owner = signing_in(clock)("owner")
    with opened(browser, pages, owner, viewport=DESK, locale="en-GB") as page:
        page.goto("/console/settings/")
        page.keyboard.press("/")
        page.keyboard.type("webhooks")
        page.keyboard.press("Enter")
        page.wait_for_url("**/console/settings/webhooks")


@pytest.mark.parametrize(
    ("view", "scheme"), [(DESK, "light"), pytest.param(SMALL, "dark", marks=pytest.mark.slow)]
)
def test_nothing_shuts_anybody_out(
    browser: Any, pages: str, home: Path, clock: FakeClock, view: Any, scheme: str
) -> None:
    arrive(home, clock, "First Thing")
    owner = signing_in(clock)("owner")
    here = [shelf.address for shelf in SHELVES.values()]
    here += ["/console/?now=1", "/console/guide", "/console/search?q=web", "/console/settings/"]
    with opened(browser, pages, owner, viewport=view, color_scheme=scheme, locale="zh-CN") as page:
        for address in here:
            page.goto(address)
            assert faults(page) == [], address
            assert overflow(page) == 0, address
