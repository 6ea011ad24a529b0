"""A shop small enough to count by hand: three customers, a spring of orders."""

from datetime import UTC, date, datetime
from math import exp, log, sqrt

import pytest

from huitou.engine.analytics.report import (
    CohortRow,
    CurrencyTotal,
    LifecyclePeriod,
    RfmSegment,
    cohort_grid,
    lifecycle,
    order_gaps,
    overview,
    prepare,
    repeat_curve,
    return_products,
    rfm,
)


@pytest.fixture(scope="module")
def rows(shop):
    line = shop.line
    return [
        line("ann", "o1", "2024-01-10T09:00", 1000, product="cup"),
        line("ann", "o1", "2024-01-10T09:00", 500, product="tea"),
        line("ann", "o2", "2024-02-05T09:00", 2000),
        line("ann", "o7", "2024-04-02T09:00", 300),
        line("bob", "o3", "2024-01-20T09:00", 1000),
        line("bob", "o3", "2024-02-01T09:00", 400, kind="refund"),
        line("bob", "credit-1", "2024-03-15T09:00", 100, kind="refund"),
        line("cat", "o4", "2024-02-14T09:00", 700),
        line("cat", "o5", "2024-02-14T21:00", 300),
        line("dan", "o6", "2024-02-20T09:00", 900),
        line("dan", "o6", "2024-02-25T09:00", 900, kind="refund"),
        line("eve", "o8", "2024-03-01T09:00", 0),
        line(None, "o9", "2024-03-05T09:00", 1200),
        line("ann", "o10", "2024-03-10T09:00", 5000, currency="EUR"),
    ]


@pytest.fixture(scope="module")
def purchases(shop, rows):
    return prepare(shop.table(rows))


def test_overview(purchases):
    answer = overview(purchases)
    assert (answer.customers, answer.orders, answer.orders_without_customer) == (3, 7, 1)
    assert answer.repeat_customers == 1, "two orders on one day are not coming back"
    assert (answer.gross, answer.refunds, answer.net) == (7900, 1400, 6500)
    assert answer.net_without_customer == 1200
    assert (answer.currency, answer.timezone) == ("GBP", "UTC")
    assert answer.other_currencies == (CurrencyTotal("EUR", 1, 5000, 0, 5000),)
    assert answer.first_order_at == datetime(2024, 1, 10, 9, tzinfo=UTC)
    assert answer.data_as_of == datetime(2024, 4, 2, 9, tzinfo=UTC)


def test_cohorts_by_month(purchases):
    grid = cohort_grid(purchases, "month")
    assert grid.rows == (
        CohortRow(date(2024, 1, 1), 2, (2, 1, 0, None), (2500, 1600, -100, None)),
        CohortRow(date(2024, 2, 1), 1, (1, 0, None), (1000, 0, None)),
    )
    assert grid.mean == (1.0, 1 / 3, 0.0, None)


def test_cohorts_by_week_begin_on_mondays(purchases):
    grid = cohort_grid(purchases, "week")
    starts = [row.start for row in grid.rows]
    assert starts == [date(2024, 1, 8), date(2024, 1, 15), date(2024, 2, 12)]
    assert grid.rows[0].active[:5] == (1, 0, 0, 0, 1), "5 February lies four weeks after"
    assert [len(row.active) for row in grid.rows] == [13, 12, 8]


def test_lifecycle(purchases):
    assert lifecycle(purchases, "month").periods == (
        LifecyclePeriod(date(2024, 1, 1), 2, 0, 0, 0, complete=True),
        LifecyclePeriod(date(2024, 2, 1), 1, 1, 0, 1, complete=True),
        LifecyclePeriod(date(2024, 3, 1), 0, 0, 0, 2, complete=True),
        LifecyclePeriod(date(2024, 4, 1), 0, 0, 1, 0, complete=False),
    )


