"""How the repeat-purchase curve will go on: two models, mixed by how well each would have done."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from huitou.engine.prediction.return_models import (
    BETA_GEOMETRIC,
    POWER_LAW,
    Fitted,
    ReturnModel,
    fit,
)
from huitou.engine.prediction.waiting import (
    Floats,
    Ints,
    WeeklyWaits,
    cell_counts,
    last_weeks,
    share_returned,
    weekly_waits,
)

MODELS = (BETA_GEOMETRIC, POWER_LAW)
_HIDDEN = (0.25, 0.5)  # the shares of the known weeks that the back-tests hide
_LEAST_PEOPLE, _LEAST_RETURNS, _LEAST_WEEKS = 100, 30, 8
_MOST_WEEKS = 1040  # twenty years: longer than that, the dates are mistaken or it is no shop
_FARTHEST_WEEKS = 104
_RESAMPLES = 200
_EXACT = 1e-8  # a mean squared miss of a hundredth of a point; below it models count as equal
_Z95 = 1.959963984540054


@dataclass(frozen=True)
class RepeatForecast:
    """The curve beyond what is known. `days` go up by seven from the last known day, which is the
    first entry; `share`, `low` and `high` are the share returned by then and its 95% interval;
    `weights` are those of MODELS; `backtest_error` is the mean absolute miss, as a share.
    """

    days: tuple[int, ...]
    share: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    weights: tuple[float, ...]
    backtest_error: float

    @property
    def model(self) -> str:
        """The mix in words, such as "beta-geometric 0.62 + power law 0.38"."""
        parts = zip(MODELS, self.weights, strict=True)
        return " + ".join(f"{model.name} {weight:.2f}" for model, weight in parts)


def forecast_repeat(
    known: Ints, wait: Ints, *, last_day: int, last_share: float, seed: int = 0
) -> RepeatForecast | None:
    """Carry the curve on from (`last_day`, `last_share`) to twice its length, at most 104 weeks.

    `known` and `wait` per person: days watched since the first purchase day, and days to the
    return (-1 for none). Returns None when that is too little to say anything: fewer than 100
    people, 30 returns or 8 whole weeks, or nobody left to return; or when it spans over 20 years.

    Each model is fitted to the last three quarters of the known weeks (the first ones say little
    of the tail and would rule the fit), as of now and as of two earlier moments that hide the last
    quarter and the last half of the weeks. Weights are inverse to the mean squared miss. The
    interval joins the spread over 200 resamples of the people with the misses of the back-tests,
    which count for more the further ahead.
    """
    weeks = last_day // 7
    if len(known) < _LEAST_PEOPLE or not _LEAST_WEEKS <= weeks <= _MOST_WEEKS:
        return None
    if not 0 < last_share < 1:
        return None
    cells = cell_counts(*last_weeks(known, wait), weeks)
    waits = weekly_waits(cells)
    if waits.events.sum() < _LEAST_RETURNS:
        return None
    test = _backtest(known, wait, share_returned(waits))
    if not len(test.lead):
        return None
    weights = test.weights()
    ahead = np.arange(0, min(weeks, _FARTHEST_WEEKS) + 1, dtype=float)
    days = last_day + 7 * ahead
    share = 1 - (1 - last_share) * _mixed_survival(waits, weights, days / 7)
    spread = _resampled_spread(cells, weights, days / 7, seed)
    half = _Z95 * np.sqrt(spread**2 + test.drift(weights, ahead))
    return RepeatForecast(
        days=tuple(days.astype(int).tolist()),
        share=tuple(share.tolist()),
        low=tuple(np.maximum(share - half, 0.0).tolist()),
        high=tuple(np.minimum(share + half, 1.0).tolist()),
        weights=tuple(weights.tolist()),
        backtest_error=float(np.mean(np.abs(weights @ test.growth + test.joint))),
    )


@dataclass(frozen=True)
class _Backtest:
    """One column a hidden week: how many weeks `lead` it lay ahead, by how much the curve as known
    then was off at its last week (`joint`: newer customers have moved it since), and by how much
    more each model (a row) was off at the hidden week (`growth`).
    """

    lead: Floats
    joint: Floats
    growth: Floats

    def weights(self) -> Floats:
        inverse = 1 / (np.mean(self.growth**2, axis=1) + _EXACT)
        weights: Floats = np.round(inverse / inverse.sum(), 2)
        return weights

    def drift(self, weights: Floats, ahead: Floats) -> Floats:
        """The variance to expect `ahead` weeks from now: the growth part in step with the lead,
        the joint part up to what it was, reached at the mean lead.
        """
        growth = np.mean((weights @ self.growth) ** 2 / self.lead) * ahead
        joint = np.mean(self.joint**2) * np.minimum(ahead / np.mean(self.lead), 1.0)
        variance: Floats = growth + joint
        return variance


def _backtest(known: Ints, wait: Ints, curve: Floats) -> _Backtest:
    """The models as of earlier moments against `curve`, the share returned by week known now."""
    lead, joint, growth = [np.empty(0)], [np.empty(0)], [np.empty((len(MODELS), 0))]
    for hidden in _HIDDEN:
        weeks = len(curve) - round(hidden * len(curve))
        earlier = known - 7 * (len(curve) - weeks)
        people = earlier >= 0
        wait_then = np.where(wait <= earlier, wait, -1)
        waits = weekly_waits(cell_counts(*last_weeks(earlier[people], wait_then[people]), weeks))
        if waits.events.sum() < _LEAST_RETURNS / 2:
            continue
        ahead = np.arange(weeks + 1, len(curve) + 1, dtype=float)
        share = share_returned(waits)[-1]
        off = share - curve[weeks - 1]
        guesses = [1 - (1 - share) * _fit(m, waits).survival_after(weeks, ahead) for m in MODELS]
        lead.append(ahead - weeks)
        joint.append(np.full(len(ahead), off))
        growth.append(np.stack(guesses) - curve[weeks:] - off)
    return _Backtest(np.concatenate(lead), np.concatenate(joint), np.concatenate(growth, axis=1))


def _resampled_spread(cells: Ints, weights: Floats, at: Floats, seed: int) -> Floats:
    """The standard deviation of the forecast over resamples of the people."""
    people = int(cells.sum())
    draws = np.random.default_rng(seed).multinomial(people, cells / people, _RESAMPLES)
    waits = weekly_waits(draws)
    waiting = 1 - share_returned(waits)[:, -1:]
    spread: Floats = np.std(waiting * _mixed_survival(waits, weights, at), axis=0)
    return spread


def _mixed_survival(waits: WeeklyWaits, weights: Floats, at: Floats) -> Floats:
    """The chance of no return at each of `at` (weeks), given none at the first of them."""
    curves = [_fit(model, waits).survival_after(float(at[0]), at) for model in MODELS]
    mixed: Floats = np.tensordot(weights, np.stack(curves), axes=1)
    return mixed


def _fit(model: ReturnModel, waits: WeeklyWaits) -> Fitted:
    return fit(model, waits, first_week=1 + waits.weeks // 4)
