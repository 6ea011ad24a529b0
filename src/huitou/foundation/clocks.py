"""The clock of this process: doors and jobs take it from here and hand it to verbs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from huitou.kernel import Clock, SystemClock

_current: Clock = SystemClock()


def current_clock() -> Clock:
    """The machine's clock, unless a test or a simulation has put another one in its place."""
    return _current


@contextmanager
def clock_set(clock: Clock) -> Iterator[None]:
    """`clock` for all threads of the process."""
    global _current
    before, _current = _current, clock
    try:
        yield
    finally:
        _current = before
