"""What pages weigh and how soon they show: each page of the shop and of the console in Chromium.

    python benchmarks/pages/run.py [TIMES]

Each page is opened in a new context of the browser (nothing is cached): milliseconds until the
first content is painted, and kilobytes that came over the wire for everything that it loads. Then
it is asked for TIMES (60) times over HTTP; the server says what an answer took and how many
statements it asked of the database.

Claims: the first content in less than a second; a page of the shop in less than 150 kB and, 95 of
100 times, in less than 40 ms of server time; at most 12 statements a page. Prints MISSED where one
does not hold.
"""

from __future__ import annotations

import statistics
import sys
from dataclasses import dataclass
from typing import Any
from urllib.request import Request, urlopen

from _addresses import console_pages, shop_pages
from _browser import chromium, opened, sign_in
from _served_shop import Served, served_shop

MOST_PAINT, MOST_KB, MOST_P95, MOST_STATEMENTS = 1000.0, 150.0, 40.0, 12
_WARM_UP = 3


@dataclass(frozen=True)
class Measured:
    """One page. Milliseconds, kilobytes, milliseconds on the server, statements at most."""

    name: str
    paint: float
    kilobytes: float
    p50: float
    p95: float
    statements: int


def main(times: int) -> None:
    with served_shop("_timed_app:app") as served, chromium() as browser:
        shop = [
            _measured(browser, served, name, path, 375, times)
            for name, path in shop_pages(served).items()
        ]
        console = [
            _measured(browser, served, name, path, 1280, times)
            for name, path in console_pages(served).items()
        ]
    _say("shop, 375 px", shop)
    _judge("first content below 1 s", all(one.paint < MOST_PAINT for one in shop))
    _judge("all of a page below 150 kB", all(one.kilobytes < MOST_KB for one in shop))
    _judge("p95 on the server below 40 ms", all(one.p95 < MOST_P95 for one in shop))
    _say("console, 1280 px", console)
    _judge("first content below 1 s", all(one.paint < MOST_PAINT for one in console))
    most = max(one.statements for one in (*shop, *console))
    _judge(f"at most {MOST_STATEMENTS} statements a page ({most})", most <= MOST_STATEMENTS)


def _measured(
    browser: Any, served: Served, name: str, path: str, width: int, times: int
) -> Measured:
    page = opened(browser, served, width, "zh-CN", "light")
    if path.startswith("/console/"):
        sign_in(page, served)
    page = _uncached(page)
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    loaded: list[float] = []
    wire.on("Network.loadingFinished", lambda said: loaded.append(said["encodedDataLength"]))
    page.goto(served.address + path)
    page.wait_for_load_state("networkidle")
    paint = page.evaluate(
        "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
    )
    cookies = "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())
    page.context.close()
    took = [_asked(served.address + path, cookies) for _ in range(_WARM_UP + times)][_WARM_UP:]
    app = sorted(one["app"] for one in took)
    return Measured(
        name,
        paint,
        sum(loaded) / 1000,
        statistics.median(app),
        app[len(app) * 95 // 100],
        int(max(one["statements"] for one in took)),
    )


def _uncached(page: Any) -> Any:
    """Another page of the same person, with an empty cache."""
    other = page.context.new_page()
    session = other.context.new_cdp_session(other)
    session.send("Network.clearBrowserCache")
    page.close()
    return other


def _asked(address: str, cookies: str) -> dict[str, float]:
    headers = {"Cookie": cookies, "Accept-Encoding": "gzip", "Accept-Language": "zh-CN"}
    with urlopen(Request(address, headers=headers)) as answer:
        answer.read()
        said = answer.headers["Server-Timing"]
    parts = (one.strip().split(";dur=") for one in said.split(","))
    return {name: float(value) for name, value in parts}


def _say(title: str, pages: list[Measured]) -> None:
    print(f"\n{title:16}{'paint ms':>10}{'kB':>9}{'p50 ms':>9}{'p95':>8}{'statements':>12}")
    for one in pages:
        print(
            f"{one.name:16}{one.paint:10.0f}{one.kilobytes:9.1f}{one.p50:9.1f}{one.p95:8.1f}"
            f"{one.statements:12}"
        )


def _judge(claim: str, holds: bool) -> None:
    print(f"{'holds' if holds else 'MISSED'}: {claim}", flush=True)


if __name__ == "__main__":
    main(int((sys.argv[1:] or ["60"])[0]))
