"""The forecast of the repeat curve: its shape, its silence, and whether its interval is honest."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huitou.engine.prediction import forecast_repeat

NEVER = 10**6


def keen_and_slow(people, dice):
    """Chances to return in a week that are Beta(0.7, 6): the beta-geometric's own world."""
    chance = np.maximum(dice.beta(0.7, 6.0, people), 1e-9)
    return np.minimum(7 * dice.geometric(chance) - dice.integers(0, 7, people), NEVER)


def half_never(people, dice):
    """Half never return, the others with a falling hazard that neither model has."""
    days = np.maximum(np.ceil(dice.weibull(0.9, people) * 80), 1)
    return np.where(dice.random(people) < 0.5, NEVER, days).astype(int)


def used_up(people, dice):
    """A refill after six weeks or so, some much later, some never."""
    days = np.maximum(np.ceil(dice.gamma(3.0, 15.0, people)), 1)
    late = dice.random(people) < 0.3
    days[late] = np.ceil(dice.exponential(300.0, late.sum()))
    return np.where(dice.random(people) < 0.3, NEVER, np.maximum(days, 1)).astype(int)


def watched(world, people, weeks, seed):
    """(known, wait) of people who came at any time in the last `weeks`."""
    dice = np.random.default_rng(seed)
    days = world(people, dice)
    known = dice.integers(0, 7 * weeks, people)
    return known, np.where(days <= known, days, -1)


def product_limit(known, wait, floor=30):
    """(last day with `floor` people at risk, share returned by then), by the definition."""
    until = np.where(wait > 0, wait, known)
    last = int(np.sort(until)[-floor])
    left = 1.0
    for day in np.unique(wait[(wait > 0) & (wait <= last)]):
        left *= 1 - np.sum(wait == day) / np.sum(until >= day)
    return last, 1 - left


def forecast(known, wait, seed=0):
    last_day, last_share = product_limit(known, wait)
    return forecast_repeat(known, wait, last_day=last_day, last_share=last_share, seed=seed)


@given(
    world=st.sampled_from([keen_and_slow, half_never, used_up]),
    people=st.integers(100, 3000),
    weeks=st.integers(12, 150),
    seed=st.integers(0, 10**6),
)
@settings(max_examples=40, deadline=None)
def test_the_curve_goes_on_from_where_it_ended_and_never_falls(world, people, weeks, seed):
    known, wait = watched(world, people, weeks, seed)
    last_day, last_share = product_limit(known, wait)
    answer = forecast(known, wait)
    if answer is None:
        return
    assert (answer.days[0], answer.share[0]) == (last_day, pytest.approx(last_share))
    assert set(np.diff(answer.days)) == {7}
    assert len(answer.days) - 1 == min(last_day // 7, 104), "twice the length, or 104 weeks more"
    assert np.all(np.diff(answer.share) >= 0)
    share, low, high = (np.array(part) for part in (answer.share, answer.low, answer.high))
    assert np.all((low >= 0) & (low <= share) & (share <= high) & (high <= 1))
    assert sum(answer.weights) == pytest.approx(1.0)
    assert min(answer.weights) >= 0
    assert 0 <= answer.backtest_error < 1


def test_thin_data_is_not_extrapolated():
    known, wait = watched(keen_and_slow, 2000, 60, seed=3)
    assert forecast(known, wait) is not None
    assert forecast(known[:99], wait[:99]) is None, "fewer than 100 people"
    few = np.where(np.cumsum(wait > 0) <= 29, wait, -1)
    assert forecast(known, few) is None, "fewer than 30 returns"
    short = known < 56
    early = forecast_repeat(known[short], wait[short], last_day=55, last_share=0.2)
    assert early is None, "fewer than 8 weeks"
    done = forecast_repeat(known, wait, last_day=300, last_share=1.0)
    assert done is None, "nobody is left to return"
    ages = forecast_repeat(known, wait, last_day=7 * 1041, last_share=0.5)
    assert ages is None, "over 20 years"


def test_the_seed_moves_only_the_interval():
    known, wait = watched(half_never, 1000, 60, seed=4)
    first, again, other = (forecast(known, wait, seed=seed) for seed in (1, 1, 2))
    assert first == again
    assert first.share == other.share
    assert first.backtest_error == other.backtest_error
    assert first.low != other.low
    assert first.low[-1] == pytest.approx(other.low[-1], abs=0.02)


def test_the_model_is_named_with_its_weights():
    known, wait = watched(keen_and_slow, 3000, 60, seed=5)
    answer = forecast(known, wait)
    first, second = answer.weights
    assert answer.model == f"beta-geometric {first:.2f} + power law {second:.2f}"


@pytest.mark.parametrize("world", [keen_and_slow, half_never, used_up], ids=lambda w: w.__name__)
def test_the_interval_covers_the_truth(world):
    """Twelve shops of 1,500 people watched up to 60 weeks, carried on for as long again."""
    truth = np.sort(world(300_000, np.random.default_rng(99)))
    inside, misses = [], []
    for seed in range(12):
        answer = forecast(*watched(world, 1500, 60, seed))
        true = np.searchsorted(truth, answer.days, side="right") / len(truth)
        inside.append(np.mean((true >= answer.low) & (true <= answer.high)))
        misses.append(answer.share[-1] - true[-1])
    assert np.mean(inside) >= 0.93
    assert np.sqrt(np.mean(np.square(misses))) < 0.05
    assert abs(np.mean(misses)) < 0.045


def test_the_backtest_error_is_the_miss_of_what_was_known_then():
    """Most newcomers of the last 30 weeks lost interest, which nobody could have known half a year
    ago: the error says so, and the interval is wide.
    """
    known, wait = watched(keen_and_slow, 4000, 60, seed=6)
    dice = np.random.default_rng(7)
    cooled = np.where((known < 210) & (dice.random(len(known)) < 0.7), -1, wait)
    steady, changed = forecast(known, wait), forecast(known, cooled)
    assert steady.backtest_error < 0.02
    assert changed.backtest_error > 0.04
    width = [answer.high[-1] - answer.low[-1] for answer in (steady, changed)]
    assert width[1] > 2 * width[0]
