"""`huitou import`, the real command against a real log."""

from __future__ import annotations

import csv
import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from huitou.doors.cli import import_file
from huitou.engine.events import EventLog, order_lines_of

Run = Callable[..., "subprocess.CompletedProcess[str]"]

ORDERS = (
    "order_id,customer,order_date,sku,quantity,price,note\n"
    "1,ana,2024-05-01 08:00,T,2,10.50,x\n"
    "1,ana,2024-05-01 08:00,C,1,5,x\n"
    "2,bo,2024-05-02 09:00,T,-1,10.50,x\n"
    "3,bo,someday,T,1,10.50,x\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "orders.csv"
    path.write_text(ORDERS)
    return path


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def run(home: Path) -> Run:
    def huitou_import(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "huitou", "import", *map(str, arguments), "--home", str(home)],
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            env=os.environ | {"COLUMNS": "200"},
        )

    return huitou_import


def logged(home: Path) -> list[dict[str, object]]:
    events = EventLog.open(home).snapshot().duckdb().order_by("timestamp").to_pyarrow()
    return list(events.to_pylist())


def test_a_file_goes_into_the_log(run: Run, file: Path, home: Path) -> None:
    done = run(file, "--currency", "CNY", "--timezone", "Asia/Shanghai", "--source", "till")
    assert done.returncode == 0
    assert done.stdout == (
        "4 rows read, 3 taken: 2 events (1 Order Completed, 1 Order Refunded).\n"
        "2 new events in the log, 0 were known already.\n"
    )
    rows = logged(home)
    assert [(row["event"], row["user_id"], row["source"]) for row in rows] == [
        ("Order Completed", "ana", "till"),
        ("Order Refunded", "bo", "till"),
    ]
    assert f"{rows[0]['timestamp']:%Y-%m-%d %H:%M}" == "2024-05-01 00:00"
    assert json.loads(str(rows[0]["properties"]))["total"] == 26.0


def test_what_was_understood_and_refused_is_shown(run: Run, file: Path) -> None:
    shown = run(file).stderr
    assert "A table of text, UTF-8, separated by comma, with a header." in shown
    row = next(text for text in shown.splitlines() if text.startswith("ordered_at"))
    assert row.split()[1:3] == ["order_date", "2024-05-01"]
    assert "its name says orderdate, its values dates" in row
    assert "Not read: note" in shown
    assert '--map "order_id=order_id,person=customer,ordered_at=order_date,' in shown
    assert "taken as USD" in shown
    assert "1 rows were refused:" in shown
    assert "The date cannot be read, or does not exist. For example someday" in shown
    assert "line 5. Write 2024-05-31" in shown


def test_the_same_file_again_changes_nothing(run: Run, file: Path, home: Path) -> None:
    run(file)
    version = EventLog.open(home).snapshot().version
    before = logged(home)
    assert "0 new events in the log, 2 were known already." in run(file).stdout
    assert logged(home) == before
    assert EventLog.open(home).snapshot().version == version


def test_a_longer_export_adds_what_is_new(run: Run, file: Path) -> None:
    run(file)
    file.write_text(ORDERS + "4,cy,2024-05-03,T,1,10.50,x\n")
    assert "1 new events in the log, 2 were known already." in run(file).stdout


def test_the_log_gives_back_what_the_file_said(run: Run, file: Path, home: Path) -> None:
    run(file, "--currency", "CNY")
    events = EventLog.open(home).snapshot().duckdb().to_pyarrow()
    lines = order_lines_of(events, default_currency="CNY").to_pylist()
    found = [(row["person"], row["kind"], row["product_id"], row["amount"]) for row in lines]
    assert sorted(found) == [
        ("ana", "sale", "C", 500),
        ("ana", "sale", "T", 2100),
        ("bo", "refund", "T", 1050),
    ]


def test_a_dry_run_writes_nothing(run: Run, file: Path, home: Path) -> None:
    done = run(file, "--dry-run")
    assert done.returncode == 0
    assert done.stdout.endswith("Dry run: nothing was written.\n")
    assert not home.exists()


