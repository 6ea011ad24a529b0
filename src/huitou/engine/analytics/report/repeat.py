"""The repeat-purchase curve: how many come back within so many days of their first purchase."""

from __future__ import annotations

import numpy as np

from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.report.answers import CurvePoint, RepeatCurve
from huitou.engine.analytics.report.definitions import PURCHASE_EN, PURCHASE_ZH, definition
from huitou.engine.analytics.report.kaplan_meier import kaplan_meier
from huitou.engine.analytics.report.purchases import Purchases, starts
from huitou.engine.prediction import RepeatForecast, forecast_repeat

_POINTS = 110
_ROUND_DAYS = (30, 60, 90, 180, 365)  # people ask for these by name
_AHEAD_EN = (
    "Beyond what is known, two models in which the chance to return falls with time carry it on, "
    "weighted by how well they would have foreseen the last quarter and the last half of the curve."
)
_AHEAD_ZH = (
    "已知范围之外由两个回头机会随时间下降的模型外推，权重取决于它们对曲线最后四分之一和最后一半预测得"
    "有多准。"
)


def waiting_times(purchases: Purchases) -> tuple[Ints, Ints]:
    """Per customer: days from the first purchase day to the as-of day, and to the second purchase
    day (-1 for who has not come back).
    """
    _, day = purchases.visits
    came_back = purchases.came_back
    wait = np.full(purchases.customers, -1)
    wait[came_back] = (day[1:] - day[:-1])[starts(purchases.visits[0])[came_back]]
    return purchases.as_of_day - purchases.first_day, wait


def repeat_curve(purchases: Purchases, *, seed: int = 0) -> RepeatCurve:
    """Kaplan-Meier curve of the second purchase day, then its extrapolation. `seed` moves only the
    resampling behind the extrapolation's interval.
    """
    known, wait = waiting_times(purchases)
    curve = kaplan_meier(known, wait)
    ahead = forecast_repeat(
        known, wait, last_day=curve.last_day, last_share=curve.share[-1], seed=seed
    )
    return RepeatCurve(
        observed=tuple(
            CurvePoint(day, curve.share[day], curve.low[day], curve.high[day], curve.people[day])
            for day in _shown(curve.last_day)
        ),
        extrapolated=_extrapolated(ahead) if ahead else (),
        model=ahead.model if ahead else "",
        backtest_error=ahead.backtest_error if ahead else None,
        definition=definition(
            purchases,
            "The share of customers with a purchase on a later day, by days since the first "
            "purchase day. Everyone counts for as long as they have been known (Kaplan-Meier), so "
            f"recent customers do not pull it down; the band is the 95% interval. {_AHEAD_EN} "
            f"{PURCHASE_EN}",
            "按首次购买日之后的天数，有多大比例的顾客在之后的日子再次购买。每位顾客只按其已知的时长计入"
            f"（Kaplan-Meier），新近的顾客不会拉低曲线；阴影为 95% 区间。{_AHEAD_ZH}{PURCHASE_ZH}",
        ),
    )


def _extrapolated(ahead: RepeatForecast) -> tuple[CurvePoint, ...]:
    """Beyond the last observed point, which the forecast starts from; nobody was watched there."""
    later = zip(ahead.days[1:], ahead.share[1:], ahead.low[1:], ahead.high[1:], strict=True)
    return tuple(CurvePoint(*point, people=0) for point in later)


def _shown(last_day: int) -> list[int]:
    """At most 120 days from 1 to the last, close together at first, where the curve bends."""
    roots = np.linspace(1, np.sqrt(last_day), _POINTS) if last_day else np.array([])
    days = {*np.round(roots**2).astype(int).tolist(), *_ROUND_DAYS}
    return sorted(day for day in days if day <= last_day)
