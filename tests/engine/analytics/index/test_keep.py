"""The index as it is kept: late events, joined people, failures."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from huitou.engine.analytics.index import days, keep, names, state, writer
from huitou.engine.analytics.index.activity import open_index
from huitou.engine.analytics.index.build import rebuild_index
from huitou.engine.analytics.index.lost import IndexLost
from huitou.engine.analytics.index.state import folder_of, read_state
from huitou.engine.events import Decided, EventLog, EventRow, events_table, pack
from huitou.engine.events.segments import SegmentWriter
from huitou.kernel import SystemClock
from kept_index import DAY, NOON, kept, opened, row, said_by_events, said_by_index

TODAY, TOMORROW = "2026-06-21", "2026-06-22"


def append(log: EventLog, *rows: EventRow) -> None:
    log.append(events_table(list(rows)))


def identify(message_id: str, user: str, anonymous: str, day: float = 0) -> EventRow:
    given = {"user_id": user, "anonymous_id": anonymous}
    return row(message_id, None, day, type="identify", **given)


@pytest.fixture
def begun(log: EventLog) -> EventLog:
    """Ann and the cookie c1 have looked at something today."""
    append(log, row("1", user_id="ann"), row("2", anonymous_id="c1"))
    return log


@pytest.fixture
def never_anew(begun: EventLog, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the index may not be made anew."""

    def build(*_: Any) -> None:
        raise AssertionError("the index was made anew")

    monkeypatch.setattr(keep, "build", build)


def test_named_events_of_known_ids_count(log: EventLog) -> None:
    append(
        log,
        row("1", user_id="ann", anonymous_id="c1"),
        row("2", "Buy", anonymous_id="c2"),
        row("3", None, type="page", user_id="bob"),
        row("4"),
    )
    assert said_by_index(log) == {
        ("View", TODAY): {"ann"},
        ("Buy", TODAY): {"c2"},
        (None, TODAY): {"ann", "c2"},
    }


@pytest.mark.usefixtures("never_anew")
def test_late_events_change_their_own_day_alone(begun: EventLog) -> None:
    before = read_state(folder_of(begun))
    append(begun, row("3", day=-30, user_id="ann"), row("4", day=-30, user_id="bob"))
    after = read_state(folder_of(begun))
    assert said_by_index(begun)["View", "2026-05-22"] == {"ann", "bob"}
    assert before is not None
    assert after is not None
    assert after.days[1:] == before.days


@pytest.mark.usefixtures("never_anew")
def test_an_event_that_comes_again_changes_nothing(begun: EventLog) -> None:
    before = said_by_index(begun)
    append(begun, row("1", day=3, user_id="bob"), row("2", anonymous_id="c1"))
    assert said_by_index(begun) == before


@pytest.mark.usefixtures("never_anew")
def test_a_visitor_who_says_who_he_is_takes_his_days_along(begun: EventLog) -> None:
    append(begun, row("3", "Buy", 1, anonymous_id="c1"))
    append(begun, identify("4", "ann", "c1", 1), row("5", "Like", 1, anonymous_id="c1"))
    assert said_by_index(begun) == {
        ("View", TODAY): {"ann"},
        (None, TODAY): {"ann"},
        ("Buy", TOMORROW): {"ann"},
        ("Like", TOMORROW): {"ann"},
        (None, TOMORROW): {"ann"},
    }


@pytest.mark.usefixtures("never_anew")
def test_two_known_people_that_an_operator_merges_are_one(begun: EventLog) -> None:
    append(begun, row("3", user_id="bob"), identify("4", "bob", "c1"), identify("5", "ann", "c9"))
    assert said_by_index(begun)["View", TODAY] == {"ann", "bob"}
    begun.merge_people("bob", "ann", operator="ops", reason="same phone")
    assert said_by_index(begun)["View", TODAY] == {"bob"}


@pytest.mark.usefixtures("never_anew")
def test_a_person_may_go_by_an_id_that_was_somebody_elses(begun: EventLog) -> None:
    """A cookie and another id are merged under the cookie; then the id turns out to be a user's."""
    append(begun, row("3", "Buy", anonymous_id="dan"))
    begun.merge_people("c1", "dan", operator="ops", reason="same phone")
    assert said_by_index(begun)["Buy", TODAY] == {"c1"}
    append(begun, row("4", None, 10_000, type="identify", user_id="dan"))
    assert said_by_index(begun) == {
        ("View", TODAY): {"ann", "dan"},
        ("Buy", TODAY): {"dan"},
        (None, TODAY): {"ann", "dan"},
    }


