"""The log: each event once, for ever, seen at once, whoever crashes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huitou.engine.events import EventLog, events_table
from huitou.engine.events.lock import exclusive
from huitou.engine.events.segments import segments
from huitou.kernel import Conflict, InvalidInput, NotFound, StorageRefused


def ids_of(log: EventLog, version: int | None = None) -> list[str]:
    found = log.snapshot(version).duckdb().message_id.to_pyarrow().to_pylist()
    return sorted(found)


def persons_of(log: EventLog) -> dict[str, str | None]:
    table = log.snapshot().duckdb().select("message_id", "person_id").to_pyarrow().to_pydict()
    return dict(zip(table["message_id"], table["person_id"], strict=True))


def test_an_empty_log_answers(log: EventLog) -> None:
    assert ids_of(log) == []
    assert log.ship().segments == 0
    assert log.verify().sound


def test_an_event_is_seen_before_and_after_it_is_shipped(
    log: EventLog, row: Any, accept: Any
) -> None:
    writer = accept(log, [row("a"), row("b")])
    assert ids_of(log) == ["a", "b"]
    assert log.ship().segments == 0, "the segment may still grow"
    writer.close()
    shipped = log.ship()
    assert (shipped.segments, shipped.appended, shipped.duplicates) == (1, 2, 0)
    assert segments(log.segments_folder) == []
    assert ids_of(log) == ["a", "b"]


def test_a_crash_between_append_and_deletion_ships_nothing_twice(
    log: EventLog, row: Any, accept: Any, tmp_path: Path
) -> None:
    accept(log, [row("a")]).close()
    (segment,) = segments(log.segments_folder)
    shutil.copy(segment, tmp_path / "saved")
    log.ship()
    shutil.copy(tmp_path / "saved", segment)
    assert ids_of(log) == ["a"]
    again = log.ship()
    assert (again.appended, again.duplicates) == (0, 1)
    assert ids_of(log) == ["a"]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    arrivals=st.lists(st.lists(st.integers(0, 12), max_size=6), max_size=6),
    shipped=st.lists(st.booleans(), min_size=6, max_size=6),
)
def test_any_replay_split_or_reordered_changes_nothing(
    arrivals: list[list[int]],
    shipped: list[bool],
    row: Any,
    accept: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    log = EventLog.open(tmp_path_factory.mktemp("log"))
    for batch, ship in zip(arrivals, shipped, strict=False):
        accept(log, [row(f"m{number}") for number in batch]).close()
        if ship:
            log.ship()
    expected = sorted({f"m{number}" for batch in arrivals for number in batch})
    assert ids_of(log) == expected
    log.ship()
    assert ids_of(log) == expected
    assert log.verify().sound


def test_the_first_of_two_with_one_id_stands(log: EventLog, row: Any) -> None:
    log.append(events_table([row("a", user_id="first"), row("a", user_id="second")]))
    log.append(events_table([row("a", user_id="third")]))
    assert persons_of(log) == {"a": "first"}


def test_a_lost_index_is_built_again(log: EventLog, row: Any) -> None:
    log.append(events_table([row("a")]))
    shutil.rmtree(log.index_folder / "event-ids")
    reopened = EventLog.open(log.home)
    assert reopened.append(events_table([row("a"), row("b")])).appended == 1
    assert ids_of(reopened) == ["a", "b"]


def test_a_commit_that_never_happened_leaves_no_id_behind(log: EventLog, row: Any) -> None:
    """The run is written, then the process dies before the table's commit."""
    log.append(events_table([row("a")]))
    program = (
        "import os, sys; from pathlib import Path;"
        "import huitou.engine.events.once_table as once;"
        "once.write_deltalake = lambda *a, **k: os._exit(9);"
        "from huitou.engine.events import EventLog, EventRow, events_table;"
        "r = EventRow('b','track','E',None,None,'x',None,None,1,None,None,1,'s',None,None,None);"
        "EventLog.open(Path(sys.argv[1])).append(events_table([r]))"
    )
    assert subprocess.run([sys.executable, "-c", program, str(log.home)]).returncode == 9
    assert log.append(events_table([row("b")])).appended == 1
    assert ids_of(log) == ["a", "b"]


def test_an_older_version_can_be_asked_again(log: EventLog, row: Any) -> None:
    first = log.append(events_table([row("a")])).version
    log.append(events_table([row("b")]))
    assert ids_of(log, first) == ["a"]
    assert ids_of(log) == ["a", "b"]


def test_a_snapshot_stands_still(log: EventLog, row: Any, accept: Any) -> None:
    log.append(events_table([row("a")]))
    accept(log, [row("b")]).close()
    snapshot = log.snapshot()
    log.ship()
    log.append(events_table([row("c")]))
    assert snapshot.duckdb().count().to_pyarrow().as_py() == 2


def test_people_are_resolved_wherever_the_words_are(log: EventLog, row: Any, accept: Any) -> None:
    browsing = row("seen", anonymous_id="anon")
    login = row("login", None, type="identify", user_id="ann", anonymous_id="anon")
    log.append(events_table([browsing]))
    assert persons_of(log)["seen"] == "anon"
    writer = accept(log, [login])
    assert persons_of(log) == {"seen": "ann", "login": "ann"}
    writer.close()
    log.ship()
    assert persons_of(log) == {"seen": "ann", "login": "ann"}
    for kept in log.index_folder.glob("people-*.bin"):
        kept.write_bytes(b"torn")
    assert persons_of(log) == {"seen": "ann", "login": "ann"}


