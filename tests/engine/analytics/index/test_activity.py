"""Reading the index."""

from __future__ import annotations

import pytest
from pyroaring import BitMap

from huitou.engine.analytics.index.activity import ActivityIndex, open_index
from huitou.engine.analytics.query.calendar import intervals_between
from huitou.engine.events import EventLog, events_table
from kept_index import DAY, NOON, kept, opened, row

MIDNIGHT = NOON - DAY // 2


def days(*numbers: int) -> tuple[int, ...]:
    """Edges: the midnights so many days after 21 June."""
    return tuple(MIDNIGHT + number * DAY for number in numbers)


@pytest.fixture
def index(log: EventLog) -> ActivityIndex:
    """Ann looks on days 0, 2 and 9, Bob on day 2, Cat on days 5 and 9; Bob buys on day 0."""
    said = [("ann", 0), ("ann", 2), ("bob", 2), ("cat", 5), ("ann", 9), ("cat", 9)]
    rows = [row(f"{who}{day}", day=day, user_id=who) for who, day in said]
    log.append(events_table([*rows, row("buy", "Buy", user_id="bob")]))
    return opened(log)


def named(index: ActivityIndex, sets: list[BitMap]) -> list[list[str]]:
    return [index.names(people).to_pylist() for people in sets]


def test_sets_per_interval(index: ActivityIndex) -> None:
    assert named(index, index.sets("View", days(0, 1, 2, 3))) == [["ann"], [], ["ann", "bob"]]
    assert named(index, index.sets("View", days(-7, 0, 7, 14))) == [
        [],
        ["ann", "bob", "cat"],
        ["ann", "cat"],
    ]
    assert named(index, index.sets(None, days(0, 1))) == [["ann", "bob"]]
    assert named(index, index.sets("Never", days(0, 1, 9))) == [[], []]


def test_first_sets_look_at_all_of_history(index: ActivityIndex) -> None:
    assert named(index, index.first_sets("View", days(2, 3, 10))) == [["bob"], ["cat"]]
    assert named(index, index.first_sets(None, days(2, 3, 10))) == [[], ["cat"]]


def test_before_an_edge(index: ActivityIndex) -> None:
    asked = [index.before("View", edge) for edge in days(0, 1, 3, 6)]
    assert named(index, asked) == [[], ["ann"], ["ann", "bob"], ["ann", "bob", "cat"]]


def test_edges_are_midnights_of_its_zone(index: ActivityIndex) -> None:
    assert index.has_edges(days(0, 1, 400, -9_000))
    assert not index.has_edges((*days(0), MIDNIGHT + 1))
    assert not index.has_edges((MIDNIGHT - DAY // 3,))
    assert index.has_edges(intervals_between("2026-01-01", "2026-12-31", "month", "UTC").edges)


def test_every_id_leads_to_its_person(log: EventLog) -> None:
    log.append(events_table([row("1", anonymous_id="c1"), row("2", user_id="bob")]))
    given = {"type": "identify", "user_id": "ann", "anonymous_id": "c1"}
    log.append(events_table([row("3", None, **given), row("4", anonymous_id="c2")]))
    index = opened(log)
    people = index.people.to_pylist()
    who = {one["id"]: people[one["number"]] for one in index.numbers.to_pylist()}
    assert who == {"c1": "ann", "ann": "ann", "bob": "bob", "c2": "c2"}
    # The number of c1 stands for nobody any more.
    assert sorted(map(str, people)) == ["None", "ann", "bob", "c2"]


def test_it_stays_in_memory_until_it_changes(log: EventLog, index: ActivityIndex) -> None:
    assert opened(log) is index
    sets = index.sets("View", days(0, 1))
    assert index.sets("View", days(0, 1))[0] is sets[0]
    log.append(events_table([row("new", day=30, user_id="dan")]))
    later = opened(log)
    assert later is not index
    assert later.day_files[index.state.days[0]] is index.day_files[index.state.days[0]]


def test_there_is_none_without_a_follower(plain: EventLog) -> None:
    plain.append(events_table([row("1", user_id="ann")]))
    assert open_index(plain) is None
    kept(plain).catch_up()
    assert opened(plain).event_names() == ("View",)


def test_an_empty_log(log: EventLog) -> None:
    log.catch_up()
    index = opened(log)
    assert index.sets(None, days(0, 1)) == [BitMap()]
    assert index.before("View", days(0)[0]) == BitMap()
    assert (len(index.people), index.numbers.num_rows, index.event_names()) == (0, 0, ())


def test_only_nameless_events(log: EventLog) -> None:
    log.append(events_table([row("1", None, type="page", user_id="ann"), row("2")]))
    assert opened(log).state.days == ()
