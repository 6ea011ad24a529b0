"""The answer to an engagement question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from huitou.engine.analytics.query.definition import Note, QueryDefinition


@dataclass(frozen=True, slots=True)
class EngagementInterval:
    """One interval, which begins at the local time `start`. What is divided by is None where that
    is 0.

    `people` are active in it; `dau` is the mean of the people active on each of its days, `wau`
    and `mau` the people of the 7 and 30 days that end with its last one, `dau_per_mau` dau / mau.
    `events_per_person` and `sessions_per_person` are per person active in the interval. Dwell is in
    seconds: the mean to the microsecond; the median of whole seconds, rounded down; and the mean
    of the sessions of more than one event, of which there are `sessions` -
    `single_event_sessions`. `complete` says whether the interval has run out; what it has not is
    what is known so far.
    """

    start: datetime
    people: int
    dau: float
    wau: int
    mau: int
    dau_per_mau: float | None
    events: int
    events_per_person: float | None
    sessions: int
    sessions_per_person: float | None
    single_event_sessions: int
    dwell_mean: float | None
    dwell_median: float | None
    dwell_mean_without_single: float | None
    complete: bool


@dataclass(frozen=True, slots=True)
class EngagementGroup:
    """The intervals of one group, oldest first; `key` and `other` as in RetentionGroup."""

    key: str | None
    other: bool
    intervals: tuple[EngagementInterval, ...]


@dataclass(frozen=True, slots=True)
class EngagementAnswer:
    """Groups with the most people first, "other" last; a single group without a breakdown."""

    groups: tuple[EngagementGroup, ...]
    definition: QueryDefinition
    notes: tuple[Note, ...] = ()
