"""Funnels split into groups, over time, and by how long people took."""

from __future__ import annotations

from datetime import UTC, datetime

import pyarrow as pa
import pytest

from huitou.engine.analytics import Breakdown, event
from huitou.engine.analytics.funnels.ask import funnel, funnel_people
from huitou.engine.analytics.funnels.query import FunnelCell, FunnelQuery, TimeToConvert
from huitou.kernel import InvalidInput
from toy_events import happened, identified

STEPS = (event("See"), event("Buy"))
RANGE = {"from_": "2026-01-05", "to": "2026-01-07"}
BY_SHELF = Breakdown(by="event", name="shelf")


def at(person, name, when, shelf=None):
    return person, name, f"2026-01-{when}", {} if shelf is None else {"shelf": shelf}


LINES = (
    at("ann", "See", "05T10:00", "tea"),
    at("ann", "See", "05T10:05", "cups"),
    at("ann", "Buy", "05T10:10", "cups"),
    at("bob", "See", "05T10:00", "tea"),
    at("cid", "See", "05T10:00", "pots"),
    at("cid", "Buy", "05T10:10"),
)


def groups(*lines, **query):
    answer = funnel(happened(*lines), FunnelQuery(steps=STEPS, **{**RANGE, **query}))
    return {
        "other" if group.other else group.key: [step.people for step in group.steps]
        for group in answer.groups
    }


def test_first_and_last_touch_and_the_touch_of_a_step():
    split = {"breakdown": BY_SHELF}
    assert groups(*LINES, **split) == {"tea": [2, 1], "pots": [1, 1]}
    assert groups(*LINES, **split, attribution="last_touch") == {
        "cups": [1, 1],
        "tea": [1, 0],
        None: [1, 1],
    }
    step = {"attribution": "step", "attribution_step": 2}
    assert groups(*LINES, **split, **step) == {"cups": [1, 1], None: [1, 1]}


def test_every_value_is_a_funnel_of_its_own():
    assert groups(*LINES, breakdown=BY_SHELF, attribution="all") == {
        "tea": [2, 0],
        "cups": [1, 1],
        "pots": [1, 0],
    }


def test_a_strict_funnel_of_one_value_sees_no_others():
    lines = (
        at("ann", "See", "05T10:00", "tea"),
        at("ann", "See", "05T10:01", "cups"),
        at("ann", "Buy", "05T10:02", "tea"),
    )
    split = {"breakdown": BY_SHELF, "attribution": "all", "order": "strict"}
    assert groups(*lines, **split) == {"tea": [1, 1], "cups": [1, 0]}


def test_the_smallest_text_of_several_first_touches():
    lines = (at("ann", "See", "05T10:00", "tea"), at("ann", "See", "05T10:00", "cups"))
    assert groups(*lines, breakdown=BY_SHELF) == {"cups": [1, 0]}
    assert groups(*lines, at("ann", "See", "05T10:00"), breakdown=BY_SHELF) == {"cups": [1, 0]}


def test_unordered_goes_by_the_event_that_opened():
    lines = (at("ann", "Buy", "05T10:00", "pots"), at("ann", "See", "05T10:01", "tea"))
    assert groups(*lines, breakdown=BY_SHELF, order="unordered") == {"pots": [1, 1]}
    # At one moment, what fits step 1 is first.
    lines = (at("ann", "Buy", "05T10:00", "cups"), at("ann", "See", "05T10:00", "tea"))
    assert groups(*lines, breakdown=BY_SHELF, order="unordered") == {"tea": [1, 1]}


def test_other_is_counted_again():
    # Ann sees on one shelf and buys from another: neither group alone has her as a buyer.
    lines = (
        *(at(person, "See", "05T10:00", "tea") for person in ("bob", "cid", "dan")),
        at("ann", "See", "05T10:00", "cups"),
        at("ann", "Buy", "05T10:10", "pots"),
    )
    split = {"breakdown": Breakdown(by="event", name="shelf", limit=1), "attribution": "all"}
    assert groups(*lines, at("eve", "See", "05T10:00", "pots"), **split) == {
        "tea": [3, 0],
        "other": [2, 1],
    }


def test_a_trait_ignores_attribution():
    lines, traits = zip(
        *((line, None) for line in LINES),
        identified("ann", "2026-01-01", tier="gold"),
        identified("cid", "2026-01-01", tier="gold"),
        strict=True,
    )
    events = happened(*lines, type=["track"] * 6 + ["identify"] * 2, traits=pa.array(traits))
    split = {"breakdown": Breakdown(by="person", name="tier"), "attribution": "step"}
    answer = funnel(events, FunnelQuery(steps=STEPS, attribution_step=2, **split, **RANGE))
    counted = {group.key: [step.people for step in group.steps] for group in answer.groups}
    assert counted == {"gold": [2, 2], None: [1, 0]}


