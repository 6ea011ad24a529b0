"""Random small shops, counted by the report and by the plain reading of the definitions."""

import random
from collections import defaultdict
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huitou.engine.analytics.report import (
    SEGMENT_MAP,
    SEGMENTS,
    cohort_grid,
    lifecycle,
    order_gaps,
    overview,
    prepare,
    return_products,
    rfm,
)
from huitou.engine.analytics.report.gaps import gap_days
from huitou.engine.analytics.report.kaplan_meier import kaplan_meier
from huitou.engine.analytics.report.products import least_first_buyers
from huitou.engine.analytics.report.repeat import waiting_times
from huitou.engine.analytics.report.rfm import rfm_scores

ZONES = (
    "UTC", "Europe/London", "Asia/Shanghai", "America/New_York", "Australia/Lord_Howe",
    "Pacific/Apia",
)  # fmt: skip
# Around changes of the clock, the end of a year, and the day that Samoa left out.
MOMENTS = (
    datetime(2011, 3, 26, 22, tzinfo=UTC),
    datetime(2011, 10, 29, 23, tzinfo=UTC),
    datetime(2011, 12, 29, 8, tzinfo=UTC),
    datetime(2011, 12, 31, 22, 59, tzinfo=UTC),
    datetime(2012, 3, 11, 6, 59, 59, tzinfo=UTC),
)


def random_shop(shop, seed, size, people):
    """Rows with many collisions: few order ids, refunds with and without their order, free lines,
    unknown people, three currencies.
    """
    dice = random.Random(seed)
    rows = []
    for _ in range(size):
        at = dice.choice(MOMENTS) + timedelta(
            minutes=dice.choice([0, 1, 59, 60, 61, 1440, dice.randrange(60 * 24 * 90)])
        )
        rows.append(
            shop.line(
                dice.choice([None, *(f"p{i}" for i in range(people))]),
                f"o{dice.randrange(size)}",
                at,
                dice.choice([0, 1, 5, 5, 100, 2500]),
                kind=dice.choice(["sale", "sale", "sale", "refund"]),
                product=dice.choice([None, "cup", "tea", "pot"]),
                name=dice.choice([None, "", "Cup ", "Tea"]),
                currency=dice.choice(["GBP", "GBP", "GBP", "USD", "JPY"]),
            )
        )
    return rows


@pytest.fixture(scope="session")
def compare(shop):
    return lambda seed, size, people, zone: (
        rows := random_shop(shop, seed, size, people),
        shop.reference(rows, zone),
        prepare(shop.table(rows), timezone=zone),
    )[1:]


small = given(
    seed=st.integers(0, 2**32), size=st.integers(1, 30), people=st.integers(1, 5),
    zone=st.sampled_from(ZONES),
)  # fmt: skip
large = given(seed=st.integers(0, 2**32), zone=st.sampled_from(ZONES))


@small
@settings(max_examples=150, deadline=None)
def test_overview(compare, seed, size, people, zone):
    expected, purchases = compare(seed, size, people, zone)
    answer = overview(purchases)
    assert {name: getattr(answer, name) for name in expected.overview()} == expected.overview()
    others = [(t.currency, t.orders, t.gross, t.refunds, t.net) for t in answer.other_currencies]
    assert others == expected.other_currencies()


@small
@settings(max_examples=150, deadline=None)
def test_cohorts(compare, seed, size, people, zone):
    expected, purchases = compare(seed, size, people, zone)
    for period in ("week", "month"):
        grid = cohort_grid(purchases, period)
        rows = [(row.start, row.size, row.active, row.revenue) for row in grid.rows]
        assert rows == expected.cohorts(period)
        assert grid.mean == pytest.approx(expected.mean(period))


@small
@settings(max_examples=150, deadline=None)
def test_lifecycle(compare, seed, size, people, zone):
    expected, purchases = compare(seed, size, people, zone)
    for period in ("week", "month"):
        rows = [
            (p.start, p.new, p.returning, p.resurrected, p.dormant, p.complete)
            for p in lifecycle(purchases, period).periods
        ]
        assert rows == expected.lifecycle(period)


@small
@settings(max_examples=100, deadline=None)
def test_waits_gaps_and_the_curve(compare, seed, size, people, zone):
    expected, purchases = compare(seed, size, people, zone)
    known, wait = waiting_times(purchases)
    waits = [(k, None if w < 0 else w) for k, w in zip(known.tolist(), wait.tolist(), strict=True)]
    assert sorted(waits, key=str) == sorted(expected.waits(), key=str)
    assert sorted(gap_days(purchases).tolist()) == expected.gaps()
    assert order_gaps(purchases).gaps == sum(b.gaps for b in order_gaps(purchases).bins)
    curve = kaplan_meier(known, wait)
    for day in {0, 1, curve.last_day // 2, curve.last_day}:
        assert curve.share[min(day, curve.last_day)] == pytest.approx(
            float(expected.curve(min(day, curve.last_day)))
        )


@large
@settings(max_examples=40, deadline=None)
def test_rfm(compare, seed, zone):
    expected, purchases = compare(seed, 150, 40, zone)
    scores = expected.scores()
    answer = rfm_scores(purchases)
    columns = zip(
        purchases.customer_ids, answer.recency_days.tolist(), answer.orders.tolist(),
        answer.money.tolist(), answer.r.tolist(), answer.f.tolist(), answer.m.tolist(), strict=True,
    )  # fmt: skip
    assert {row[0]: row[1:] for row in columns} == scores

    segments = defaultdict(list)
    for person, score in scores.items():
        column = 1 if len(expected.days[person]) == 1 else max(score[4], 2)
        segments[SEGMENT_MAP[score[3] - 1][column - 1]].append(score)
    assert [
        (s.key, s.customers, s.revenue, s.median_recency_days, s.median_orders)
        for s in rfm(purchases).segments
    ] == [
        (
            key,
            len(segments[key]),
            sum(score[2] for score in segments[key]),
            float(np.median([score[0] for score in segments[key]])),
            float(np.median([score[1] for score in segments[key]])),
        )
        for key in SEGMENTS
        if key in segments
    ]


@large
@settings(max_examples=40, deadline=None)
def test_products(compare, seed, zone):
    expected, purchases = compare(seed, 150, 40, zone)
    answer = return_products(purchases)
    products = [(p.product_id, p.first_buyers, p.repeat_buyers) for p in answer.products]
    assert products == expected.products(least_first_buyers(purchases.customers))


@small
@settings(max_examples=60, deadline=None)
def test_what_was_known_earlier(shop, seed, size, people, zone):
    """As of a moment, the report is that of the lines up to it, and periods end there."""
    rows = random_shop(shop, seed, size, people)
    as_of = sorted(row["ordered_at"] for row in rows)[len(rows) // 2]
    expected = shop.reference(rows, zone, as_of=as_of)
    purchases = prepare(shop.table(rows), timezone=zone, as_of=as_of)
    assert overview(purchases).net == expected.overview()["net"]
    rows = [(row.start, row.size, row.active, row.revenue) for row in
            cohort_grid(purchases, "month").rows]  # fmt: skip
    assert rows == expected.cohorts("month")
