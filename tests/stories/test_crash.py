"""kill -9 at any moment, and torn ends: no acknowledged event is lost and none is invented."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import struct
import subprocess
import sys
import time
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from huitou.engine.events import Decided, EventLog, EventRow, pack

HAMMER = Path(__file__).with_name("hammer.py")
CHANCE = random.Random(20260701)


def test_five_crashes(serve: Any, tmp_path: Path) -> None:
    _crash_story(serve, tmp_path, rounds=5)


@pytest.mark.slow
def test_forty_crashes(serve: Any, tmp_path: Path) -> None:
    _crash_story(serve, tmp_path, rounds=40)


def _crash_story(serve: Any, tmp_path: Path, rounds: int) -> None:
    home, notes = tmp_path / "home", tmp_path / "notes"
    notes.mkdir()
    key = _issue_key(home)
    for turn in range(rounds):
        served = serve(home, "--workers", str(1 + turn % 2))
        client = _hammer(served.port, key, notes, turn)
        if turn % 3 == 1:
            time.sleep(CHANCE.uniform(0.1, 0.6))
            _kill_the_shipper(served)
        time.sleep(CHANCE.uniform(0.2, 1.0))
        served.kill()
        client.wait(30)
        if turn % 2 == 0:
            _tear_the_ends(home / "segments")
        _check(home, notes)

    EventLog.open(home).ship()
    rows = _check(home, notes)
    # The story is only as good as the load: every round got events through.
    turns = {row["message_id"].split("-")[0] for row in rows}
    assert turns == {str(turn) for turn in range(rounds)}
    assert list((home / "segments").glob("*.seg")) == []
    assert EventLog.open(home).verify().sound


def test_a_crashed_shipper_is_taken_over_and_two_at_once_ship_nothing_twice(
    serve: Any, tmp_path: Path
) -> None:
    home, notes = tmp_path / "home", tmp_path / "notes"
    notes.mkdir()
    key = _issue_key(home)
    served = serve(home)
    others = [_shipper(home) for _ in range(2)]
    client = _hammer(served.port, key, notes, 0)
    for _ in range(6):
        time.sleep(CHANCE.uniform(0.3, 0.9))
        victim = others.pop(0)
        victim.send_signal(signal.SIGKILL)
        victim.wait()
        others.append(_shipper(home))
    first = served.shipper()
    _kill_the_shipper(served)

    # The server starts another one by itself,
    _wait_for(lambda: served.shipper() not in (None, first), 10)
    served.kill()
    client.wait(30)
    # and whoever is left ships the rest.
    _wait_for(lambda: not list((home / "segments").glob("*.seg")), 30)
    for other in others:
        other.terminate()
        other.wait(30)

    rows = _check(home, notes)
    assert len(rows) > 1000
    assert EventLog.open(home).verify().sound


def _check(home: Path, notes: Path) -> list[dict[str, Any]]:
    """Every acknowledged id is there once, whole, and nothing else but what was sent."""
    rows: list[dict[str, Any]] = (
        EventLog.open(home)
        .snapshot()
        .duckdb()
        .select("message_id", "properties")
        .to_pyarrow()
        .to_pylist()
    )
    found = Counter(row["message_id"] for row in rows)
    sent, acked = _noted(notes, "sent"), _noted(notes, "acked")
    assert [message_id for message_id, times in found.items() if times > 1] == []
    assert acked - found.keys() == set()
    assert found.keys() - sent == set()
    for row in rows:
        assert json.loads(row["properties"])["said"] == row["message_id"]
    return rows


def _noted(notes: Path, kind: str) -> set[str]:
    """Ids that the client noted; a line that the end of the round cut short is left out."""
    ids: set[str] = set()
    for file in notes.glob(f"{kind}-*"):
        ids.update(line[:-1] for line in file.open() if line.endswith("\n"))
    return ids


def _tear_the_ends(segments: Path) -> None:
    """What a crash may leave behind the last whole record: half of one, one with a wrong bit,
    zeros, or a length that points far beyond the end.
    """
    record = pack(Decided([_never_sent()], []))
    frame = struct.pack("<II", len(record), zlib.crc32(record)) + record
    flipped = bytearray(frame)
    flipped[-CHANCE.randrange(1, len(record))] ^= 1 << CHANCE.randrange(8)
    ends = [
        frame[: CHANCE.randrange(1, len(frame))],
        bytes(flipped),
        bytes(4096),
        struct.pack("<II", 1 << 31, 0) + record,
    ]
    for path in segments.glob("*.seg"):
        with path.open("ab") as file:
            file.write(CHANCE.choice(ends))


def _never_sent() -> EventRow:
    return EventRow(
        message_id="never-sent",
        type="track",
        event="Invented",
        name=None,
        user_id="u1",
        anonymous_id=None,
        previous_id=None,
        group_id=None,
        timestamp=1_782_900_000_000_000,
        original_timestamp=None,
        sent_at=None,
        received_at=1_782_900_000_000_000,
        source="default",
        properties='{"said":"never-sent"}',
        traits=None,
        context=None,
    )


def _kill_the_shipper(served: Any) -> None:
    pid = served.shipper()
    if pid is not None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _hammer(port: int, key: str, notes: Path, turn: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, HAMMER, str(port), key, str(notes), str(turn)])


def _shipper(home: Path) -> subprocess.Popen[bytes]:
    command = f"-m huitou log ship --follow --interval 0.1 --home {home}"
    return subprocess.Popen([sys.executable, *command.split()], stdout=subprocess.DEVNULL)


def _issue_key(home: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "huitou", "keys", "issue", "default", "--home", str(home)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.strip()


def _wait_for(condition: Callable[[], object], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)
