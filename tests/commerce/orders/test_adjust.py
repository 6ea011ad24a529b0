"""Price adjusters: their order, exact sums, floors, and what happens when one fails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huitou.commerce.orders import adjust
from huitou.commerce.orders.adjust import (
    COUPON,
    TIME_DISCOUNT,
    Adjuster,
    AdjusterInput,
    Adjustment,
    Answer,
    Declined,
    PricedLine,
    Registered,
    adjusted,
    register_adjuster,
    registered,
    spread,
)
from huitou.kernel import Conflict

MORNING = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)
LABEL = {"en": "Off", "zh-hans": "减"}


def line(variant: str, unit: int, quantity: int = 1, floor: int = 0) -> PricedLine:
    return PricedLine(
        variant, f"p-{variant}", ("tea",), None, quantity, unit, unit * quantity, floor
    )


def asked(*lines: PricedLine, delivery: int = 0, coupons: tuple[str, ...] = ()) -> AdjusterInput:
    return AdjusterInput(lines, "CNY", delivery, "ann", coupons, MORNING)


def entry(function: Adjuster, name: str = "a", *, bound: bool = True) -> Registered:
    return Registered(name, COUPON, function, bound, None)


def always(*answers: Answer) -> Adjuster:
    return lambda _: answers


def off(amount: int, *, whole: bool = False) -> Adjuster:
    """So much off the whole, spread over the lines."""

    def take(asked: AdjusterInput) -> tuple[Answer, ...]:
        return (Adjustment("x", LABEL, spread(amount, asked.lines, "CNY", whole=whole)),)

    return take


@pytest.fixture
def _none_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adjust, "_adjusters", {})


@pytest.mark.usefixtures("_none_registered")
def test_adjusters_run_by_their_place_whatever_the_order_of_registration() -> None:
    def tenth(asked: AdjusterInput) -> tuple[Answer, ...]:
        return (Adjustment("tenth", LABEL, tuple(one.left // 10 for one in asked.lines)),)

    register_adjuster("coupon", COUPON, off(1000))
    register_adjuster("sale", TIME_DISCOUNT, tenth)
    register_adjuster("sale", TIME_DISCOUNT, tenth)

    assert [one.name for one in registered()] == ["sale", "coupon"]
    outcome = adjusted(asked(line("a", 5000)))
    assert [one.adjustment.off for one in outcome.applied] == [(500,), (1000,)]
    assert outcome.lines[0].left == 3500
    with pytest.raises(ValueError, match="two adjusters"):
        register_adjuster("sale", COUPON, tenth)


def test_an_amount_is_spread_exactly_and_the_same_on_every_run() -> None:
    lines = (line("a", 3333), line("b", 3333), line("c", 3334))
    assert spread(1000, lines, "CNY") == (333, 333, 334)
    assert spread(100, (line("a", 10), line("b", 0)), "CNY") == (10, 0)
    assert spread(0, lines, "CNY") == (0, 0, 0)


def test_no_line_goes_below_zero_or_its_floor() -> None:
    lines = (line("a", 1000, floor=900), line("b", 500))
    everything = always(Adjustment("x", LABEL, (5000, 5000)))
    bound = adjusted(asked(*lines), [entry(everything)])
    free = adjusted(asked(*lines), [entry(everything, bound=False)])

    assert [one.left for one in bound.lines] == [900, 0]
    assert bound.applied[0].adjustment.off == (100, 500)
    assert [one.left for one in free.lines] == [0, 0]


def test_delivery_is_taken_off_down_to_nothing() -> None:
    outcome = adjusted(
        asked(line("a", 100), delivery=800),
        [entry(always(Adjustment("free", LABEL, (0,), delivery_off=9999)))],
    )
    assert (outcome.delivery, outcome.applied[0].adjustment.total) == (0, 800)


def test_a_coupon_that_nobody_answers_for_is_declined_and_says_so() -> None:
    known = always(Declined("OLD", {"en": "It is over."}))
    outcome = adjusted(asked(line("a", 100), coupons=("OLD", "NONE")), [entry(known)])

    assert [one.code for one in outcome.declined] == ["OLD", "NONE"]
    assert outcome.declined[0].reason["en"] == "It is over."
    assert outcome.applied == ()


def broken(_: AdjusterInput) -> tuple[Answer, ...]:
    raise ZeroDivisionError


@pytest.mark.parametrize(
    "function",
    [
        broken,
        always(Adjustment("x", LABEL, (1, 1))),
        always(Adjustment("x", LABEL, (-1,))),
        always(Adjustment("x", LABEL, (0,), delivery_off=-1)),
        always(Adjustment("x", LABEL, (0.5,))),  # type: ignore[arg-type]
        always(None),  # type: ignore[arg-type]
    ],
)
def test_an_adjuster_that_fails_stops_the_checkout(function: Adjuster) -> None:
    with pytest.raises(Conflict) as refused:
        adjusted(asked(line("a", 100)), [entry(function)])
    assert refused.value.code == "orders.adjuster_failed"


LINES = st.lists(
    st.builds(
        line,
        st.just("v"),
        st.integers(0, 10**7),
        st.integers(1, 99),
        st.integers(0, 10**7),
    ),
    min_size=1,
    max_size=8,
)
AMOUNTS = st.lists(st.integers(0, 10**9), min_size=1, max_size=5)


@settings(max_examples=50)
@given(LINES, AMOUNTS, st.integers(0, 10**6), st.booleans())
def test_whatever_adjusters_take_the_sums_are_exact_and_nothing_is_negative(
    lines: list[PricedLine], amounts: list[int], delivery: int, bound: bool
) -> None:
    def taking(amount: int) -> Callable[[AdjusterInput], tuple[Answer, ...]]:
        def take(asked: AdjusterInput) -> tuple[Answer, ...]:
            parts = spread(amount, asked.lines, "CNY", whole=True)
            assert sum(parts) == min(amount, sum(one.left for one in asked.lines))
            return (Adjustment("x", LABEL, parts, delivery_off=amount),)

        return take

    outcome = adjusted(
        asked(*lines, delivery=delivery),
        [entry(taking(amount), f"a{place}", bound=bound) for place, amount in enumerate(amounts)],
    )
    taken = [one.adjustment for one in outcome.applied]
    for place, (before, after) in enumerate(zip(lines, outcome.lines, strict=True)):
        assert before.left - after.left == sum(one.off[place] for one in taken)
        assert replace(after, left=0) == replace(before, left=0)
        assert after.left >= (min(before.floor, before.left) if bound else 0)
    assert outcome.delivery == delivery - sum(one.delivery_off for one in taken) >= 0
