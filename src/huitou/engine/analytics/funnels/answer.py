"""The answer to a funnel question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from huitou.engine.analytics.query.definition import Note, QueryDefinition


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """One step: `people` (or sessions) who reached it, in percent of step 1 and of the step before
    (None where that is 0), and the seconds from the step before, average and median (None for the
    first step, where nobody came, and for unordered funnels).
    """

    label: str
    people: int
    percent_of_first: float | None
    percent_of_previous: float | None
    average_seconds: float | None
    median_seconds: float | None


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """Who entered in the interval that begins at `start`, and of them completed; `percent` with 2
    decimals (None if nobody entered); `complete` whether the windows of all have run out.
    """

    start: datetime
    entered: int
    completed: int
    percent: float | None
    complete: bool


@dataclass(frozen=True, slots=True)
class ConversionTimes:
    """`people[i]` took from `edges[i]` to under `edges[i + 1]` seconds (the last edge included)."""

    edges: tuple[int, ...]
    people: tuple[int, ...]
    average_seconds: float | None


@dataclass(frozen=True, slots=True)
class FunnelGroup:
    """The funnel of one group; `key` and `other` as in RetentionGroup."""

    key: str | None
    other: bool
    steps: tuple[FunnelStep, ...]
    trend: tuple[TrendPoint, ...] | None = None
    times: ConversionTimes | None = None


@dataclass(frozen=True, slots=True)
class FunnelAnswer:
    """Groups with the most people first, "other" last; a single group without a breakdown."""

    groups: tuple[FunnelGroup, ...]
    definition: QueryDefinition
    notes: tuple[Note, ...] = ()
