"""Five customers and a guest, whose money a child can add up."""

from dataclasses import replace
from datetime import UTC, datetime

import pyarrow as pa
import pytest

from huitou.engine.analytics.query.events import Breakdown
from huitou.engine.analytics.report.answers import CurrencyTotal, GapBin
from huitou.engine.analytics.value.ask import customer_value, value_people
from huitou.engine.analytics.value.query import ValueCell, ValueQuery
from huitou.kernel import InvalidInput

YEAR = ValueQuery(from_="2026-01-01", to="2026-04-30")


@pytest.fixture
def rows(shop):
    """January: ada 10 yuan, again on the 20th; bob 30, of which 5 went back in March. February:
    cyd 7.50; dan's order was refunded whole, so they are a customer of March. A guest.
    """
    return [
        shop.order("ada", "o1", "2026-01-05T10:00", 10, platform="app"),
        shop.order("ada", "o2", "2026-01-05T18:00", 2.5, platform="app"),
        shop.order("ada", "o3", "2026-01-20T10:00", 4, platform="web"),
        shop.order("bob", "o4", "2026-01-31T23:30", 30, platform="web"),
        shop.refund("bob", "o4", "2026-03-02T09:00", revenue=5, currency="CNY"),
        shop.order("bob", "o5", "2026-04-09T09:00", 1, platform="web"),
        shop.order("cyd", "o6", "2026-02-14T12:00", 7.5, platform="app"),
        shop.order("dan", "o7", "2026-02-15T12:00", 99, platform="app"),
        shop.refund("dan", "o7", "2026-02-20T12:00"),
        shop.order("dan", "o8", "2026-03-15T12:00", 6, platform="app"),
        shop.order("eve", "o9", "2026-02-01T12:00", 50, currency="USD"),
        shop.order(None, "o10", "2026-02-02T12:00", 3),
    ]


@pytest.fixture
def events(shop, rows):
    return shop.opened(rows)


def test_revenue_adds_up_by_cohort(events):
    answer = customer_value(events, YEAR)
    (group,) = answer.groups
    assert answer.currency == "CNY"
    assert [row.start.date().isoformat() for row in group.rows] == [
        "2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01",
    ]  # fmt: skip
    assert [row.customers for row in group.rows] == [2, 1, 1, 0]
    # January: 1000 + 250 + 400 + 3000; in March 500 go back; in April 100 come in.
    assert [row.revenue for row in group.rows] == [
        (4650, 4650, 4150, 4250), (750, 750, 750), (600, 600), (0,),
    ]  # fmt: skip
    assert [row.per_customer for row in group.rows] == [
        (2325, 2325, 2075, 2125), (750, 750, 750), (600, 600), (None,),
    ]  # fmt: skip
    # Ada came again on another day of January, Bob in April.
    assert [row.repeat for row in group.rows] == [(1, 1, 1, 2), (0, 0, 0), (0, 0), (0,)]
    assert group.rows[0].repeat_percent == (50.0, 50.0, 50.0, 100.0)
    assert group.rows[3].repeat_percent == (None,)


def test_the_running_month_is_not_complete(events):
    (group,) = customer_value(events, YEAR).groups
    assert [row.complete for row in group.rows] == [
        (True, True, True, False), (True, True, False), (True, False), (False,),
    ]  # fmt: skip


def test_a_month_is_complete_when_it_has_just_run_out(shop, rows):
    answer = customer_value(shop.opened(rows, datetime(2026, 5, 1, tzinfo=UTC)), YEAR)
    assert all(all(row.complete) for row in answer.groups[0].rows)


def test_totals_of_the_customers(events):
    (group,) = customer_value(events, YEAR).groups
    # o1, o2, o3, o4, o5, o6, o8: o7 was refunded whole. 4250 + 750 + 600 fen.
    assert (group.customers, group.purchases, group.revenue) == (4, 7, 5600)
    assert group.average_order_value == 800
    assert group.purchases_per_customer == 1.75
    assert (group.repeat_customers, group.repeat_percent) == (2, 50.0)
    # Wilson's interval of 2 in 4.
    assert group.repeat_low == pytest.approx(15.0036, abs=1e-3)
    assert group.repeat_high == pytest.approx(84.9964, abs=1e-3)


