from __future__ import annotations

import json
from datetime import UTC, datetime

import pyarrow as pa
import pytest

from huitou.engine.events.persons import Link, links_of, merge_row, undo_row
from huitou.engine.events.rows import EVENTS_SCHEMA, EventRow, events_table
from huitou.kernel import FakeClock, InvalidInput, to_micros

NOW = datetime(2026, 3, 4, 5, 6, 7, 890123, tzinfo=UTC)


def row(
    type_: str,
    user: str | None = None,
    anonymous: str | None = None,
    previous: str | None = None,
    source: str = "web",
) -> EventRow:
    return EventRow(
        message_id=f"{type_}-1",
        type=type_,
        event=None,
        name=None,
        user_id=user,
        anonymous_id=anonymous,
        previous_id=previous,
        group_id=None,
        timestamp=1_000_000,
        original_timestamp=3_000_000,
        sent_at=4_000_000,
        received_at=2_000_000,
        source=source,
        properties=None,
        traits=None,
        context=None,
    )


def links(*rows: EventRow) -> list[Link]:
    return links_of(events_table(list(rows)))


def test_each_kind_of_row() -> None:
    assert links(
        row("identify", user="ann", anonymous="phone", previous="not this"),
        row("alias", user="ann", anonymous="not this", previous="old"),
        row("merge", user="ann", previous="bob", source="operator"),
        row("undo", previous="merge-1", source="operator"),
    ) == [
        Link("identify-1", "identify", 1_000_000, "ann", "phone"),
        Link("alias-1", "alias", 1_000_000, "ann", "old"),
        Link("merge-1", "merge", 1_000_000, "ann", "bob"),
        Link("undo-1", "undo", 1_000_000, "", "merge-1"),
    ]


def test_an_identify_without_an_anonymous_id_says_that_the_user_is_known() -> None:
    known = Link("identify-1", "identify", 1_000_000, "ann", None)
    assert links(row("identify", user="ann")) == [known]
    assert links(row("identify", user="ann", anonymous="")) == [known]


@pytest.mark.parametrize(
    "silent",
    [
        row("identify", anonymous="phone"),
        row("identify", user="", anonymous="phone"),
        row("alias", previous="old"),
        row("track", user="ann", anonymous="phone"),
        row("page", user="ann", anonymous="phone", previous="old"),
        row("merge", user="ann", source="operator"),
        row("merge", previous="bob", source="operator"),
        row("undo", source="operator"),
    ],
    ids=lambda one: f"{one.type}-{one.user_id}-{one.anonymous_id}-{one.previous_id}",
)
def test_rows_that_say_nothing_of_identity(silent: EventRow) -> None:
    assert links(silent) == []


def test_only_an_operator_merges_and_undoes() -> None:
    assert links(row("merge", user="ann", previous="bob"), row("undo", previous="merge-1")) == []


def test_tables_as_other_engines_give_them() -> None:
    plain = events_table([row("identify", user="ann", anonymous="phone"), row("track")])
    large = pa.schema(
        [
            pa.field(one.name, pa.large_string() if one.type == pa.string() else one.type)
            for one in EVENTS_SCHEMA
        ]
    )
    assert links_of(plain.cast(large)) == links_of(plain)
    assert links_of(pa.concat_tables([plain, plain])) == links_of(plain) * 2
    assert links_of(EVENTS_SCHEMA.empty_table()) == []


def test_a_merge_by_an_operator() -> None:
    merge = merge_row("ann", "bob", operator="li", reason='she "said" so', clock=FakeClock(NOW))
    assert merge.type == "merge"
    assert merge.source == "operator"
    assert merge.event is None
    assert merge.timestamp == merge.received_at == to_micros(NOW)
    assert json.loads(merge.properties or "") == {"reason": 'she "said" so', "operator": "li"}
    assert links(merge) == [Link(merge.message_id, "merge", to_micros(NOW), "ann", "bob")]


def test_an_undo_by_an_operator() -> None:
    undo = undo_row("m1", operator="li", reason="wrong", clock=FakeClock(NOW))
    assert links(undo) == [Link(undo.message_id, "undo", to_micros(NOW), "", "m1")]
    assert json.loads(undo.properties or "") == {"reason": "wrong", "operator": "li"}


def test_each_decision_has_its_own_message_id() -> None:
    ids = {undo_row("m1", operator="li", reason="", clock=FakeClock(NOW)).message_id for _ in "12"}
    assert len(ids) == 2
    fixed = undo_row("m1", operator="li", reason="", clock=FakeClock(NOW), random_bits=lambda _: 7)
    assert fixed.message_id.endswith("-8000-000000000007")


@pytest.mark.parametrize(("keep", "other"), [("", "bob"), ("ann", ""), ("ann", "ann")])
def test_a_merge_needs_two_ids(keep: str, other: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        merge_row(keep, other, operator="li", reason="", clock=FakeClock(NOW))
    assert caught.value.code == "persons.not_two_ids"


def test_an_undo_needs_a_message() -> None:
    with pytest.raises(InvalidInput) as caught:
        undo_row("", operator="li", reason="", clock=FakeClock(NOW))
    assert caught.value.code == "persons.no_message"
