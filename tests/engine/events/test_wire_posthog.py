"""Bodies of PostHog's capture API."""

from __future__ import annotations

import itertools
import json
from datetime import UTC, datetime
from typing import Any

import posthog
import pytest

from huitou.engine.events import EventRow, Outcome, QuarantineRow, decide, open_posthog
from huitou.kernel import InvalidInput, to_micros

RECEIVED = to_micros(datetime(2026, 7, 1, 12, 0, 5, tzinfo=UTC))
SENT = "2026-07-01T12:00:03.000000+00:00"
SECOND = 1_000_000

CAPTURE: dict[str, Any] = {
    "event": "Product Viewed",
    "distinct_id": "u-1",
    "uuid": "0197c3d2-0000-7000-8000-000000000001",
    "timestamp": "2026-07-01T12:00:00+00:00",
    "properties": {"product_id": "p-1", "$lib": "posthog-python"},
}


def take(body: Any) -> Outcome:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    numbers = itertools.count(1)
    return decide(
        open_posthog(raw),
        source="web",
        received_at=RECEIVED,
        new_id=lambda: f"new-{next(numbers)}",
    )


def one(event: dict[str, Any], **envelope: Any) -> EventRow:
    outcome = take({"api_key": "k", "batch": [event], "sent_at": SENT, **envelope})
    assert outcome.decided.quarantined == []
    (row,) = outcome.decided.events
    return row


def aside(event: Any) -> QuarantineRow:
    (row,) = take({"api_key": "k", "batch": [event], "sent_at": SENT}).decided.quarantined
    return row


def about(event: str, **properties: Any) -> dict[str, Any]:
    return {**CAPTURE, "event": event, "properties": properties}


def test_a_capture_becomes_a_track_row_with_its_time_set_right() -> None:
    assert one(CAPTURE) == EventRow(
        message_id="0197c3d2-0000-7000-8000-000000000001",
        type="track",
        event="Product Viewed",
        name=None,
        user_id="u-1",
        anonymous_id=None,
        previous_id=None,
        group_id=None,
        timestamp=RECEIVED - 3 * SECOND,
        original_timestamp=RECEIVED - 5 * SECOND,
        sent_at=RECEIVED - 2 * SECOND,
        received_at=RECEIVED,
        source="web",
        properties='{"product_id": "p-1", "$lib": "posthog-python"}',
        traits=None,
        context=None,
    )


def test_identify_joins_the_anonymous_id_and_keeps_what_was_set() -> None:
    said = about(
        "$identify",
        **{
            "$anon_distinct_id": "a-1",
            "$set": {"vip": True},
            "$set_once": {"vip": False, "from": "x"},
        },
    )
    row = one(said)
    assert (row.type, row.event, row.user_id, row.anonymous_id) == ("identify", None, "u-1", "a-1")
    assert json.loads(row.traits or "") == {"vip": True, "from": "x"}
    assert json.loads(row.properties or "") == said["properties"]


@pytest.mark.parametrize(
    ("top", "inner", "traits"),
    [
        ({"$set": {"a": 1}}, {}, '{"a": 1}'),
        ({"$set_once": {"a": 1}}, {}, '{"a": 1}'),
        ({"$set": None}, {"$set": {"a": 1}}, '{"a": 1}'),
        ({"$set": {"a": 2}}, {"$set": {"a": 1}}, '{"a": 2}'),
        ({"$set": {"a": 2}, "$set_once": {"a": 1, "b": 1}}, {}, '{"a":2,"b":1}'),
        ({}, {}, None),
    ],
)
def test_setting_without_identify_is_an_identify(
    top: dict[str, Any], inner: dict[str, Any], traits: str | None
) -> None:
    row = one({**about("$set", **inner), **top})
    assert (row.type, row.user_id, row.traits) == ("identify", "u-1", traits)


