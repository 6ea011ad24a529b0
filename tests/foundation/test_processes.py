"""Children are kept alive, none outlives its parent, and who is asked to end does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from huitou.foundation.processes import KeptAlive

WRITE_PID_AND_SLEEP = (
    "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); time.sleep(60)"
)


def _wait_until(condition: Callable[[], object], seconds: float = 8.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def _pids(file: Path) -> list[int]:
    return [int(line) for line in file.read_text().split()] if file.exists() else []


def _is_alive(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def test_a_child_that_was_killed_is_started_again(tmp_path: Path) -> None:
    file = tmp_path / "pids"
    child = KeptAlive([sys.executable, "-c", WRITE_PID_AND_SLEEP, str(file)])
    child.start()
    try:
        _wait_until(lambda: len(_pids(file)) == 1)
        os.kill(_pids(file)[0], signal.SIGKILL)
        _wait_until(lambda: len(_pids(file)) == 2)
        assert _is_alive(_pids(file)[1])
    finally:
        child.stop()

    assert not any(_is_alive(pid) for pid in _pids(file))


def test_a_child_that_falls_over_at_once_is_not_started_in_a_tight_loop(tmp_path: Path) -> None:
    file = tmp_path / "starts"
    child = KeptAlive([sys.executable, "-c", "import sys; open(sys.argv[1], 'a').write('1\\n')",
                       str(file)])  # fmt: skip
    child.start()
    time.sleep(3.5)
    child.stop()

    # At 0, after a pause of 1 second, and after one of 2 more.
    assert len(_pids(file)) in (2, 3)


def test_a_child_that_does_not_listen_is_killed(tmp_path: Path) -> None:
    file = tmp_path / "pids"
    deaf = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + WRITE_PID_AND_SLEEP
    child = KeptAlive([sys.executable, "-c", deaf, str(file)])
    child.start()
    _wait_until(lambda: _pids(file))

    child.stop(patience=0.3)

    assert not _is_alive(_pids(file)[0])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of a parent's death")
def test_a_child_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    file = tmp_path / "pids"
    parent_code = (
        "import sys, time; from huitou.foundation.processes import KeptAlive; "
        f"KeptAlive([sys.executable, '-c', {WRITE_PID_AND_SLEEP!r}, sys.argv[1]]).start(); "
        "time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", parent_code, str(file)])
    _wait_until(lambda: _pids(file))
    parent.kill()
    parent.wait()

    _wait_until(lambda: not _is_alive(_pids(file)[0]))


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM])
def test_who_is_asked_to_end_while_it_begins_to_wait_ends(asked: signal.Signals) -> None:
    # `wait` holds this lock for a moment when it begins and when it ends.
    code = (
        "import os, sys, threading; "
        "from huitou.foundation.processes import set_when_asked_to_end\n"
        "stop = threading.Event(); set_when_asked_to_end(stop)\n"
        "with stop._cond: os.kill(os.getpid(), int(sys.argv[1]))\n"
        "stop.wait(); print('in good order')"
    )
    command = [sys.executable, "-c", code, str(int(asked))]
    done = subprocess.run(command, capture_output=True, text=True, timeout=20)
    assert (done.returncode, done.stdout) == (0, "in good order\n")


def test_who_is_asked_to_end_again_ends_at_once() -> None:
    code = (
        "import os, signal, threading, time; "
        "from huitou.foundation.processes import set_when_asked_to_end\n"
        "set_when_asked_to_end(threading.Event())\n"
        "os.kill(os.getpid(), signal.SIGTERM); os.kill(os.getpid(), signal.SIGTERM)\n"
        "time.sleep(20)"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=20).returncode == -signal.SIGTERM
