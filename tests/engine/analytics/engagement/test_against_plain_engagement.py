"""Engagement against loops over lists, on random events."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from statistics import median
from zoneinfo import ZoneInfo

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from huitou.engine.analytics.engagement import sessions
from huitou.engine.analytics.engagement.ask import engagement
from huitou.engine.analytics.engagement.query import EngagementQuery
from toy_events import happened

ZONE = "America/New_York"  # clocks change on 2026-03-08
BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
FIRST, LAST = date(2026, 3, 5), date(2026, 3, 11)
AS_OF = datetime(2026, 3, 20, tzinfo=UTC)
PAUSE = 3_600

minutes = st.integers(0, 14 * 24 * 6).map(lambda tenth: tenth * 10)
lives = st.lists(st.tuples(st.sampled_from("abcd"), minutes), min_size=1, max_size=60)


def plain_sessions(moments):
    """Lists of moments, parted at pauses."""
    parts = [[moments[0]]]
    for before, at in pairwise(moments):
        if (at - before).total_seconds() > PAUSE:
            parts.append([])
        parts[-1].append(at)
    return parts


def expected(events, day):
    def local(at):
        return at.astimezone(ZoneInfo(ZONE)).date()

    def people(days):
        return {who for who, at in events if day - timedelta(days) < local(at) <= day}

    each = []
    for who in {who for who, _ in events}:
        each += plain_sessions(sorted(at for owner, at in events if owner == who))
    begun = [part for part in each if local(part[0]) == day]
    dwell = [(part[-1] - part[0]).total_seconds() for part in begun]
    return (
        len(people(1)),
        len(people(7)),
        len(people(30)),
        sum(local(at) == day for _, at in events),
        len(begun),
        sum(len(part) == 1 for part in begun),
        sum(dwell) / len(dwell) if dwell else None,
        median(dwell) if dwell else None,
    )


@settings(deadline=None, max_examples=40)
@given(lives)
def test_every_number_is_that_of_plain_loops(lives):
    events = [(who, BEGIN + timedelta(minutes=minute)) for who, minute in lives]
    table = happened(*((who, "Visit", at.isoformat()) for who, at in events), as_of=AS_OF)
    query = EngagementQuery(from_=str(FIRST), to=str(LAST), timezone=ZONE, session_seconds=PAUSE)
    (group,) = engagement(table, query).groups
    counted = [
        (
            one.people,
            one.wau,
            one.mau,
            one.events,
            one.sessions,
            one.single_event_sessions,
            one.dwell_mean,
            one.dwell_median,
        )
        for one in group.intervals
    ]
    days = [FIRST + timedelta(number) for number in range((LAST - FIRST).days + 1)]
    assert counted == [expected(events, day) for day in days]


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 10**6)), max_size=40),
    st.integers(1, 10**5),
)
def test_both_ways_to_sort_find_the_same_sessions(events, pause):
    unit = np.array([one for one, _ in events], dtype=np.int64)
    at = np.array([moment for _, moment in events], dtype=np.int64)
    quick = sessions.sessions_of(unit, at, pause)
    if len(events):
        plain = sessions._sorted_by_two(unit, at, pause)
        for name in ("unit", "start", "dwell", "events"):
            assert getattr(quick, name).tolist() == getattr(plain, name).tolist()
    else:
        assert len(quick.unit) == 0
