"""The kinds of jobs that there are."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django_tasks import task
from django_tasks.base import Task

from huitou.foundation.clocks import current_clock
from huitou.kernel import Clock

Work = Callable[..., Any]


@dataclass(frozen=True)
class JobKind:
    """`name` (such as `payments.refund`) stands in the queue and in dead letters."""

    name: str
    attempts: int
    first_pause: timedelta
    lease: timedelta


_kinds: dict[str, JobKind] = {}


def job(
    name: str,
    attempts: int = 8,
    *,
    first_pause: timedelta = timedelta(seconds=5),
    lease: timedelta = timedelta(minutes=10),
    priority: int = 0,
) -> Callable[[Work], Task[..., Any]]:
    """Make a function of a module a kind of job. It is called with the JSON values that `enqueue`
    was given and with `clock`, outside any transaction, and may be called again: after an error
    that it raises (`attempts` times in all, with pauses from `first_pause` on), or when its worker
    says nothing for `lease`. Of jobs that are due, those of a higher `priority` go first.

    ValueError for a name that another function has.
    """

    def declare(function: Work) -> Task[..., Any]:
        declared = task(_with_clock(function), priority=priority)
        kind = JobKind(name, attempts, first_pause, lease)
        others = [path for path, one in _kinds.items() if one.name == name]
        if others not in ([], [declared.module_path]):
            raise ValueError(f"two jobs are called {name}")
        _kinds[declared.module_path] = kind
        return declared

    return declare


def kind_of(declared: Task[..., Any]) -> JobKind:
    """The kind of a task. One that was made by Django's decorator alone is tried once: nobody
    said that it may be repeated.
    """
    plain = JobKind(declared.name, 1, timedelta(0), timedelta(minutes=10))
    return _kinds.get(declared.module_path, plain)


def takes_clock(declared: Task[..., Any]) -> bool:
    """Whether it was declared by `job`."""
    return declared.module_path in _kinds


def _with_clock(function: Work) -> Work:
    """A worker of ours hands its clock over; any other worker of the interface has none."""

    @functools.wraps(function)
    def run(*, clock: Clock | None = None, **said: Any) -> Any:
        return function(clock=clock or current_clock(), **said)

    return run
