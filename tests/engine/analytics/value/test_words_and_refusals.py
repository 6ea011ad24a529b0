"""What a value answer says of itself, and what it will not answer."""

import pytest

from huitou.engine.analytics.query.events import Breakdown
from huitou.engine.analytics.value.ask import customer_value
from huitou.engine.analytics.value.query import ValueQuery
from huitou.kernel import InvalidInput


@pytest.mark.parametrize(
    ("query", "field"),
    [
        (ValueQuery(from_="2026-02-01", to="2026-01-01"), "to"),
        (ValueQuery(to="2026-01-01"), "from_"),
        (ValueQuery(from_="2026-01-01", intervals=3), "intervals"),
        (ValueQuery(from_="2026-01-01", end="2026-03-01"), "intervals"),
        (ValueQuery(intervals=0), "intervals"),
        (ValueQuery(intervals=10_000), "intervals"),
        (ValueQuery(columns=3), "columns"),
        (ValueQuery(from_="2026-01-01", to="2026-02-01", columns=10_000), "columns"),
        (
            ValueQuery(period="day", intervals=1_000, breakdown=Breakdown(by="inviter", limit=100)),
            "columns",
        ),
        (ValueQuery(from_="soon", to="2026-01-01"), "from_"),
        (ValueQuery(timezone="Mars/Olympus"), "timezone"),
        (ValueQuery(currency="yuan"), "currency"),
        (ValueQuery(currency="JPY"), "currency"),  # no order is in it
        (ValueQuery(default_currency=""), "default_currency"),
        (ValueQuery(breakdown=Breakdown(by="event", name="category")), "breakdown.by"),
        (ValueQuery(breakdown=Breakdown(by="person")), "breakdown.name"),
        (ValueQuery(breakdown=Breakdown(by="inviter", limit=0)), "breakdown.limit"),
        (ValueQuery(within="friends"), "cohort"),
    ],
)
def test_impossible_queries(shop, query, field):
    events = shop.opened([shop.order("p", "o", "2026-01-01", 1)])
    with pytest.raises(InvalidInput) as refused:
        customer_value(events, query)
    assert refused.value.field == field
    assert refused.value.remedy


def test_no_events_at_all(shop):
    answer = customer_value(shop.opened([]), ValueQuery(intervals=2, period="week"))
    assert answer.currency is None
    assert answer.totals == ()
    (group,) = answer.groups
    assert [row.revenue for row in group.rows] == [(0, 0), (0,)]
    assert [row.per_customer for row in group.rows] == [(None, None), (None,)]
    assert (group.customers, group.average_order_value, group.repeat_low) == (0, None, None)
    assert (group.gaps.bins, group.gaps.gaps, group.gaps.open) == ((), 0, 0)
    assert group.gaps.estimated_median_days is None
    assert [note.code for note in answer.notes] == ["value.no_orders", "query.unknown_event"]


def test_a_near_name_is_suggested(shop):
    rows = [shop.said("p", "Orders Completed", "2026-01-01", order_id="o", revenue=1)]
    notes = customer_value(shop.opened(rows), ValueQuery()).notes
    assert notes[1].suggestions == ("Orders Completed",)


def test_orders_but_no_customer(shop):
    answer = customer_value(shop.opened([shop.order(None, "o", "2026-01-01", 1)]), ValueQuery())
    assert [note.code for note in answer.notes] == ["value.no_customer"]
    assert (answer.currency, answer.totals[0].net) == ("CNY", 100)
    split = ValueQuery(breakdown=Breakdown(by="inviter"))
    empty = customer_value(shop.opened([shop.order(None, "o", "2026-01-01", 1)]), split)
    assert empty.groups == ()


def test_orders_that_are_all_later_than_the_as_of_moment(shop):
    answer = customer_value(shop.opened([shop.order("p", "o", "2027-01-01", 1)]), ValueQuery())
    assert [note.code for note in answer.notes] == ["value.no_orders"]


def test_the_definition_says_what_was_counted(shop):
    events = shop.opened([shop.order("p", "o", "2026-01-01", 1)])
    query = ValueQuery(
        period="week", week_start="sunday", timezone="Asia/Shanghai", from_="2026-01-01",
        breakdown=Breakdown(by="first_channel", limit=3), where={"currency": "CNY"},
    )  # fmt: skip
    said = customer_value(events, query).definition
    assert said.en == (
        "Each row holds the customers whose first purchase of all time fell into that calendar "
        "week (from Sunday). Column k is their net revenue in CNY up to the end of the k-th week "
        "after: all sales less all refunds, each on the day on which the money moved. Other "
        "currencies are listed apart and never added. Repeat customers have a second purchase day "
        "by then; several purchases on one day are one visit. A purchase is an order that was paid "
        "for (more than 0) and not refunded in full. Totals are of the customers of all rows, with "
        "everything up to the as-of moment; the average order value is net revenue per purchase. "
        "Order gaps are the days from one purchase day to the next; bins and percentiles hold gaps "
        "that have ended, and the gap that every customer has open since their last purchase day "
        "is told apart and counted in the estimated median (Kaplan-Meier). Columns whose interval "
        "has not run out are marked: they hold what is known so far. Only events with currency = "
        '"CNY" count. Split by the channel of people\'s first event; the 3 groups with the most '
        "people are shown, all others are counted together as one. Days are those of "
        "Asia/Shanghai; data up to 2026-04-10 08:00."
    )
    assert said.zh.startswith(
        "每一行是有史以来首次购买落在该自然周（周日起）的顾客。第 k 列为这些顾客截至之后第 k 周末的"
        "累计净收入，以 CNY 计：全部销售减去全部退款，各计入发生当日。"
    )
    assert said.rules["currency"] == "CNY"
    assert said.rules["period"] == "week"
    assert said.query["from"] == "2026-01-01"
    assert said.as_of == events.as_of
