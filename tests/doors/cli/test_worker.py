"""`huitou worker`: it does what is due, ends in good order, and runs beside the server."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from shop_folder import huitou, within

_SAY = """
with transaction.atomic():
    facts.say_fact("Cart Viewed", {}, clock=now(), member_id="ann", key="cart:1")
"""


def eventually(true: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Wait on what another process does to the folder."""
    deadline = time.monotonic() + 60
    while not true():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.2)


def one(home: Path, question: str) -> object:
    with closing(sqlite3.connect(home / "huitou.sqlite3", timeout=20)) as connection:
        return connection.execute(question).fetchone()[0]


def shipped(home: Path) -> bool:
    return one(home, "SELECT count(*) FROM facts_fact WHERE shipped_at IS NOT NULL") == 1


def started(home: Path, *command: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "huitou", *command, "--home", str(home)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_it_ships_facts_and_runs_schedules_and_ends_in_good_order(home: Path) -> None:
    within(home, _SAY)
    worker = started(home, "worker", "--pause", "0.1")
    undone = "SELECT count(*) FROM jobs_schedule WHERE ended_at IS NULL"
    eventually(lambda: shipped(home) and one(home, undone) == 0, worker)
    worker.send_signal(signal.SIGTERM)
    _, errors = worker.communicate(timeout=60)

    assert (worker.returncode, errors) == (0, "")
    assert huitou(home, "log", "verify").stdout.startswith("1 events, 0 repeated")


def test_the_server_runs_one_beside_it(home: Path) -> None:
    within(home, _SAY)
    server = started(home, "serve", "--port", "18943")
    try:
        eventually(lambda: shipped(home), server)
    finally:
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=60)


def test_a_bad_pause_is_told() -> None:
    assert huitou(Path("nowhere"), "worker", "--pause", "0").returncode == 2
