"""Money never loses or makes a minor unit."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huitou.kernel import Currency, InvalidInput, Money

CNY = Currency.of("CNY")
minor_units = st.integers(-(10**15), 10**15)
weights = st.lists(st.integers(0, 10**6), min_size=1, max_size=20).filter(any)


@given(minor=minor_units, by=weights)
def test_an_allocation_sums_exactly_and_is_fair_to_one_unit(minor: int, by: list[int]) -> None:
    money = Money(minor, CNY)
    parts = money.allocate(by)
    assert sum(part.minor for part in parts) == minor
    for part, weight in zip(parts, by, strict=True):
        assert abs(part.minor * sum(by) - minor * weight) < sum(by)
        assert weight or not part


def test_left_over_units_go_to_the_largest_remainders_earlier_first() -> None:
    assert [part.minor for part in Money(100, CNY).allocate([1, 1, 1])] == [34, 33, 33]
    assert [part.minor for part in Money(-100, CNY).allocate([1, 1, 1])] == [-34, -33, -33]
    assert [part.minor for part in Money(5, CNY).allocate([1, 2, 0, 2])] == [1, 2, 0, 2]
    assert [part.minor for part in Money(10, CNY).allocate([1, 5])] == [2, 8]


@pytest.mark.parametrize("by", [[], [0], [0, 0], [1, -1], [2, -1]])
def test_an_allocation_needs_weight(by: list[int]) -> None:
    with pytest.raises(ValueError, match=r"weights|min\(\)"):
        Money(1, CNY).allocate(by)


@given(minor=minor_units, code=st.sampled_from(["JPY", "CNY", "KWD", "CLF"]))
def test_text_and_back_is_the_same_money(minor: int, code: str) -> None:
    money = Money(minor, Currency.of(code))
    assert Money.parse(money.decimal(), code) == money
    assert Money.parse(str(money.decimal()), code) == money


@pytest.mark.parametrize(
    ("text", "code", "minor"),
    [
        ("12.345", "CNY", 1235),
        ("-12.345", "CNY", -1235),
        ("12.344", "cny", 1234),
        (" 7 ", "JPY", 7),
        ("0.5", "JPY", 1),
        ("1.2345", "KWD", 1235),
    ],
)
def test_parsing_rounds_half_away_from_zero(text: str, code: str, minor: int) -> None:
    assert Money.parse(text, code).minor == minor


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "NaN",
        "Infinity",
        "-inf",
        "1e400",
        "1e99999999",
        "1 2",
        "1,000.5",
        "92233720368547758.08",
    ],
)
def test_what_is_no_amount_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        Money.parse(text, "CNY")
    assert caught.value.code == "money.bad_amount"
    assert "12.50" in caught.value.remedy


def test_floats_never_become_money() -> None:
    with pytest.raises(TypeError):
        Money.parse(0.1, "CNY")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Money(1.0, CNY)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Money(1, CNY) * 0.5  # type: ignore[operator]


def test_currencies_are_never_mixed() -> None:
    for operation in (
        lambda a, b: a + b,
        lambda a, b: a - b,
        lambda a, b: a < b,
        lambda a, b: a >= b,
    ):
        with pytest.raises(InvalidInput, match="CNY and USD"):
            operation(Money.zero("CNY"), Money.zero("USD"))
    assert Money.zero("CNY") != Money.zero("USD")


def test_an_unknown_currency_says_what_to_write() -> None:
    with pytest.raises(InvalidInput, match="ISO 4217"):
        Currency.of("RMB")


@given(a=minor_units, b=minor_units, times=st.integers(-1000, 1000))
def test_arithmetic_is_that_of_whole_numbers(a: int, b: int, times: int) -> None:
    left, right = Money(a, CNY), Money(b, CNY)
    assert (left + right - right) == left
    assert (left + -left) == Money.zero("CNY")
    assert (left * times).minor == a * times
    assert (left < right) == (a < b)
    assert (left <= right) == (a <= b)


@given(minor=minor_units, top=st.integers(-1000, 1000), bottom=st.integers(1, 1000))
def test_a_share_is_rounded_half_away_from_zero(minor: int, top: int, bottom: int) -> None:
    exact = Decimal(minor) * top / bottom
    share = Money(minor, CNY).share(top, bottom).minor
    assert abs(share - exact) <= Decimal("0.5") + Decimal("1e-9") * abs(exact)
    assert Money(minor, CNY).share(bottom, bottom).minor == minor


def test_halves_go_away_from_zero() -> None:
    assert Money(5, CNY).share(1, 2).minor == 3
    assert Money(-5, CNY).share(1, 2).minor == -3


def test_money_reads_as_people_write_it() -> None:
    assert str(Money(123456789, CNY)) == "1,234,567.89 CNY"
    assert str(Money(-5, Currency.of("JPY"))) == "-5 JPY"
