"""Segment's unmodified browser SDK, in Chromium, on a page of another origin: it fetches the
settings document, asks by OPTIONS whether it may, and sends with text/plain to the short paths.
"""

from __future__ import annotations

import functools
import http.server
import json
import os
import shutil
import threading
import uuid
from collections.abc import Iterator
from typing import Any

import pytest

PACKAGE = "@segment/analytics-next@1.84.3"
PAGE = """<!doctype html><title>Tea shop</title><link rel="icon" href="data:,">
<script src="/index.js"></script>"""
STORY = """async ({ host, key, name, options }) => {
  const analytics = AnalyticsNext.AnalyticsBrowser.load({ writeKey: key, cdnURL: host }, options)
  const id = (call) => ({ messageId: `${name}-${call}` })
  await analytics.page('Docs', 'Start', { colour: '绿' }, id('page'))
  await analytics.identify('u1', { city: '杭州' }, id('identify'))
  await analytics.track('Tea Tasted', { price: 48.5 }, id('track'))
  await analytics.group('g1', { plan: 'family' }, id('group'))
  await analytics.screen('App', 'Cart', {}, id('screen'))
  await analytics.alias('u2', 'u1', id('alias'))
}"""
CALLS = ("page", "identify", "track", "group", "screen", "alias")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def shop(npm_package: Any) -> Iterator[str]:
    """The address of a page, on a server of its own, that loads the SDK."""
    folder = npm_package(PACKAGE) / "node_modules/@segment/analytics-next/dist/umd"
    (folder / "index.html").write_text(PAGE)
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as web:
        threading.Thread(target=web.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{web.server_port}/"
        web.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = os.environ.get("HUITOU_CHROMIUM") or shutil.which("chromium")
    if path is None:
        pytest.skip("no chromium on PATH; name one in HUITOU_CHROMIUM")
    with api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.mark.parametrize("strategy", ["standard", "batching"])
def test_the_browser_sdk_of_segment(server: Any, shop: str, browser: Any, strategy: str) -> None:
    name = str(uuid.uuid4())
    delivery = {"strategy": strategy, "config": {"size": len(CALLS), "timeout": 2000}}
    told = {
        "host": server.url,
        "key": server.key,
        "name": name,
        "options": {"integrations": {"Segment.io": {"deliveryStrategy": delivery}}},
    }
    tab = browser.new_page()
    complaints: list[str] = []
    tab.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    answers: list[tuple[str, str, int]] = []
    tab.on(
        "response",
        lambda answer: answers.append(
            (answer.request.method, answer.url.removeprefix(server.url), answer.status)
        ),
    )

    tab.goto(shop)
    tab.evaluate(STORY, told)
    _wait_until(lambda: _kept(server, name) == len(CALLS), tab)
    tab.close()

    assert complaints == []
    asked = [answer for answer in answers if answer[1].startswith("/v1/")]
    assert ("GET", f"/v1/projects/{server.key}/settings", 200) in asked
    sent = sorted(path for method, path, _ in asked if method == "POST")
    assert sent == (["/v1/b"] if strategy == "batching" else [f"/v1/{c}" for c in "agipst"])
    assert {status for _, _, status in asked} == {200}
    rows = {call: server.event(f"{name}-{call}") for call in CALLS}
    assert {call: row.type for call, row in rows.items()} == {call: call for call in CALLS}
    assert (rows["page"].name, rows["screen"].name) == ("Start", "Cart")
    assert json.loads(rows["page"].properties)["colour"] == "绿"
    assert json.loads(rows["identify"].traits) == {"city": "杭州"}
    assert rows["track"].event == "Tea Tasted"
    assert json.loads(rows["track"].properties) == {"price": 48.5}
    assert rows["track"].user_id == "u1"
    assert rows["track"].anonymous_id == rows["page"].anonymous_id is not None
    assert json.loads(rows["track"].context)["page"]["url"] == shop
    assert rows["alias"].previous_id == "u1"


def _kept(server: Any, name: str) -> int:
    return sum(row.message_id.startswith(name) for row in server.kept().events)


def _wait_until(condition: Any, tab: Any) -> None:
    for _ in range(100):
        if condition():
            return
        tab.wait_for_timeout(100)
    raise AssertionError("the events did not arrive")