@pytest.mark.parametrize("event", ["$create_alias", "$merge_dangerously"])
def test_an_alias_is_merged_into_the_person_of_the_distinct_id(event: str) -> None:
    row = one(about(event, distinct_id="u-1", alias="other"))
    assert (row.type, row.user_id, row.previous_id) == ("alias", "u-1", "other")
    assert aside(about(event)).reason == "missing_previous"
    assert aside(about(event)).field == "properties.alias"


def test_pages_and_screens_are_named() -> None:
    row = one(about("$pageview", **{"$current_url": "https://example.org/", "title": "Tea"}))
    assert (row.type, row.event, row.name) == ("page", "Page Viewed", "Tea")
    row = one(about("$screen", **{"$screen_name": "Cart"}))
    assert (row.type, row.event, row.name) == ("screen", "Screen Viewed", "Cart")
    assert one(about("$pageview", title=["?"])).name is None


def test_groups() -> None:
    group = {"$group_type": "club", "$group_key": 7, "$group_set": {"name": "Tea"}}
    row = one(about("$groupidentify", **group))
    assert (row.type, row.group_id, row.traits) == ("group", "7", '{"name": "Tea"}')
    assert aside(about("$groupidentify")).reason == "missing_group"


@pytest.mark.parametrize(
    "properties",
    [{"$is_identified": False}, {"$process_person_profile": False}, {"$device_id": "u-1"}],
)
def test_a_distinct_id_that_says_so_is_anonymous(properties: dict[str, Any]) -> None:
    row = one(about("Signed In", **properties))
    assert (row.user_id, row.anonymous_id) == (None, "u-1")


def test_a_distinct_id_is_a_user_id_otherwise() -> None:
    said = {"$is_identified": True, "$process_person_profile": True, "$device_id": "d"}
    row = one(about("Signed In", **said))
    assert (row.user_id, row.anonymous_id) == ("u-1", None)
    only_inside = {**about("Signed In", distinct_id="in"), "distinct_id": None}
    assert one(only_inside).user_id == "in"


def test_what_the_newer_protocol_lifts_out_of_the_properties_goes_back() -> None:
    said = {
        **about("Signed In", n=1),
        "session_id": "s",
        "window_id": None,
        "$set": {"a": 1},
        "options": {"process_person_profile": False, "disable_skew_correction": True},
    }
    row = one(said)
    assert row.properties == '{"$session_id":"s","$set":{"a": 1},"n":1}'
    assert row.anonymous_id == "u-1"
    assert (row.timestamp, row.sent_at) == (RECEIVED - 5 * SECOND, None)


def test_times_of_a_migration_or_an_exact_event_are_kept() -> None:
    assert one(CAPTURE, historical_migration=True).timestamp == RECEIVED - 5 * SECOND
    assert one(CAPTURE, historical_migration=False).timestamp == RECEIVED - 3 * SECOND
    exact = about("Signed In", **{"$ignore_sent_at": True})
    assert one(exact).timestamp == RECEIVED - 5 * SECOND


def test_the_forms_of_a_body_and_where_they_keep_the_key() -> None:
    (row,) = take({**CAPTURE, "api_key": "k"}).decided.events
    assert row.event == "Product Viewed"
    inside = {**CAPTURE, "properties": {"product_id": 1, "token": "t"}}
    for body in ({**CAPTURE, "token": "t"}, inside, [inside, CAPTURE], {"batch": [inside]}):
        outcome = take(body)
        assert outcome.write_key == "t"
        assert outcome.decided.quarantined == []
    assert take({"batch": []}).write_key is None
    assert take({"batch": [5]}).write_key is None
    assert take(b" [] ").verdicts == []


