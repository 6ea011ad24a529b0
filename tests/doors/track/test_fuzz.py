"""Whatever is sent, the answer is one of the documented ones, and never a failure of the server."""

from __future__ import annotations

import asyncio
import base64
import gzip
import json
import threading
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huitou.doors.track import Limits, TrackApp, create_app, owns
from huitou.foundation.sources import hash_key
from huitou.kernel import SystemClock

KEY = "the-key"
DOCUMENTED = {200, 204, 400, 401, 404, 405, 413, 429}

PATHS = st.one_of(
    st.sampled_from(
        ["/v1/batch", "/v1/track", "/v1/i", "/v1/import", "/v1/merge", "/v1/m", "/batch/", "/e/",
         "/beacon/v1/batch", "/pixel/v1/track", "/i/v1/analytics/events", "/flags/",
         f"/v1/projects/{KEY}/settings", "/v1//batch", "/v1/projects//settings"]
    ),
    st.text(max_size=20).map(lambda text: f"/v1/{text}"),
)  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(
            ["batch", "type", "event", "userId", "messageId", "properties", "context", "traits",
             "timestamp", "sentAt", "writeKey", "api_key", "distinct_id", "uuid", "x"]
        ),
        inner,
        max_size=6,
    ),
    max_leaves=12,
)  # fmt: skip
BODIES = st.one_of(
    st.binary(max_size=200),
    JSON.map(lambda value: json.dumps(value).encode()),
    JSON.map(lambda value: gzip.compress(json.dumps({"batch": [value]}).encode())),
    JSON.map(lambda value: zlib.compress(json.dumps({"batch": value, "writeKey": KEY}).encode())),
)
HEADERS = st.dictionaries(
    st.sampled_from([b"content-encoding", b"content-type", b"authorization", b"host",
                     b"x-forwarded-proto", b"content-length"]),
    st.one_of(
        st.binary(max_size=40),
        st.sampled_from(
            [b"gzip", b"deflate", b"br", b"text/plain; charset=gbk", b'x; charset="',
             b"Basic " + base64.b64encode(f"{KEY}:".encode()), b"Bearer " + KEY.encode(), b"Basic",
             b"shop.example:8000", b"https"]
        ),
    ),
)  # fmt: skip
QUERIES = st.one_of(
    st.binary(max_size=60),
    st.sampled_from([b"writeKey=the-key", b"writeKey=the-key&a.b=1&a=2", b"compression=gzip-js",
                     b"writeKey=%ff&%00=%", b"&&==&;", b"compression=lz64"]),
)  # fmt: skip


class Running:
    """The app on an event loop of its own thread, as a server would hold it."""

    def __init__(self, folder: Path) -> None:
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.app: TrackApp = create_app(
            folder, lambda: {hash_key(KEY): "web"}, SystemClock(), Limits(body_seconds=5)
        )
        self._lifespan: asyncio.Queue[Mapping[str, Any]] = asyncio.Queue()
        self._started = threading.Event()

    def start(self) -> None:
        self.thread.start()
        self._life = asyncio.run_coroutine_threadsafe(self._live(), self.loop)
        self.tell("lifespan.startup")
        assert self._started.wait(10)

    def stop(self) -> None:
        self.tell("lifespan.shutdown")
        self._life.result(10)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()

    def tell(self, what: str) -> None:
        asyncio.run_coroutine_threadsafe(self._lifespan.put({"type": what}), self.loop).result(10)

    def ask(self, scope: Mapping[str, Any], body: bytes) -> tuple[int, bytes]:
        return asyncio.run_coroutine_threadsafe(self._ask(scope, body), self.loop).result(20)

    async def _live(self) -> None:
        async def send(message: Mapping[str, Any]) -> None:
            assert message["type"].endswith(".complete")
            self._started.set()

        await self.app({"type": "lifespan"}, self._lifespan.get, send)

    async def _ask(self, scope: Mapping[str, Any], body: bytes) -> tuple[int, bytes]:
        sent: list[Mapping[str, Any]] = []
        chunks = [body[:10], body[10:]]

        async def receive() -> Mapping[str, Any]:
            return {"type": "http.request", "body": chunks.pop(0), "more_body": bool(chunks)}

        async def send(message: Mapping[str, Any]) -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        assert [message["type"] for message in sent] == [
            "http.response.start",
            "http.response.body",
        ]
        return sent[0]["status"], sent[1]["body"]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    running = Running(tmp_path_factory.mktemp("segments"))
    running.start()
    yield running
    running.stop()


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    method=st.sampled_from(["POST", "POST", "POST", "GET", "OPTIONS", "DELETE"]),
    path=PATHS,
    query=QUERIES,
    headers=HEADERS,
    body=BODIES,
)
def test_every_answer_is_a_documented_one(
    running: Running,
    method: str,
    path: str,
    query: bytes,
    headers: dict[bytes, bytes],
    body: bytes,
) -> None:
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query,
        "headers": list(headers.items()),
        "scheme": "http",
    }

    assert owns(path)
    status, answer = running.ask(scope, body)

    assert status in DOCUMENTED
    if status >= 400:
        assert set(json.loads(answer)) >= {"code", "message", "remedy"}
