"""Processes: a child that is started again when it ends, none that outlives its parent, and a
process that ends in good order when it is asked to.
"""

from __future__ import annotations

import contextlib
import ctypes
import logging
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from typing import Any

_log = logging.getLogger("huitou.processes")

_PR_SET_PDEATHSIG = 1  # Linux, prctl(2)
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0
_STEADY = 60.0  # a child that ran this long did not fall over at its start


def die_with_parent() -> None:
    """Ask the kernel to end this process (SIGTERM) when its parent dies, even by kill -9, so that
    no orphan keeps the port. Linux only; elsewhere the orphan must be ended by hand.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def set_when_asked_to_end(stop: threading.Event) -> None:
    """Let SIGINT and SIGTERM set `stop`; the same signal again ends this process at once."""

    def end(number: int, _: Any) -> None:
        # A handler runs amid whatever the main thread does. Amid `stop.wait` that thread may hold
        # the very lock that `stop.set` takes, and would wait for itself for ever.
        threading.Thread(target=stop.set, name="asked-to-end", daemon=True).start()
        signal.signal(number, signal.SIG_DFL)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)


class KeptAlive:
    """A child process that is started again when it ends, after a pause that doubles each time it
    falls over early, up to a minute.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._turn = threading.Lock()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="kept-alive", daemon=True)
        self._child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the child, from a thread that lives as long as this process: the kernel takes the
        end of the starting thread for the death of the parent.
        """
        self._begin()
        self._thread.start()

    def stop(self, patience: float = 30.0) -> None:
        """Ask the child to end, and kill it if it has not within `patience` seconds."""
        with self._turn:
            self._stopping.set()
            child = self._child
        if child is None:
            return
        child.terminate()
        try:
            child.wait(patience)
        except subprocess.TimeoutExpired:
            child.kill()
        self._thread.join()

    def _watch(self) -> None:
        pause = _FIRST_PAUSE
        while self._child is not None:
            started = time.monotonic()
            status = self._child.wait()
            if self._stopping.is_set():
                return
            if time.monotonic() - started > _STEADY:
                pause = _FIRST_PAUSE
            _log.warning(
                "`%s` ended with status %s; it starts again in %.0f seconds.",
                " ".join(self._command[1:]),
                status,
                pause,
            )
            self._stopping.wait(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
            self._begin()

    def _begin(self) -> None:
        with self._turn:
            if not self._stopping.is_set():
                self._child = subprocess.Popen(
                    self._command,
                    stdout=subprocess.DEVNULL,  # what goes wrong is told on stderr
                    preexec_fn=die_with_parent,
                )
