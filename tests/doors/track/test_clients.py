"""The unmodified client libraries, told only the host: every call they have, packed and plain."""

from __future__ import annotations

import json
import os
import subprocess
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import posthog
import pytest
import rudderstack.analytics.client as rudderstack
import segment.analytics.client as segment

from huitou.kernel import to_micros

MOMENT = datetime(2026, 7, 1, 10, 0, 0, 123000, tzinfo=UTC)
TRAITS = {"name": "李薇", "city": "杭州"}
PROPERTIES = {"price": 48.5, "on_sale": True, "tags": ["tea", "茶"]}


def _fresh() -> str:
    return str(uuid.uuid4())


@pytest.mark.parametrize("library", [segment, rudderstack], ids=["segment", "rudderstack"])
@pytest.mark.parametrize("gzip", [False, True], ids=["plain", "gzip"])
def test_the_python_clients_of_segment_and_rudderstack(
    server: Any, library: Any, gzip: bool
) -> None:
    errors: list[Exception] = []
    client = library.Client(
        server.key, host=server.url, gzip=gzip, on_error=lambda error, _: errors.append(error)
    )
    name = _fresh()
    common = {"timestamp": MOMENT, "context": {"ip": "10.0.0.7"}}
    ids = {call: f"{name}-{call}" for call in
           ("identify", "track", "page", "screen", "group", "alias")}  # fmt: skip

    client.identify("u1", TRAITS, anonymous_id="a1", message_id=ids["identify"], **common)
    client.track("u1", "Tea Tasted", PROPERTIES, message_id=ids["track"], **common)
    client.page("u1", "Docs", "Start", PROPERTIES, message_id=ids["page"], **common)
    client.screen("u1", "App", "Cart", PROPERTIES, message_id=ids["screen"], **common)
    client.group("u1", "g1", {"plan": "family"}, message_id=ids["group"], **common)
    client.alias("before", "u1", message_id=ids["alias"], **common)
    client.shutdown()

    assert errors == []
    rows = {call: server.event(message_id) for call, message_id in ids.items()}
    assert {call: row.type for call, row in rows.items()} == {call: call for call in ids}
    assert {row.user_id for row in rows.values()} == {"u1"}
    assert {row.source for row in rows.values()} == {"web"}
    for row in rows.values():
        assert row.original_timestamp == to_micros(MOMENT)
        assert row.sent_at is not None
        assert row.timestamp == row.received_at - (row.sent_at - row.original_timestamp)
        assert _json(row.context)["ip"] == "10.0.0.7"
        assert _json(row.context)["library"]["name"] == "analytics-python"
    assert rows["identify"].anonymous_id == "a1"
    assert rows["track"].event == "Tea Tasted"
    assert rows["page"].name == "Start"
    assert rows["screen"].name == "Cart"
    for call in ("track", "page", "screen"):
        assert _json(rows[call].properties).items() >= PROPERTIES.items()
    assert (rows["group"].group_id, _json(rows["group"].traits)) == ("g1", {"plan": "family"})
    assert rows["alias"].previous_id == "before"
    # RudderStack's client puts a person's traits into the context.
    said = rows["identify"].traits or json.dumps(_json(rows["identify"].context)["traits"])
    assert _json(said) == TRAITS


@pytest.mark.parametrize("library", [segment, rudderstack], ids=["segment", "rudderstack"])
def test_a_full_queue_arrives_complete(server: Any, library: Any) -> None:
    errors: list[Exception] = []
    client = library.Client(
        server.key, host=server.url, on_error=lambda error, _: errors.append(error)
    )
    name = _fresh()
    for number in range(450):
        client.track("u1", "Counted", {"n": number}, message_id=f"{name}-{number}")
    client.shutdown()

    assert errors == []
    kept = [row for row in server.kept().events if row.message_id.startswith(name)]
    assert sorted(_json(row.properties)["n"] for row in kept) == list(range(450))


@pytest.mark.parametrize("library", [segment, rudderstack], ids=["segment", "rudderstack"])
def test_a_client_with_a_wrong_key_is_told_and_does_not_go_on(server: Any, library: Any) -> None:
    errors: list[Any] = []
    client = library.Client(
        "wrong", host=server.url, on_error=lambda error, _: errors.append(error)
    )
    client.track("u1", "Lost")
    client.shutdown()

    (error,) = errors
    assert (error.status, error.code) == (401, "unknown_key")
    assert error.message == "The write key is not known here."


@pytest.mark.parametrize(
    ("mode", "packing"),
    [("v0", "plain"), ("v0", "gzip"), ("v1", "none"), ("v1", "gzip"), ("v1", "deflate")],
)
def test_the_python_client_of_posthog(server: Any, mode: str, packing: str) -> None:
    errors: list[Any] = []
    client = posthog.Posthog(
        server.key,
        host=server.url,
        gzip=mode == "v0" and packing == "gzip",
        capture_mode=mode,
        capture_compression=packing if mode == "v1" else None,
        on_error=lambda error, _: errors.append(error),
        flush_interval=0.2,
    )
    ids = {call: _fresh() for call in ("capture", "page", "set", "once", "group", "alias")}

    client.capture(
        "Tea Tasted", distinct_id="u9", properties=PROPERTIES, timestamp=MOMENT,
        uuid=ids["capture"],
    )  # fmt: skip
    client.capture("$pageview", distinct_id="u9", properties={"title": "Start"}, uuid=ids["page"])
    client.set(distinct_id="u9", properties=TRAITS, uuid=ids["set"])
    client.set_once(distinct_id="u9", properties={"first": "tea"}, uuid=ids["once"])
    client.group_identify("company", "g9", {"plan": "family"}, uuid=ids["group"])
    client.alias("before", "u9", uuid=ids["alias"])
    client.shutdown()

    assert errors == []
    rows = {call: server.event(message_id) for call, message_id in ids.items()}
    assert {call: row.type for call, row in rows.items()} == {
        "capture": "track",
        "page": "page",
        "set": "identify",
        "once": "identify",
        "group": "group",
        "alias": "alias",
    }
    captured = rows["capture"]
    assert (captured.event, captured.user_id, captured.source) == ("Tea Tasted", "u9", "web")
    assert captured.original_timestamp == to_micros(MOMENT)
    assert _json(captured.properties).items() >= PROPERTIES.items()
    assert rows["page"].name == "Start"
    assert _json(rows["set"].traits) == TRAITS
    assert _json(rows["once"].traits) == {"first": "tea"}
    assert (rows["group"].group_id, _json(rows["group"].traits)) == ("g9", {"plan": "family"})
    assert {rows["alias"].user_id, rows["alias"].previous_id} == {"u9", "before"}


