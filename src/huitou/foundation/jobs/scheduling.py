"""Run functions again and again, each once however many workers there are."""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction

from huitou.foundation.jobs.models import Schedule
from huitou.foundation.jobs.rules import next_turn, pause_after
from huitou.kernel import Clock

_LEASE = timedelta(minutes=10)
_FIRST_PAUSE = timedelta(seconds=5)
_log = logging.getLogger("huitou.jobs")


@dataclass(frozen=True)
class Turn:
    """What runs, and how often."""

    interval: timedelta
    function: Callable[..., Any]


_registry: dict[str, Turn] = {}


def every(name: str, interval: timedelta, function: Callable[..., Any]) -> None:
    """Let workers call `function(clock=clock)` every `interval`, for the first time at once. It
    runs outside any transaction; one that raises is tried again with pauses from five seconds on,
    and one whose worker dies after ten minutes, so it has to be safe to repeat.

    ValueError for a name that another function has, and for an interval below a second.
    """
    if interval < timedelta(seconds=1):
        raise ValueError(f"{name}: a schedule has an interval of a second or more")
    known = _registry.setdefault(name, Turn(interval, function))
    if known.function is not function:
        raise ValueError(f"two schedules are called {name}")
    _registry[name] = Turn(interval, function)


def run_schedules(clock: Clock, *, stop: threading.Event | None = None) -> int:
    """Run those that are due; how many."""
    now = clock.now()
    turns = dict(_registry)
    next_at = dict(Schedule.objects.filter(name__in=turns).values_list("name", "next_at"))
    new = [Schedule(name=name, next_at=now) for name in turns if name not in next_at]
    if new:
        Schedule.objects.bulk_create(new, ignore_conflicts=True)
        next_at |= dict.fromkeys((one.name for one in new), now)
    due = sorted((at, name) for name, at in next_at.items() if at <= now)
    ran = 0
    for _, name in due:
        if stop is not None and stop.is_set():
            break
        ran += _run(name, turns[name], clock)
    return ran


def _run(name: str, turn: Turn, clock: Clock) -> bool:
    """Whether it was this worker's turn."""
    row = Schedule.objects.filter(name=name, next_at__lte=clock.now()).first()
    if row is None:
        return False
    regular = next_turn(row.next_at, turn.interval, clock.now())
    # Until it has ended it is only lent: a worker that dies leaves it to another one.
    lent_until = min(regular, clock.now() + _LEASE)
    if not _moved(row, row.next_at, next_at=lent_until):
        return False
    try:
        turn.function(clock=clock)
    except Exception:  # whatever it raises is its own affair; the others go on
        _log.exception("The schedule %s failed.", name)
        failures = row.failures + 1
        soon = clock.now() + pause_after(failures, _FIRST_PAUSE)
        again = min(soon, next_turn(row.next_at, turn.interval, clock.now()))
        trace = traceback.format_exc()
        _moved(row, lent_until, next_at=again, failures=failures, error=trace)
    else:
        after = next_turn(row.next_at, turn.interval, clock.now())
        _moved(row, lent_until, next_at=after, failures=0, error="", ended_at=clock.now())
    return True


def _moved(row: Schedule, seen: Any, **changes: Any) -> bool:
    """Change the row if nobody else did since it was `seen`."""
    with transaction.atomic():
        return bool(Schedule.objects.filter(pk=row.pk, next_at=seen).update(**changes))
