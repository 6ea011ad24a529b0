"""Every address of the intake, in every form of authorization."""

from __future__ import annotations

import base64
import gzip
import json
import time
import zlib
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest

CALLS: dict[str, dict[str, Any]] = {
    "identify": {"traits": {"name": "Li Wei", "city": "杭州"}},
    "track": {"event": "Reached The Door", "properties": {"price": 48.5, "ok": True, "x": None}},
    "page": {"name": "Home", "properties": {"url": "https://shop.example/"}},
    "screen": {"name": "Cart", "properties": {"items": 3}},
    "group": {"groupId": "g1", "traits": {"plan": "family"}},
    "alias": {"previousId": "before"},
}

EVENT_NAMES = {"track": "Reached The Door", "page": "Page Viewed", "screen": "Screen Viewed"}


def _call(kind: str, message_id: str) -> dict[str, Any]:
    return {"messageId": message_id, "userId": "u1", "anonymousId": "a1", **CALLS[kind]}


@pytest.mark.parametrize("kind", CALLS)
@pytest.mark.parametrize("short", [False, True])
def test_each_call_is_kept_as_its_own_type(server: Any, kind: str, short: bool) -> None:
    message_id = f"call-{kind}-{short}"
    path = f"/v1/{kind[0]}" if short else f"/v1/{kind}"
    before = time.time_ns() // 1000

    answer = server.post(path, _call(kind, message_id))

    assert answer.status == 200
    assert answer.document == {"success": True, "accepted": 1, "quarantined": 0, "events": []}
    row = server.event(message_id)
    assert (row.type, row.user_id, row.anonymous_id, row.source) == (kind, "u1", "a1", "web")
    assert row.event == EVENT_NAMES.get(kind)
    assert row.name == CALLS[kind].get("name")
    assert row.group_id == CALLS[kind].get("groupId")
    assert row.previous_id == CALLS[kind].get("previousId")
    assert _json(row.properties) == CALLS[kind].get("properties")
    assert _json(row.traits) == CALLS[kind].get("traits")
    assert before <= row.received_at <= time.time_ns() // 1000
    assert row.timestamp == row.received_at


@pytest.mark.parametrize("path", ["/v1/batch", "/v1/b", "/v1/import", "/v1/batch/"])
def test_a_batch_takes_all_types_and_lends_its_context(server: Any, path: str) -> None:
    name = f"batch{path}"
    batch = [{"type": kind, **_call(kind, f"{name}-{kind}")} for kind in CALLS]
    batch[0]["context"] = {"ip": "10.0.0.1", "campaign": {"name": "own"}}
    shared = {"ip": "10.0.0.9", "library": {"name": "test"}}

    answer = server.post(path, {"batch": batch, "context": shared})

    assert answer.document == {"success": True, "accepted": 6, "quarantined": 0, "events": []}
    assert _json(server.event(f"{name}-identify").context) == {
        "ip": "10.0.0.1",
        "campaign": {"name": "own"},
        "library": {"name": "test"},
    }
    assert _json(server.event(f"{name}-track").context) == shared
    assert [server.event(f"{name}-{kind}").type for kind in CALLS] == list(CALLS)


def test_a_merge_joins_two_ids(server: Any) -> None:
    document = {
        "messageId": "merge-1",
        "mergeProperties": [
            {"type": "user_id", "value": "u7"},
            {"type": "anonymous_id", "value": "a7"},
        ],
    }

    assert server.post("/v1/merge", document).document["accepted"] == 1
    row = server.event("merge-1")
    assert (row.type, row.user_id, row.previous_id) == ("alias", "u7", "a7")


def test_a_browser_sends_text_plain_and_the_key_in_the_body(server: Any) -> None:
    call = _call("track", "browser-1") | {"type": "track", "writeKey": server.key}

    answer = server.post("/v1/t", call, authorization="", content_type="text/plain;charset=UTF-8")

    assert answer.status == 200
    assert server.event("browser-1").event == "Reached The Door"


def test_a_beacon_names_its_key_in_the_query(server: Any) -> None:
    body = {"batch": [{"type": "track", **_call("track", "beacon-1")}]}
    path = f"/beacon/v1/batch?{urlencode({'writeKey': server.key})}"

    answer = server.post(path, body, authorization="", content_type="text/plain")

    assert answer.status == 200
    assert server.event("beacon-1").source == "web"