def test_currencies_are_listed_and_never_added(events):
    answer = customer_value(events, YEAR)
    assert answer.totals == (
        CurrencyTotal("CNY", orders=8, gross=16300, refunds=10400, net=5900),
        CurrencyTotal("USD", orders=1, gross=5000, refunds=0, net=5000),
    )
    dollars = customer_value(events, replace_query(YEAR, currency="USD"))
    assert dollars.currency == "USD"
    assert dollars.groups[0].rows[1].revenue == (5000, 5000, 5000)
    assert dollars.groups[0].customers == 1
    assert [total.currency for total in dollars.totals] == ["USD", "CNY"]


def replace_query(query, **changes):
    return type(query)(**{name: getattr(query, name) for name in query.__struct_fields__} | changes)


def test_gaps_between_purchase_days(events):
    gaps = customer_value(events, YEAR).groups[0].gaps
    # Ada 15 days; Bob, from 31 January to 9 April, 68. Four people are still to come back.
    assert (gaps.gaps, gaps.open) == (2, 4)
    assert (gaps.p25_days, gaps.median_days, gaps.p75_days) == (28.25, 41.5, 54.75)
    assert gaps.bins == tuple(
        GapBin(1 + 7 * place, 8 + 7 * place, 1 if place in (2, 9) else 0) for place in range(10)
    )
    # Six gaps: Bob's 1 day is open, 15 ends, Dan's 26 and Cyd's 55 are open, 68 ends, Ada's 80 is
    # open. At risk on day 15: five, one ends: 1/5. On day 68: two, one ends: 1 - 4/5 x 1/2 = 3/5.
    assert gaps.estimated_median_days == 68


def test_the_median_may_lie_beyond_what_is_known(shop):
    rows = [shop.order(f"p{n}", f"o{n}", "2026-01-01", 1) for n in range(3)]
    rows += [shop.order("p0", "again", "2026-01-03", 1)]
    (group,) = customer_value(shop.opened(rows), YEAR).groups
    assert (group.gaps.gaps, group.gaps.open) == (1, 3)
    assert group.gaps.median_days == 2.0
    assert group.gaps.estimated_median_days is None
    assert group.gaps.bins == (GapBin(1, 2, 0), GapBin(2, 3, 1))


def test_gaps_of_many_years_share_a_last_bin(shop):
    rows = [shop.order("p", f"o{n}", f"2026-01-{n + 1:02d}", 1) for n in range(30)]
    rows += [shop.order("q", "first", "2020-01-01", 1), shop.order("q", "second", "2026-01-01", 1)]
    query = replace_query(YEAR, from_="2020-01-01", to="2026-04-30")
    (group,) = customer_value(shop.opened(rows), query).groups
    assert group.gaps.bins[0] == GapBin(1, 2, 29)
    assert group.gaps.bins[-1] == GapBin(25, 2193, 1)
    assert sum(one.gaps for one in group.gaps.bins) == group.gaps.gaps == 30


def test_the_timezone_decides_the_month(events):
    # 23:30 UTC on 31 January is February in Shanghai.
    (group,) = customer_value(events, replace_query(YEAR, timezone="Asia/Shanghai")).groups
    assert [row.customers for row in group.rows] == [1, 2, 1, 0]
    assert str(group.rows[0].start.tzinfo) == "Asia/Shanghai"


def test_weeks_begin_when_asked(shop):
    rows = [shop.order("p", "o1", "2026-02-01T12:00", 1)]  # a Sunday
    ask = ValueQuery(period="week", from_="2026-02-01", to="2026-02-01")
    for start, first in (("monday", 26), ("sunday", 1)):
        (group,) = customer_value(shop.opened(rows), replace_query(ask, week_start=start)).groups
        assert [(row.start.day, row.customers) for row in group.rows] == [(first, 1)]


