"""Sources and keys, live events, events that were kept aside."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from console_desk import SignedIn
from huitou.engine.events import decide, events_table, open_segment, quarantine_table
from huitou.foundation import audit, sources
from huitou.foundation.event_log import open_log
from huitou.kernel import to_micros
from sent_forms import fields_of, send

SOURCES = "/console/settings/sources"
NINE = to_micros(datetime(2026, 7, 1, 9, tzinfo=UTC))


@pytest.fixture
def owner(staff: SignedIn) -> Client:
    return staff("owner")


def arrive(home: Path, *events: dict[str, object]) -> None:
    body = json.dumps({"batch": events}).encode()
    found = decide(
        open_segment(body, route="batch"), source="web", received_at=NINE, new_id=lambda: "made"
    ).decided
    log = open_log(home)
    if found.events:
        log.append(events_table(found.events))
    if found.quarantined:
        log.keep_aside(quarantine_table(found.quarantined))


def test_a_key_is_shown_once_however_often_the_form_is_sent(owner: Client) -> None:
    page = owner.get(SOURCES).content.decode()
    form = fields_of(page, f"{SOURCES}/issue") | {"source": "web-shop"}
    first = owner.post(f"{SOURCES}/issue", form).content.decode()
    again = owner.post(f"{SOURCES}/issue", form).content.decode()
    (row,) = sources.list_keys()
    (key,) = set(re.findall(r"curl -u (\w{32}):", first))
    assert key.endswith(row.hint)
    assert again == first
    listed = owner.get(SOURCES).content.decode()
    assert key not in listed
    assert f"…{row.hint}" in listed


def test_a_name_that_cannot_be_is_told_at_its_field(owner: Client) -> None:
    answer = send(owner, SOURCES, f"{SOURCES}/issue", source="a b")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="a b"' in page
    assert 'id="field-source-error"' in page
    assert sources.list_keys() == []
    assert owner.get(f"{SOURCES}/issue").status_code == 200, "a reload shows the page again"


def test_a_key_is_revoked_once_it_was_asked_for_twice(owner: Client) -> None:
    send(owner, SOURCES, f"{SOURCES}/issue", source="web-shop")
    (row,) = sources.list_keys()
    where = f"{SOURCES}/{row.id}/revoke"
    assert f"…{row.hint}" in owner.get(where).content.decode()
    assert sources.list_keys()[0].revoked_at is None, "to look changes nothing"
    assert send(owner, where, where).status_code == 303
    assert sources.list_keys()[0].revoked_at is not None
    assert owner.get(where).status_code == 404


def test_events_are_seen_as_they_arrive_without_what_is_personal(owner: Client, home: Path) -> None:
    live = "/console/settings/live"
    assert "Nothing has arrived yet" in owner.get(live).content.decode()
    arrive(
        home,
        {
            "type": "track",
            "event": "Signed Up",
            "userId": "ann@mail.example",
            "messageId": "m1",
            "properties": {"email": "ann@mail.example", "plan": "tea", "product_id": "p"},
        },
        {"type": "identify", "userId": "bob", "messageId": "m2", "traits": {"level": "gold"}},
    )
    page = owner.get(live).content.decode()
    assert "Signed Up" in page
    assert "&quot;plan&quot;: &quot;tea&quot;" in page
    assert "ann@mail.example" not in page
    assert "gold" not in page, "of traits only the names are shown"
    assert 'hx-trigger="every 2s"' in page
    assert 'hx-trigger="every 2s"' not in owner.get(f"{live}?pause=1").content.decode()


def test_who_asks_what_came_since_is_answered_with_nothing_while_nothing_did(
    owner: Client, home: Path
) -> None:
    arrive(home, {"type": "track", "event": "See", "userId": "ann", "messageId": "m1"})
    headers = {"HX-Request": "true", "HX-Target": "live"}
    asked = f"/console/settings/live?after={NINE}"
    assert owner.get(asked, headers=headers).status_code == 204
    part = owner.get(f"/console/settings/live?after={NINE - 1}", headers=headers)
    assert part.content.decode().startswith('<section id="live"')


def test_a_broken_event_is_mended_and_sent_again(owner: Client, home: Path) -> None:
    broken = {"type": "track", "event": "Order Completed", "userId": "ann", "messageId": "m1"}
    arrive(home, broken)
    aside = "/console/settings/kept-aside"
    page = owner.get(aside).content.decode()
    assert "A property that this event needs is missing." in page
    where = f"{aside}/m1"
    form = owner.get(where).content.decode()
    assert "Order Completed" in form
    assert audit.entries(subject="m1")[0].action == "events.open"

    found = re.search(r'name="idempotency_key" value="([^"]+)"', form)
    assert found is not None
    said = {"idempotency_key": found[1], "raw": json.dumps(broken)}
    still = owner.post(where, said)
    assert still.status_code == 422
    assert "order_id" in still.content.decode()

    mended = broken | {"properties": {"order_id": "o1", "total": 5}}
    assert owner.post(where, said | {"raw": json.dumps(mended)}).status_code == 303
    (event,) = open_log(home).newest().to_pylist()
    assert event["message_id"] == "m1"
    assert "sent again" in owner.get(aside).content.decode()
