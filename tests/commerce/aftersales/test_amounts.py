"""What units give back: exact however they are split."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huitou.commerce.aftersales.amounts import (
    LineBook,
    amount_of,
    checked_amounts,
    delivery_due,
    share_of,
)
from huitou.kernel import InvalidInput


def held(line: LineBook, quantity: int, minor: int) -> LineBook:
    return replace(line, held_quantity=line.held_quantity + quantity, held=line.held + minor)


def let_go(line: LineBook, quantity: int, minor: int) -> LineBook:
    return held(line, -quantity, -minor)


def refunded(line: LineBook, quantity: int, minor: int) -> LineBook:
    gone = let_go(line, quantity, minor)
    return replace(
        gone,
        refunded_quantity=gone.refunded_quantity + quantity,
        refunded=gone.refunded + minor,
    )


def test_the_remainder_goes_with_the_last_unit() -> None:
    line = LineBook(quantity=3, paid=2999)
    parts = []
    for _ in range(3):
        parts.append(amount_of(line, 1))
        line = refunded(held(line, 1, parts[-1]), 1, parts[-1])
    assert parts == [999, 999, 1001]
    assert (line.units_left, line.money_left) == (0, 0)


def test_a_withdrawn_case_takes_the_remainder_to_nobody() -> None:
    line = LineBook(quantity=3, paid=1000)
    first = amount_of(line, 1)
    line = held(line, 1, first)
    second = amount_of(line, 2)
    line = let_go(held(line, 2, second), 1, first)
    again = amount_of(line, 1)
    assert (first, second, again) == (333, 667, 333)


def test_more_units_than_are_left_are_a_mistake() -> None:
    line = LineBook(quantity=3, paid=3000, refunded_quantity=1, refunded=1000, held_quantity=1)
    with pytest.raises(ValueError, match="2 of 1 units"):
        amount_of(line, 2)


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 12), st.integers(0, 10_000), st.data())
def test_any_split_sums_to_what_was_paid(quantity: int, paid: int, data: st.DataObject) -> None:
    """Cases are opened, withdrawn and refunded in any order until nothing is left."""
    line, open_cases, total = LineBook(quantity, paid), [], 0
    for _ in range(200):
        if not line.units_left and not open_cases:
            break
        doing = data.draw(st.sampled_from(["open", "withdraw", "refund"]))
        if doing == "open" and line.units_left:
            units = data.draw(st.integers(1, line.units_left))
            open_cases.append((units, amount_of(line, units)))
            line = held(line, *open_cases[-1])
        elif open_cases and doing != "open":
            case = open_cases.pop(data.draw(st.integers(0, len(open_cases) - 1)))
            line = (let_go if doing == "withdraw" else refunded)(line, *case)
            total += case[1] if doing == "refund" else 0
        assert line.refunded + line.held <= paid
    for case in open_cases:
        line, total = refunded(line, *case), total + case[1]
    if line.units_left:
        total += amount_of(line, line.units_left)
    assert total == paid


@pytest.mark.parametrize(
    ("everything", "fault", "shipped", "due"),
    [
        (True, True, True, 800),
        (True, False, True, 0),
        (False, True, True, 0),
        (True, False, False, 800),
        (False, False, False, 0),
    ],
)
def test_delivery_goes_back_with_everything_for_a_fault(
    everything: bool, fault: bool, shipped: bool, due: int
) -> None:
    found = delivery_due(left=800, everything=everything, fault=fault, anything_shipped=shipped)
    assert found == due


def test_amounts_of_a_part_stay_within_what_is_asked_for() -> None:
    most = {"l1": 500, "l2": 300}
    assert checked_amounts({"l1": 499}, most) == {"l1": 499, "l2": 0}
    for wrong in ({"l1": 501}, {"l1": -1}, {"l3": 1}):
        with pytest.raises(InvalidInput) as error:
            checked_amounts(wrong, most)
        assert error.value.code == "aftersales.bad_amount"


def test_the_share_of_an_order_that_points_paid_for_is_by_units() -> None:
    assert share_of(250, 1000, 1, 2) == Fraction(1, 4)
    assert share_of(0, 0, 1, 2) == Fraction(1, 2)