def test_days_and_columns(events):
    query = ValueQuery(period="day", from_="2026-01-05", to="2026-01-06", columns=16)
    (group,) = customer_value(events, query).groups
    assert group.rows[0].revenue == (1250,) * 15 + (1650,)
    assert group.rows[0].repeat == (0,) * 15 + (1,)
    assert group.rows[1].customers == 0
    # The totals hold everything of these customers, also after the last column.
    assert (group.customers, group.revenue, group.repeat_customers) == (1, 1650, 1)


def test_by_default_the_rows_end_with_the_as_of_moment(events):
    (group,) = customer_value(events, ValueQuery()).groups
    assert len(group.rows) == 11
    assert group.rows[-1].start.date().isoformat() == "2026-04-01"
    assert [row.customers for row in group.rows[-4:]] == [2, 1, 1, 0]
    (two,) = customer_value(events, ValueQuery(intervals=2, end="2026-02-28")).groups
    assert [row.customers for row in two.rows] == [2, 1]


def test_what_is_later_than_the_as_of_moment_does_not_count(shop, rows):
    early = shop.opened(rows, datetime(2026, 2, 16, tzinfo=UTC))
    (group,) = customer_value(early, YEAR).groups
    # Dan's first order was not refunded yet, Bob had not got anything back.
    assert [row.customers for row in group.rows] == [2, 2, 0, 0]
    assert group.rows[0].revenue[-1] == 4650
    assert group.rows[1].revenue[0] == 10650


def test_where_is_asked_of_every_event_about_an_order(events):
    (group,) = customer_value(events, replace_query(YEAR, where={"platform": "app"})).groups
    assert [row.customers for row in group.rows] == [1, 2, 0, 0]
    assert group.rows[0].revenue[-1] == 1250
    # The refund says no platform: Dan's order of February stands.
    assert group.rows[1].revenue == (750 + 9900, 11250, 11250)


def test_the_currency_of_orders_that_state_none(shop):
    rows = [shop.said("p", "Order Completed", "2026-01-01", order_id="o", revenue=1200)]
    events = shop.opened(rows)
    assert customer_value(events, YEAR).currency == "USD"
    yen = customer_value(events, replace_query(YEAR, default_currency="JPY"))
    assert (yen.currency, yen.groups[0].revenue) == ("JPY", 1200)
    assert customer_value(events, replace_query(YEAR, currency="cny")).groups[0].revenue == 120000


def test_rounding_is_half_away_from_zero(shop):
    rows = [
        shop.order("p", "o1", "2026-01-01", 0.01),
        shop.order("q", "o2", "2026-01-01", 0.02),
        shop.order("r", "o3", "2026-02-01", 5),
        shop.order("r", "o4", "2026-02-01", 5),
        shop.refund("r", "nowhere", "2026-02-02", revenue=10.05, currency="CNY"),
    ]
    (group,) = customer_value(shop.opened(rows), YEAR).groups
    assert group.rows[0].per_customer[0] == 2  # 1.5
    # A refund that belongs to no order still takes money off.
    assert group.rows[1].revenue[0] == -5
    only = customer_value(shop.opened(rows), replace_query(YEAR, from_="2026-02-01")).groups[0]
    assert only.average_order_value == -3  # -2.5


def test_breakdown_by_first_channel(shop, rows):
    rows += [
        shop.said("ada", "Page Viewed", "2025-12-31", channel="weibo"),
        shop.said("cyd", "Page Viewed", "2025-12-31", context={"campaign": {"source": "weibo"}}),
    ]
    query = replace_query(YEAR, breakdown=Breakdown(by="first_channel"))
    answer = customer_value(shop.opened(rows), query)
    assert [(group.key, group.other, group.customers) for group in answer.groups] == [
        ("direct", False, 2), ("weibo", False, 2),
    ]  # fmt: skip
    assert [group.revenue for group in answer.groups] == [3200, 2400]
    assert [group.rows[0].customers for group in answer.groups] == [1, 1]