@pytest.mark.parametrize(
    ("event", "reason", "field"),
    [
        ({**CAPTURE, "distinct_id": []}, "bad_id", "distinct_id"),
        ({**CAPTURE, "distinct_id": None}, "no_identity", "distinct_id"),
        ({**CAPTURE, "uuid": 1.5}, "bad_message_id", "uuid"),
        ({**CAPTURE, "properties": [1]}, "bad_properties", "properties"),
        ({**CAPTURE, "event": None}, "missing_event", "event"),
        ({**CAPTURE, "event": {}}, "bad_event", "event"),
        ({**CAPTURE, "timestamp": "soon"}, "bad_timestamp", "timestamp"),
        (about("Product Viewed"), "missing_property", "product_id"),
        (about("$create_alias", alias={}), "bad_id", "properties.alias"),
        ({**about("$set"), "$set": 5}, "bad_traits", "traits"),
        ({**about("$set", **{"$set": []}), "$set_once": {}}, "bad_traits", "properties.$set"),
        (about("$groupidentify", **{"$group_key": "g", "$group_set": 1}), "bad_traits", "traits"),
        ({**CAPTURE, "options": 5}, "bad_json", None),
        (7, "not_an_object", None),
    ],
)
def test_a_broken_event_is_kept_aside_with_its_reason(
    event: Any, reason: str, field: str | None
) -> None:
    row = aside(event)
    assert (row.reason, row.field) == (reason, field)
    assert json.loads(row.raw) == event


def test_one_poisoned_event_takes_no_other_along() -> None:
    good = json.dumps(CAPTURE).encode()
    poison = b'{"event":"x","distinct_id":"u-9","uuid":"bad","properties":{"a":NaN}}'
    outcome = take(b'{"api_key":"k","batch":[%s,%s,%s]}' % (good, poison, good))
    assert [v.status for v in outcome.verdicts] == ["accepted", "quarantined", "accepted"]
    (row,) = outcome.decided.quarantined
    assert (row.message_id, row.user_id, row.reason) == ("bad", "u-9", "not_a_number")
    assert outcome.write_key == "k"


def test_an_event_may_be_as_large_as_posthog_allows() -> None:
    assert one(about("Signed In", text="x" * 900_000)).event == "Signed In"
    assert aside(about("Signed In", text="x" * 921_600)).reason == "too_large"


@pytest.mark.parametrize("body", [b"", b"5", b"[", b'{"batch":5}', b'{"event":"x"', b"{'a':1}"])
def test_a_body_that_can_not_be_read_says_so(body: bytes) -> None:
    with pytest.raises(InvalidInput):
        open_posthog(body)


def made_by_posthog() -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []

    def keep(message: dict[str, Any]) -> dict[str, Any]:
        made.append(json.loads(json.dumps(message)))
        return message

    client = posthog.Posthog("k", host="http://127.0.0.1:9", send=False, before_send=keep)
    when = datetime(2026, 7, 1, 12, tzinfo=UTC)
    client.capture("Signed In", distinct_id="u", properties={"n": 1}, timestamp=when)
    client.capture("Signed In", timestamp=when)
    client.set(distinct_id="u", properties={"vip": True}, timestamp=when)
    client.set_once(distinct_id="u", properties={"from": "x"}, timestamp=when)
    client.alias("u", "other", timestamp=when)
    client.group_identify("club", "g", {"name": "Tea"}, timestamp=when, distinct_id="u")
    return made


def test_the_calls_of_posthogs_python_client() -> None:
    made = made_by_posthog()
    outcome = take({"batch": made, "historical_migration": False, "sent_at": SENT, "api_key": "k"})
    assert [verdict.status for verdict in outcome.verdicts] == ["accepted"] * 6
    assert [verdict.message_id for verdict in outcome.verdicts] == [said["uuid"] for said in made]
    capture, personless, set_, once, alias, group = outcome.decided.events
    assert {row.timestamp for row in outcome.decided.events} == {RECEIVED - 3 * SECOND}
    assert (capture.type, capture.event, capture.user_id) == ("track", "Signed In", "u")
    assert (personless.user_id, personless.anonymous_id) == (None, made[1]["distinct_id"])
    assert (set_.type, set_.user_id, set_.traits) == ("identify", "u", '{"vip": true}')
    assert (once.type, once.traits) == ("identify", '{"from": "x"}')
    assert (alias.user_id, alias.previous_id) == ("u", "other")
    assert (group.group_id, group.traits, group.user_id) == ("g", '{"name": "Tea"}', "u")
