"""Two models of the week of return, fitted on weekly counts.

In both the hazard (the chance to return in a week, of those still waiting) falls with time, as it
does wherever people differ: the keen come back early. Neither decays exponentially.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from huitou.engine.prediction.waiting import Floats, WeeklyWaits

_STEPS = 60


@dataclass(frozen=True)
class ReturnModel:
    """A hazard with two positive parameters. `hazard(first, second, week)` gives the hazard of
    each week (1, 2, ..) and its derivatives by the logarithms of the two; `start`, `lowest` and
    `highest` are for those logarithms.
    """

    name: str
    hazard: Callable[[Floats, Floats, Floats], tuple[Floats, Floats, Floats]]
    start: tuple[float, float]
    lowest: tuple[float, float]
    highest: tuple[float, float]


def _beta_geometric(alpha: Floats, beta: Floats, week: Floats) -> tuple[Floats, Floats, Floats]:
    total = alpha + beta + week - 1
    hazard = alpha / total
    return hazard, hazard * (1 - hazard), -hazard * beta / total


def _power_law(level: Floats, decay: Floats, week: Floats) -> tuple[Floats, Floats, Floats]:
    rate = level * week**-decay
    slope = rate * np.exp(-rate)
    return -np.expm1(-rate), slope, -slope * decay * np.log(week)


# Shifted beta-geometric: each person returns in any week with the same chance of their own, and the
# chances are Beta(alpha, beta); hazard alpha / (alpha + beta + week - 1) (P. S. Fader and
# B. G. S. Hardie, How to Project Customer Retention, Journal of Interactive Marketing 21, 2007,
# equation 7). With beta at most e**5.5, 245 weeks, it falls within a shop's life even where the
# data look memoryless.
BETA_GEOMETRIC = ReturnModel(
    "beta-geometric", _beta_geometric, start=(0.0, 2.0), lowest=(-7.0, -7.0), highest=(7.0, 5.5)
)

# Power law: rate level * week ** -decay. A decay above 1 leaves a share who never return, which the
# beta-geometric cannot say; 1 is its far end; below 1/2 would be close to a steady rate.
POWER_LAW = ReturnModel(
    "power law",
    _power_law,
    start=(-3.0, 0.0),
    lowest=(-12.0, float(np.log(0.5))),
    highest=(6.0, float(np.log(3.0))),
)


@dataclass(frozen=True)
class Fitted:
    """A model with its two parameters, one pair for each resample that it was fitted to."""

    model: ReturnModel
    first: Floats
    second: Floats

    def survival_after(self, origin: float, weeks: Floats) -> Floats:
        """The chance of no return by each of `weeks`, given none by `origin`. Inside a week the
        logarithm runs straight, so that any moment can be asked for.
        """
        whole = np.arange(1, int(np.ceil(max(origin, float(np.max(weeks))))) + 1, dtype=float)
        hazard = self.model.hazard(self.first[..., None], self.second[..., None], whole)[0]
        stay = np.log1p(-np.clip(hazard, 0.0, 1 - 1e-12))
        log = np.concatenate([np.zeros((*stay.shape[:-1], 1)), np.cumsum(stay, axis=-1)], axis=-1)
        since: Floats = _between(log, weeks) - _between(log, np.array([origin]))
        return np.minimum(np.exp(since), 1.0)


def fit(model: ReturnModel, waits: WeeklyWaits, first_week: int = 1) -> Fitted:
    """The maximum likelihood fit to weeks `first_week` and later, for each resample at once.

    log L = sum over weeks of events log h + (at_risk - events) log(1 - h), climbed by Fisher
    scoring in the logarithms of the parameters, damped (Levenberg-Marquardt) so that no step
    lowers it.
    """
    week = np.arange(first_week, waits.weeks + 1, dtype=float)
    at_risk, events = waits.at_risk[..., first_week - 1 :], waits.events[..., first_week - 1 :]
    theta = np.broadcast_to(np.array(model.start), (*at_risk.shape[:-1], 2))
    best, score, information = _likelihood(model, theta, week, at_risk, events)
    damping = np.full(best.shape, 1e-3)
    for _ in range(_STEPS):
        trial = theta + _step(score, information, damping)
        trial = np.clip(trial, model.lowest, model.highest)
        value, new_score, new_information = _likelihood(model, trial, week, at_risk, events)
        better = value > best
        gain = np.where(better, value - best, 0.0)
        theta = np.where(better[..., None], trial, theta)
        score = np.where(better[..., None], new_score, score)
        information = np.where(better[..., None], new_information, information)
        best = np.where(better, value, best)
        damping = np.clip(np.where(better, damping / 10, damping * 10), 1e-9, 1e9)
        if np.all((gain < 1e-9) & (damping > 1e2)):
            break
    first, second = np.exp(np.moveaxis(theta, -1, 0))
    return Fitted(model, first, second)


def _between(log: Floats, weeks: Floats) -> Floats:
    floor = np.minimum(np.floor(weeks).astype(int), log.shape[-1] - 2)
    part = weeks - floor
    value: Floats = log[..., floor] * (1 - part) + log[..., floor + 1] * part
    return value


def _likelihood(
    model: ReturnModel, theta: Floats, week: Floats, at_risk: Floats, events: Floats
) -> tuple[Floats, Floats, Floats]:
    """Log-likelihood, its gradient and the expected information (00, 01, 11)."""
    first, second = (np.exp(theta[..., i])[..., None] for i in (0, 1))
    hazard, by_first, by_second = model.hazard(first, second, week)
    hazard = np.clip(hazard, 1e-12, 1 - 1e-12)
    value = np.sum(events * np.log(hazard) + (at_risk - events) * np.log1p(-hazard), axis=-1)
    spread = hazard * (1 - hazard)
    miss, weight = (events - at_risk * hazard) / spread, at_risk / spread
    score = np.stack([np.sum(miss * by, axis=-1) for by in (by_first, by_second)], axis=-1)
    products = (by_first * by_first, by_first * by_second, by_second * by_second)
    information = np.stack([np.sum(weight * by, axis=-1) for by in products], axis=-1)
    return value, score, information


def _step(score: Floats, information: Floats, damping: Floats) -> Floats:
    a, b, d = (information[..., i] for i in range(3))
    a, d = a * (1 + damping) + 1e-9, d * (1 + damping) + 1e-9
    determinant = np.maximum(a * d - b * b, 1e-12)
    first = (d * score[..., 0] - b * score[..., 1]) / determinant
    second = (a * score[..., 1] - b * score[..., 0]) / determinant
    step: Floats = np.clip(np.stack([first, second], axis=-1), -2.0, 2.0)
    return step
