"""A file of events becomes rows of the log, judged as if they had come over HTTP."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from huitou.engine.events import EVENTS_SCHEMA, QUARANTINE_SCHEMA
from huitou.engine.files import REFUSED_SCHEMA, EventRules, EventsFile, read_events
from huitou.kernel import InvalidInput, to_micros

NOW = to_micros(datetime(2024, 6, 1, tzinfo=UTC))
Read = Callable[..., EventsFile]


@pytest.fixture
def events_of(write: Callable[..., Path]) -> Read:
    def read(content: str, name: str = "events.jsonl", **rules: Any) -> EventsFile:
        return read_events(write(content, name), EventRules(NOW, **rules))

    return read


def lines(*messages: dict[str, Any]) -> str:
    return "".join(json.dumps(message) + "\n" for message in messages)


def first(events: EventsFile) -> dict[str, Any]:
    row: dict[str, Any] = events.events.to_pylist()[0]
    return row


def test_a_whole_segment_message(events_of: Read) -> None:
    events = events_of(
        lines(
            {
                "type": "track",
                "event": "Product Viewed",
                "userId": "ana",
                "anonymousId": "x1",
                "messageId": "m1",
                "timestamp": "2024-05-01T08:00:00+08:00",
                "originalTimestamp": "2019-01-01T00:00:00Z",
                "properties": {"product_id": "T1", "price": 1.50},
                "context": {"ip": "127.0.0.1"},
                "integrations": {"All": True},
            }
        ),
        source="archive",
    )
    assert events.events.schema.equals(EVENTS_SCHEMA)
    assert first(events) == {
        "message_id": "m1",
        "type": "track",
        "event": "Product Viewed",
        "name": None,
        "user_id": "ana",
        "anonymous_id": "x1",
        "previous_id": None,
        "group_id": None,
        "timestamp": datetime(2024, 5, 1, tzinfo=UTC),
        "original_timestamp": datetime(2024, 5, 1, tzinfo=UTC),
        "sent_at": None,
        "received_at": datetime(2024, 6, 1, tzinfo=UTC),
        "source": "archive",
        "properties": '{"product_id": "T1", "price": 1.5}',
        "traits": None,
        "context": '{"ip": "127.0.0.1"}',
    }


def test_identify_and_alias_messages(events_of: Read) -> None:
    events = events_of(
        lines(
            {"type": "identify", "userId": "a", "timestamp": "2024-05-01", "traits": {"city": "X"}},
            {"type": "alias", "userId": "a", "previousId": "b", "timestamp": "2024-05-02"},
            {"type": "page", "userId": "a", "name": "Home", "timestamp": "2024-05-03"},
        )
    )
    assert events.events.select(["type", "event", "name", "previous_id", "traits"]).to_pylist() == [
        {"type": "identify", "event": None, "name": None, "previous_id": None,
         "traits": '{"city": "X"}'},
        {"type": "alias", "event": None, "name": None, "previous_id": "b", "traits": None},
        {"type": "page", "event": "Page Viewed", "name": "Home", "previous_id": None,
         "traits": None},
    ]  # fmt: skip


def test_flat_objects_keep_the_rest_as_properties(events_of: Read) -> None:
    events = events_of(
        lines({"event": "Signed Up", "user_id": 7, "time": 1714521600, "plan": "gold", "n": 3})
    )
    row = first(events)
    assert (row["type"], row["user_id"]) == ("track", "7")
    assert row["timestamp"] == datetime(2024, 5, 1, tzinfo=UTC)
    assert json.loads(row["properties"]) == {"plan": "gold", "n": 3}


def test_a_table_of_events(events_of: Read) -> None:
    events = events_of(
        "timestamp,visitorid,event,product_id,price\n"
        "1714521600000,257597,Product Viewed,355908,12.50\n"
        "1714521601000,257597,Product Viewed,0012,3\n",
        "events.csv",
    )
    rows = events.events.to_pylist()
    assert [row["anonymous_id"] for row in rows] == ["257597", "257597"]
    assert rows[0]["properties"] == '{"product_id":"355908","price":12.50}'
    assert json.loads(rows[1]["properties"]) == {"product_id": "0012", "price": 3}
    assert rows[0]["timestamp"] == datetime(2024, 5, 1, tzinfo=UTC)


def test_a_table_with_a_column_of_json(events_of: Read) -> None:
    events = events_of(
        "event,user_id,time,properties\n"
        'Signed Up,a,2024-05-01 08:00,"{""plan"": ""gold""}"\nSigned Up,b,2024-05-01 08:00,\n',
        "events.csv",
        timezone="Asia/Shanghai",
    )
    rows = events.events.to_pylist()
    assert [row["properties"] for row in rows] == ['{"plan": "gold"}', None]
    assert rows[0]["timestamp"] == datetime(2024, 5, 1, 0, 0, tzinfo=UTC)


def test_the_logs_own_rows_come_back_as_they_were(events_of: Read, tmp_path: Path) -> None:
    told = {"type": "track", "event": "Signed Up", "userId": "a", "messageId": "m",
            "timestamp": "2024-05-01T01:02:03.456789Z", "properties": {"x": [1, {"y": None}]},
            "context": {"locale": "zh-CN"}}  # fmt: skip
    before = events_of(lines(told)).events
    pq.write_table(before, tmp_path / "log.parquet")
    after = read_events(tmp_path / "log.parquet", EventRules(NOW)).events
    assert after.equals(before)


def test_the_same_file_gives_the_same_ids_and_the_source_does_not_matter(events_of: Read) -> None:
    text = lines(
        {"event": "Signed Up", "user_id": "a", "time": "2024-05-01"},
        {"event": "Signed Up", "user_id": "b", "time": "2024-05-01"},
    )
    ids = events_of(text).events["message_id"].to_pylist()
    assert len(set(ids)) == 2
    assert events_of(text, source="elsewhere").events["message_id"].to_pylist() == ids


def test_broken_events_are_kept_aside_and_named_with_their_line(events_of: Read) -> None:
    good = {"event": "Signed Up", "userId": "a", "timestamp": "2024-05-01", "messageId": "m0"}
    events = events_of(
        lines(good)
        + "\nnot json\n[1]\n"
        + lines(
            good | {"messageId": "m1", "event": "Product Viewed", "properties": {}},
            good | {"messageId": "m2", "userId": None},
            good | {"messageId": "m3", "timestamp": "yesterday"},
            good | {"messageId": "m4", "timestamp": "2286-01-01"},
            good | {"messageId": "m5", "timestamp": None},
            good | {"messageId": "m6"},
        )
    )
    assert events.refused.schema.equals(REFUSED_SCHEMA)
    assert events.quarantined.schema.equals(QUARANTINE_SCHEMA)
    assert [(row["line"], row["reason"]) for row in events.refused.to_pylist()] == [
        (3, "not_json"),
        (4, "not_an_object"),
        (5, "missing_property"),
        (6, "no_identity"),
        (7, "bad_timestamp"),
        (8, "bad_timestamp"),
        (9, "date_missing"),
    ]
    assert events.quarantined["message_id"].to_pylist() == ["m1", "m2", "m3", "m4"]
    assert events.events["message_id"].to_pylist() == ["m0", "m6"]
    assert events.rows == 9


def test_orders_are_not_read_as_events(write: Callable[..., Path]) -> None:
    with pytest.raises(InvalidInput, match="No column was recognised as event"):
        read_events(write("order_id,customer,date,total\n1,a,2024-05-01,5\n"), EventRules(NOW))


def test_many_events_keep_their_lines_across_batches(events_of: Read) -> None:
    rows = [
        {"event": "Signed Up", "user_id": f"u{i}", "time": "2024-05-01" if i % 1000 else "never"}
        for i in range(1, 6001)
    ]
    events = events_of(lines(*rows))
    assert events.refused["line"].to_pylist() == [1000, 2000, 3000, 4000, 5000, 6000]
    assert isinstance(events.events, pa.Table)
    assert events.events.num_rows == 5994
