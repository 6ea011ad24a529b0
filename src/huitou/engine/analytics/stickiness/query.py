"""The stickiness question."""

from __future__ import annotations

from typing import Literal

from huitou.engine.analytics.query.events import (
    Breakdown,
    EventFilter,
    Period,
    Query,
    Question,
    WeekStart,
)


class Criterion(Question, frozen=True):
    """When an interval counts for a person: their events in it are `op` `count`. An interval
    without any event never counts.
    """

    op: Literal[">=", "<=", "="] = ">="
    count: int = 1


class StickinessQuery(Query, frozen=True):
    """On how many intervals people were active: for each person the number of intervals from
    `from_` to `to` (both whole; defaults: 11 intervals up to the as-of moment) that meet
    `criterion` with `event`. `histogram[n-1]` counts the people with exactly n, with `cumulative`
    n or more; people with 0 are left out.

    `interval_count` joins that many intervals into one block, from `from_` on (the last may be
    shorter); the criterion is then asked of a block. `compare` also counts the range of as many
    intervals before. `breakdown` as in retention.
    """

    period: Period = "day"
    from_: str | None = None
    to: str | None = None
    week_start: WeekStart = "monday"
    event: EventFilter = EventFilter()
    criterion: Criterion = Criterion()
    interval_count: int = 1
    cumulative: bool = False
    compare: bool = False
    breakdown: Breakdown | None = None


class StickinessCell(Question, frozen=True):
    """The people behind `histogram[intervals - 1]` of a group (`key` and `other`)."""

    intervals: int
    group: str | None = None
    other: bool = False