def test_people_of_a_group():
    split = {"breakdown": Breakdown(by="event", name="shelf", limit=1)}
    events, query = happened(*LINES), FunnelQuery(steps=STEPS, **split, **RANGE)

    def who(**cell):
        return funnel_people(events, query, FunnelCell(**cell)).to_pylist()

    assert who(step=1, group="tea") == ["ann", "bob"]
    assert who(step=2, group="tea", dropped=True) == ["bob"]
    assert who(step=2, other=True) == ["cid"]
    with pytest.raises(InvalidInput) as refused:
        who(step=1, group="pots")
    assert refused.value.field == "cell.group"


OVER_DAYS = (
    at("ann", "See", "05T10:00", "tea"),
    at("ann", "See", "06T10:00", "tea"),
    at("ann", "See", "06T11:00", "cups"),
    at("ann", "Buy", "06T12:00", "tea"),
    at("bob", "See", "06T10:00", "tea"),
)


def trend(*lines, as_of=datetime(2026, 2, 1, tzinfo=UTC), **query):
    asked = {"trend": "day", "window_seconds": 86_400, **RANGE, **query}
    answer = funnel(happened(*lines, as_of=as_of), FunnelQuery(steps=STEPS, **asked))
    return answer.groups[0].trend


def test_a_trend_counts_a_person_once_a_day():
    points = trend(*OVER_DAYS)
    assert [(p.entered, p.completed, p.percent) for p in points] == [
        (1, 0, 0.0),
        (2, 1, 50.0),
        (0, 0, None),
    ]
    assert [p.start.day for p in points] == [5, 6, 7]
    assert all(p.complete for p in points)


def test_a_point_is_complete_when_its_windows_have_run_out():
    as_of = datetime(2026, 1, 7, tzinfo=UTC)
    assert [p.complete for p in trend(*OVER_DAYS, as_of=as_of)] == [True, False, False]
    # Nobody enters after the range: the rest of the month need not pass.
    month = {"trend": "month", "from_": "2026-01-01", "to": "2026-01-06"}
    (point,) = trend(*OVER_DAYS, as_of=datetime(2026, 1, 8, tzinfo=UTC), **month)
    assert (point.entered, point.complete) == (2, True)


def test_a_group_has_the_trend_of_its_people():
    # Ann's best attempt began with tea; her other days count with it.
    answer = funnel(
        happened(*OVER_DAYS),
        FunnelQuery(steps=STEPS, trend="day", window_seconds=86_400, breakdown=BY_SHELF, **RANGE),
    )
    (group,) = answer.groups
    assert (group.key, [point.entered for point in group.trend]) == ("tea", [1, 2, 0])


def test_people_of_a_point_of_the_trend():
    events = happened(*OVER_DAYS)
    query = FunnelQuery(steps=STEPS, trend="day", window_seconds=86_400, **RANGE)

    def who(**cell):
        return funnel_people(events, query, FunnelCell(**cell)).to_pylist()

    assert who(step=1, interval=0) == ["ann"]
    assert who(step=2, interval=0) == []
    assert who(step=1, interval=1) == ["ann", "bob"]
    assert who(step=2, interval=1) == ["ann"]


def test_a_trend_of_hours_shows_whole_days():
    points = trend(*OVER_DAYS, trend="hour")
    assert len(points) == 72
    assert [number for number, point in enumerate(points) if point.entered] == [10, 34, 35]


def test_how_long_people_took():
    took = {"ann": 10, "bob": 12, "cid": 19, "dan": 31}
    lines = [at(person, "See", "05T10:00:00") for person in took]
    lines += [at(person, "Buy", f"05T10:00:{seconds}") for person, seconds in took.items()]
    lines += [at("eve", "See", "05T10:00:00")]
    query = FunnelQuery(steps=STEPS, time_to_convert=TimeToConvert(bins=4), **RANGE)
    (group,) = funnel(happened(*lines), query).groups
    assert group.times.edges == (10, 16, 22, 28, 34)
    assert group.times.people == (2, 1, 0, 1)
    assert group.times.average_seconds == 18
    assert group.steps[1].median_seconds == 15.5


def test_the_greatest_time_is_in_the_last_bin():
    lines = [at("ann", "See", "05T10:00"), at("ann", "Buy", "05T10:00:10.9")]
    lines += [at("bob", "See", "05T10:00"), at("bob", "Buy", "05T10:00:00.5")]
    query = FunnelQuery(steps=STEPS, time_to_convert=TimeToConvert(bins=2), **RANGE)
    times = funnel(happened(*lines), query).groups[0].times
    assert (times.edges, times.people) == ((0, 5, 10), (1, 1))


def test_nobody_took_any_time():
    query = FunnelQuery(steps=STEPS, time_to_convert=TimeToConvert(), **RANGE)
    times = funnel(happened(at("ann", "See", "05T10:00")), query).groups[0].times
    assert (times.edges, times.people, times.average_seconds) == ((), (), None)


def test_a_breakdown_of_nobody_has_no_groups():
    assert groups(breakdown=BY_SHELF) == {}
