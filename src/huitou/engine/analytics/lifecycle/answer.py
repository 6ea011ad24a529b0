"""The answer to a lifecycle question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from huitou.engine.analytics.query.definition import Note, QueryDefinition


@dataclass(frozen=True, slots=True)
class LifecycleInterval:
    """One interval, which begins at the local time `start`. `pulse` is (new + resurrecting) /
    dormant, None where nobody went dormant; `complete` whether the interval has run out.
    """

    start: datetime
    new: int
    returning: int
    resurrecting: int
    dormant: int
    pulse: float | None
    complete: bool


@dataclass(frozen=True, slots=True)
class LifecycleAnswer:
    """The intervals, oldest first."""

    intervals: tuple[LifecycleInterval, ...]
    definition: QueryDefinition
    notes: tuple[Note, ...] = ()
