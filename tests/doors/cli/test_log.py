"""`huitou log` and `huitou persons`, as an operator runs them."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from huitou.engine.events import Decided, EventLog, EventRow, QuarantineRow, pack
from huitou.engine.events.segments import SegmentWriter
from huitou.kernel import SystemClock

Huitou = Callable[..., subprocess.CompletedProcess[str]]
NOON = 1_782_000_000_000_000


def row(message_id: str, kind: str, **said: str) -> EventRow:
    event = "Product Viewed" if kind == "track" else None
    empty = dict.fromkeys(EventRow.__struct_fields__)
    given = {"message_id": message_id, "type": kind, "event": event, "source": "web"}
    return EventRow(**{**empty, **given, "timestamp": NOON, "received_at": NOON, **said})


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A log with a sealed segment: ann and bob are known, bob once browsed as b1."""
    log = EventLog.open(tmp_path / "home")
    writer = SegmentWriter(log.segments_folder, SystemClock())
    events = [
        row("1", "identify", user_id="ann", anonymous_id="a1"),
        row("2", "track", anonymous_id="b1"),
        row("3", "identify", user_id="bob", anonymous_id="b1"),
        row("4", "alias", user_id="ann", previous_id="bob"),
    ]
    writer.write([pack(Decided(events, []))])
    writer.close()
    return log.home


@pytest.fixture
def huitou(home: Path) -> Huitou:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "huitou", *words, "--home", str(home)]
        return subprocess.run(command, capture_output=True, text=True, timeout=120)

    return run


def test_ship_says_what_it_moved(huitou: Huitou) -> None:
    first, second = huitou("log", "ship"), huitou("log", "ship")
    assert first.stdout == (
        "1 segments shipped: 4 events new, 0 known already, 0 quarantined, 0 torn.\n"
    )
    assert second.stdout.startswith("0 segments shipped: 0 events new")


def test_verify_compact_vacuum_reindex(huitou: Huitou) -> None:
    huitou("log", "ship")
    expected = (
        "4 events, 0 repeated message ids, 0 ids missing from the index, "
        "0 segments waiting, 0 torn.\n"
    )
    assert huitou("log", "verify").stdout == expected
    assert huitou("log", "compact").stdout == "1 files became 1.\n"
    assert huitou("log", "vacuum", "--keep-days", "0").stdout == "0 files deleted.\n"
    assert huitou("log", "reindex").stdout == "4 message ids indexed.\n"
    assert huitou("log", "verify").stdout == expected


def test_verify_tells_of_an_index_that_lost_its_runs(huitou: Huitou, home: Path) -> None:
    huitou("log", "ship")
    for run in (home / "log" / "event-ids").glob("*.ids"):
        run.unlink()
    found = huitou("log", "verify")
    assert found.returncode == 1
    assert "4 ids missing from the index" in found.stdout
    assert "huitou log reindex" in found.stderr


def test_a_quarantined_event_is_shown_mended_and_taken(
    huitou: Huitou, home: Path, tmp_path: Path
) -> None:
    assert huitou("log", "quarantine").stdout == "Nothing is in the quarantine.\n"
    raw = (
        '{"type":"track","event":"Order Completed","userId":"ann","messageId":"m9",'
        '"timestamp":"2026-06-21T00:00:00Z"}'
    )
    values = ("m9", NOON, "web", "Order Completed", "ann", None, "missing_property", "order_id")
    aside = QuarantineRow(*values, "Order Completed needs order_id.", raw)
    writer = SegmentWriter(EventLog.open(home).segments_folder, SystemClock())
    writer.write([pack(Decided([], [aside]))])
    writer.close()

    assert "missing_property" in huitou("log", "quarantine").stdout
    shown = huitou("log", "quarantine", "--raw").stdout
    assert shown == raw + "\n"
    mended = tmp_path / "mended.jsonl"
    mended.write_text(
        shown.replace('"messageId"', '"properties":{"order_id":"1","total":5},"messageId"')
    )
    huitou("import", str(mended), "--kind", "events", "--yes")
    taken = EventLog.open(home).snapshot().duckdb()
    assert taken.filter(taken.message_id == "m9").event.to_pyarrow().to_pylist() == [
        "Order Completed"
    ]


def test_erase_asks_first_and_says_what_went(huitou: Huitou, home: Path) -> None:
    unsure = huitou("log", "erase", "ann")
    assert unsure.returncode == 1
    erased = huitou("log", "erase", "a1", "--yes")
    assert erased.stdout.startswith("Erased 2 events and 0 quarantined events of 2 ids;")
    left = EventLog.open(home).snapshot().duckdb().message_id.to_pyarrow().to_pylist()
    assert sorted(left) == ["2", "3"]


def test_erasing_nobody_is_told_in_a_sentence(huitou: Huitou) -> None:
    answer = huitou("log", "erase", "nobody", "--yes")
    assert answer.returncode == 2
    assert answer.stderr == (
        "huitou: Nobody with the id 'nobody' is in the log.\n"
        "  Check the id; ids are compared letter by letter.\n"
    )


def test_a_merge_is_refused_then_made_then_undone(huitou: Huitou) -> None:
    assert "4" in huitou("persons", "refused").stdout
    why = ("--operator", "support", "--reason", "same phone")
    merged = huitou("persons", "merge", "ann", "bob", *why)
    message_id = re.findall(r"undo (\S+)", merged.stdout)[0]
    shown = huitou("persons", "show", "b1").stdout
    assert shown == "b1 is the person ann, known as: a1, ann, b1, bob\n"
    assert huitou("persons", "refused").stdout == "Nothing was refused.\n"
    huitou("persons", "undo", message_id, *why)
    assert huitou("persons", "show", "b1").stdout == "b1 is the person bob, known as: b1, bob\n"


def test_undoing_what_was_never_said_is_told_in_a_sentence(huitou: Huitou) -> None:
    answer = huitou("persons", "undo", "99", "--operator", "support", "--reason", "x")
    assert answer.returncode == 2
    assert "No merge, identify or alias has the message id '99'." in answer.stderr


def test_a_home_that_is_a_file_is_told_in_a_sentence(home: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    command = [sys.executable, "-m", "huitou", "log", "ship", "--home", str(tmp_path / "file")]
    answer = subprocess.run(command, capture_output=True, text=True)
    assert answer.returncode == 2
    assert "Traceback" not in answer.stderr
    assert "is a file, not a folder" in answer.stderr


def test_a_home_that_cannot_be_made_is_told_in_a_sentence() -> None:
    command = [sys.executable, "-m", "huitou", "log", "ship", "--home", "/proc/huitou"]
    answer = subprocess.run(command, capture_output=True, text=True)
    assert answer.returncode == 2
    assert answer.stderr.startswith("huitou: /proc/huitou: ")
    assert "Traceback" not in answer.stderr
