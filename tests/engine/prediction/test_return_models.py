"""The models against published results, their own derivatives, and truth that was made up."""

import numpy as np
import pytest

from huitou.engine.prediction.return_models import BETA_GEOMETRIC, POWER_LAW, fit
from huitou.engine.prediction.waiting import WeeklyWaits, cell_counts, weekly_waits

# Per mille of customers still there after 0..12 years (P. S. Fader and B. G. S. Hardie, How to
# Project Customer Retention, Journal of Interactive Marketing 21, 2007, table 1).
REGULAR = [1000, 631, 468, 382, 326, 289, 262, 241, 223, 207, 194, 183, 173]
HIGH_END = [1000, 869, 743, 653, 593, 551, 517, 491, 468, 445, 427, 409, 394]


def known_years(left, years):
    left = np.array(left[: years + 1], dtype=float)
    return WeeklyWaits(left[:-1], left[:-1] - left[1:])


def log_likelihood(fitted, waits):
    week = np.arange(1, waits.weeks + 1, dtype=float)
    hazard = fitted.model.hazard(fitted.first, fitted.second, week)[0]
    stay = waits.at_risk - waits.events
    return float(np.sum(waits.events * np.log(hazard) + stay * np.log(1 - hazard)))


@pytest.mark.parametrize(
    ("left", "alpha", "beta", "likelihood", "in_year_12", "miss"),
    [
        (REGULAR, 0.704, 1.182, -1680.3, 0.170, 0.0029),
        (HIGH_END, 0.668, 3.806, -1611.2, 0.378, 0.0119),
    ],
)
def test_the_published_fit_of_seven_years(left, alpha, beta, likelihood, in_year_12, miss):
    waits = known_years(left, 7)
    fitted = fit(BETA_GEOMETRIC, waits)
    assert (float(fitted.first), float(fitted.second)) == pytest.approx((alpha, beta), abs=5e-4)
    assert log_likelihood(fitted, waits) == pytest.approx(likelihood, abs=0.05)
    survival = fitted.survival_after(0.0, np.arange(8.0, 13.0))
    assert survival[-1] == pytest.approx(in_year_12, abs=5e-4)
    assert np.abs(survival - np.array(left[8:]) / 1000).mean() == pytest.approx(miss, abs=5e-5)


@pytest.mark.parametrize("model", [BETA_GEOMETRIC, POWER_LAW], ids=lambda m: m.name)
@pytest.mark.parametrize(("first", "second"), [(0.3, 0.9), (0.7, 6.0), (0.02, 1.4)])
def test_derivatives_are_those_of_the_hazard(model, first, second):
    week, step = np.arange(1.0, 60.0), 1e-6
    _, by_first, by_second = model.hazard(np.array(first), np.array(second), week)
    for slope, up, down in (
        (by_first, (np.exp(step), 1.0), (np.exp(-step), 1.0)),
        (by_second, (1.0, np.exp(step)), (1.0, np.exp(-step))),
    ):
        ahead = model.hazard(np.array(first * up[0]), np.array(second * up[1]), week)[0]
        behind = model.hazard(np.array(first * down[0]), np.array(second * down[1]), week)[0]
        assert slope == pytest.approx((ahead - behind) / (2 * step), abs=1e-8)


@pytest.mark.parametrize("model", [BETA_GEOMETRIC, POWER_LAW], ids=lambda m: m.name)
def test_no_other_parameters_are_likelier(model):
    waits = known_years(HIGH_END, 12)
    fitted = fit(model, waits)
    best = log_likelihood(fitted, waits)
    for first in (0.98, 1.0, 1.02):
        for second in (0.98, 1.0, 1.02):
            other = type(fitted)(model, fitted.first * first, fitted.second * second)
            assert log_likelihood(other, waits) <= best + 1e-9


def draw_weeks(model, first, second, people, weeks, seed):
    """Cells of people whose week of return was drawn from the model, watched for 1..`weeks`."""
    dice = np.random.default_rng(seed)
    hazard = model.hazard(np.array(first), np.array(second), np.arange(1.0, weeks + 1))[0]
    returns = dice.random((people, weeks)) < hazard
    week = np.where(returns.any(axis=1), returns.argmax(axis=1) + 1, weeks + 1)
    known = dice.integers(1, weeks + 1, people)
    return cell_counts(np.minimum(week, known), week <= known, weeks)


@pytest.mark.parametrize(
    ("model", "first", "second"), [(BETA_GEOMETRIC, 0.7, 6.0), (POWER_LAW, 0.15, 1.3)]
)
def test_parameters_are_recovered_from_censored_people(model, first, second):
    fitted = fit(model, weekly_waits(draw_weeks(model, first, second, 100_000, 60, seed=1)))
    assert (float(fitted.first), float(fitted.second)) == pytest.approx((first, second), rel=0.04)


@pytest.mark.parametrize("model", [BETA_GEOMETRIC, POWER_LAW], ids=lambda m: m.name)
def test_resamples_are_fitted_as_one_by_one(model):
    cells = np.stack([draw_weeks(model, 0.2, 1.2, 400, 30, seed) for seed in range(5)])
    together = fit(model, weekly_waits(cells), first_week=8)
    for row in range(5):
        alone = fit(model, weekly_waits(cells[row]), first_week=8)
        assert together.first[row] == pytest.approx(float(alone.first), rel=1e-4)
        assert together.second[row] == pytest.approx(float(alone.second), rel=1e-4)


@pytest.mark.parametrize("model", [BETA_GEOMETRIC, POWER_LAW], ids=lambda m: m.name)
@pytest.mark.parametrize("events", [[5] * 20, [0] * 20, [0] * 19 + [50], [50] + [0] * 19])
def test_awkward_counts_still_give_a_falling_hazard(model, events):
    """A steady, an empty, a late and an early return: finite, and never a steady decay."""
    at_risk = 400 - np.cumsum([0, *events[:-1]])
    fitted = fit(model, WeeklyWaits(at_risk.astype(float), np.array(events, dtype=float)))
    hazard = model.hazard(fitted.first, fitted.second, np.array([1.0, 20.0, 200.0]))[0]
    assert np.all(np.isfinite(hazard))
    assert hazard[0] > hazard[1] > hazard[2]
    assert hazard[2] <= hazard[1] * 0.7 + 1e-9


@pytest.mark.parametrize("model", [BETA_GEOMETRIC, POWER_LAW], ids=lambda m: m.name)
def test_survival_between_whole_weeks(model):
    fitted = fit(model, known_years(HIGH_END, 12))
    hazard = model.hazard(fitted.first, fitted.second, np.arange(1.0, 9.0))[0]
    at = fitted.survival_after(2.0, np.array([2.0, 3.0, 3.5, 4.0, 8.0]))
    assert at[0] == 1.0
    assert at[1] == pytest.approx(1 - hazard[2])
    assert at[2] == pytest.approx((1 - hazard[2]) * (1 - hazard[3]) ** 0.5)
    assert at[4] == pytest.approx(np.prod(1 - hazard[2:8]))
