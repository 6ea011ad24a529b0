"""How long and how large a query may be, and the errors that say which limit was hit."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Any, Protocol, TypeVar, cast

from huitou.kernel import Overloaded, TooLarge

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Limits:
    """`seconds` of time and `megabytes` of events that one query may take. On a cluster only the
    time is limited here: its workers' memory is set where they are started.
    """

    seconds: float = 60.0
    megabytes: int = 1_500


class Limited(Protocol):
    """Whatever has limits."""

    @property
    def limits(self) -> Limits: ...


class Deadline:
    """The moment at which a query gives up."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._end = time.monotonic() + limits.seconds

    @property
    def left(self) -> float:
        """Seconds that are left, never below 0."""
        return max(self._end - time.monotonic(), 0.0)

    def too_long(self) -> Overloaded:
        """The error for a query that takes too long."""
        return Overloaded(
            f"The query hit its time limit of {self.limits.seconds:g} seconds.",
            remedy="Ask for a shorter range or fewer groups, or raise the time limit.",
            code="query.time_limit",
        )

    def too_large(self) -> TooLarge:
        """The error for a query that takes too much memory."""
        return TooLarge(
            f"The query hit its memory limit of {self.limits.megabytes:,} MB.",
            remedy="Ask for a shorter range or fewer events, or raise the memory limit.",
            code="query.memory_limit",
        )


_running: ContextVar[Deadline | None] = ContextVar("huitou_query_deadline", default=None)


@contextmanager
def running(limits: Limits) -> Iterator[Deadline]:
    """The deadline of the query that runs, or of one that begins here."""
    current = _running.get()
    if current is not None:
        yield current
        return
    begun = Deadline(limits)
    token = _running.set(begun)
    try:
        yield begun
    finally:
        _running.reset(token)


def check_time() -> None:
    """Raise Overloaded if the query that runs has used up its time. Loops over intervals, steps
    and groups call it; where no query runs, as on a cluster's workers, it does nothing.
    """
    current = _running.get()
    if current is not None and current.left == 0:
        raise current.too_long()


def limited(ask: F) -> F:
    """Give the whole of a family's function one deadline, however often it reads events."""

    @wraps(ask)
    def within(events: Limited, *rest: Any, **named: Any) -> Any:
        with running(events.limits):
            return ask(events, *rest, **named)

    return cast(F, within)