@pytest.mark.parametrize(
    "authorization",
    [
        lambda key: ("Basic " + _b64(f"{key}:"), None),
        lambda key: ("Basic " + _b64(key), None),
        lambda key: ("basic " + _b64(f"{key}:a password"), None),
        lambda key: ("Basic " + _b64(f"{key}:"), "a key that is not known"),
        lambda key: ("", key),
        lambda key: ("Bearer an-oauth-token", key),
        lambda key: ("Basic not base64 at all!", key),
    ],
    ids=["basic", "no-colon", "password", "basic-wins", "body", "bearer", "broken-basic"],
)
def test_every_form_of_authorization_lets_in(
    server: Any,
    request: pytest.FixtureRequest,
    authorization: Callable[[str], tuple[str, str | None]],
) -> None:
    header, in_body = authorization(server.key)
    message_id = f"auth-{request.node.callspec.id}"
    document = {"batch": [{"type": "track", **_call("track", message_id)}], "writeKey": in_body}

    answer = server.post("/v1/batch", document, authorization=header)

    assert answer.status == 200
    assert server.event(message_id).source == "web"


@pytest.mark.parametrize(
    ("header", "in_body", "code"),
    [
        ("", None, "no_key"),
        ("", "", "no_key"),
        ("Bearer only-a-token", None, "no_key"),
        ("Basic Og==", None, "no_key"),
        ("", "wrong", "unknown_key"),
        ("Basic d3Jvbmc6", None, "unknown_key"),
        ("Basic /////w==", None, "no_key"),
    ],
)
def test_without_a_known_key_nothing_is_kept(
    server: Any, header: str, in_body: str | None, code: str
) -> None:
    document = {"batch": [{"type": "track", **_call("track", "stranger")}], "writeKey": in_body}

    answer = server.post("/v1/batch", document, authorization=header)

    assert answer.status == 401
    assert answer.document["code"] == code
    assert answer.document["message"].endswith(".")
    assert "huitou keys" in answer.document["remedy"]
    assert "www-authenticate" not in answer.headers
    assert "stranger" not in {row.message_id for row in server.kept().events}


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("GZIP", gzip.compress),
        ("gzip", lambda data: gzip.compress(data[:20]) + gzip.compress(data[20:])),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data, wbits=-15)),
        ("identity", bytes),
    ],
    ids=["gzip", "capitals", "two-members", "zlib", "raw-deflate", "identity"],
)
def test_a_packed_body_is_unpacked(
    server: Any,
    request: pytest.FixtureRequest,
    encoding: str,
    pack: Callable[[bytes], bytes],
) -> None:
    message_id = f"packed-{request.node.callspec.id}"
    body = pack(json.dumps(_call("track", message_id)).encode())

    assert server.post("/v1/track", body, content_encoding=encoding).status == 200
    assert server.event(message_id).event == "Reached The Door"


@pytest.mark.parametrize("charset", ["utf-8", "UTF8", "gbk", "utf-16", "Big5", '"gb18030"'])
def test_the_charset_of_the_content_type_is_honoured(server: Any, charset: str) -> None:
    message_id = f"charset-{charset}"
    call = _call("identify", message_id)
    body = json.dumps(call, ensure_ascii=False).encode(charset.strip('"'))

    answer = server.post("/v1/identify", body, content_type=f"application/json; charset={charset}")

    assert answer.status == 200
    assert _json(server.event(message_id).traits)["city"] == "杭州"


def test_a_byte_order_mark_is_no_fault(server: Any) -> None:
    body = b"\xef\xbb\xbf" + json.dumps(_call("track", "bom")).encode()

    assert server.post("/v1/track", body).status == 200
    assert server.event("bom").event == "Reached The Door"


@pytest.mark.parametrize("kind", ["track", "page"])
def test_a_picture_is_an_event(server: Any, kind: str) -> None:
    fields = {
        "writeKey": server.key,
        "messageId": f"pixel-{kind}",
        "anonymousId": "a1",
        "event": "Mail Opened" if kind == "track" else "",
        "name": "欢迎",
        "properties.campaign": "七月",
        "context.page.path": "/mail",
        "context.page.title": "",
    }

    answer = server.ask("GET", f"/pixel/v1/{kind}?{urlencode(fields)}")

    assert answer.status == 200
    assert answer.headers["content-type"] == "image/gif"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.body.startswith(b"GIF89a\x01\x00\x01\x00")
    row = server.event(f"pixel-{kind}")
    assert row.type == kind
    assert row.event == ("Mail Opened" if kind == "track" else "Page Viewed")
    assert _json(row.properties) == {"campaign": "七月"}
    assert _json(row.context) == {"page": {"path": "/mail", "title": ""}}


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("anonymousId=a1&event=x", 401),
        ("writeKey=wrong&anonymousId=a1&event=x", 401),
        ("writeKey={key}&a=1&a.b=2", 400),
        ("writeKey={key}&a.b=2&a=1", 400),
        ("writeKey={key}&" + "a." * 40 + "b=1", 400),
        ("writeKey={key}&" + "&".join(f"f{n}=1" for n in range(300)), 413),
    ],
)
def test_a_picture_that_makes_no_sense_is_refused(server: Any, query: str, status: int) -> None:
    answer = server.ask("GET", f"/pixel/v1/track?{query.format(key=server.key)}")

    assert answer.status == status
    assert set(answer.document) >= {"code", "message", "remedy"}