@pytest.mark.usefixtures("never_anew")
@pytest.mark.parametrize("most", [0, 1, 1 << 15])
def test_moves_are_carried_out_in_the_files_when_they_are_many(
    begun: EventLog, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(writer, "_MOST_UNSETTLED", most)
    for number in range(5):
        append(begun, row(f"a{number}", day=number, anonymous_id=f"k{number}"))
        append(begun, identify(f"b{number}", "ann", f"k{number}", number + 0.1))
    state = read_state(folder_of(begun))
    assert state is not None
    assert state.settled == {0: 5, 1: 4, 1 << 15: 0}[most]
    assert said_by_index(begun) == said_by_events(begun)


def test_what_is_undone_is_parted_again(begun: EventLog) -> None:
    append(begun, identify("3", "ann", "c1"))
    assert said_by_index(begun)["View", TODAY] == {"ann"}
    begun.undo_link("3", operator="ops", reason="a shared phone")
    assert said_by_index(begun)["View", TODAY] == {"ann", "c1"}


def test_a_word_that_comes_too_late_to_go_on_from_is_right_as_well(begun: EventLog) -> None:
    append(begun, identify("3", "ann", "c1", 2), identify("4", "ann", "c2", 2))
    append(begun, identify("5", "bob", "c1", 1), row("6", user_id="bob"))
    assert said_by_index(begun) == said_by_events(begun)


def test_of_an_erased_person_no_file_holds_a_trace(log: EventLog) -> None:
    append(
        log,
        row("1", user_id="o'hara", anonymous_id="anon-77"),
        row("2", user_id="someone"),
        row("3", anonymous_id="anon-77"),
        row("4", "Buy", user_id="someone", anonymous_id="anon-77"),
        identify("5", "o'hara", "anon-77"),
    )
    assert b"o'hara" in _bytes(log)
    assert b"anon-77" in _bytes(log)
    log.erase("anon-77")
    assert b"o'hara" not in _bytes(log)
    assert b"anon-77" not in _bytes(log)
    # An event of somebody else went too, for it named the cookie.
    assert said_by_index(log) == {("View", TODAY): {"someone"}, (None, TODAY): {"someone"}}
    append(log, row("1", user_id="o'hara", anonymous_id="anon-77"), row("6", user_id="new"))
    assert said_by_index(log)["View", TODAY] == {"someone", "new"}


def test_an_erasure_that_nobody_told_it_of_leaves_no_trace_either(
    plain: EventLog, begun: EventLog
) -> None:
    plain.erase("c1")
    assert b"c1" in _bytes(begun)
    begun.catch_up()
    assert b"c1" not in _bytes(begun)
    assert said_by_index(begun)["View", TODAY] == {"ann"}


def test_an_index_that_missed_an_append_is_not_used_and_recovers(
    plain: EventLog, begun: EventLog
) -> None:
    append(plain, row("3", user_id="bob"))
    index = open_index(plain)
    assert index is not None
    assert not index.covers(plain.shipped())
    assert index.covers(plain.shipped(plain.shipped().version - 1))
    append(begun, row("4", user_id="cat"))
    assert said_by_index(begun)["View", TODAY] == {"ann", "c1", "bob", "cat"}


def test_a_shipper_that_starts_catches_up(plain: EventLog, begun: EventLog) -> None:
    append(plain, row("3", user_id="bob"))
    kept(plain).catch_up()
    assert said_by_index(begun)["View", TODAY] == {"ann", "c1", "bob"}


def test_shipping_keeps_it(begun: EventLog) -> None:
    for number in range(3):
        segment = SegmentWriter(begun.segments_folder, SystemClock())
        segment.write([pack(Decided([row(f"s{number}", user_id=f"user-{number}")], []))])
        segment.close()
        index = open_index(begun)
        assert index is not None
        assert not index.covers(begun.snapshot())  # the tail is not in it
        begun.ship()
        assert index is not opened(begun)
    people = {"ann", "c1", "user-0", "user-1", "user-2"}
    assert said_by_index(begun)["View", TODAY] == people


@pytest.mark.usefixtures("never_anew")
def test_other_files_with_the_same_events_are_covered_too(begun: EventLog) -> None:
    append(begun, row("3", user_id="bob"))
    index = opened(begun)
    begun.compact()
    assert index is opened(begun)
    begun.vacuum(0)
    append(begun, row("4", user_id="cat"))
    assert said_by_index(begun)["View", TODAY] == {"ann", "c1", "bob", "cat"}


@pytest.mark.usefixtures("never_anew")
def test_two_processes_take_turns(plain: EventLog, begun: EventLog) -> None:
    others = kept(plain)
    for number in range(4):
        append((begun, others)[number % 2], row(f"n{number}", user_id=f"user-{number}"))
        append((others, begun)[number % 2], identify(f"i{number}", f"user-{number}", f"k{number}"))
        append(begun, row(f"k{number}", "Buy", anonymous_id=f"k{number}"))
    assert said_by_index(begun) == said_by_events(begun)


def test_a_disk_that_refuses_costs_no_event(begun: EventLog) -> None:
    folder = folder_of(begun)
    hidden = folder.rename(folder.with_name("hidden"))
    folder.write_text("not a folder")
    append(begun, row("3", user_id="bob"))
    assert open_index(begun) is None
    folder.unlink()
    hidden.rename(folder)
    index = open_index(begun)
    assert index is not None
    assert not index.covers(begun.shipped())
    append(begun, row("4", user_id="cat"))
    assert said_by_index(begun)["View", TODAY] == {"ann", "c1", "bob", "cat"}


def test_a_change_that_the_disk_refuses_half_way_leaves_no_half(
    begun: EventLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(writer, "write_state", full)
        append(begun, row("3", user_id="bob"), row("4", user_id="dan"))
        append(begun, row("5", user_id="eve"))
    index = open_index(begun)
    assert index is not None
    assert not index.covers(begun.shipped())
    append(begun, row("6", user_id="cat"))
    assert said_by_index(begun)["View", TODAY] == {"ann", "c1", "bob", "dan", "eve", "cat"}


def test_an_unknown_timezone_fails_no_append(plain: EventLog) -> None:
    log = kept(plain, "Mars/Olympus")
    append(log, row("1", user_id="ann"))
    assert log.verify().events == 1
    assert open_index(log) is None


def test_the_index_keeps_its_timezone_until_it_is_rebuilt_in_another(plain: EventLog) -> None:
    late = 0.4  # 21:36 in UTC is the next day in Shanghai
    append(kept(plain, "Asia/Shanghai"), row("1", day=late, user_id="ann"))
    log = kept(plain, "UTC")
    append(log, row("2", day=late, user_id="bob"))
    assert said_by_index(log)["View", TOMORROW] == {"ann", "bob"}
    rebuild_index(log, "UTC")
    append(log, row("3", day=late, user_id="cat"))
    assert said_by_index(log) == {
        ("View", TODAY): {"ann", "bob", "cat"},
        (None, TODAY): {"ann", "bob", "cat"},
    }


def test_rules_of_a_timezone_that_changed_make_it_anew(
    begun: EventLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if the zone's midnights had been others when the index was written."""
    before = read_state(folder_of(begun))
    with monkeypatch.context() as patched:
        patched.setattr(state, "day_start", lambda day, zone: days.day_start(day, zone) + 1)
        assert open_index(_again(begun)) is None
        begun.catch_up()
    after = read_state(folder_of(begun))
    assert before is not None
    assert after is not None
    assert after.generation > before.generation
    begun.catch_up()
    assert read_state(folder_of(begun)) == after


def test_too_many_event_names_are_left_to_the_scan(
    begun: EventLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names, "MOST_NAMES", 2)
    append(begun, row("3", "Buy", user_id="ann"))
    assert opened(begun).knows("Never Heard")
    append(begun, row("4", "Like", user_id="bob"), row("5", "Share", user_id="dan"))
    index = opened(begun)
    assert index.event_names() == ("View", "Buy")
    assert [index.knows(name) for name in (None, "View", "Like", "Never Heard")] == [
        True,
        True,
        False,
        False,
    ]
    (any_,) = index.sets(None, _day())
    assert index.names(any_).to_pylist() == ["ann", "bob", "c1", "dan"]
    with pytest.raises(IndexLost, match="Like"):
        index.sets("Like", _day())


def test_who_reads_while_it_is_written_reads_one_state_or_is_told(begun: EventLog) -> None:
    """In the state after n appends just n + 2 people have looked."""
    stop, wrong, read = threading.Event(), [], 0

    def write() -> None:
        for number in range(40):
            append(begun, row(f"w{number}", day=number % 3, user_id=f"user-{number}"))
        stop.set()

    thread = threading.Thread(target=write)
    first = opened(begun).state.appends
    thread.start()
    while not stop.is_set():
        index = open_index(begun)
        assert index is not None
        try:
            (people,) = index.sets("View", _day(days=4))
            found = index.names(people).to_pylist()
        except IndexLost:
            continue
        read += 1
        if len(found) != 2 + index.state.appends - first:
            wrong.append((index.state.appends, found))
    thread.join()
    assert read > 5
    assert wrong == []
    assert len(opened(begun).sets("View", _day(days=4))[0]) == 42


def _day(days: int = 1) -> tuple[int, int]:
    start = NOON - DAY // 2
    return start, start + days * DAY


def _again(log: EventLog) -> EventLog:
    """The same log under another name, whose index is not open yet in this process."""
    link = log.home.with_name("again")
    link.mkdir()
    (link / "log").symlink_to(log.index_folder.resolve())
    return EventLog.open(link)


def _bytes(log: EventLog) -> bytes:
    files = sorted(path for path in folder_of(log).rglob("*") if path.is_file())
    assert files
    return b"".join(Path(path).read_bytes() for path in files)
