"""All that was said of one person, whatever id they had then."""

from __future__ import annotations

from collections.abc import Callable

from huitou.engine.events import EventLog, EventRow, events_of_person, events_table

Row = Callable[..., EventRow]
NOON = 1_782_000_000_000_000


def test_a_person_is_read_under_all_their_ids(log: EventLog, row: Row) -> None:
    said = [
        row("1", "Product Viewed", anonymous_id="g1"),
        row("2", None, type="identify", user_id="ann", anonymous_id="g1", timestamp=NOON + 1),
        row("3", "Order Completed", user_id="ann", properties="{}", timestamp=NOON + 2),
        # A device of Ann's on which Bob signed in: what he did is his.
        row("4", "Product Viewed", user_id="bob", anonymous_id="g1", timestamp=NOON + 3),
    ]
    log.append(events_table(said))
    snapshot = log.snapshot()
    found = events_of_person(snapshot, "ann")
    assert [one.message_id for one in found] == ["3", "2", "1"]
    assert found[0].event == "Order Completed"
    assert found[1].type == "identify"
    assert [one.message_id for one in events_of_person(snapshot, "ann", most=1)] == ["3"]
    assert [one.message_id for one in events_of_person(snapshot, "bob")] == ["4"]
    assert events_of_person(snapshot, "nobody") == []


def test_what_is_not_shipped_yet_is_there(
    log: EventLog, row: Row, accept: Callable[..., object]
) -> None:
    accept(log, [row("1", user_id="ann")])
    assert [one.message_id for one in events_of_person(log.snapshot(), "ann")] == ["1"]


def test_moments_say_where_to_look(log: EventLog, row: Row, accept: Callable[..., object]) -> None:
    said = [row("1", user_id="ann"), row("2", user_id="ann", timestamp=NOON + 1)]
    said.append(row("3", None, type="identify", user_id="ann", timestamp=NOON + 2))
    log.append(events_table(said))
    accept(log, [row("4", user_id="ann", timestamp=NOON + 3)])
    snapshot = log.snapshot()
    found = events_of_person(snapshot, "ann", moments=[NOON + 1])
    # What has no name and what came since is read in any case.
    assert [one.message_id for one in found] == ["4", "3", "2"]
    assert [one.message_id for one in events_of_person(snapshot, "ann", moments=[])] == ["4", "3"]
