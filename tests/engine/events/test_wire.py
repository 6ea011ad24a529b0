"""Bodies of the Segment tracking API: what becomes a row."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
import rudderstack.analytics.client
import segment.analytics.client

from huitou.engine.events import (
    EventRow,
    Outcome,
    decide,
    open_segment,
)
from huitou.kernel import to_micros
from wire_bodies import RECEIVED, SECOND, SENT, TRACK, aside, numbered, one, take


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in TRACK.items() if key != name}


# What becomes a row


def test_a_track_call_becomes_a_row_with_its_time_set_right() -> None:
    assert one(TRACK) == EventRow(
        message_id="m-1",
        type="track",
        event="Product Viewed",
        name=None,
        user_id="u-1",
        anonymous_id="a-1",
        previous_id=None,
        group_id=None,
        timestamp=RECEIVED - 3 * SECOND,
        original_timestamp=RECEIVED - 5 * SECOND,
        sent_at=RECEIVED - 2 * SECOND,
        received_at=RECEIVED,
        source="web",
        properties='{"product_id": "p-1"}',
        traits=None,
        context='{"ip": "10.0.0.1"}',
    )


@pytest.mark.parametrize(("kind", "event"), [("page", "Page Viewed"), ("screen", "Screen Viewed")])
def test_a_view_is_named_by_its_kind_and_keeps_its_own_name_and_category(
    kind: str, event: str
) -> None:
    said = {"type": kind, "userId": "u", "name": "Tea", "category": "Shop", "messageId": "m"}
    row = one({**said, "properties": {"url": "/tea"}})
    assert (row.type, row.event, row.name) == (kind, event, "Tea")
    assert row.properties == '{"category":"Shop","url":"/tea"}'
    assert one({**said, "properties": {"category": "Own"}}).properties == '{"category":"Own"}'
    assert one({**said, "category": None}).properties is None


def test_identify_group_and_alias_keep_their_ids_and_no_event_name() -> None:
    row = one({"type": "identify", "userId": "u", "anonymousId": "a", "traits": {"vip": True}})
    assert (row.event, row.user_id, row.anonymous_id, row.traits) == (
        None,
        "u",
        "a",
        '{"vip": true}',
    )
    row = one({"type": "group", "anonymousId": "a", "groupId": 12, "traits": {"name": "Club"}})
    assert (row.event, row.group_id, row.traits) == (None, "12", '{"name": "Club"}')
    row = one({"type": "alias", "userId": "u", "previousId": "a"})
    assert (row.event, row.user_id, row.previous_id) == (None, "u", "a")


def test_rudderstack_identify_takes_its_traits_from_the_context() -> None:
    said = {"type": "identify", "userId": "u", "context": {"traits": {"vip": True}}}
    assert one(said).traits == '{"vip": true}'
    assert one({**said, "traits": {"own": 1}}).traits == '{"own": 1}'
    assert one({**said, "context": {"traits": "vip"}}).traits is None
    assert one({**said, "type": "group", "groupId": "g"}).traits is None


def test_rudderstack_merge_becomes_an_alias() -> None:
    pair = [{"type": "email", "value": "a@example.org"}, {"type": "phone", "value": 123}]
    outcome = take({"type": "merge", "messageId": "m", "mergeProperties": pair}, "merge")
    (row,) = outcome.decided.events
    assert (row.type, row.user_id, row.previous_id) == ("alias", "a@example.org", "123")
    (same,) = take({"messageId": "m", "mergeProperties": pair}, "merge").decided.events
    assert same == row


def test_rudderstack_import_keeps_the_times_it_says() -> None:
    past = {**TRACK, "timestamp": "2019-02-03T04:05:06Z"}
    row = take({"batch": [past], "sentAt": SENT}, "import").decided.events[0]
    told = to_micros(datetime(2019, 2, 3, 4, 5, 6, tzinfo=UTC))
    assert (row.timestamp, row.original_timestamp) == (told, told)
    assert row.sent_at == RECEIVED - 2 * SECOND


def test_ids_of_every_harmless_form() -> None:
    row = one({**TRACK, "userId": 0, "anonymousId": "", "previousId": None, "messageId": 12})
    assert (row.user_id, row.anonymous_id, row.previous_id) == ("0", None, None)
    assert row.message_id == "12"
    assert one({**TRACK, "userId": 2**70}).user_id == str(2**70)
    assert one({**TRACK, "messageId": "x" * 200}).message_id == "x" * 200


def test_explicit_nulls_are_absence() -> None:
    row = one({**TRACK, "userId": None, "traits": None, "properties": {"sku": 1}, "context": None})
    assert (row.user_id, row.traits, row.context) == (None, None, None)


def test_a_name_that_the_catalogue_does_not_know_is_kept() -> None:
    row = one({**TRACK, "event": "Sat On A Bench", "properties": {"order_id": []}})
    assert (row.event, row.properties) == ("Sat On A Bench", '{"order_id": []}')


def test_text_outside_ascii_survives_in_either_spelling() -> None:
    said = {**TRACK, "event": "看了🍵", "properties": {"名": "龙井🍵"}}
    assert one(said).properties == '{"名": "龙井🍵"}'
    body = json.dumps({"batch": [said]}, ensure_ascii=True).encode()
    (row,) = take(body).decided.events
    assert row.event == "看了🍵"
    assert json.loads(row.properties or "") == {"名": "龙井🍵"}


# The batch


def test_the_context_of_a_batch_is_joined_into_each_event() -> None:
    batch = [TRACK, without("context"), {**TRACK, "context": {"os": "x", "ip": None}}]
    outcome = take({"batch": batch, "context": {"os": {"name": "y"}, "app": 1}})
    contexts = [json.loads(row.context or "") for row in outcome.decided.events]
    assert contexts == [
        {"os": {"name": "y"}, "app": 1, "ip": "10.0.0.1"},
        {"os": {"name": "y"}, "app": 1},
        {"os": "x", "app": 1, "ip": None},
    ]
    assert outcome.decided.events[1].context == '{"os": {"name": "y"}, "app": 1}'


def test_numbers_too_large_for_a_float_pass_through_the_join_untouched() -> None:
    body = (
        b'{"batch":[{"type":"identify","userId":"u","context":{"n":1e999}}],"context":{"m":-0.0}}'
    )
    (row,) = take(body).decided.events
    assert row.context == '{"m":-0.0,"n":1e999}'


def test_an_event_sent_at_beats_the_batch_and_a_broken_one_counts_for_nothing() -> None:
    own = one({**TRACK, "sentAt": "2026-07-01T12:00:04Z"})
    assert (own.timestamp, own.sent_at) == (RECEIVED - 4 * SECOND, RECEIVED - SECOND)
    for broken in ("soon", [], True, {"at": 1}, ""):
        assert one({**TRACK, "sentAt": broken}) == one(TRACK)
    neither = one({**TRACK, "sentAt": "soon"}, sentAt="0001-01-01T00:00:00Z")
    assert (neither.timestamp, neither.sent_at) == (RECEIVED - 5 * SECOND, None)


def test_the_write_key_of_the_body() -> None:
    assert open_segment(b'{"batch":[],"writeKey":"k"}', route="batch").write_key == "k"
    assert open_segment(b'{"batch":[],"writeKey":7}', route="batch").write_key is None
    assert open_segment(b'{"batch":[]}', route="batch").write_key is None
    assert open_segment(b'{"event":"x","writeKey":"k"}', route="track").write_key == "k"
    assert take(b'{"batch":[],"writeKey":"k"}') == Outcome(take(b'{"batch":[]}').decided, [], "k")


def test_a_single_call_takes_its_type_from_the_route_unless_it_says_one() -> None:
    (row,) = take(without("type"), "track").decided.events
    assert row.type == "track"
    (row,) = take({"type": "page", "userId": "u"}, "track").decided.events
    assert row.type == "page"
    sent = {**TRACK, "sentAt": SENT, "writeKey": "k"}
    (row,) = take(sent, "track").decided.events
    assert row.timestamp == RECEIVED - 3 * SECOND


def test_every_single_route_takes_its_call() -> None:
    said = {"userId": "u", "previousId": "a", "groupId": "g", "event": "Signed In"}
    for route in ("track", "identify", "page", "screen", "group", "alias"):
        (row,) = take(said, route).decided.events
        assert row.type == route


def test_a_byte_order_mark_is_no_obstacle() -> None:
    body = b"\xef\xbb\xbf" + json.dumps({"batch": [TRACK]}).encode()
    assert len(take(body).decided.events) == 1


# Times


def test_without_a_sending_time_the_time_is_taken_as_it_is() -> None:
    (row,) = take({"batch": [TRACK]}).decided.events
    assert (row.timestamp, row.sent_at) == (RECEIVED - 5 * SECOND, None)


def test_without_any_time_the_event_happened_when_it_came() -> None:
    for absent in (None, ""):
        row = one({**TRACK, "timestamp": absent})
        assert (row.timestamp, row.original_timestamp) == (RECEIVED, None)


def test_the_original_timestamp_goes_before_the_timestamp() -> None:
    row = one({**TRACK, "originalTimestamp": "2026-07-01T12:00:01Z"})
    assert row.original_timestamp == RECEIVED - 4 * SECOND


@pytest.mark.parametrize("year", [1970, 2037, 2286])
def test_a_clock_in_another_age_is_set_right_if_it_says_when_it_sent(year: int) -> None:
    said = {**TRACK, "timestamp": f"{year}-01-01T00:00:00Z"}
    row = one(said, sentAt=f"{year}-01-01T00:00:30Z")
    assert row.timestamp == RECEIVED - 30 * SECOND


@pytest.mark.parametrize(
    ("said", "detail"),
    [
        (
            "1970-01-01T00:00:00Z",
            "The event would be from 1970-01-01T00:00:00+00:00, before 1971; check the clock, and "
            "that a time given as a number is in milliseconds.",
        ),
        (
            1782907200,  # seconds, where milliseconds are meant
            "The event would be from 1970-01-21T15:15:07+00:00, before 1971; check the clock, and "
            "that a time given as a number is in milliseconds.",
        ),
        (
            "2286-11-20T17:46:40Z",
            "The event would be from 2286-11-20T17:46:40+00:00, more than a day after it was "
            "received; check the client's clock and its sentAt.",
        ),
        ("soon", "timestamp 'soon' is not an ISO 8601 time from 1900 to 9999."),
    ],
)
def test_an_impossible_time_is_kept_aside(said: str | int, detail: str) -> None:
    row = aside({**TRACK, "timestamp": said}, sentAt=None)
    assert (row.reason, row.field, row.detail) == ("bad_timestamp", "timestamp", detail)


# Message ids


def test_an_event_without_id_but_with_a_time_is_recognised_when_sent_again() -> None:
    said = without("messageId")
    first = one(said)
    assert first.message_id.startswith("h-")
    assert len(first.message_id) == 34
    again = take(
        {"batch": [TRACK, {**said, "sentAt": "2026-07-01T13:00:00Z"}]}, at=RECEIVED + SECOND
    )
    assert again.decided.events[1].message_id == first.message_id
    for absent in (None, ""):
        assert one({**said, "messageId": absent}).message_id == first.message_id


@pytest.mark.parametrize(
    "change",
    [
        {"event": "Product Clicked"},
        {"userId": "u-2"},
        {"timestamp": "2026-07-01T12:00:00.001Z"},
        {"properties": {"product_id": "p-2"}},
        {"context": {}},
        {"traits": {}},
    ],
)
def test_a_made_id_differs_when_the_event_does(change: dict[str, Any]) -> None:
    said = without("messageId")
    assert one({**said, **change}).message_id != one(said).message_id


def test_a_made_id_differs_by_source() -> None:
    opened = open_segment(json.dumps({"batch": [without("messageId")]}).encode(), route="batch")
    ids = {
        decide(opened, source=name, received_at=RECEIVED, new_id=numbered()).verdicts[0].message_id
        for name in ("web", "app")
    }
    assert len(ids) == 2


def test_an_event_with_neither_id_nor_time_gets_a_new_id() -> None:
    assert one({"type": "track", "event": "x", "userId": "u"}).message_id == "new-1"


# What the real clients make


def made_by_segment() -> list[dict[str, Any]]:
    client = segment.analytics.client.Client("key", send=False)
    when = datetime(2026, 7, 1, 12, tzinfo=UTC)
    calls = [
        client.track("u", "Signed In", timestamp=when),
        client.identify("u", {"vip": True}, timestamp=when),
        client.group("u", "g", timestamp=when),
        client.page("u", "Shop", "Tea", timestamp=when),
        client.screen(anonymous_id="a", name="Tea", timestamp=when),
        client.alias("a", "u", timestamp=when),
    ]
    return [message for _, message in calls]


def test_the_six_calls_of_segments_python_client() -> None:
    outcome = take({"batch": made_by_segment(), "sentAt": SENT, "writeKey": "key"})
    assert [verdict.status for verdict in outcome.verdicts] == ["accepted"] * 6
    rows = outcome.decided.events
    assert [row.type for row in rows] == ["track", "identify", "group", "page", "screen", "alias"]
    assert {row.timestamp for row in rows} == {RECEIVED - 3 * SECOND}
    assert [row.user_id for row in rows] == ["u", "u", "u", "u", None, "u"]
    assert rows[1].traits == '{"vip": true}'
    assert rows[2].group_id == "g"
    assert json.loads(rows[3].properties or "") == {"category": "Shop"}
    assert (rows[4].anonymous_id, rows[5].previous_id) == ("a", "a")


def test_the_calls_of_rudderstacks_python_client() -> None:
    client = rudderstack.analytics.client.Client("key", send=False)
    when = datetime(2026, 7, 1, 12, tzinfo=UTC)
    messages = [
        client.track("u", "Signed In", {"n": 1}, timestamp=when)[1],
        client.identify("u", {"vip": True}, timestamp=when)[1],
    ]
    outcome = take({"batch": messages, "sentAt": SENT})
    track, identify = outcome.decided.events
    assert (track.event, track.properties) == ("Signed In", '{"n": 1}')
    assert identify.traits == '{"vip": true}'
