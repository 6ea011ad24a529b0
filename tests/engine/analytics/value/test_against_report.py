"""A generated year that went through the log: the family's numbers are those of the report."""

import json
from collections import Counter
from itertools import pairwise

import pytest

from huitou.engine.analytics.periods import period_of, period_start
from huitou.engine.analytics.query.events import Breakdown
from huitou.engine.analytics.report import cohort_grid, order_gaps, overview, prepare
from huitou.engine.analytics.source.opened import events_of_log
from huitou.engine.analytics.value.ask import customer_value
from huitou.engine.analytics.value.query import ValueQuery
from huitou.engine.events import (
    EventLog,
    decide,
    events_table,
    open_segment,
    order_lines_of,
)
from huitou.simulator import ShopYear, shop_events, simulate

ZONE = "Asia/Shanghai"
# Views and carts are nine tenths of the year, and no money.
NAMES = ("Order Completed", "Order Refunded", "Group Buy Started", "Group Buy Joined")


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    log = EventLog.open(tmp_path_factory.mktemp("log"))
    told = shop_events(simulate(ShopYear(customers=1_500), 11))
    batch = [one for one in told if one["type"] == "identify" or one.get("event") in NAMES]
    body = json.dumps({"batch": batch}).encode()
    made = decide(
        open_segment(body, route="batch"),
        source="sample",
        received_at=1_767_225_600_000_000,
        new_id=lambda: "unused",
    )
    log.append(events_table(made.decided.events))
    return log


@pytest.fixture(scope="module")
def events(log):
    return events_of_log(log)


@pytest.fixture(scope="module")
def purchases(log, events):
    lines = order_lines_of(log.shipped().duckdb().to_pyarrow(), default_currency="CNY")
    return prepare(lines, timezone=ZONE, as_of=events.as_of.moment)


def early_money(purchases, period):
    """By cohort, what moved before its people's first purchase: orders that were refunded in
    full, or their sale. The report leaves it out; here it is in column 0.
    """
    born = period_of(purchases.first_day, period)[purchases.money_customer]
    early = period_of(purchases.money_day, period) < born
    money = Counter()
    for cohort, fen in zip(born[early].tolist(), purchases.money[early].tolist(), strict=True):
        money[period_start(cohort, period)] += fen
    return money


@pytest.mark.parametrize("period", ["week", "month"])
def test_the_steps_of_cumulative_revenue_are_the_report_s_cohorts(events, purchases, period):
    query = ValueQuery(period=period, timezone=ZONE, from_="2024-12-30", to="2025-12-31")
    (group,) = customer_value(events, query).groups
    expected = {row.start: row for row in cohort_grid(purchases, period).rows}
    assert sum(row.size for row in expected.values()) == group.customers == purchases.customers
    early = early_money(purchases, period)
    assert any(early.values())
    for row in group.rows:
        cohort = expected.get(row.start.date())
        assert row.customers == (cohort.size if cohort else 0)
        if cohort is None:
            continue
        steps = [after - before for before, after in pairwise((0, *row.revenue))]
        assert steps[1:] == list(cohort.revenue[1 : len(steps)])
        assert steps[0] == cohort.revenue[0] + early[cohort.start]


def test_totals_and_gaps_are_the_report_s(events, purchases):
    query = ValueQuery(timezone=ZONE, from_="2025-01-01", to="2025-12-31")
    answer = customer_value(events, query)
    (group,) = answer.groups
    seen, gaps = overview(purchases), order_gaps(purchases)
    assert (answer.currency, answer.totals) == ("CNY", purchases.totals)
    assert group.customers == seen.customers > 1_500  # guests have a browser
    assert group.repeat_customers == seen.repeat_customers
    assert group.revenue == int(purchases.net.sum())
    assert group.purchases == seen.orders - seen.orders_without_customer
    assert (group.gaps.bins, group.gaps.gaps) == (gaps.bins, gaps.gaps)
    assert (group.gaps.median_days, group.gaps.p75_days) == (gaps.median_days, gaps.p75_days)


def test_people_whom_a_group_buy_brought_come_back_less(events):
    """Which is how the year was made: a group buy's odds of staying away are eight times as
    large.
    """
    query = ValueQuery(
        timezone=ZONE, from_="2025-01-01", to="2025-12-31", breakdown=Breakdown(by="group_buy")
    )
    groups = {group.key: group for group in customer_value(events, query).groups}
    assert set(groups) == {"none", "leader", "member"}
    assert sum(group.customers for group in groups.values()) > 1_500
    assert groups["member"].repeat_high < groups["none"].repeat_low
    assert groups["member"].revenue / groups["member"].customers < (
        groups["none"].revenue / groups["none"].customers
    )
