"""The local days of the index are those of the queries."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from huitou.engine.analytics.index.days import begin_days, day_start, local_days
from huitou.engine.analytics.query.calendar import intervals_between
from huitou.engine.events import EventLog, events_table
from kept_index import DAY, kept, opened, row

# Clocks that change at midnight, by half an hour, at one past midnight; a day that was left out.
ZONES = (
    ("Asia/Shanghai", "2026-03-01", "2026-03-20"),
    ("Europe/London", "2026-03-20", "2026-04-05"),
    ("Europe/London", "2026-10-20", "2026-11-05"),
    ("America/Sao_Paulo", "2018-02-10", "2018-02-25"),
    ("America/Sao_Paulo", "2018-10-28", "2018-11-10"),
    ("America/Havana", "2026-10-25", "2026-11-08"),
    ("America/St_Johns", "2010-10-30", "2010-11-12"),
    ("Australia/Lord_Howe", "2026-03-30", "2026-04-10"),
    ("Pacific/Apia", "2011-12-25", "2012-01-04"),
)
zones = pytest.mark.parametrize(("zone", "first", "last"), ZONES)


@zones
def test_moments_fall_into_the_intervals_of_the_calendar(zone: str, first: str, last: str) -> None:
    intervals = intervals_between(first, last, "day", zone)
    edges = np.array(intervals.edges)
    moments = np.concatenate(
        [np.arange(edges[0], edges[-1], 599_000_000), edges[:-1], edges[1:] - 1]
    )
    days, places = local_days(moments, zone)
    starts = np.array([day_start(int(day), zone) for day in days])
    ends = np.array([day_start(int(day) + 1, zone) for day in days])
    number = intervals.number(moments)
    assert (starts[places] == edges[number]).all()
    assert (ends[places] == edges[number + 1]).all()
    assert begin_days(intervals.edges, zone)
    assert not begin_days((*intervals.edges, int(edges[0]) + 1), zone)


@given(st.lists(st.integers(-(2**62), 2**62), min_size=1, max_size=20))
def test_any_moment_has_a_day(moments: list[int]) -> None:
    micros = np.array(moments)
    days, places = local_days(micros, "UTC")
    for moment, day in zip(moments, days[places].tolist(), strict=True):
        assert day_start(day, "UTC") <= moment < day_start(day + 1, "UTC")


def test_far_apart_moments_are_as_exact_as_close_ones() -> None:
    moments = np.array([0, 400 * DAY, 20_000 * DAY - 1, 20_000 * DAY])
    days, places = local_days(moments, "UTC")
    assert days[places].tolist() == [365, 400, 19_999, 20_000]  # all of 1970 is one day


def test_events_before_any_question_can_ask_count_as_history(plain: EventLog) -> None:
    log = kept(plain, "America/New_York")
    old = row("1", user_id="ann")
    old.timestamp = 0  # 1970
    log.append(events_table([old, row("2", user_id="ann"), row("3", user_id="bob")]))
    index = opened(log)
    edges = intervals_between("2026-06-21", "2026-06-21", "day", "America/New_York").edges
    assert index.names(index.before("View", edges[0])).to_pylist() == ["ann"]
    (first,) = index.first_sets("View", edges)
    assert index.names(first).to_pylist() == ["bob"]


@zones
def test_the_index_counts_by_those_days(plain: EventLog, zone: str, first: str, last: str) -> None:
    intervals = intervals_between(first, last, "day", zone)
    rows = []
    for number, moment in enumerate(range(intervals.first, intervals.end, 1_799_000_000)):
        one = row(f"{number}", user_id=f"user-{number}")
        one.timestamp = moment
        rows.append(one)
    log = kept(plain, zone)
    log.append(events_table(rows))
    index = opened(log)
    assert index.has_edges(intervals.edges)
    found = [set(index.names(one).to_pylist()) for one in index.sets("View", intervals.edges)]
    places = intervals.number(np.array([one.timestamp for one in rows]))
    assert found == [
        {f"user-{number}" for number in np.flatnonzero(places == interval)}
        for interval in range(len(intervals))
    ]
    assert BitMap.union(*index.sets("View", intervals.edges)) == index.before("View", intervals.end)
