"""Bodies of the Segment tracking API: what becomes a row, and what is kept aside and why."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import rudderstack.analytics.client
import segment.analytics.client

from huitou.engine.events import (
    REASONS,
    EventRow,
    Outcome,
    QuarantineRow,
    Verdict,
    decide,
    open_segment,
)
from huitou.kernel import HuitouError, InvalidInput, NotFound, TooLarge, to_micros

RECEIVED = to_micros(datetime(2026, 7, 1, 12, 0, 5, tzinfo=UTC))
SENT = "2026-07-01T12:00:03.000Z"
HAPPENED = "2026-07-01T12:00:00.000Z"
SECOND = 1_000_000

TRACK: dict[str, Any] = {
    "type": "track",
    "event": "Product Viewed",
    "userId": "u-1",
    "anonymousId": "a-1",
    "messageId": "m-1",
    "timestamp": HAPPENED,
    "properties": {"product_id": "p-1"},
    "context": {"ip": "10.0.0.1"},
}


def numbered() -> Callable[[], str]:
    numbers = itertools.count(1)
    return lambda: f"new-{next(numbers)}"


def take(body: bytes | dict[str, Any], route: str = "batch", *, at: int = RECEIVED) -> Outcome:
    if isinstance(body, dict):
        body = json.dumps(body, ensure_ascii=False).encode()
    opened = open_segment(body, route=route)
    return decide(opened, source="web", received_at=at, new_id=numbered())


def one(event: dict[str, Any], **envelope: Any) -> EventRow:
    outcome = take({"batch": [event], "sentAt": SENT, **envelope})
    assert outcome.decided.quarantined == []
    (row,) = outcome.decided.events
    assert outcome.verdicts == [Verdict(row.message_id, "accepted", None, None)]
    return row


def aside(event: Any, **envelope: Any) -> QuarantineRow:
    outcome = take({"batch": [event], "sentAt": SENT, **envelope})
    assert outcome.decided.events == []
    (row,) = outcome.decided.quarantined
    assert outcome.verdicts == [Verdict(row.message_id, "quarantined", row.reason, row.detail)]
    assert row.reason in REASONS
    return row


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
    broken = one({**TRACK, "sentAt": "soon"})
    assert broken == one(TRACK)
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


# Kept aside


@pytest.mark.parametrize(
    ("change", "reason", "field", "detail"),
    [
        ({"type": None}, "bad_type", "type", "The event has no type."),
        (
            {"type": "drink"},
            "bad_type",
            "type",
            "The type 'drink' is not one of alias, group, identify, merge, page, screen, track.",
        ),
        ({"type": 5}, "bad_type", "type", "type must be text, not the number 5."),
        ({"event": None}, "missing_event", "event", "The track call has no event name."),
        ({"event": " "}, "missing_event", "event", "The track call has no event name."),
        ({"event": 5}, "bad_event", "event", "event must be text, not the number 5."),
        ({"name": []}, "bad_event", "name", "name must be text, not a list."),
        (
            {"userId": "", "anonymousId": None},
            "no_identity",
            "userId",
            "The track call has no userId or anonymousId.",
        ),
        (
            {"userId": 1.5},
            "bad_id",
            "userId",
            "userId must be text or a whole number, not the number 1.5.",
        ),
        (
            {"userId": True},
            "bad_id",
            "userId",
            "userId must be text or a whole number, not true or false.",
        ),
        (
            {"groupId": {}},
            "bad_id",
            "groupId",
            "groupId must be text or a whole number, not an object.",
        ),
        ({"type": "alias"}, "missing_previous", "previousId", "The alias has no previousId."),
        (
            {"type": "alias", "userId": None, "previousId": "a"},
            "missing_previous",
            "userId",
            "The alias has no userId.",
        ),
        ({"type": "group"}, "missing_group", "groupId", "The group call has no groupId."),
        (
            {"type": "merge", "mergeProperties": [{"type": "email", "value": ""}] * 2},
            "bad_merge",
            "mergeProperties",
            "A value in mergeProperties is empty.",
        ),
        ({"properties": []}, "bad_properties", "properties", "properties is not a JSON object."),
        ({"traits": "x"}, "bad_traits", "traits", "traits is not a JSON object."),
        ({"context": 1}, "bad_context", "context", "context is not a JSON object."),
        (
            {"timestamp": []},
            "bad_timestamp",
            "timestamp",
            "timestamp must be text or a number, not a list.",
        ),
        (
            {"properties": {}},
            "missing_property",
            "product_id",
            "Product Viewed needs product_id or sku.",
        ),
        (
            {"event": "Order Completed", "properties": {"order_id": "o", "total": "12.50"}},
            "wrong_property",
            "total",
            'Order Completed: total must be a number, not "12.50".',
        ),
    ],
)
def test_a_broken_event_is_kept_aside_with_its_reason(
    change: dict[str, Any], reason: str, field: str, detail: str
) -> None:
    said = {**TRACK, **change}
    row = aside(said)
    assert (row.reason, row.field, row.detail) == (reason, field, detail)
    assert json.loads(row.raw) == said
    assert (row.message_id, row.source, row.received_at) == ("m-1", "web", RECEIVED)


def test_what_identifies_a_broken_event_is_told_as_far_as_it_goes() -> None:
    row = aside({**TRACK, "userId": [], "anonymousId": 7, "messageId": 12, "event": "Cart Viewed"})
    assert (row.message_id, row.event) == ("12", "Cart Viewed")
    assert (row.user_id, row.anonymous_id) == (None, "7")


@pytest.mark.parametrize("message_id", [None, "", [], "x" * 201])
def test_a_broken_event_without_a_usable_message_id_gets_a_new_one(message_id: Any) -> None:
    assert aside({**TRACK, "event": None, "messageId": message_id}).message_id == "new-1"


def test_a_message_id_of_the_wrong_form() -> None:
    row = aside({**TRACK, "messageId": "x" * 201})
    assert (row.reason, row.field) == ("bad_message_id", "messageId")
    assert row.detail == "messageId has 201 characters; 200 at most."
    assert aside({**TRACK, "messageId": {}}).reason == "bad_message_id"


@pytest.mark.parametrize(
    ("item", "words"),
    [(None, "a number, true, false or null"), (3, "a number"), ([], "a list"), ("x", "text")],
)
def test_an_item_that_is_no_object(item: Any, words: str) -> None:
    row = aside(item)
    assert row.reason == "not_an_object"
    assert words in row.detail
    assert row.raw == json.dumps(item)


def test_an_event_over_the_limit_is_kept_aside_whole() -> None:
    room = 32 * 1024 - len(json.dumps({**TRACK, "properties": {"sku": ""}}))
    assert one({**TRACK, "properties": {"sku": "x" * room}}).event == "Product Viewed"
    row = aside({**TRACK, "properties": {"sku": "x" * (room + 1)}})
    assert (row.reason, row.detail) == ("too_large", "The event has 32769 bytes; 32768 at most.")
    assert len(row.raw) == 32769


def nested(levels: int) -> bytes:
    inner = b"[" * levels + b"]" * levels
    return (
        b'{"type":"track","event":"x","userId":"u","messageId":"deep","properties":{"a":'
        + inner
        + b"}}"
    )


def test_nesting_has_a_limit_that_strings_do_not_count_for() -> None:
    (row,) = take(b'{"batch":[' + nested(30) + b"]}").decided.events
    assert row.message_id == "deep"
    (deep,) = take(b'{"batch":[' + nested(31) + b"]}").decided.quarantined
    assert (deep.reason, deep.detail) == ("too_deep", "The event is nested 33 deep; 32 at most.")
    assert (
        one({**TRACK, "properties": {"sku": "[" * 500}}).properties == f'{{"sku": "{"[" * 500}"}}'
    )
    wide = {**TRACK, "properties": {"sku": 1, "sizes": [[]] * 500}}
    assert one(wide).event == "Product Viewed"


# One poisoned event among good ones


def bad(rest: bytes) -> bytes:
    return b'{"type":"track","messageId":"bad","userId":"u",' + rest + b"}"


POISONS = [
    (bad(b'"event":"x","properties":{"a":[1,NaN]}'), "not_a_number", "properties.a[1]"),
    (bad(b'"event":"x","properties":{"a":-Infinity}'), "not_a_number", "properties.a"),
    (bad(b'"event":"x","properties":{"a":"\xff"}'), "bad_encoding", None),
    (bad(b'"event":"\xc3("'), "bad_encoding", None),
    (bad(b'"event":"x","properties":{"a":"\\ud800"}'), "bad_encoding", "properties.a"),
    (bad(b'"event":"x\\udc00"'), "bad_encoding", "event"),
    (bad(b'"event":"x","traits":{"\\ud800":1}'), "bad_encoding", "traits.\\ud800"),
    (bad(b'"event":"x","a":tru'), "bad_json", None),
    (bad(b'"event":"x","a":"\\x"'), "bad_json", None),
    (bad(b'"event":"x","a":"\x01"'), "bad_json", None),
    (bad(b'"event":"x","groupId":' + b"9" * 5000), "bad_json", None),
    (nested(400).replace(b"deep", b"bad"), "too_deep", None),
    (nested(5000).replace(b"deep", b"bad"), "too_deep", None),
]


@pytest.mark.parametrize(("poison", "reason", "field"), POISONS)
def test_one_poisoned_event_takes_no_other_along(
    poison: bytes, reason: str, field: str | None
) -> None:
    good = [json.dumps({**TRACK, "messageId": name}).encode() for name in ("m-1", "m-2")]
    body = b'{"batch":[' + good[0] + b" , " + poison + b"," + good[1] + b'],"sentAt":"%s"}'
    outcome = take(body % SENT.encode())
    assert [verdict.status for verdict in outcome.verdicts] == [
        "accepted",
        "quarantined",
        "accepted",
    ]
    assert outcome.decided.events[0] == one(TRACK)
    assert outcome.decided.events[1] == one({**TRACK, "messageId": "m-2"})
    (row,) = outcome.decided.quarantined
    assert (row.reason, row.field) == (reason, field)
    assert row.raw == poison.decode("utf-8", "backslashreplace")
    if reason not in {"bad_json", "too_deep"}:
        assert row.message_id == "bad"


def test_a_single_call_with_nan_is_kept_aside_not_refused() -> None:
    (row,) = take(b'{"event":"x","userId":"u","properties":{"a":NaN}}', "track").decided.quarantined
    assert (row.reason, row.user_id, row.event) == ("not_a_number", "u", "x")
    (row,) = take(nested(5000), "track").decided.quarantined
    assert row.reason == "too_deep"


@pytest.mark.parametrize(
    ("context", "reason"),
    [
        (b"7", "bad_context"),
        (b'{"a":NaN}', "bad_context"),
        (b'{"a":"\xff"}', "bad_context"),
        (b'{"a":"\\ud800"}', "bad_context"),
        (b'{"a":' + b"[" * 5000 + b"]" * 5000 + b"}", "too_deep"),
        (b'{"a":' + b"[" * 40 + b"]" * 40 + b"}", "too_deep"),
        (b'{"a":"' + b"x" * 40_000 + b'"}', "too_large"),
    ],
)
def test_a_broken_batch_context_keeps_every_event_aside(context: bytes, reason: str) -> None:
    body = b'{"batch":[%s,%s],"context":%s}' % (*[json.dumps(TRACK).encode()] * 2, context)
    outcome = take(body)
    assert [row.reason for row in outcome.decided.quarantined] == [reason, reason]
    assert {row.field for row in outcome.decided.quarantined} == {"context"}
    assert outcome.decided.events == []


# Bodies that can not be read at all


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "The body is empty."),
        (b" \n", "The body is empty."),
        (b"hello", "The body is not a JSON object."),
        (b"[]", "The body is not a JSON object."),
        (b"null", "The body is not a JSON object."),
        ('{"batch":[]}'.encode("utf-16"), "The body is not a JSON object."),
        (b'{"batch":[{"type":"tra', "The body is not valid JSON, or breaks off, at byte 22."),
        (b'{"batch":[]} {}', "The body is not valid JSON, or breaks off, at byte 13."),
        (b"{batch: []}", "The body is not valid JSON, or breaks off, at byte 1."),
        (b'{"batch":[1 2]}', "The batch is not a valid JSON array at its byte 3."),
        (b'{"batch":{}}', "The batch is not an array."),
        (b"{}", "The body has no batch."),
        (b'{"batch":null}', "The body has no batch."),
    ],
)
def test_a_body_that_can_not_be_read_says_so(body: bytes, message: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        take(body)
    assert raised.value.message == message
    assert raised.value.remedy


@pytest.mark.parametrize("body", [b'{"event": tru}', b'{"event": "x"', b"[]", b"7", b""])
def test_a_single_call_that_is_no_json_is_refused(body: bytes) -> None:
    with pytest.raises(InvalidInput):
        take(body, "track")


def test_a_batch_of_too_many_events_is_refused_before_any_work() -> None:
    assert len(take(b'{"batch":[' + b"1," * 49_999 + b"1]}").verdicts) == 50_000
    with pytest.raises(TooLarge, match="The batch has 50001 events; 50000 at most"):
        open_segment(b'{"batch":[' + b"1," * 50_000 + b"1]}", route="batch")


def test_a_context_that_would_grow_beyond_measure_is_refused() -> None:
    body = b'{"context":{"a":"%s"},"batch":[%s1]}' % (b"x" * 30_000, b"1," * 2_000)
    with pytest.raises(TooLarge, match="repeated in 2001 events"):
        open_segment(body, route="batch")


def test_an_unknown_call_is_not_found() -> None:
    with pytest.raises(NotFound) as raised:
        open_segment(b"{}", route="drink")
    assert isinstance(raised.value, HuitouError)


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
