"""The product-limit estimate of time to an event (Kaplan and Meier, JASA 53, 1958)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.report.shares import Z95

_LEAST_PEOPLE = 30


@dataclass(frozen=True)
class EventCurve:
    """Indexed by day, 0..last_day: the share with the event by then, its 95% interval, and the
    people at risk on that day (known that long, without the event before).
    """

    last_day: int
    share: list[float]
    low: list[float]
    high: list[float]
    people: list[int]


def kaplan_meier(known: Ints, wait: Ints) -> EventCurve:
    """The curve of the event over days. `known`: how many days each person has been observed;
    `wait`: the day of the event, at least 1, or -1 if there was none.

    The curve ends with the last day that at least 30 people (or a tenth, when there are fewer than
    300) are at risk. Interval: Greenwood's variance on the log(-log) scale (Kalbfleisch and
    Prentice 1980, section 1.4), which stays within 0..1; before the first event the exact
    binomial bound; once everyone has returned the low end stays where it was last defined.
    """
    happened = wait > 0
    until = np.where(happened, wait, known)
    days = int(until.max(initial=0)) + 1
    events = np.bincount(wait[happened], minlength=days)
    at_risk = np.cumsum(np.bincount(until, minlength=days)[::-1])[::-1]
    floor = min(max(len(known) // 10, 1), _LEAST_PEOPLE)
    last = int(np.flatnonzero(at_risk >= floor)[-1]) if len(known) else 0
    events, at_risk = events[: last + 1], at_risk[: last + 1]
    survival = np.cumprod(1 - events / np.maximum(at_risk, 1))
    low, high = _interval(survival, events, at_risk)
    return EventCurve(last, (1 - survival).tolist(), low.tolist(), high.tolist(), at_risk.tolist())


def _interval(
    survival: NDArray[np.floating[Any]], events: Any, at_risk: Any
) -> tuple[NDArray[np.floating[Any]], NDArray[np.floating[Any]]]:
    open_ = (survival > 0) & (survival < 1)
    left = np.maximum(at_risk - events, 1)
    variance = np.cumsum(events / (np.maximum(at_risk, 1) * left))
    log = np.log(np.where(open_, survival, 0.5))
    spread = np.exp(Z95 * np.sqrt(variance) / np.abs(log))
    low = np.where(open_, 1 - np.exp(log / spread), 0.0)
    high = np.where(open_, 1 - np.exp(log * spread), 1.0)
    exact = 0.025 ** (1 / np.maximum(at_risk, 1))
    high = np.where(survival == 1, 1 - exact, high)
    if survival[-1] == 0:
        done = survival == 0
        before = low[~done]
        low[done] = before[-1] if len(before) > 1 else exact[done][0]
    return low, high
