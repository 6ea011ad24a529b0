"""`huitou index`, and the commands that keep the index, as an operator runs them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from huitou.engine.events import Decided, EventLog, EventRow, events_table, pack
from huitou.engine.events.segments import SegmentWriter
from huitou.kernel import SystemClock

Huitou = Callable[..., subprocess.CompletedProcess[str]]
LATE = 1_782_000_000_000_000 + 3_600_000_000 * 17  # 2026-06-21 17:00 in UTC, 01:00 in Shanghai


def row(message_id: str, user: str) -> EventRow:
    empty = dict.fromkeys(EventRow.__struct_fields__)
    given = {"message_id": message_id, "type": "track", "event": "Product Viewed", "source": "web"}
    moment = {"timestamp": LATE, "received_at": LATE}
    return EventRow(**{**empty, **given, **moment, "user_id": user})


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A log with a sealed segment: ann and bob have looked at something."""
    log = EventLog.open(tmp_path / "home")
    writer = SegmentWriter(log.segments_folder, SystemClock())
    writer.write([pack(Decided([row("1", "ann"), row("2", "bob")], []))])
    writer.close()
    return log.home


@pytest.fixture
def huitou(home: Path) -> Huitou:
    def run(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "huitou", *words, "--home", str(home)]
        environment = {**os.environ, **variables}
        return subprocess.run(
            command, capture_output=True, text=True, timeout=120, env=environment, check=False
        )

    return run


def test_shipping_keeps_it_in_the_shops_timezone(huitou: Huitou) -> None:
    huitou("log", "ship", HUITOU_TIMEZONE="Asia/Shanghai")
    shown = huitou("index", "show").stdout
    assert shown.startswith("1 days of Asia/Shanghai, 2026-06-22 to 2026-06-22; 1 events, 2 people")
    assert shown.endswith("It covers the whole log.\n")
    checked = huitou("index", "check")
    assert checked.stdout == (
        "2 sets compared: 0 differ; 0 ids lead to the wrong person; "
        "the rows of 0 events are wrong.\n"
    )
    assert checked.returncode == 0


def test_without_an_index_it_says_how_to_get_one(huitou: Huitou) -> None:
    assert "`huitou index rebuild` makes one" in huitou("index", "show").stdout
    checked = huitou("index", "check")
    assert checked.returncode == 1
    assert "There is no index that can be read." in checked.stderr


def test_an_index_that_is_behind_is_told_and_rebuilt(huitou: Huitou, home: Path) -> None:
    huitou("log", "ship")
    EventLog.open(home).append(events_table([row("3", "cat")]))
    assert "It is behind the log" in huitou("index", "show").stdout
    checked = huitou("index", "check")
    assert (checked.returncode, checked.stdout) == (1, "")
    assert "It is behind the log" in checked.stderr
    rebuilt = huitou("index", "rebuild")
    assert rebuilt.stdout.strip() == "1 days of UTC, 3 people indexed."
    assert huitou("index", "check").returncode == 0


def test_a_shipper_with_nothing_to_ship_catches_up(huitou: Huitou, home: Path) -> None:
    huitou("log", "ship")
    EventLog.open(home).append(events_table([row("3", "cat")]))
    huitou("log", "ship")
    assert huitou("index", "check").returncode == 0


def test_rebuilding_in_another_timezone(huitou: Huitou) -> None:
    huitou("log", "ship")
    assert "1 days of UTC, 2026-06-21" in huitou("index", "show").stdout
    huitou("index", "rebuild", "--timezone", "Asia/Shanghai")
    assert "1 days of Asia/Shanghai, 2026-06-22" in huitou("index", "show").stdout


def test_an_unknown_timezone_is_told_and_changes_nothing(huitou: Huitou) -> None:
    huitou("log", "ship")
    wrong = huitou("index", "rebuild", "--timezone", "Mars/Olympus")
    assert wrong.returncode == 2
    assert wrong.stderr == (
        "huitou: 'Mars/Olympus' is not a timezone.\n"
        "  Use an IANA name such as Asia/Shanghai, Europe/London or UTC.\n"
    )
    assert huitou("index", "check").returncode == 0


def test_a_wrong_set_is_told(huitou: Huitou, home: Path) -> None:
    from huitou.engine.analytics.index.day_file import write_day

    huitou("log", "ship")
    (day,) = (home / "log" / "activity").glob("*.day")
    write_day(day, {})
    found = huitou("index", "check")
    assert found.returncode == 1
    assert found.stdout == (
        "2 sets compared: 2 differ; 0 ids lead to the wrong person; "
        "the rows of 0 events are wrong.\n"
        "  2026-06-21 any event: 2 missing, 0 too many\n"
        "  2026-06-21 Product Viewed: 2 missing, 0 too many\n"
    )
    assert "huitou index rebuild" in found.stderr


def test_importing_merging_undoing_and_erasing_keep_it(huitou: Huitou, home: Path) -> None:
    lines = home.parent / "events.jsonl"
    lines.write_text(
        '{"type":"track","event":"Product Viewed","userId":"cat","messageId":"m1",'
        '"timestamp":"2026-06-20T00:00:00Z","properties":{"product_id":"p","name":"Pot"}}\n'
    )
    huitou("log", "ship")
    why = ("--operator", "support", "--reason", "same phone")
    for words in (
        ("import", str(lines), "--kind", "events", "--yes"),
        ("persons", "merge", "ann", "bob", *why),
        ("log", "erase", "cat", "--yes"),
    ):
        done = huitou(*words)
        assert done.returncode == 0, done.stderr
        assert "It covers the whole log." in huitou("index", "show").stdout
    merged = huitou("index", "show").stdout
    assert ", 1 people" in merged
    assert huitou("index", "check").returncode == 0