def test_posthog_s_newer_protocol_hears_of_every_event(server: Any) -> None:
    good, bad = _fresh(), _fresh()
    batch = [
        {"event": "Seen", "uuid": good, "distinct_id": "u1", "options": {}, "properties": {}},
        {"event": "Product Viewed", "uuid": bad, "distinct_id": "u1", "options": {},
         "properties": {}},
    ]  # fmt: skip
    answer = server.post(
        "/i/v1/analytics/events",
        {"created_at": "2026-07-01T10:00:00+00:00", "batch": batch},
        authorization=f"Bearer {server.key}",
    )

    assert answer.status == 200
    results = answer.document["results"]
    assert results[good] == {"result": "ok"}
    assert results[bad]["result"] == "warning"
    assert results[bad]["details"] == server.aside(bad).detail


def test_posthog_s_client_asks_for_flags_and_hears_that_there_are_none(server: Any) -> None:
    client = posthog.Posthog(server.key, host=server.url)

    assert client.evaluate_flags("u9").is_enabled("new-checkout") is False
    assert client.get_all_flags("u9") == {}
    client.shutdown()


@pytest.fixture(scope="module")
def node_library(npm_package: Any) -> Path:
    """The folder in which Segment's client for Node is installed."""
    folder: Path = npm_package("@segment/analytics-node@3.1.0")
    return folder


NODE_STORY = """
const { Analytics } = require('@segment/analytics-node')
const { host, key, name, traits, properties, moment } = JSON.parse(process.argv[2])
const analytics = new Analytics({ writeKey: key, host, flushAt: 4, maxRetries: 0 })
const errors = []
analytics.on('error', (error) => errors.push(String(error.reason || error.code)))
const common = (call) => ({
  messageId: `${name}-${call}`, timestamp: new Date(moment), context: { ip: '10.0.0.7' },
})
analytics.identify({ userId: 'u1', anonymousId: 'a1', traits, ...common('identify') })
analytics.track({ userId: 'u1', event: 'Tea Tasted', properties, ...common('track') })
analytics.page({ userId: 'u1', category: 'Docs', name: 'Start', properties, ...common('page') })
analytics.screen({ userId: 'u1', name: 'Cart', properties, ...common('screen') })
analytics.group({ userId: 'u1', groupId: 'g1', traits: { plan: 'family' }, ...common('group') })
analytics.alias({ userId: 'u1', previousId: 'before', ...common('alias') })
analytics.closeAndFlush({ timeout: 10000 }).then(() => console.log(JSON.stringify(errors)))
"""


def _run_node(library: Path, server: Any, key: str, name: str) -> list[str]:
    said = {
        "host": server.url,
        "key": key,
        "name": name,
        "traits": TRAITS,
        "properties": PROPERTIES,
        "moment": MOMENT.isoformat(),
    }
    story = library / "story.cjs"
    story.write_text(NODE_STORY)
    done = subprocess.run(
        ["node", str(story), json.dumps(said)],
        capture_output=True, text=True, timeout=60, check=True, cwd=library,
        env=os.environ | {"NO_PROXY": "127.0.0.1"},
    )  # fmt: skip
    errors: list[str] = json.loads(done.stdout)
    return errors


def test_the_node_client_of_segment(server: Any, node_library: Path) -> None:
    name = _fresh()

    assert _run_node(node_library, server, server.key, name) == []

    calls = ("identify", "track", "page", "screen", "group", "alias")
    rows = {call: server.event(f"{name}-{call}") for call in calls}
    assert {call: row.type for call, row in rows.items()} == {call: call for call in calls}
    for row in rows.values():
        assert row.user_id == "u1"
        assert row.original_timestamp == to_micros(MOMENT)
        assert row.sent_at is not None
        assert row.timestamp == row.received_at - (row.sent_at - row.original_timestamp)
        assert _json(row.context)["ip"] == "10.0.0.7"
        assert _json(row.context)["library"]["name"] == "@segment/analytics-node"
    assert rows["identify"].anonymous_id == "a1"
    assert _json(rows["identify"].traits) == TRAITS
    assert (rows["track"].event, _json(rows["track"].properties)) == ("Tea Tasted", PROPERTIES)
    assert (rows["page"].name, rows["screen"].name) == ("Start", "Cart")
    assert (rows["group"].group_id, _json(rows["group"].traits)) == ("g1", {"plan": "family"})
    assert rows["alias"].previous_id == "before"


def test_the_node_client_with_a_wrong_key_is_told(server: Any, node_library: Path) -> None:
    errors = _run_node(node_library, server, "wrong", _fresh())

    assert errors
    assert all("401" in error for error in errors)


def _json(text: str | None) -> Any:
    assert text is not None
    return json.loads(text)
