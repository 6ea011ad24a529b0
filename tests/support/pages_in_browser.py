"""Pages in Chromium, from a server in a thread of the test's own process. Rows that pages are to
show are committed: the fixture `committed` of `started_django` deletes them after the test.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.db import connections
from django.test import Client

_SERIOUS = ("serious", "critical")


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


class _Server(ThreadedWSGIServer):
    daemon_threads = True

    def process_request_thread(self, *named: Any) -> None:
        try:
            super().process_request_thread(*named)
        finally:
            connections.close_all()


@pytest.fixture(autouse=True, scope="module")
def in_one_thread() -> Iterator[None]:
    """Playwright's loop runs in the thread of the test, which asks the database too."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture(scope="module")
def pages(database: None) -> Iterator[str]:
    """The address of a server of all pages."""
    server = _Server(("127.0.0.1", 0), _Quiet)
    server.set_app(WSGIHandler())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@contextmanager
def opened(browser: Any, pages: str, client: Client | None = None, **named: Any) -> Iterator[Any]:
    """A page of a new context (`viewport`, `color_scheme`, `locale`, `java_script_enabled`, ..),
    with the cookies of `client`. Without motion, unless it is asked for: a test's next step breaks
    off the way from page to page, of which Chromium complains. What the browser complains of, such
    as something that the content policy forbids, fails the test at the end.
    """
    complaints: list[str] = []
    context = browser.new_context(base_url=pages, **{"reduced_motion": "reduce"} | named)
    if client is not None:
        context.add_cookies(
            [{"name": k, "value": one.value, "url": pages} for k, one in client.cookies.items()]
        )
    page = context.new_page()
    page.on("console", lambda said: _complain(said, complaints))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    try:
        yield page
    finally:
        context.close()
    assert complaints == [], complaints


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
    root = "document.documentElement"
    return int(page.evaluate(f"Math.max(0, {root}.scrollWidth - window.innerWidth)"))


def _complain(said: Any, complaints: list[str]) -> None:
    # A page that is shown with 404 or 422 is meant; Chromium calls it an error all the same.
    if said.type in ("error", "warning") and "Failed to load resource" not in said.text:
        complaints.append(said.text)
