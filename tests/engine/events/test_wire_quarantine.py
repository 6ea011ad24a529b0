"""Bodies of the Segment tracking API: what is kept aside, why, and what is refused whole."""

from __future__ import annotations

import json
from typing import Any

import pytest

from huitou.engine.events import (
    open_segment,
)
from huitou.kernel import HuitouError, InvalidInput, NotFound, TooLarge
from wire_bodies import RECEIVED, SENT, TRACK, aside, one, take

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
