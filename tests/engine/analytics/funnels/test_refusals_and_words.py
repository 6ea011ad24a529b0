"""Impossible funnels are refused by field; answers say what they counted."""

from __future__ import annotations

import pickle

import pytest

from huitou.engine.analytics import Breakdown, EventFilter, event
from huitou.engine.analytics.funnels.ask import funnel, funnel_people
from huitou.engine.analytics.funnels.check import plan_of
from huitou.engine.analytics.funnels.count import CountFunnel
from huitou.engine.analytics.funnels.query import (
    Exclusion,
    FunnelCell,
    FunnelQuery,
    TimeToConvert,
)
from huitou.engine.analytics.source.groups import Groups
from huitou.kernel import InvalidInput
from toy_events import happened

SEE, BUY, LEAVE = event("See"), event("Buy"), event("Leave")
EVENTS = happened(("ann", "See", "2026-01-05T10:00"), ("ann", "Buy", "2026-01-05T10:10"))
RANGE = {"from_": "2026-01-05", "to": "2026-01-07"}


def between(first, last):
    return (Exclusion(event=LEAVE, from_step=first, to_step=last),)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"steps": ()}, "steps"),
        ({"steps": (SEE,)}, "steps"),
        ({"steps": (SEE,) * 51}, "steps"),
        ({"window_seconds": 0}, "window_seconds"),
        ({"window_seconds": 366 * 86_400 + 1}, "window_seconds"),
        ({"session_seconds": 0}, "session_seconds"),
        ({"exclusions": between(0, 2)}, "exclusions.from_step"),
        ({"exclusions": between(2, None)}, "exclusions.from_step"),
        ({"exclusions": between(1, 1)}, "exclusions.to_step"),
        ({"exclusions": between(1, 3)}, "exclusions.to_step"),
        ({"exclusions": between(1, 2) * 13}, "exclusions"),
        ({"attribution_step": 0}, "attribution_step"),
        ({"attribution_step": 3}, "attribution_step"),
        ({"hold_constant": ""}, "hold_constant"),
        ({"breakdown": Breakdown(by="event")}, "breakdown.name"),
        ({"breakdown": Breakdown(by="inviter", limit=0)}, "breakdown.limit"),
        ({"breakdown": Breakdown(by="inviter", limit=101)}, "breakdown.limit"),
        ({"time_to_convert": TimeToConvert(bins=0)}, "time_to_convert.bins"),
        ({"time_to_convert": TimeToConvert(bins=201)}, "time_to_convert.bins"),
        ({"time_to_convert": TimeToConvert(from_step=2)}, "time_to_convert.from_step"),
        ({"time_to_convert": TimeToConvert(to_step=1)}, "time_to_convert.to_step"),
        ({"order": "unordered", "attribution": "step"}, "attribution"),
        ({"order": "unordered", "attribution": "last_touch"}, "attribution"),
        ({"order": "unordered", "ties": "strictly_later"}, "ties"),
        ({"order": "unordered", "time_to_convert": TimeToConvert()}, "time_to_convert"),
        ({"order": "unordered", "steps": (SEE,) * 3, "exclusions": between(1, 2)}, "exclusions"),
        ({"to": "2026-01-04"}, "to"),
        ({"from_": "soon"}, "from_"),
        ({"from_": "2010-01-01"}, "to"),
        ({"trend": "hour", "from_": "2025-01-01"}, "to"),
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"within": "regulars"}, "cohort"),
    ],
)
def test_refused(query, field):
    with pytest.raises(InvalidInput) as refused:
        funnel(EVENTS, FunnelQuery(**{"steps": (SEE, BUY), **RANGE, **query}))
    assert refused.value.field == field
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("cell", "field"),
    [
        ({"step": 0}, "cell.step"),
        ({"step": 3}, "cell.step"),
        ({"step": 1, "dropped": True}, "cell.step"),
        ({"step": 1, "interval": 0}, "cell.interval"),
        ({"step": 1, "other": True}, "cell.group"),
    ],
)
def test_cells_that_are_not_there(cell, field):
    with pytest.raises(InvalidInput) as refused:
        funnel_people(EVENTS, FunnelQuery(steps=(SEE, BUY), **RANGE), FunnelCell(**cell))
    assert refused.value.field == field


def test_an_interval_that_is_not_there():
    query = FunnelQuery(steps=(SEE, BUY), trend="day", **RANGE)
    with pytest.raises(InvalidInput) as refused:
        funnel_people(EVENTS, query, FunnelCell(step=1, interval=3))
    assert refused.value.field == "cell.interval"


def test_the_definition_says_what_was_counted():
    query = FunnelQuery(
        steps=(SEE, EventFilter("Buy", {"shelf": "tea"})),
        window_seconds=7_200,
        exclusions=between(1, 2),
        reentry="after_window",
        ties="strictly_later",
        hold_constant="product",
        trend="week",
        breakdown=Breakdown(by="event", name="shelf"),
        attribution="last_touch",
        **RANGE,
    )
    answer = funnel(EVENTS, query)
    said = answer.definition
    assert (said.timezone, said.as_of) == ("UTC", EVENTS.as_of)
    assert said.rules["window_seconds"] == 7_200
    assert said.rules["ties"] == "strictly_later"
    assert said.rules["reentry"] == "after_window"
    assert said.rules["attribution"] == "last_touch"
    assert said.rules["range"] == ["2026-01-05", "2026-01-07"]
    assert said.query["steps"][1] == {"event": "Buy", "where": {"shelf": "tea"}}
    for words in ("“See”", "within 2 hours", "“Leave”", "must be later", "“product”", "opens none"):
        assert words in said.en
    for words in ("“See”", "2 小时", "“Leave”", "时间必须更晚", "“product”", "不再开启"):
        assert words in said.zh
    assert answer.groups[0].steps[1].label == 'Buy (shelf = "tea")'


@pytest.mark.parametrize(
    ("query", "en", "zh"),
    [
        ({}, "Each step is the earliest fitting event", "最早的符合事件"),
        ({"order": "strict"}, "the very next event", "紧接着的下一个事件"),
        ({"order": "unordered"}, "any k of the steps", "任意 k 个步骤"),
        ({"unit": "session"}, "without a pause longer than 30 minutes", "不超过 30 分钟"),
        ({"steps": (event(), BUY)}, "any named event", "任意有名称的事件"),
    ],
)
def test_words_of_the_options(query, en, zh):
    said = funnel(EVENTS, FunnelQuery(**{"steps": (SEE, BUY), **RANGE, **query})).definition
    assert en in said.en
    assert zh in said.zh


def test_the_counting_travels_to_a_cluster():
    query = FunnelQuery(steps=(SEE, BUY), trend="day", time_to_convert=TimeToConvert(), **RANGE)
    count = pickle.loads(pickle.dumps(CountFunnel(plan_of(query, EVENTS.as_of), Groups())))
    assert count.plan.query == query
