"""An answer of every family, made by hand, so that a test can name each number."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from huitou.engine.analytics.cohorts.answer import CohortAnswer
from huitou.engine.analytics.drivers.answer import Driver, DriversAnswer, Interval, TooFew
from huitou.engine.analytics.engagement.answer import (
    EngagementAnswer,
    EngagementGroup,
    EngagementInterval,
)
from huitou.engine.analytics.funnels.answer import (
    ConversionTimes,
    FunnelAnswer,
    FunnelGroup,
    FunnelStep,
    TrendPoint,
)
from huitou.engine.analytics.groups.answer import GroupRevenue, GroupRow, GroupsAnswer
from huitou.engine.analytics.growth.answer import (
    GrowthAnswer,
    GrowthGroup,
    GrowthStage,
    Invitations,
    KFactor,
    Share,
    Spread,
    Tree,
    Wait,
)
from huitou.engine.analytics.lifecycle.answer import LifecycleAnswer, LifecycleInterval
from huitou.engine.analytics.paths.answer import PathLink, PathsAnswer
from huitou.engine.analytics.query.definition import AsOf, Note, QueryDefinition
from huitou.engine.analytics.query.events import EventFilter
from huitou.engine.analytics.report.answers import CurrencyTotal, GapBin
from huitou.engine.analytics.retention.answer import RetentionAnswer, RetentionGroup, RetentionRow
from huitou.engine.analytics.stickiness.answer import StickinessAnswer, StickinessGroup
from huitou.engine.analytics.value.answer import ValueAnswer, ValueGaps, ValueGroup, ValueRow

START = datetime(2026, 1, 5, tzinfo=UTC)
DAYS = tuple(START + timedelta(days=day) for day in range(3))
STRANGER = '</script><img src=x onerror="window.hit=1"><b>&lt;茶&gt;</b> =1+1'


def define(query: dict[str, Any] | None = None, period: str | None = "day") -> QueryDefinition:
    rules = {} if period is None else {"period": period}
    as_of = AsOf(7, datetime(2026, 1, 8, tzinfo=UTC))
    return QueryDefinition("What it counts.", "统计口径。", "UTC", rules, query or {}, as_of)


def retention(**query: Any) -> RetentionAnswer:
    rows = (
        RetentionRow(DAYS[0], (20, 10, 5), (100.0, 50.0, 25.0), (True, True, False)),
        RetentionRow(DAYS[1], (8, 2), (100.0, 25.0), (True, False)),
        RetentionRow(DAYS[2], (0,), (None,), (False,)),
    )
    return RetentionAnswer(
        (RetentionGroup(None, False, rows, (100.0, 50.0, None)),), define(query), (NOTE,)
    )


NOTE = Note("query.unknown_event", "No event is called “Tee”.", "没有名为“Tee”的事件。", ("Tea",))


def split_retention() -> RetentionAnswer:
    """By category, with a name from a stranger, no value, and all others."""
    rows = (
        RetentionRow(DAYS[0], (4, 2), (100.0, 50.0), (True, True), values=(9.5, 1.25), lost=(0, 2)),
    )
    query = {
        "breakdown": {"by": "event", "name": "category"},
        "aggregate": {"kind": "sum", "name": "total"},
        "churn": True,
    }
    keys = ((STRANGER, False), (None, False), (None, True))
    groups = tuple(RetentionGroup(key, other, rows, (100.0, 50.0)) for key, other in keys)
    return RetentionAnswer(groups, define(query))


def stickiness() -> StickinessAnswer:
    group = StickinessGroup(None, False, (6, 3, 1), 10, previous=(5, 0, 0))
    return StickinessAnswer(DAYS, (group,), define({"compare": True}))


def lifecycle() -> LifecycleAnswer:
    intervals = (
        LifecycleInterval(DAYS[0], 5, 1, 0, 0, None, True),
        LifecycleInterval(DAYS[1], 2, 4, 1, 2, 1.5, True),
        LifecycleInterval(DAYS[2], 0, 3, 0, 4, 0.0, False),
    )
    return LifecycleAnswer(intervals, define())


def funnel() -> FunnelAnswer:
    steps = (
        FunnelStep("Viewed", 40, 100.0, 100.0, None, None),
        FunnelStep(STRANGER, 10, 25.0, 25.0, 5400.0, 60.0),
    )
    trend = (TrendPoint(DAYS[0], 30, 9, 30.0, True), TrendPoint(DAYS[1], 10, 1, 10.0, False))
    times = ConversionTimes((0, 60, 120), (7, 3), 75.0)
    group = FunnelGroup(None, False, steps, trend, times)
    return FunnelAnswer((group,), define({"trend": "day"}, period=None))


def paths() -> PathsAnswer:
    links = (
        PathLink(1, "Home", STRANGER, 12, 9, 30.0),
        PathLink(1, "Home", "Cart", 4, 4, 90.0),
        PathLink(2, "Cart", "Home", 2, 1, 3600.0),
    )
    return PathsAnswer(links, 14, 11, 3, define(period=None))


def cohort() -> CohortAnswer:
    return CohortAnswer(3, ("ann", "=cmd"), 2, None, define(period=None))


def engagement() -> EngagementAnswer:
    whole = EngagementInterval(
        DAYS[0], 9, 4.5, 9, 12, 0.375, 30, 30 / 9, 10, 10 / 9, 4, 90.0, 60.0, 150.0, True
    )
    running = EngagementInterval(
        DAYS[1], 0, 0.0, 9, 12, 0.0, 0, None, 0, None, 0, None, None, None, False
    )
    return EngagementAnswer((EngagementGroup(None, False, (whole, running)),), define())


def customer_value() -> ValueAnswer:
    rows = (
        ValueRow(DAYS[0], 4, (4000, 6000), (1000, 1500), (0, 1), (0.0, 25.0), (True, False)),
        ValueRow(DAYS[1], 0, (0,), (None,), (0,), (None,), (False,)),
    )
    gaps = ValueGaps((GapBin(1, 2, 1),), 1, 4, 1.0, 1.0, 1.0, None)
    group = ValueGroup(
        None, False, rows, 4, 5, 6000, 1200, 1.25, 1, 25.0, 4.6, 69.9, gaps
    )  # fmt: skip
    totals = (CurrencyTotal("CNY", 5, 6500, 500, 6000),)
    return ValueAnswer("CNY", totals, (group,), define(period="month"))


def growth() -> GrowthAnswer:
    share = Share(3, 12, 25.0, 8.9, 53.2)
    none = Share(0, 0, None, None, None)
    people = {"exposed": 12, "shared": 3, "clicked": 6, "joined": 4, "qualified": 2, "retained": 1}
    stages = tuple(
        GrowthStage(name, count, None, share if name == "shared" else None)
        for name, count in people.items()
    )
    wait = Wait(4, 2, 1, 55.5, 3600.0, 1800.0)
    return GrowthAnswer(
        start=DAYS[0],
        end=DAYS[2],
        stages=stages,
        participation=share,
        campaigns=(GrowthGroup("spring", False, 12, 12, 3, 6, 4, 2, 1, share, share),),
        channels=(GrowthGroup(None, False, 12, 12, 3, 6, 4, 2, 1, none, none),),
        young_users=2,
        invitations=Invitations(3, 8, 2.6667, 3.0, ((2, 1), (3, 2)), 4, 0.5, 0.2, 0.8),
        k_raw=KFactor(0.4, 0.2, 0.6, 10, 4, (1.4, 1.56), 1.6667, "K.", "K。"),
        k_without_flagged=None,
        k_incremental=None,
        invite_to_join=wait,
        join_to_invite=wait,
        cycle=Wait(0, 0, 0, None, None, None),
        spread=Spread(
            4, 6, 2, (2, 3, 1), ((0, 4), (2, 2)), 0.66, 2.0, (Tree("ann", 4, 2),), 0, 0, 0
        ),
        definition=define(period=None),
    )


def drivers() -> DriversAnswer:
    driver = Driver(
        action=EventFilter("Viewed", {"category": "tea"}),
        with_people=40,
        with_returned=20,
        without_people=60,
        without_returned=15,
        with_share=Interval(0.5, 0.35, 0.65),
        without_share=Interval(0.25, 0.16, 0.37),
        difference=Interval(0.25, 0.06, 0.42),
        ratio=Interval(2.0, 1.2, 3.4),
        phi=0.26,
        test="chi2",
        p=0.0101,
        p_holm=0.0202,
        p_bh=0.0202,
        significant=True,
        adjusted_difference=None,
        doses=(),
        people_per_arm=58,
        en="They go together.",
        zh="两者相伴出现。",
    )
    few = TooFew(EventFilter(STRANGER), 2, 98)
    return DriversAnswer(100, 35, 4, (driver,), (few,), define(period=None))


def groups() -> GroupsAnswer:
    def row(keys: tuple[str | None, ...], people: int | None, *, other: bool = False) -> GroupRow:
        told = people is not None
        numbers: Any = (people, 50, 9, 45.0, 6, 5, 2, 40.0) if told else (None,) * 8
        revenue = (GroupRevenue("CNY", 12_345, 2_469),) if told else ()
        values: list[Any] = [keys, (other,) * len(keys), *numbers, revenue, not told, not told]
        return GroupRow(*values)

    rows = (row(("Hangzhou",), 20), row((None,), None), row((None,), 12, other=True))
    return GroupsAnswer(rows, row((), 32), define(period=None))


ANSWERS = {
    "retention": retention(),
    "stickiness": stickiness(),
    "lifecycle": lifecycle(),
    "funnel": funnel(),
    "paths": paths(),
    "cohort": cohort(),
    "engagement": engagement(),
    "customer_value": customer_value(),
    "growth": growth(),
    "drivers": drivers(),
    "groups": groups(),
}


@pytest.fixture
def answers() -> dict[str, Any]:
    """By the family's name."""
    return ANSWERS


@pytest.fixture
def split() -> RetentionAnswer:
    """A retention answer by category, with values and lost people."""
    return split_retention()


@pytest.fixture
def in_brackets() -> RetentionAnswer:
    """A retention answer whose columns are stretches of intervals."""
    return retention(brackets=[3, 1])


@pytest.fixture
def stranger() -> str:
    """A name that would do harm if it were taken for markup or a formula."""
    return STRANGER
