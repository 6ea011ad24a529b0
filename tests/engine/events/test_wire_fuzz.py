"""Whatever comes in, every event ends in exactly one place and nothing breaks."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pyarrow as pa
from hypothesis import example, given, settings
from hypothesis import strategies as st

from huitou.engine.events import (
    CATALOGUE,
    REASONS,
    Opened,
    Outcome,
    decide,
    events_table,
    open_posthog,
    open_segment,
    pack,
    quarantine_table,
    unpack,
)
from huitou.kernel import InvalidInput, TooLarge

RECEIVED = 1_782_907_205_000_000
ROUTES = ["batch", "import", "track", "identify", "page", "screen", "group", "alias", "merge"]


def opened_by(body: bytes, route: str) -> Opened | None:
    try:
        return open_posthog(body) if route == "posthog" else open_segment(body, route=route)
    except (InvalidInput, TooLarge) as refused:
        json.dumps(refused.as_dict(), ensure_ascii=False).encode()
        return None


def judged(body: bytes, route: str = "batch") -> Outcome | None:
    """The outcome, after checking all that holds for every outcome; None for a refused body."""
    opened = opened_by(body, route)
    if opened is None:
        return None
    numbers = itertools.count(1)
    outcome = decide(
        opened, source="web", received_at=RECEIVED, new_id=lambda: f"new-{next(numbers)}"
    )
    check(outcome, len(opened.items))
    return outcome


def check(outcome: Outcome, items: int) -> None:
    accepted, aside = outcome.decided.events, outcome.decided.quarantined
    assert len(outcome.verdicts) == items == len(accepted) + len(aside)
    ids = {"accepted": iter(accepted), "quarantined": iter(aside)}
    for verdict in outcome.verdicts:
        assert verdict.message_id == next(ids[verdict.status]).message_id
        assert 1 <= len(verdict.message_id) <= 200
    assert events_table(accepted).num_rows == len(accepted)
    table = quarantine_table(aside)
    assert table.num_rows == len(aside)
    assert set(table["reason"].to_pylist()) <= set(REASONS)
    assert unpack(pack(outcome.decided)) == outcome.decided
    for row in accepted:
        assert row.type in {"track", "identify", "page", "screen", "group", "alias"}
        assert 31_536_000_000_000 <= row.timestamp <= RECEIVED + 86_400_000_000
        for text in (row.properties, row.traits, row.context):
            assert text is None or isinstance(json.loads(text), dict)


HALVES = st.sampled_from(["\ud800", "x\udfff", "\udc00\ud800"])  # of characters
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | HALVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=6) | HALVES, inner, max_size=3)
    ),
    max_leaves=8,
)
MOMENTS = st.sampled_from(["2026-07-01T12:00:00Z", "1970-01-01", "2286-01-01T00:00:00+08:00"])
TEXTS = st.sampled_from(["", " ", "a", "u-1", "x" * 201, "茶"]) | MOMENTS
NAMES = st.sampled_from(sorted(CATALOGUE)) | TEXTS
OBJECTS = st.dictionaries(
    st.sampled_from(["order_id", "total", "products", "product_id", "points", "traits", "a"]),
    JSON | TEXTS,
    max_size=4,
)
ANY = JSON | TEXTS | OBJECTS
SEGMENT_EVENTS = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["track", "identify", "page", "group", "alias", "merge"]) | ANY,
        "event": NAMES | ANY,
        **dict.fromkeys(("userId", "anonymousId", "previousId", "groupId"), TEXTS | ANY),
        **dict.fromkeys(("messageId", "timestamp", "originalTimestamp", "sentAt"), TEXTS | ANY),
        **dict.fromkeys(("properties", "traits", "context"), OBJECTS | ANY),
        "name": ANY,
        "category": ANY,
        "mergeProperties": ANY,
    },
)
POSTHOG_EVENTS = st.fixed_dictionaries(
    {},
    optional={
        "event": st.sampled_from(["$identify", "$set", "$create_alias", "$pageview", "$screen"])
        | st.just("$groupidentify")
        | NAMES
        | ANY,
        **dict.fromkeys(("distinct_id", "uuid", "timestamp", "session_id"), TEXTS | ANY),
        "properties": st.dictionaries(
            st.sampled_from(
                ["$set", "$set_once", "alias", "distinct_id", "$group_key", "$anon_distinct_id"]
            ),
            ANY,
        )
        | ANY,
        "$set": OBJECTS | ANY,
        "$set_once": OBJECTS | ANY,
        "options": ANY,
    },
)


def written(value: Any) -> bytes:
    """JSON as careless clients write it: NaN, Infinity and lone surrogates as they come."""
    return json.dumps(value).encode()


@settings(deadline=None)
@given(st.binary(max_size=200), st.sampled_from([*ROUTES, "posthog"]))
@example(b'{"batch":[', "batch")
@example(b'{"batch":[{}]}' + b"\x00", "batch")
@example(b"[" * 100_000, "posthog")
@example(b'{"":' * 100_000, "track")
def test_any_bytes(body: bytes, route: str) -> None:
    judged(body, route)


@settings(deadline=None)
@given(ANY, st.sampled_from([*ROUTES, "posthog"]))
def test_any_json(body: Any, route: str) -> None:
    judged(written(body), route)


@settings(deadline=None)
@given(st.lists(SEGMENT_EVENTS | ANY, max_size=4), ANY, ANY)
def test_any_segment_batch_is_judged_event_by_event(batch: Any, context: Any, sent: Any) -> None:
    outcome = judged(written({"batch": batch, "context": context, "sentAt": sent}))
    assert outcome is not None
    assert len(outcome.verdicts) == len(batch)


@settings(deadline=None)
@given(st.lists(POSTHOG_EVENTS | ANY, max_size=4), ANY, ANY)
def test_any_posthog_batch_is_judged_event_by_event(batch: Any, key: Any, sent: Any) -> None:
    outcome = judged(written({"batch": batch, "api_key": key, "sent_at": sent}), "posthog")
    assert outcome is not None
    assert len(outcome.verdicts) == len(batch)


@settings(deadline=None)
@given(SEGMENT_EVENTS, st.sampled_from(ROUTES[2:]))
def test_any_single_event_gets_a_verdict(event: dict[str, Any], route: str) -> None:
    outcome = judged(written(event), route)
    assert outcome is not None
    assert len(outcome.verdicts) == 1


GOOD = [
    {
        "type": "track",
        "event": "Order Completed",
        "userId": f"u-{number}",
        "messageId": f"m-{number}",
        "timestamp": "2026-07-01T12:00:00Z",
        "properties": {"order_id": number, "total": 9.5, "note": 'a "quoted" 茶 [{'},
        "context": {"ip": "10.0.0.1"},
    }
    for number in range(3)
]
BODY = json.dumps({"batch": GOOD, "sentAt": "2026-07-01T12:00:01Z"}, ensure_ascii=False).encode()


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_a_valid_batch_with_bytes_cut_changed_or_put_in(data: st.DataObject) -> None:
    body = bytearray(BODY)
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(body)))
        end = data.draw(st.integers(start, min(len(body), start + 20)))
        marks = st.sampled_from([b'"', b"}", b"[", b",", b":", b"\\", b"NaN"])
        body[start:end] = data.draw(st.binary(max_size=4) | marks)
    judged(bytes(body))


POISON = st.one_of(
    st.sampled_from([b"NaN", b"-Infinity", b'"\xff"', b'"\\ud800"', b"tru", b'"\\x"', b'"\x02"']),
    st.sampled_from([b"[" * n + b"]" * n for n in (33, 900, 5000)]),
    st.sampled_from([b'{"userId":' + b"9" * 5000 + b"}", b'"' + b"x" * 40_000 + b'"']),
    JSON.map(written),
    st.just(b'{"type":"track","event":"x","userId":"u","properties":{"a":NaN}}'),
)


@settings(deadline=None)
@given(POISON, st.integers(0, 3))
def test_a_poisoned_event_changes_nothing_for_the_others(poison: bytes, place: int) -> None:
    items = [json.dumps(event).encode() for event in GOOD]
    alone = judged(b'{"batch":[' + b",".join(items) + b"]}")
    items.insert(place, poison)
    among = judged(b'{"batch":[' + b",".join(items) + b"]}")
    assert alone is not None
    assert among is not None
    assert among.decided.events == alone.decided.events
    assert len(among.verdicts) == 4
    assert among.verdicts[place].status == "quarantined"


@settings(deadline=None)
@given(SEGMENT_EVENTS)
def test_an_accepted_event_says_in_its_row_what_it_said_on_the_wire(event: dict[str, Any]) -> None:
    outcome = judged(written({"batch": [event]}))
    assert outcome is not None
    for row in outcome.decided.events:
        said = event.get("properties")
        kept = None if row.properties is None else json.loads(row.properties)
        if row.type in {"page", "screen"} and event.get("category"):
            assert kept == {"category": event["category"], **(said or {})}
        else:
            assert kept == said
        if row.type != "alias":
            said_id = event.get("userId")
            assert row.user_id == (None if said_id in (None, "") else str(said_id))


def test_the_tables_keep_the_microsecond() -> None:
    outcome = judged(BODY)
    assert outcome is not None
    stamps = events_table(outcome.decided.events)["timestamp"].cast(pa.int64()).to_pylist()
    assert stamps == [RECEIVED - 1_000_000] * 3
