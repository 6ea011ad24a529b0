"""Chromium, opened on the shop's pages as a shopper and on the console's as its owner."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from _served_shop import Served
from playwright.sync_api import sync_playwright

_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser, until the end of the block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=list(_OPTIONS)
        )
        yield browser
        browser.close()


def opened(browser: Any, served: Served, width: int, language: str, scheme: str) -> Any:
    """A page of a browser of that width, whose reader is the guest who ordered."""
    context = browser.new_context(
        viewport={"width": width, "height": 900 if width > 600 else 812},
        locale=language,
        color_scheme=scheme,
    )
    context.add_cookies([{"name": "huitou_shopper", "value": served.token, "url": served.address}])
    return context.new_page()


def sign_in(page: Any, served: Served) -> None:
    """The owner signs in to the console."""
    page.goto(f"{served.address}/console/sign-in")
    page.fill("input[name=login]", "owner")
    page.fill("input[type=password]", served.password)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{served.address}/console/")
