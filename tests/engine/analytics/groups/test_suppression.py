"""Numbers of few people are not told, and cannot be found as a difference either."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huitou.engine.analytics.groups.ask import groups_people, report_by_group
from huitou.engine.analytics.groups.query import Dimension, GroupsCell, GroupsQuery
from huitou.engine.analytics.groups.suppress import hidden_cells
from huitou.kernel import InvalidInput
from toy_events import happened

BY_CITY = GroupsQuery(by=(Dimension(by="city"),), from_="2026-01-05", min_people=3)


def hidden(people, least=10, *, disjoint=True, **more):
    table = np.array(people)
    if table.ndim == 1:
        table = table[:, None]
    flags = hidden_cells(table, least, disjoint=disjoint, **more)
    return flags[:, 0].tolist() if np.ndim(people) == 1 else flags.tolist()


def test_where_all_are_many_nothing_is_hidden():
    assert hidden([10, 11, 0]) == [False, False, False]
    assert hidden([1, 2, 3], least=1) == [False, False, False]


def test_a_small_cell_takes_the_smallest_other_along():
    assert hidden([50, 4, 30, 20]) == [False, True, False, True]


def test_small_cells_that_hide_each_other_are_enough():
    assert hidden([50, 4, 8, 20]) == [False, True, True, False]


def test_two_small_cells_of_too_few_people_need_a_third():
    assert hidden([50, 4, 3, 20]) == [False, True, True, True]


def test_people_in_several_cells_do_not_add_up():
    assert hidden([50, 4, 8, 20], disjoint=False) == [False, True, True, True]


def test_nobody_is_no_secret():
    assert hidden([50, 0, 4]) == [True, False, True]


def test_what_is_hidden_for_another_reason_needs_company():
    flags = np.array([[True], [False], [False]])
    assert hidden([12, 30, 20], hidden=flags) == [True, False, True]
    assert hidden([0, 30, 20], hidden=flags) == [True, False, False]


def test_in_two_dimensions_every_row_and_column_is_safe():
    assert hidden([[4, 50, 60], [70, 80, 90], [95, 99, 98]]) == [
        [True, True, False],
        [True, True, False],
        [False, False, False],
    ]


tables = st.lists(st.lists(st.integers(0, 40), min_size=3, max_size=3), min_size=1, max_size=4)


@settings(max_examples=100)
@given(tables, st.integers(1, 15), st.booleans())
def test_no_line_tells_of_few_people(people, least, disjoint):
    table = np.array(people)
    flags = hidden_cells(table, least, disjoint=disjoint)
    assert not (~flags & (table > 0) & (table < least)).any()
    lines = [(table, flags), *zip(table, flags, strict=True), *zip(table.T, flags.T, strict=True)]
    for numbers, gone in lines:
        secret = numbers[gone & (numbers > 0)]
        told = numbers[~gone & (numbers > 0)]
        if len(secret) and len(told):
            assert len(secret) >= 2
            assert (secret.sum() if disjoint else secret.max()) >= least


def shop(cities, buyers=()):
    """So many people of each city, each seen once; `buyers` bought for 10 yuan."""
    people = [
        (f"{city}{number}", city) for city, count in cities.items() for number in range(count)
    ]
    said = [(who, None, "2026-01-01") for who, _ in people]
    seen = [(who, "Page Viewed", "2026-01-06") for who, _ in people]
    paid = {"currency": "CNY", "total": 10}
    bought = [(who, "Order Completed", "2026-01-07", {"order_id": who, **paid}) for who in buyers]
    told = [json.dumps({"city": city}) for _, city in people]
    rest = len(seen) + len(bought)
    return happened(
        *said,
        *seen,
        *bought,
        type=["identify"] * len(said) + ["track"] * rest,
        traits=told + [None] * rest,
    )


def test_a_report_leaves_out_what_it_must():
    answer = report_by_group(shop({"A": 9, "B": 5, "C": 4, "D": 2}), BY_CITY)
    assert [(row.keys[0], row.people, row.suppressed) for row in answer.rows] == [
        ("A", 9, False),
        ("B", 5, False),
        ("C", None, True),
        ("D", None, True),
    ]
    lost = answer.rows[3]
    assert (lost.events, lost.came_back, lost.came_back_percent, lost.revenue) == (None,) * 3 + (
        (),
    )
    assert (lost.orders, lost.buyers, lost.buying_suppressed) == (None, None, True)
    assert answer.total.people == 20


def test_what_few_people_bought_is_left_out_alone():
    buyers = ["A1", "B1", "B2", "B3", "B4", "C1", "C2", "C3"]
    answer = report_by_group(shop({"A": 9, "B": 5, "C": 4}, buyers), BY_CITY)
    assert [(row.keys[0], row.people, row.buyers) for row in answer.rows] == [
        ("A", 9, None),
        ("B", 5, 4),
        ("C", 4, None),
    ]
    assert [row.buying_suppressed for row in answer.rows] == [True, False, True]
    assert not any(row.suppressed for row in answer.rows)
    assert [one.net for one in answer.rows[1].revenue] == [4_000]
    assert answer.total.buyers == 8


def test_a_city_without_buyers_tells_so():
    buyers = ["B1", "B2", "B3"]
    answer = report_by_group(shop({"A": 9, "B": 5}, buyers), BY_CITY)
    assert [row.buyers for row in answer.rows] == [0, 3]


def test_a_currency_of_few_people_is_left_out():
    lines = []
    for who, currency in (*((f"p{n}", "CNY") for n in range(5)), ("p5", "USD")):
        order = {"order_id": who, "currency": currency, "total": 10}
        lines.append((who, "Order Completed", "2026-01-06T10:00", order))
    query = GroupsQuery(by=(Dimension(by="hour"),), from_="2026-01-05", min_people=3)
    answer = report_by_group(happened(*lines), query)
    for row in (*answer.rows, answer.total):
        assert row.buyers == 6
        assert [(one.currency, one.net, one.suppressed) for one in row.revenue] == [
            ("CNY", 5_000, False),
            ("USD", None, True),
        ]


def test_too_few_people_at_all():
    answer = report_by_group(shop({"A": 2}, ["A1"]), BY_CITY)
    assert answer.total.suppressed
    assert answer.total.people is None
    assert [row.suppressed for row in answer.rows] == [True]


@pytest.mark.parametrize("of", ["people", "came_back", "buyers", "repeat_buyers"])
def test_the_people_of_a_row_that_is_left_out_are_refused(of):
    events = shop({"A": 9, "B": 5, "C": 2}, ["A1"])
    with pytest.raises(InvalidInput) as refused:
        groups_people(events, BY_CITY, GroupsCell(keys=("C",), of=of))
    assert refused.value.field == "cell.keys"


def test_the_people_of_a_row_whose_buyers_are_left_out():
    events = shop({"A": 9, "B": 5}, ["A1"])
    assert len(groups_people(events, BY_CITY, GroupsCell(keys=("A",)))) == 9
    with pytest.raises(InvalidInput):
        groups_people(events, BY_CITY, GroupsCell(keys=("A",), of="buyers"))