def test_breakdown_by_trait_with_a_true_other(shop, rows):
    rows += [shop.identify(name, "2026-01-01", city=city) for name, city in (
        ("ada", "Wuhan"), ("bob", "Wuhan"), ("cyd", "Xi'an"),
    )]  # fmt: skip
    query = replace_query(YEAR, breakdown=Breakdown(by="person", name="city", limit=1))
    first, rest = customer_value(shop.opened(rows), query).groups
    assert (first.key, first.other, first.customers, first.revenue) == ("Wuhan", False, 2, 4250)
    assert (rest.key, rest.other, rest.customers, rest.revenue) == (None, True, 2, 1350)
    # All share the bins of the gaps of everyone.
    assert [one.from_day for one in first.gaps.bins] == [one.from_day for one in rest.gaps.bins]
    # No value is a group of its own, after those of equal size.
    every = replace_query(YEAR, breakdown=Breakdown(by="person", name="city"))
    keys = [group.key for group in customer_value(shop.opened(rows), every).groups]
    assert keys == ["Wuhan", "Xi'an", None]


def test_breakdown_by_inviter_and_group_buy(shop, rows):
    rows += [
        shop.said("bob", "Invite Accepted", "2026-01-02", inviter_id="ada"),
        shop.said("cyd", "Group Buy Joined", "2026-01-02", group_id="g"),
    ]
    events = shop.opened(rows)
    inviter = customer_value(events, replace_query(YEAR, breakdown=Breakdown(by="inviter")))
    assert [(one.key, one.customers) for one in inviter.groups] == [("nobody", 3), ("ada", 1)]
    tie = customer_value(events, replace_query(YEAR, breakdown=Breakdown(by="group_buy")))
    assert [(one.key, one.customers) for one in tie.groups] == [("none", 3), ("member", 1)]


def test_cohorts_restrict_and_split(events):
    members = pa.array(["bob", "cyd", "nobody"])
    saved = replace(events, cohorts=lambda events, name: members)
    (group,) = customer_value(saved, replace_query(YEAR, within="friends")).groups
    assert (group.customers, group.revenue) == (2, 3350)
    split = replace_query(YEAR, breakdown=Breakdown(by="cohort", name="friends"))
    answer = customer_value(saved, split)
    assert [(one.key, one.customers, one.revenue) for one in answer.groups] == [
        ("in", 2, 3350), ("out", 2, 2250),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        (ValueCell(), ["ada", "bob", "cyd", "dan"]),
        (ValueCell(row=0), ["ada", "bob"]),
        (ValueCell(row=3), []),
        (ValueCell(of="repeat"), ["ada", "bob"]),
        (ValueCell(of="repeat", row=0, column=0), ["ada"]),
        (ValueCell(of="repeat", row=0, column=2), ["ada"]),
        (ValueCell(of="repeat", row=0, column=3), ["ada", "bob"]),
        (ValueCell(of="repeat", row=1, column=2), []),
    ],
)
def test_the_people_of_a_cell(events, cell, people):
    assert value_people(events, YEAR, cell).to_pylist() == people


def test_the_people_of_a_group(shop, rows):
    rows += [shop.identify("cyd", "2026-01-01", city="Wuhan")]
    query = replace_query(YEAR, breakdown=Breakdown(by="person", name="city", limit=1))
    events = shop.opened(rows)
    assert value_people(events, query, ValueCell(group=None)).to_pylist() == ["ada", "bob", "dan"]
    assert value_people(events, query, ValueCell(other=True)).to_pylist() == ["cyd"]
    with pytest.raises(InvalidInput) as refused:
        value_people(events, query, ValueCell(group="Wuhan"))
    assert refused.value.field == "cell.group"


@pytest.mark.parametrize(
    ("cell", "field"),
    [
        (ValueCell(row=4), "cell.row"),
        (ValueCell(row=-1), "cell.row"),
        (ValueCell(of="repeat", row=1, column=3), "cell.column"),
        (ValueCell(of="repeat", column=4), "cell.column"),
        (ValueCell(row=0, column=0), "cell.column"),
    ],
)
def test_cells_that_are_not_there(events, cell, field):
    with pytest.raises(InvalidInput) as refused:
        value_people(events, YEAR, cell)
    assert refused.value.field == field
