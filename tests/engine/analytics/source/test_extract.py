"""What is read of events: matches, groups and values as JSON means them."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huitou.engine.analytics import (
    Breakdown,
    EventFilter,
    event,
    events_of_log,
    events_of_table,
)
from huitou.engine.analytics.source.extract import Extract
from huitou.engine.events import EventLog, EventRow, events_table
from huitou.kernel import InvalidInput
from toy_events import happened

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.sampled_from([0.5, 1.0, 1e15]),
    st.sampled_from(
        ["", "1", "true", "null", "tea", "te", 'a"b', "a\\b", "茶", "\n", "%", "_", "'"]
    ),
)


def marks(events, *filters, **extract):
    rows = events.scan(Extract(tuple(filters), **extract)).rows
    return dict(zip(rows.names.take(rows.person).to_pylist(), rows.marks.tolist(), strict=True))


def same(one, other):
    """Equality of JSON scalars: Python's True is not 1 there."""
    return one == other and isinstance(one, bool) == isinstance(other, bool)


@settings(deadline=None)
@given(st.lists(st.one_of(st.just(...), SCALARS), max_size=6), SCALARS, st.booleans())
def test_properties_are_compared_as_json_scalars(values, wanted, escaped):
    given_ = [{} if value is ... else {"x": value} for value in values]
    lines = [(f"p{i}", "A", "2026-01-01", one) for i, one in enumerate(given_)]
    texts = [json.dumps(one, ensure_ascii=escaped) for one in given_]
    events = happened(*lines)
    table = events.named.table
    place = table.column_names.index("properties")
    events = type(events)(
        events.as_of,
        type(events.named)(
            table.set_column(place, "properties", pa.chunked_array([texts], pa.string()))
        ),
    )
    expected = {f"p{i}": 1 for i, one in enumerate(given_) if same(one.get("x"), wanted)}
    assert marks(events, event("A", x=wanted)) == expected


def test_every_filter_has_its_bit():
    events = happened(("a", "A", "2026-01-01", {"x": 1}), ("b", "B", "2026-01-01"))
    filters = (event("A"), event(), event("A", x=1), event("A", x=2), event("A"))
    assert marks(events, *filters) == {"a": 0b10111, "b": 0b00010}
    assert marks(events, event("A", x=2), every=True) == {"a": 0, "b": 0}


def test_property_names_are_exact_and_may_hold_anything():
    names = ("a.b", "a/b", "a~b", "$", "价格", 'q"t', "a b", "")
    for name in names:
        events = happened(("a", "A", "2026-01-01", {name: "x", "a": {"b": "y"}}))
        assert marks(events, EventFilter("A", {name: "x"})) == {"a": 1}, name
    assert marks(events, event("A", a="y")) == {}


def test_values_are_millionths_of_numbers_only():
    numbers = (5, 0.1, -2.5, 1234567.891, 0.0000005, "7", None, True, 10**12)
    lines = [(f"p{i}", "A", "2026-01-01", {"v": value}) for i, value in enumerate(numbers)]
    rows = happened(*lines).scan(Extract((event(),), value=("w", "v"))).rows
    found = dict(zip(rows.names.take(rows.person).to_pylist(), rows.value.tolist(), strict=True))
    assert [found[f"p{i}"] for i in range(len(numbers))] == [
        5_000_000, 100_000, -2_500_000, 1_234_567_891_000, 1, 0, 0, 0, 10**18,
    ]  # fmt: skip


def test_the_range_holds_its_start_and_not_its_end():
    lines = [(f"p{i}", "A", f"2026-01-01T00:00:0{i}.000001") for i in range(3)]
    at = 1_767_225_600_000_001
    assert marks(happened(*lines), event(), first=at, end=at + 2_000_000) == {"p0": 1, "p1": 1}


def test_bots_are_left_out_by_their_user_agent():
    agents = ["Mozilla/5.0 (iPhone)", "Googlebot/2.1", "curl/8.0", None, "CUBOT NOTE 20"]
    context = [None if agent is None else json.dumps({"userAgent": agent}) for agent in agents]
    events = happened(*((f"p{i}", "A", "2026-01-01") for i in range(len(agents))), context=context)
    assert sorted(marks(events, event(), exclude_bots=True)) == ["p0", "p3", "p4"]


def test_late_words_about_who_is_who_count(tmp_path):
    log = EventLog.open(tmp_path)

    def row(message_id, event_name, **given_):
        values = dict.fromkeys(EventRow.__struct_fields__)
        values |= {"message_id": message_id, "event": event_name, "type": "track", "source": "t"}
        return EventRow(**{**values, "timestamp": 10**15, "received_at": 10**15, **given_})

    log.append(events_table([row("1", "A", anonymous_id="dev"), row("2", "A", user_id="ann")]))
    first = events_of_log(log)
    log.append(events_table([row("3", None, type="identify", user_id="ann", anonymous_id="dev")]))
    second = events_of_log(log)
    again = events_of_log(log, first.as_of.version)
    assert first.scan(Extract((event(),))).rows.names.to_pylist() == ["dev", "ann"]
    assert second.scan(Extract((event(),))).rows.names.to_pylist() == ["ann"]
    assert again.scan(Extract((event(),))).rows.names.to_pylist() == ["dev", "ann"]
    assert again.as_of == first.as_of
    split = Extract((event(),), breakdown=Breakdown(by="inviter"))
    assert second.scan(split).rows.groups == ("nobody",)


def test_the_mark_is_the_moment_of_the_version(tmp_path):
    log = EventLog.open(tmp_path)
    begun = datetime.now(UTC)
    as_of = events_of_log(log).as_of
    assert as_of.version == 0
    assert abs((as_of.moment - begun).total_seconds()) < 60
    assert events_of_log(log, 0).as_of == as_of


@pytest.mark.parametrize("column", ["person", "event", "timestamp"])
def test_a_table_without_what_is_needed(column):

    table = happened(("a", "A", "2026-01-01")).named.table.drop_columns(column)
    with pytest.raises(InvalidInput) as refused:
        events_of_table(table, datetime(2026, 1, 1, tzinfo=UTC))
    assert column in refused.value.message
