"""States and numbers of orders."""

from __future__ import annotations

import re
import secrets
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huitou.commerce.orders.rules import (
    AWAITING_PAYMENT,
    CANCELLED,
    CLOSED,
    DELIVERED,
    PAID,
    PART_SHIPPED,
    RECEIVED,
    SHIPPED,
    STATES,
    TRANSITIONS,
    Counts,
    checked_move,
    order_number,
    state_of_shipping,
)
from huitou.kernel import Conflict


@settings(max_examples=50)
@given(st.lists(st.sampled_from(STATES), max_size=30))
def test_no_walk_reaches_goods_under_way_without_paid(tries: list[str]) -> None:
    walked = [AWAITING_PAYMENT]
    for after in tries:
        try:
            checked_move(walked[-1], after)
        except Conflict:
            continue
        walked.append(after)
    if {PART_SHIPPED, SHIPPED, DELIVERED, RECEIVED, CANCELLED} & set(walked):
        assert PAID in walked
    if CLOSED in walked:
        assert walked == [AWAITING_PAYMENT, CLOSED]
    assert len(set(walked)) == len(walked)


def test_ends_are_ends() -> None:
    assert {state for state, after in TRANSITIONS.items() if not after} == {
        RECEIVED,
        CLOSED,
        CANCELLED,
    }
    with pytest.raises(Conflict) as refused:
        checked_move(CLOSED, PAID)
    assert refused.value.code == "orders.wrong_state"


def test_a_number_has_the_day_and_ten_letters() -> None:
    assert order_number(date(2026, 7, 1), lambda _: 0) == "260701-00000-00000"
    assert order_number(date(2026, 7, 1), lambda bits: 2**bits - 1) == "260701-ZZZZZ-ZZZZZ"
    one = order_number(date(2026, 7, 1), secrets.randbits)
    assert re.fullmatch(r"260701-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}", one)
    assert one != order_number(date(2026, 7, 1), secrets.randbits)


@pytest.mark.parametrize(
    ("lines", "state"),
    [
        ((Counts(2), Counts(1)), PAID),
        ((Counts(2, dropped=1), Counts(1)), PAID),
        ((Counts(2, shipped=1), Counts(1)), PART_SHIPPED),
        ((Counts(2, shipped=2), Counts(1)), PART_SHIPPED),
        ((Counts(2, shipped=2), Counts(1, shipped=1)), SHIPPED),
        ((Counts(2, shipped=1, dropped=1), Counts(1, dropped=1)), SHIPPED),
        ((Counts(2, dropped=2), Counts(1, dropped=1)), CANCELLED),
    ],
)
def test_the_state_follows_from_the_lines(lines: tuple[Counts, ...], state: str) -> None:
    assert state_of_shipping(lines) == state
