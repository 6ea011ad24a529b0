"""Pages in Chromium without a server: what the browser asks for, Django's test client answers in
this process, within the test's own transaction.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client

HOST = "127.0.0.1"
BASE = f"http://{HOST}"
# The browser says these itself, and Django's client has its own.
_NOT_TAKEN = ("host", "content-length", "cookie")
_SERIOUS = ("serious", "critical")


@pytest.fixture(autouse=True, scope="module")
def in_one_thread() -> Iterator[None]:
    """Playwright's loop runs in the thread of the test, which is that of its database too. A test
    file that opens pages imports this.
    """
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@contextmanager
def opened(browser: Any, client: Client, **named: Any) -> Iterator[Any]:
    """A page of a new context (`viewport`, `color_scheme`, `locale`, `java_script_enabled`, ..), in
    which whoever is signed in at the client is signed in. What the browser complains of, such as
    something that the content policy forbids, fails the test at the end.
    """
    complaints: list[str] = []
    context = browser.new_context(base_url=BASE, **named)
    context.route("**/*", lambda route: _answer(route, client))
    page = context.new_page()
    page.on("console", lambda said: _complain(said, complaints))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    try:
        yield page
    finally:
        context.close()
    assert complaints == []


def faults(page: Any) -> list[str]:
    """What axe-core finds wrong with the page, of what is serious or worse."""
    found = Axe().run(page).response["violations"]
    return [
        f"{fault['id']}: {node['html'][:160]}"
        for fault in found
        if fault["impact"] in _SERIOUS
        for node in fault["nodes"]
    ]


def overflow(page: Any) -> int:
    """By how many pixels the page is wider than the window."""
    return int(
        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    )


def _complain(said: Any, complaints: list[str]) -> None:
    # A page that is shown with 404 or 422 is meant; Chromium calls it an error all the same.
    if said.type in ("error", "warning") and "Failed to load resource" not in said.text:
        complaints.append(said.text)


def _answer(route: Any, client: Client) -> None:
    request = route.request
    address = urlsplit(request.url)
    if address.hostname != HOST:
        route.abort()
        return
    headers = {k: v for k, v in request.all_headers().items() if k not in _NOT_TAKEN}
    path = address.path + (f"?{address.query}" if address.query else "")
    answer = client.generic(
        request.method,
        path,
        request.post_data_buffer or b"",
        content_type=headers.pop("content-type", "application/octet-stream"),
        headers={**headers, "host": HOST},
    )
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    route.fulfill(status=answer.status_code, headers=dict(answer.headers), body=body)