def test_every_refused_row_in_a_file(run: Run, file: Path, tmp_path: Path) -> None:
    run(file, "--refused", tmp_path / "refused.csv")
    with (tmp_path / "refused.csv").open() as refused:
        (row,) = csv.DictReader(refused)
    assert (row["line"], row["reason"]) == ("5", "date_unreadable")
    assert (row["field"], row["detail"]) == ("ordered_at", "someday")
    assert row["what_to_do"].startswith("Write 2024-05-31")


def test_a_file_of_which_nothing_can_be_taken(run: Run, tmp_path: Path, home: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("customer,date,total\na,2024-05-01,\nb,2024-05-01,\n")
    done = run(path, "--map", "amount=total")
    assert done.returncode == 2
    assert f"None of the 2 rows of {path} could be taken; nothing was written." in done.stderr
    assert not home.exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--map", "persn=customer"), "Did you mean person?"),
        (("--map", "person=custmer"), "Did you mean customer?"),
        (("--map", "person"), "is not a pair"),
        (("--kind", "events"), "No column was recognised as event"),
        (("--timezone", "Mars"), "is not a timezone"),
        (("--currency", "EURO"), "ISO 4217"),
        (("--date-format", "nonsense"), "is not a date format"),
        (("--encoding", "nonsense"), "There is no encoding"),
        (("--delimiter", "xx"), "is not a delimiter"),
        (("--refused", "/nowhere/at/all.csv"), "cannot be written"),
    ],
)
def test_a_mistake_is_told_in_a_sentence(
    run: Run, file: Path, home: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    done = run(file, *arguments)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert not home.exists()


def test_a_file_that_is_not_there(run: Run, tmp_path: Path) -> None:
    done = run(tmp_path / "none.csv")
    assert done.returncode == 2
    assert "There is no file" in done.stderr


def test_delimiters_have_names(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "tabs.txt"
    path.write_text("customer\tdate\ttotal\na\t2024-05-01\t5\n")
    assert "1 new events" in run(path, "--delimiter", "tab").stdout


def test_events_and_their_quarantine(run: Run, tmp_path: Path, home: Path) -> None:
    good = {"type": "track", "event": "Signed Up", "userId": "a", "timestamp": "2024-05-01"}
    bad = good | {"event": "Product Viewed", "properties": {}}
    path = tmp_path / "events.jsonl"
    path.write_text(json.dumps(good) + "\n" + json.dumps(bad) + "\n")
    done = run(path)
    assert done.returncode == 0
    assert "1 new events in the log, 0 were known already, 1 kept aside" in done.stdout
    assert "line 2. It is kept in the quarantine" in done.stderr
    again = run(path)
    assert "0 new events in the log, 1 were known already, 0 kept aside" in again.stdout
    assert [row["event"] for row in logged(home)] == ["Signed Up"]


def test_control_characters_of_a_file_do_not_reach_the_terminal(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("customer,date,total,\x1b[31mred\n\x1b[2Jana[bold],2024-05-01,5,x\n")
    shown = run(path).stderr
    assert "\x1b" not in shown
    assert "·[2Jana[bold]" in shown


@pytest.mark.parametrize(("answer", "written"), [("n", False), ("y", True)])
def test_in_a_terminal_it_asks_first(file: Path, home: Path, answer: str, written: bool) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "huitou", "import", str(file), "--home", str(home)],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
    )
    os.write(ours, f"{answer}\n".encode())
    stdout, _ = process.communicate(timeout=60)
    os.close(theirs)
    os.close(ours)
    assert process.returncode == 0
    assert b"Write them to the log?" in stdout
    assert home.exists() == written


def test_a_stopped_import_is_completed_by_the_next(
    file: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_file, "_CHUNK", 1)
    append, calls = EventLog.append, []

    def stopped_after_one(log: EventLog, events: object) -> object:
        if calls:
            raise KeyboardInterrupt
        calls.append(events)
        return append(log, events)

    arguments = [str(file), "--home", str(home), "--yes"]
    with monkeypatch.context() as patched:
        patched.setattr(EventLog, "append", stopped_after_one)
        stopped = CliRunner().invoke(import_file.command, arguments)
    assert stopped.exit_code == 130
    assert "Stopped: 1 new events are in the log." in stopped.output
    assert len(logged(home)) == 1
    done = CliRunner().invoke(import_file.command, arguments)
    assert "1 new events in the log, 1 were known already." in done.output
    assert len(logged(home)) == 2
