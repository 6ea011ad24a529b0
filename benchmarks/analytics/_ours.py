"""The questions asked of huitou, with the index that the shipper keeps.

The log is opened before the clock starts, as a server holds it open; what is timed is the public
function, from the query to the whole answer with its definition.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from _questions import (
    CATEGORY,
    FIRST,
    FUNNEL_3,
    FUNNEL_12,
    HALF_YEAR,
    MONTH,
    RETURN,
    VIEWED,
    WEEKS,
    WINDOW,
    Rows,
    Span,
)
from _timing import answer_here

from huitou.engine.analytics import (
    Events,
    FunnelQuery,
    LifecycleQuery,
    RetentionQuery,
    StickinessQuery,
    event,
    events_of_log,
    funnel,
    lifecycle,
    retention,
    stickiness,
)
from huitou.engine.events import EventLog

_TEA = event(VIEWED, category=CATEGORY)


def prepare(
    home: Path, question: str, resolved: bool, *, indexed: bool = True
) -> Callable[[], Rows]:
    """What answers the question; people are always resolved here, so `resolved` must be true."""
    assert resolved
    log = EventLog.open(home)
    events = events_of_log(log, use_index=indexed)
    if indexed and events.index is None:
        raise SystemExit(f"{home} has no index: run huitou index rebuild --home {home}")
    return lambda: _ASKED[question](events)


def _retention(span: Span, period: str, **query: Any) -> Callable[[Events], Rows]:
    asked = RetentionQuery(period=period, **_range(span), **query)

    def answer(events: Events) -> Rows:
        rows = retention(events, asked).groups[0].rows
        cells = ((r, k, n) for r, row in enumerate(rows) for k, n in enumerate(row.people))
        return [cell for cell in cells if cell[2]]

    return answer


def _stickiness(span: Span) -> Callable[[Events], Rows]:
    asked = StickinessQuery(**_range(span))

    def answer(events: Events) -> Rows:
        histogram = stickiness(events, asked).groups[0].histogram
        return [(days, people) for days, people in enumerate(histogram, start=1) if people]

    return answer


def _lifecycle(span: Span) -> Callable[[Events], Rows]:
    asked = LifecycleQuery(period="week", **_range(span))

    def answer(events: Events) -> Rows:
        return [
            (week, one.new, one.returning, one.resurrecting, one.dormant)
            for week, one in enumerate(lifecycle(events, asked).intervals)
        ]

    return answer


def _funnel(names: tuple[str, ...]) -> Callable[[Events], Rows]:
    steps = tuple(event(name) for name in names)
    range_ = {"from_": "2026-01-01", "to": "2026-07-31"}
    asked = FunnelQuery(steps=steps, window_seconds=WINDOW // 1_000_000, **range_)

    def answer(events: Events) -> Rows:
        found = funnel(events, asked).groups[0].steps
        return [(place, step.people) for place, step in enumerate(found, start=1)]

    return answer


def _range(span: Span) -> dict[str, str]:
    last = span.end - span.length
    return {"from_": span.begin.date().isoformat(), "to": last.date().isoformat()}


_ASKED: dict[str, Callable[[Events], Rows]] = {
    "daily_retention": _retention(MONTH, "day"),
    "weekly_retention": _retention(WEEKS, "week"),
    "first_time_retention": _retention(
        MONTH, "day", mode="first_time", start=event(FIRST), returning=event(RETURN)
    ),
    "filtered_retention": _retention(WEEKS, "week", start=_TEA, returning=_TEA),
    "stickiness_30": _stickiness(MONTH),
    "stickiness_180": _stickiness(HALF_YEAR),
    "lifecycle": _lifecycle(WEEKS),
    "funnel_3": _funnel(FUNNEL_3),
    "funnel_12": _funnel(FUNNEL_12),
}

if __name__ == "__main__":
    answer_here(sys.argv, prepare)
