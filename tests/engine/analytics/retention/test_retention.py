"""Retention of so few people that it can be counted on fingers."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from huitou.engine.analytics import Aggregate, Breakdown, RetentionCell, RetentionQuery, event
from huitou.engine.analytics.retention.ask import retention, retention_people
from huitou.kernel import InvalidInput
from toy_events import happened

# Ann comes on the 1st, 2nd and 4th, Bob on the 2nd and (twice) on the 3rd, Cid on the 4th.
VISITS = (
    ("ann", "Visit", "2026-01-01T10:00", {"spent": 5, "shelf": "tea"}),
    ("ann", "Visit", "2026-01-02T09:00", {"spent": 7.5, "shelf": "tea"}),
    ("ann", "Visit", "2026-01-04T11:00", {"spent": 1, "shelf": "cups"}),
    ("bob", "Visit", "2026-01-02T10:00", {"spent": 2, "shelf": "cups"}),
    ("bob", "Visit", "2026-01-03T10:00", {"spent": 3, "shelf": "pots"}),
    ("bob", "Visit", "2026-01-03T11:00", {"spent": 4, "shelf": "cups"}),
    ("cid", "Visit", "2026-01-04T12:00", {"shelf": "pots"}),
)
FOUR_DAYS = {"end": "2026-01-04", "intervals": 4}


def rows(answer, group=0):
    return [row.people for row in answer.groups[group].rows]


def asked(*lines, **query):
    return retention(happened(*(lines or VISITS)), RetentionQuery(**{**FOUR_DAYS, **query}))


def test_everybody_is_in_every_row_with_a_start():
    answer = asked()
    assert rows(answer) == [(1, 1, 0, 1), (2, 1, 1), (1, 0), (2,)]
    assert answer.groups[0].rows[1].percent == (100.0, 50.0, 50.0)
    assert answer.groups[0].rows[0].start == datetime(2026, 1, 1, tzinfo=UTC)


def test_first_time_people_are_in_one_row():
    assert rows(asked(mode="first_time")) == [(1, 1, 0, 1), (1, 1, 0), (0, 0), (1,)]


def test_first_time_looks_at_all_history():
    answer = asked(*VISITS, ("cid", "Visit", "2020-01-01"), mode="first_time")
    assert rows(answer)[3] == (0,)


def test_first_ever_must_fit_the_filter():
    query = {"start": event("Visit", shelf="cups")}
    assert rows(asked(mode="first_time", **query)) == [(0, 0, 0, 0), (1, 1, 0), (0, 0), (1,)]
    assert rows(asked(mode="first_ever", **query)) == [(0, 0, 0, 0), (1, 1, 0), (0, 0), (0,)]


def test_on_or_after():
    assert rows(asked(rolling=True)) == [(1, 1, 1, 1), (2, 2, 1), (1, 0), (2,)]


def test_churn_is_who_is_not_seen_again():
    lost = [row.lost for row in asked(churn=True).groups[0].rows]
    assert lost == [(0, 0, 0, 0), (0, 0, 1), (0, 1), (0,)]


def test_brackets_join_days():
    answer = asked(brackets=(1, 2), from_="2026-01-01", to="2026-01-02", end=None, intervals=None)
    assert rows(answer) == [(1, 1, 1), (2, 1, 1)]


def test_columns_go_on_after_the_range():
    answer = asked(columns=3, from_="2026-01-02", to="2026-01-03", end=None, intervals=None)
    assert rows(answer) == [(2, 1, 1), (1, 0, 0)]


def test_the_minimum_is_asked_of_returns_only():
    assert rows(asked(min_occurrences=2)) == [(1, 0, 0, 0), (2, 1, 0), (1, 0), (2,)]


def test_24_hours_from_the_first_event():
    # Ann's second visit comes 23 hours after her first, so it is in her hours 0 to 24.
    answer = asked(window="24h_from_first")
    assert rows(answer) == [(1, 0, 0, 1), (1, 1, 0), (0, 0), (1,)]


def test_24_hours_exactly_is_one():
    answer = asked(
        ("a", "Visit", "2026-01-01T10:00"),
        ("a", "Visit", "2026-01-02T10:00"),
        window="24h_from_first",
        end="2026-01-02",
        intervals=2,
    )
    assert rows(answer) == [(1, 1), (0,)]


def test_a_breakdown_by_property_keeps_the_largest_and_counts_the_rest_as_one():
    answer = asked(breakdown=Breakdown(by="event", name="shelf", limit=1))
    assert [(group.key, group.other) for group in answer.groups] == [("cups", False), (None, True)]
    assert rows(answer, 0) == [(0, 0, 0, 0), (1, 1, 0), (1, 0), (1,)]
    # Tea and pots together: Bob's and Cid's pots, Ann's tea.
    assert rows(answer, 1) == [(1, 1, 0, 0), (1, 0, 0), (1, 0), (1,)]


def test_a_breakdown_by_trait():
    lines = (*VISITS, ("ann", None, "2026-01-05"), ("bob", None, "2026-01-05"))
    said = [None] * len(VISITS) + [json.dumps({"town": "Hangzhou"}), json.dumps({"town": None})]
    kinds = ["track"] * len(VISITS) + ["identify"] * 2
    answer = retention(
        happened(*lines, traits=said, type=kinds),
        RetentionQuery(**FOUR_DAYS, breakdown=Breakdown(by="person", name="town")),
    )
    assert [group.key for group in answer.groups] == ["Hangzhou", None]
    assert rows(answer, 0) == [(1, 1, 0, 1), (1, 0, 1), (0, 0), (1,)]


def test_sums_and_averages():
    sums = [
        row.values for row in asked(aggregate=Aggregate(kind="sum", name="spent")).groups[0].rows
    ]
    assert sums == [(5.0, 7.5, 0.0, 1.0), (9.5, 7.0, 1.0), (7.0, 0.0), (1.0,)]
    averages = asked(aggregate=Aggregate(kind="avg", name="spent")).groups[0].rows
    assert averages[1].values == (4.75, 7.0, 1.0)
    assert averages[0].values == (5.0, 7.5, None, 1.0)


def test_interval_0_counts_returns_after_the_start_only():
    lines = (
        ("a", "Buy", "2026-01-01T08:00", {"spent": 100}),
        ("a", "Visit", "2026-01-01T09:00"),
        ("a", "Buy", "2026-01-01T10:00", {"spent": 3}),
    )
    answer = asked(
        *lines,
        start=event("Visit"),
        returning=event("Buy"),
        end="2026-01-01",
        intervals=1,
        aggregate=Aggregate(kind="sum", name="spent"),
    )
    assert answer.groups[0].rows[0].values == (3.0,)


def test_revenue_is_net_of_refunds_in_one_currency():
    def money(amount, currency="CNY"):
        return {"revenue": amount, "currency": currency}

    lines = (
        ("a", "Order Completed", "2026-01-01T08:00", money(10)),
        ("a", "Order Completed", "2026-01-02T08:00", money(20)),
        ("a", "Order Completed", "2026-01-02T08:00", money(99, "USD")),
        ("a", "Order Refunded", "2026-01-02T09:00", {"total": 4.5, "currency": "CNY"}),
    )
    buy = event("Order Completed")
    revenue = Aggregate(kind="sum", name="revenue", currency="CNY", net_of_refunds=True)
    answer = asked(
        *lines, start=buy, returning=buy, end="2026-01-02", intervals=2, aggregate=revenue
    )
    assert answer.groups[0].rows[0].values == (10.0, 15.5)


def test_cells_that_have_not_run_out_are_marked_and_not_in_the_mean():
    events = happened(*VISITS, as_of=datetime(2026, 1, 4, 12, tzinfo=UTC))
    answer = retention(events, RetentionQuery(**FOUR_DAYS))
    assert answer.groups[0].rows[0].complete == (True, True, True, False)
    assert answer.groups[0].mean == (100.0, 100 * 2 / 3, 0.0, None)


def test_means_of_percentages():
    assert asked().groups[0].mean[1] == 100 * 2 / 4
    assert asked(mean="simple").groups[0].mean[1] == pytest.approx((100 + 50 + 0) / 3)
    assert asked(mean="none").groups[0].mean == ()


def test_percent_of_the_column_before():
    assert asked(percent_of="previous").groups[0].rows[0].percent == (100.0, 100.0, 0.0, None)


def test_a_cell_opens_its_people():
    events, query = happened(*VISITS), RetentionQuery(**FOUR_DAYS, churn=True)
    assert retention_people(events, query, RetentionCell(row=1, column=1)).to_pylist() == ["bob"]
    lost = RetentionCell(row=1, column=2, lost=True)
    assert retention_people(events, query, lost).to_pylist() == ["bob"]
    split = RetentionQuery(**FOUR_DAYS, breakdown=Breakdown(by="event", name="shelf", limit=1))
    other = RetentionCell(row=3, column=0, other=True)
    assert retention_people(events, split, other).to_pylist() == ["cid"]


def test_the_definition_is_in_words_and_as_data():
    made = asked(period="week", end="2026-01-04", intervals=1, rolling=True).definition
    assert "any later column" in made.en
    assert "自然周（周一起）" in made.zh
    assert (made.rules["on"], made.rules["week_start"]) == ("on or after", "monday")
    assert made.query["period"] == "week"


def test_an_unknown_name_gets_an_empty_answer_with_near_names():
    answer = asked(start=event("Vist"))
    assert rows(answer)[0] == (0, 0, 0, 0)
    assert answer.groups[0].mean == (None,) * 4
    (note,) = answer.notes
    assert (note.code, note.suggestions) == ("query.unknown_event", ("Visit",))


def test_nothing_at_all():
    answer = retention(happened(), RetentionQuery(**FOUR_DAYS))
    assert rows(answer) == [(0, 0, 0, 0), (0, 0, 0), (0, 0), (0,)]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"intervals": 0}, "intervals"),
        ({"intervals": 10_000}, "intervals"),
        ({"from_": "2026-01-02", "to": "2026-01-01"}, "to"),
        ({"to": "2026-01-01"}, "from_"),
        ({"from_": "2026-01-01", "intervals": 3}, "intervals"),
        ({"from_": "2026-01-01", "columns": 10_000}, "columns"),
        ({"columns": 3}, "columns"),
        ({"timezone": "Mars"}, "timezone"),
        ({"brackets": (1, 0)}, "brackets"),
        ({"min_occurrences": 0}, "min_occurrences"),
        ({"breakdown": Breakdown(by="event")}, "breakdown.name"),
        ({"breakdown": Breakdown(by="inviter", limit=0)}, "breakdown.limit"),
        ({"breakdown": Breakdown(by="cohort", name="vip")}, "cohort"),
        ({"within": "vip"}, "cohort"),
        (
            {"aggregate": Aggregate(kind="sum", name="revenue", net_of_refunds=True)},
            "aggregate.currency",
        ),
    ],
)
def test_impossible_queries_name_the_field(query, field):
    with pytest.raises(InvalidInput) as refused:
        retention(happened(*VISITS), RetentionQuery(**query))
    assert refused.value.field == field
    assert refused.value.remedy


@pytest.mark.parametrize(("row", "column"), [(-1, 0), (4, 0), (3, 1)])
def test_a_cell_that_is_not_there(row, column):
    with pytest.raises(InvalidInput):
        retention_people(
            happened(*VISITS), RetentionQuery(**FOUR_DAYS), RetentionCell(row=row, column=column)
        )