def test_the_settings_document_sends_the_browser_here(server: Any) -> None:
    answer = server.ask("GET", f"/v1/projects/{server.key}/settings")

    assert answer.status == 200
    document = answer.document
    assert document["integrations"] == {
        "Segment.io": {
            "apiKey": server.key,
            "apiHost": f"127.0.0.1:{server.port}/v1",
            "protocol": "http",
            "unbundledIntegrations": [],
            "addBundledMetadata": True,
            "versionSettings": {"version": "4.4.7", "componentTypes": ["browser"]},
        }
    }
    assert document["plan"]["track"]["__default"] == {"enabled": True, "integrations": {}}
    assert document["metrics"] == {"sampleRate": 0}


def test_behind_a_proxy_the_browser_is_sent_to_https(server: Any) -> None:
    headers = {"host": "events.shop.example", "x-forwarded-proto": "https"}

    answer = server.ask("GET", f"/v1/projects/{server.key}/settings", headers=headers)

    segment = answer.document["integrations"]["Segment.io"]
    assert (segment["apiHost"], segment["protocol"]) == ("events.shop.example/v1", "https")


def test_settings_of_an_unknown_key_are_refused(server: Any) -> None:
    assert server.ask("GET", "/v1/projects/wrong/settings").status == 401


def test_metrics_are_taken_and_not_kept(server: Any) -> None:
    before = server.kept()

    answer = server.post("/v1/m", {"series": [{"metric": "x"}]}, authorization="")

    assert (answer.status, answer.document) == (200, {"success": True})
    assert server.kept() == before


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/v1/batch", "POST, OPTIONS"),
        ("/v1/t", "POST, OPTIONS"),
        ("/v1/m", "POST, OPTIONS"),
        ("/v1/projects/any/settings", "GET, OPTIONS"),
        ("/pixel/v1/track", "GET, OPTIONS"),
        ("/beacon/v1/batch", "POST, OPTIONS"),
        ("/batch/", "POST, OPTIONS"),
        ("/i/v1/analytics/events", "POST, OPTIONS"),
    ],
)
def test_a_page_of_another_origin_may_send(server: Any, path: str, methods: str) -> None:
    answer = server.ask(
        "OPTIONS",
        path,
        headers={
            "origin": "https://shop.example",
            "access-control-request-method": "POST",
            "access-control-request-headers": "authorization,content-type,x-retry-count",
        },
    )

    assert answer.status == 204
    assert answer.body == b""
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["access-control-allow-methods"] == methods
    allowed = answer.headers["access-control-allow-headers"].lower().split(", ")
    assert {"authorization", "content-type", "x-retry-count"} <= set(allowed)
    assert answer.headers["access-control-max-age"] == "86400"


def test_every_answer_may_be_read_by_a_page_of_another_origin(server: Any) -> None:
    answers = [
        server.post("/v1/track", _call("track", "cors")),
        server.post("/v1/track", b"{", origin="https://shop.example"),
        server.post("/v1/track", {}, authorization=""),
        server.ask("GET", f"/v1/projects/{server.key}/settings"),
        server.post("/v1/nothing", {}),
    ]

    assert [answer.status for answer in answers] == [200, 400, 401, 200, 404]
    for answer in answers:
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["access-control-expose-headers"] == "Retry-After"


@pytest.mark.parametrize(
    ("method", "path", "status", "allow"),
    [
        ("GET", "/v1/batch", 405, "POST, OPTIONS"),
        ("PUT", "/v1/track", 405, "POST, OPTIONS"),
        ("POST", "/pixel/v1/track", 405, "GET, OPTIONS"),
        ("POST", "/v1/nothing", 404, None),
        ("GET", "/v1/", 404, None),
        ("GET", "/v1/projects/a/b/settings", 404, None),
        ("GET", "/pixel/v1/nothing", 404, None),
    ],
)
def test_a_wrong_address_or_method_is_told(
    server: Any, method: str, path: str, status: int, allow: str | None
) -> None:
    answer = server.ask(method, path)

    assert answer.status == status
    assert answer.headers.get("allow") == allow
    assert set(answer.document) == {"code", "message", "remedy"}


def _json(text: str | None) -> Any:
    return None if text is None else json.loads(text)


def _b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()
