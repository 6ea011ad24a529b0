"""Which intervals and days an engagement answer looks at; impossible queries are refused here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from huitou.engine.analytics.engagement.query import EngagementQuery
from huitou.engine.analytics.query.calendar import (
    DEFAULT_INTERVALS,
    MOST_INTERVALS,
    Intervals,
    intervals_between,
    range_of,
)
from huitou.engine.analytics.query.definition import AsOf
from huitou.engine.analytics.query.refusals import check_whole, refuse
from huitou.engine.analytics.source.groups import check_breakdown
from huitou.kernel import from_micros, to_micros

MARGIN = 30
"""Days that are read before and after the range: for the 30 days of MAU, and to see where the
sessions at both ends begin and end.
"""

_LONGEST_PAUSE = 86_400


@dataclass(frozen=True)
class Frame:
    """`intervals` are those of the answer; `days` theirs and MARGIN more on both sides.

    Interval i has the days from `first_day[i]` to before `end_day[i]`, counting those that have
    begun; `end_day[i] - 1` is its last one, with which the 7 and 30 days end.
    """

    intervals: Intervals
    days: Intervals
    first_day: tuple[int, ...]
    end_day: tuple[int, ...]


def frame_of(query: EngagementQuery, as_of: AsOf) -> Frame:
    """The intervals and days of a query; InvalidInput, with the field, for an impossible one."""
    check_breakdown(query.breakdown)
    check_whole("session_seconds", query.session_seconds, 1, _LONGEST_PAUSE)
    intervals = range_of(query, query.period, query.week_start, as_of.moment, DEFAULT_INTERVALS)
    days = _days(intervals)
    edges = np.array(days.edges)
    first = np.searchsorted(edges, intervals.edges[:-1])
    end = np.searchsorted(edges, intervals.edges[1:])
    begun = np.searchsorted(edges[:-1], to_micros(as_of.moment), side="right")
    end = np.maximum(np.minimum(end, begun), first + 1)
    return Frame(intervals, days, tuple(first.tolist()), tuple(end.tolist()))


def _days(intervals: Intervals) -> Intervals:
    count = (intervals.end - intervals.first) // 86_400_000_000
    if count > MOST_INTERVALS:
        remedy = f"Ask for {MOST_INTERVALS} days at most."
        raise refuse("to", f"The range has {count} days.", remedy)
    first, last = (
        from_micros(moment).isoformat() for moment in (intervals.first, intervals.end - 1)
    )
    days = intervals_between(first, last, "day", intervals.timezone)
    return days.extended(before=MARGIN, after=MARGIN)