def test_repeat_curve(purchases):
    answer = repeat_curve(purchases)
    at = {point.day: point for point in answer.observed}
    assert max(at) == 73, "bob has been known for 73 days; ann left the curve on day 26"
    assert [at[day].people for day in (1, 26, 27, 48, 49, 73)] == [3, 3, 2, 2, 1, 1]
    assert (at[25].share, at[25].low) == (0.0, 0.0)
    assert at[25].high == pytest.approx(1 - 0.025 ** (1 / 3))
    # Greenwood: the one step has 1 event of 3 at risk, so the variance is 1 / (3 * 2).
    spread = exp(1.959963984540054 * sqrt(1 / 6) / -log(2 / 3))
    assert at[26].share == pytest.approx(1 / 3)
    assert at[26].low == pytest.approx(1 - (2 / 3) ** (1 / spread))
    assert at[26].high == pytest.approx(1 - (2 / 3) ** spread)
    assert at[73].share == pytest.approx(1 / 3)
    assert (answer.extrapolated, answer.model, answer.backtest_error) == ((), "", None)


def test_rfm(purchases):
    answer = rfm(purchases)
    assert answer.segments == (
        RfmSegment("champions", 1, 3800, 0.0, 3.0),
        RfmSegment("about_to_sleep", 1, 1000, 48.0, 2.0),
        RfmSegment("lost", 1, 500, 73.0, 1.0),
    )
    assert answer.grid == (
        (1, 0, 0, 0, 0), (0, 0, 0, 0, 0), (0, 0, 1, 0, 0), (0, 0, 0, 0, 0), (0, 0, 0, 0, 1),
    )  # fmt: skip


def test_order_gaps(purchases):
    answer = order_gaps(purchases)
    assert answer.gaps == 2
    assert (answer.median_days, answer.p75_days, answer.p90_days) == (41.5, 49.25, 53.9)
    assert [(b.from_day, b.to_day) for b in answer.bins if b.gaps] == [(22, 29), (57, 64)]
    edges = [b.from_day for b in answer.bins] + [answer.bins[-1].to_day]
    assert edges == [1, 8, 15, 22, 29, 36, 43, 50, 57, 64]


def test_long_gaps_share_the_last_bin(shop):
    days = ["2020-01-01", *(f"2020-02-{day:02}" for day in range(1, 29)), "2021-02-28"]
    rows = [shop.line("ann", f"o{i}", f"{day}T12:00", 100) for i, day in enumerate(days)]
    answer = order_gaps(prepare(shop.table(rows)))
    assert [(b.from_day, b.to_day, b.gaps) for b in answer.bins if b.gaps] == [
        (1, 2, 27), (25, 367, 2)
    ]  # fmt: skip


def test_products_of_first_orders(shop):
    """12 people begin with a cup; 8 return, 7 of them for a later day; 10 also take tea."""
    rows = []
    for i in range(12):
        rows.append(shop.line(f"p{i}", f"a{i}", "2024-01-01T10:00", 900, product="cup", name="Cup"))
        if i < 10:
            rows.append(shop.line(f"p{i}", f"a{i}", "2024-01-01T10:00", 300, product="tea"))
        if i < 9:
            rows.append(shop.line(f"p{i}", f"a{i}", "2024-01-01T10:00", 100, product="rare"))
        rows.append(shop.line(f"p{i}", f"a{i}", "2024-01-01T10:00", 0, product="gift"))
    for i in range(7):
        rows.append(shop.line(f"p{i}", f"b{i}", "2024-02-01T10:00", 900, product="pot"))
    rows.append(shop.line("p7", "b7", "2024-01-01T22:00", 900, product="cup", name="A cup"))
    answer = return_products(prepare(shop.table(rows)))
    assert [
        (p.product_id, p.name, p.first_buyers, p.repeat_buyers, p.share) for p in answer.products
    ] == [("tea", "tea", 10, 7, 0.7), ("cup", "Cup", 12, 7, 7 / 12)]
    assert answer.base_share == 7 / 12
    # Wilson's interval of 7 of 10, as published tables give it.
    assert (answer.products[0].low, answer.products[0].high) == pytest.approx(
        (0.3968, 0.8922), abs=5e-5
    )


