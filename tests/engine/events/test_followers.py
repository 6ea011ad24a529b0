"""Followers hear of every change, and can fail none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from huitou.engine.events import Change, Counts, EventLog, events_table, ship_forever
from huitou.engine.events.lock import exclusive
from huitou.kernel import Conflict, NotFound, StorageRefused


@dataclass
class Hears:
    """A follower that notes what it is told, and whether the log was locked meanwhile."""

    log: EventLog
    refuses: bool = False
    changes: list[Change] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def appended(self, change: Change) -> None:
        self.changes.append(change)
        self._heard("appended")

    def erased(self) -> None:
        self._heard("erased")

    def catch_up(self) -> None:
        self._heard("catch up")

    def _heard(self, word: str) -> None:
        lock = exclusive(self.log.index_folder / "writer.lock", 0)
        with pytest.raises(Conflict), lock:
            pass
        self.words.append(word)
        if self.refuses:
            raise StorageRefused("The disk is full.", remedy="Make room.")


@pytest.fixture
def hears(log: EventLog) -> Hears:
    return Hears(log)


@pytest.fixture
def followed(log: EventLog, hears: Hears) -> EventLog:
    return log.followed_by(hears)


def test_an_append_is_told_with_its_new_rows_and_counts(
    followed: EventLog, hears: Hears, row: Any
) -> None:
    followed.append(events_table([row("1"), row("2")]))
    followed.append(events_table([row("2"), row("3", None, type="identify", user_id="ann")]))
    followed.append(events_table([row("3"), row("1")]))
    first, second = hears.changes
    assert first.rows.column("message_id").to_pylist() == ["1", "2"]
    assert second.rows.column("message_id").to_pylist() == ["3"]
    assert (first.before, first.after) == (Counts(0, 0), Counts(1, 0))
    assert (second.before, second.after) == (Counts(1, 0), Counts(2, 1))
    assert followed.counts() == Counts(2, 1)


def test_whom_an_append_joins_is_told(followed: EventLog, hears: Hears, row: Any) -> None:
    followed.snapshot()  # so that the people before are kept
    said = [row("1", None, type="identify", user_id="ann", anonymous_id="c1")]
    followed.append(events_table([*said, row("2", user_id="bob")]))
    followed.append(events_table([row("3", user_id="bob")]))
    joined, plain = (change.people for change in hears.changes)
    assert plain is None
    assert joined is not None
    assert joined.joined
    assert (joined.before.person_of("c1"), joined.after.person_of("c1")) == ("c1", "ann")
    assert joined.after.joined_since(joined.before) == (["c1"], ["ann"], [True])


def test_whom_an_undo_parts_is_told(followed: EventLog, hears: Hears, row: Any) -> None:
    followed.snapshot()
    followed.append(
        events_table([row("1", None, type="identify", user_id="ann", anonymous_id="c1")])
    )
    followed.undo_link("1", operator="ops", reason="a shared phone")
    parted = hears.changes[-1].people
    assert parted is not None
    assert not parted.joined
    assert (parted.before.person_of("c1"), parted.after.person_of("c1")) == ("ann", "c1")


def test_an_erasure_is_told_when_something_was_erased(
    followed: EventLog, hears: Hears, row: Any
) -> None:
    followed.append(events_table([row("1", user_id="ann")]))
    followed.erase("ann")
    assert hears.words == ["appended", "erased"]
    with pytest.raises(NotFound):
        followed.erase("nobody")
    assert hears.words == ["appended", "erased"]


def test_a_follower_that_fails_fails_nothing(
    followed: EventLog, hears: Hears, row: Any, accept: Any
) -> None:
    hears.refuses = True
    assert followed.append(events_table([row("1", user_id="ann")])).appended == 1
    accept(followed, [row("2", user_id="bob")]).close()
    assert followed.ship().appended == 1
    assert followed.erase("ann").events == 1
    followed.catch_up()
    assert hears.words == ["appended", "appended", "erased", "catch up"]
    assert followed.verify().events == 1


def test_a_shipper_begins_by_catching_up(followed: EventLog, hears: Hears) -> None:
    class Once:
        """An event that is set after one round."""

        def is_set(self) -> bool:
            return bool(hears.words)

        def wait(self, _: float) -> bool:
            return True

    ship_forever(followed, Once())  # type: ignore[arg-type]
    assert hears.words == ["catch up"]


def test_a_merge_is_not_forgotten_by_shipping_ordinary_events(
    log: EventLog, row: Any, accept: Any
) -> None:
    """Nobody asks between the merge and the next shipping: its people may not pass for those of
    before the merge.
    """
    log.append(events_table([row("1", None, type="identify", user_id="bob", anonymous_id="c1")]))
    log.snapshot()
    log.merge_people("ann", "bob", operator="ops", reason="same phone")
    accept(log, [row("2", user_id="bob")]).close()
    log.ship()
    assert log.snapshot().people.person_of("c1") == "ann"


def test_joined_since_names_people_who_took_over_an_id(log: EventLog, row: Any) -> None:
    """A group without a known id is named anew when one of its ids turns out to be a user's."""
    log.merge_people("c1", "dan", operator="ops", reason="same phone")
    before = log.snapshot().people
    late = {"timestamp": 10**16, "received_at": 10**16}
    log.append(events_table([row("1", None, type="identify", user_id="dan", **late)]))
    after = log.snapshot().people
    assert after.joined_since(before) == (["c1"], ["dan"], [False])
    ids = ["c1", "dan", "stranger"]
    assert before.persons_of(ids) == ["c1", "c1", "stranger"]
    assert after.persons_of(ids) == ["dan", "dan", "stranger"]
    assert after.persons_of([]) == []
