"""The whole server, as a person starts it: `huitou serve` in a process group of its own."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest


@dataclass
class Served:
    """A running `huitou serve`. `said` is what it printed when it started."""

    home: Path
    port: int
    said: str
    process: subprocess.Popen[str] = field(repr=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def key(self) -> str:
        """The write key that the first start shows."""
        (key,) = re.findall(r"^  ([A-Za-z0-9]{32})$", self.said, re.MULTILINE)
        return str(key)

    def members(self) -> list[int]:
        """The living processes of the server's group."""
        group = self.process.pid
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                pid, _, rest = stat.read_text().partition(" (")
                state, _, pgrp = rest.rpartition(") ")[2].split()[:3]
                if int(pgrp) == group and state != "Z":
                    found.append(int(pid))
        return found

    def shipper(self) -> int | None:
        """The process id of the shipper, if it runs now."""
        for pid in self.members():
            with contextlib.suppress(OSError):
                if b"\0ship\0" in Path(f"/proc/{pid}/cmdline").read_bytes():
                    return pid
        return None

    def kill(self) -> None:
        """kill -9, the whole group at once, as when the power goes."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self, sent: signal.Signals = signal.SIGTERM) -> int:
        """Ask the main process alone to end; returns its exit status."""
        self.process.send_signal(sent)
        return self.process.wait(60)


Serve = Callable[..., Served]


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Start the server on a folder (a new one by default) and wait until it answers."""
    running: list[Served] = []

    def start(home: Path | None = None, *options: str, **environment: str) -> Served:
        port = _free_port()
        home = home or tmp_path / "home"
        printed = tmp_path / f"printed-{port}"
        with printed.open("w") as out:
            process = subprocess.Popen(
                [sys.executable, "-m", "huitou", "serve", "--home", str(home),
                 "--port", str(port), *options],
                stdout=out, stderr=subprocess.STDOUT, text=True, start_new_session=True,
                env=os.environ | environment,
            )  # fmt: skip
        served = Served(home, port, "", process)
        running.append(served)
        _wait_until_up(served)
        served.said = printed.read_text()
        return served

    yield start
    for served in running:
        if served.process.poll() is None:
            served.stop()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(served.process.pid, signal.SIGKILL)


def _wait_until_up(served: Served) -> None:
    deadline = time.monotonic() + 30
    while True:
        assert served.process.poll() is None, "the server ended at its start"
        assert time.monotonic() < deadline, "the server did not start in time"
        with contextlib.suppress(OSError):
            connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=5)
            connection.request("OPTIONS", "/v1/batch")
            if connection.getresponse().status == 204:
                return
        time.sleep(0.05)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