def test_two_known_people_are_merged_by_an_operator_and_parted_again(
    log: EventLog, row: Any
) -> None:
    log.append(
        events_table(
            [
                row("1", None, type="identify", user_id="ann", anonymous_id="a1"),
                row("2", None, type="identify", user_id="bob", anonymous_id="b1"),
                row("3", anonymous_id="b1"),
                row("4", None, type="alias", user_id="ann", previous_id="bob"),
            ]
        )
    )
    assert persons_of(log)["3"] == "bob"
    assert [one.message_id for one in log.snapshot().people.refused] == ["4"]
    merge = log.merge_people("ann", "bob", operator="an operator", reason="same phone")
    assert persons_of(log)["3"] == "ann"
    log.undo_link(merge, operator="an operator", reason="not the same")
    assert persons_of(log)["3"] == "bob"


def test_quarantined_events_are_kept_once_and_a_mended_one_is_taken(
    log: EventLog, row: Any, broken: Any, accept: Any
) -> None:
    for _ in range(3):
        accept(log, [], [broken("a", '{"bad":1}')]).close()
    assert log.ship().quarantined == 1
    accept(log, [row("a")], [broken("a", '{"bad":2}')]).close()
    shipped = log.ship()
    assert (shipped.appended, shipped.quarantined) == (1, 1)
    raw = log.quarantine.delta().to_pyarrow_table().column("raw").to_pylist()
    assert sorted(raw) == ['{"bad":1}', '{"bad":2}']


def test_the_quarantine_shows_the_newest_first_wherever_they_are(
    log: EventLog, broken: Any, accept: Any
) -> None:
    assert log.quarantined().num_rows == 0
    accept(log, [], [broken("a", received_at=1), broken("b", received_at=2)]).close()
    log.ship()
    accept(log, [], [broken("a", received_at=3), broken("c", received_at=4)])
    rows = log.quarantined().to_pylist()
    assert [(row["message_id"], row["detail"]) for row in rows] == [
        ("c", "It is broken."),
        ("b", "It is broken."),
        ("a", "It is broken."),
    ]
    assert log.quarantined(1).column("message_id").to_pylist() == ["c"]
    with pytest.raises(InvalidInput, match="0 events"):
        log.quarantined(0)


def test_a_torn_segment_gives_its_whole_records_and_is_set_aside(
    log: EventLog, row: Any, accept: Any
) -> None:
    accept(log, [row("a")]).close()
    (segment,) = segments(log.segments_folder)
    with segment.open("ab") as file:
        file.write(b"\x40\x00\x00\x00 half a record")
    assert ids_of(log) == ["a"]
    assert log.ship().torn == 1
    assert ids_of(log) == ["a"]
    assert log.verify().torn_segments == 1


def test_compaction_and_vacuum_change_no_answer(log: EventLog, row: Any) -> None:
    for number in range(6):
        log.append(events_table([row(f"m{number}")]))
    before = ids_of(log)
    done = log.compact()
    assert (done.files_before, done.files_after) == (6, 1)
    assert log.vacuum(0) == 6
    assert ids_of(log) == before
    assert log.append(events_table([row("m0")])).duplicates == 1


def test_a_second_writer_waits_its_turn_and_is_told(log: EventLog) -> None:
    impatient = exclusive(log.index_folder / "writer.lock", 0.2)
    with log.writing(), pytest.raises(Conflict, match="Another process"), impatient:
        pass


def test_a_home_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(InvalidInput, match="not a folder"):
        EventLog.open(tmp_path / "file")


def test_days_cannot_be_negative(log: EventLog) -> None:
    with pytest.raises(InvalidInput, match="-1 days"):
        log.vacuum(-1)


def test_a_version_that_is_not_there_is_told(log: EventLog, row: Any) -> None:
    log.append(events_table([row("a")]))
    with pytest.raises(NotFound, match="no version 99"):
        log.snapshot(99)


def test_a_store_that_does_not_answer_is_told(tmp_path: Path) -> None:
    nowhere = {
        "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
        "AWS_ALLOW_HTTP": "true",
        "AWS_ACCESS_KEY_ID": "x",
        "AWS_SECRET_ACCESS_KEY": "x",
        "AWS_REGION": "us-east-1",
        "max_retries": "0",
    }
    log = EventLog.open(tmp_path, table_url="s3://shop/log", storage_options=nowhere)
    with pytest.raises(StorageRefused, match="s3://shop/log/events"):
        log.snapshot()
    other = EventLog.open(tmp_path, table_url="carrier-pigeon://shop/log")
    with pytest.raises(StorageRefused, match="carrier-pigeon"):
        other.snapshot()


def test_an_empty_log_can_be_indexed(log: EventLog) -> None:
    assert log.reindex() == 0


def test_what_came_last_is_shown_once_wherever_it_is(log: EventLog, row: Any, accept: Any) -> None:
    assert log.newest().num_rows == 0
    accept(log, [row("a", received_at=1), row("b", received_at=2)]).close()
    log.ship()
    accept(log, [row("c", received_at=3), row("b", received_at=2)])

    def newest(*asked: int) -> list[str]:
        return log.newest(*asked).column("message_id").to_pylist()  # type: ignore[no-any-return]

    assert newest() == ["c", "b", "a"]
    assert newest(2) == ["c", "b"]
    assert newest(10, 2) == ["c"]
    assert newest(10, 3) == []
    with pytest.raises(InvalidInput, match="0 events"):
        log.newest(0)
