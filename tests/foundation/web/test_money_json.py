"""Money in JSON."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huitou.foundation.web import money_as_json, money_from_json
from huitou.kernel import Currency, Money


@pytest.mark.parametrize(
    ("minor", "code", "amount"),
    [(1250, "CNY", "12.50"), (-5, "CNY", "-0.05"), (0, "JPY", "0"), (1, "KWD", "0.001")],
)
def test_all_decimals_are_written(minor: int, code: str, amount: str) -> None:
    money = Money(minor, Currency.of(code))
    assert money_as_json(money) == {"amount": amount, "currency": code}


@settings(max_examples=50)
@given(st.integers(-(10**15), 10**15), st.sampled_from(["CNY", "JPY", "KWD"]))
def test_it_comes_back_as_it_went(minor: int, code: str) -> None:
    money = Money(minor, Currency.of(code))
    assert money_from_json(money_as_json(money)) == money


@pytest.mark.parametrize(
    "value",
    [
        None,
        12.5,
        "12.50",
        {},
        {"amount": "1"},
        {"amount": "1", "currency": "CNY", "x": 1},
        {"amount": 1, "currency": "CNY"},
        {"amount": "1.505", "currency": "CNY"},
        {"amount": "1.5", "currency": "JPY"},
        {"amount": "1e3", "currency": "CNY"},
        {"amount": "1\n", "currency": "CNY"},
        {"amount": "١", "currency": "CNY"},
        {"amount": "9" * 19, "currency": "CNY"},
        {"amount": "1", "currency": "XXQ"},
        {"amount": "1", "currency": 7},
    ],
)
def test_anything_else_is_refused_and_nothing_rounded(value: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        money_from_json(value)