def test_each_answer_says_what_it_counted_whose_days_and_up_to_when(shop, rows):
    purchases = prepare(shop.table(rows), timezone="Asia/Shanghai")
    for answer in (
        overview(purchases), cohort_grid(purchases, "week"), cohort_grid(purchases, "month"),
        lifecycle(purchases, "week"), lifecycle(purchases, "month"), repeat_curve(purchases),
        rfm(purchases), order_gaps(purchases), return_products(purchases),
    ):  # fmt: skip
        assert "Days are those of Asia/Shanghai; data up to 2024-04-02 17:00." in (
            answer.definition.en
        )
        assert "日期按 Asia/Shanghai 时区计算，数据截至 2024-04-02 17:00。" in answer.definition.zh
        assert "{" not in answer.definition.en + answer.definition.zh


def test_a_period_is_complete_once_the_mark_has_passed_it(shop, rows):
    midnight = datetime(2024, 3, 1, tzinfo=UTC)
    just_before = prepare(shop.table(rows), as_of=datetime(2024, 2, 29, 23, 59, tzinfo=UTC))
    at = prepare(shop.table(rows), as_of=midnight)
    assert [row.active for row in cohort_grid(just_before, "month").rows] == [(2, None), (1,)]
    assert [row.active for row in cohort_grid(at, "month").rows] == [(2, 1, None), (1, None)]
    assert [p.complete for p in lifecycle(just_before, "month").periods] == [True, False]
    assert [p.complete for p in lifecycle(at, "month").periods] == [True, True, False]


def test_a_mark_beyond_the_lines_lets_time_pass(shop, rows):
    purchases = prepare(shop.table(rows), as_of=datetime(2024, 6, 15, tzinfo=UTC))
    assert lifecycle(purchases, "month").periods[-2:] == (
        LifecyclePeriod(date(2024, 5, 1), 0, 0, 0, 1, complete=True),
        LifecyclePeriod(date(2024, 6, 1), 0, 0, 0, 0, complete=False),
    )
    assert rfm(purchases).segments[0].median_recency_days == 74.0


def test_the_timezone_decides_the_day(shop):
    """Shanghai's 1 March begins at 16:00 UTC on 29 February."""
    rows = [
        shop.line("ann", "o1", "2024-02-29T15:59", 100),
        shop.line("ann", "o2", "2024-02-29T16:00", 100),
    ]
    assert overview(prepare(shop.table(rows))).repeat_customers == 0
    purchases = prepare(shop.table(rows), timezone="Asia/Shanghai")
    assert overview(purchases).repeat_customers == 1
    assert cohort_grid(purchases, "month").rows[0].start == date(2024, 2, 1)
    assert cohort_grid(purchases, "month").rows[0].active == (1, None)


def test_the_currency_can_be_chosen(shop, rows):
    answer = overview(prepare(shop.table(rows), currency="eur"))
    assert (answer.currency, answer.customers, answer.net) == ("EUR", 1, 5000)
    assert answer.other_currencies == (CurrencyTotal("GBP", 7, 7900, 1400, 6500),)


def test_the_currency_with_the_most_purchases_leads_and_ties_go_by_code(shop):
    one_each = [
        shop.line("ann", "o1", "2024-01-01", 100, currency="USD"),
        shop.line("ann", "o2", "2024-01-01", 900, currency="EUR"),
    ]
    assert overview(prepare(shop.table(one_each))).currency == "EUR"
    free = shop.line("ann", "o3", "2024-01-01", 0, currency="EUR")
    more = shop.line("bob", "o4", "2024-01-01", 1, currency="USD")
    assert overview(prepare(shop.table([*one_each, free, more]))).currency == "USD"
