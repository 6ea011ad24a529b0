"""When a shop is busy: season, weekday and hour of the day in Asia/Shanghai, and campaigns."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from huitou.simulator.settings import ShopYear

# China has kept UTC+8 without summer time since 1991 (tz database, Asia/Shanghai).
SHANGHAI_SECONDS = 8 * 3600
SHANGHAI_OFFSET = "+08:00"

_MONTHS = (0.95, 0.80, 1.00, 1.00, 1.02, 1.05, 0.96, 0.95, 1.00, 1.05, 1.10, 1.08)
_WEEKDAYS = (0.95, 0.92, 0.94, 0.97, 1.05, 1.12, 1.05)  # from Monday
_MORNING = (1.2, 0.6, 0.3, 0.2, 0.2, 0.3, 0.8, 1.6, 2.4, 3.2, 4.0, 4.6)
_EVENING = (5.4, 4.4, 3.8, 3.8, 3.9, 4.0, 4.4, 5.6, 7.4, 8.4, 7.0, 3.6)
_HOURS = np.array(_MORNING + _EVENING)

Floats = NDArray[np.float64]


class BusyClock:
    """Maps moments of the year to busy time and back.

    A day of factor f lasts f busy days, and its hours share them as the shop's hours are busy; so
    a customer with a steady rate in busy time buys more in busy hours. Moments are seconds since
    the local midnight that opens the year.
    """

    def __init__(self, day_factors: Floats) -> None:
        hourly = np.outer(day_factors, _HOURS / _HOURS.sum()).ravel()
        self._busy = np.concatenate(([0.0], np.cumsum(hourly)))
        self._edges = np.arange(len(self._busy)) * 3600.0
        self.end = float(self._busy[-1])

    def busy(self, seconds: Floats) -> Floats:
        """Busy days gone by at each moment."""
        return np.asarray(np.interp(seconds, self._edges, self._busy))

    def moment(self, busy: Floats) -> Floats:
        """The moment at which each count of busy days (below `end`) is reached."""
        return np.asarray(np.interp(busy, self._busy, self._edges))


def days_of(year: ShopYear) -> list[date]:
    """Every local day of the year."""
    return [year.start + timedelta(days=number) for number in range(year.days)]


def purchase_factors(year: ShopYear) -> Floats:
    """How much a customer buys on each day, where an ordinary day is 1."""
    return np.array([_day_factor(year, day) for day in days_of(year)])


def arrival_factors(year: ShopYear) -> Floats:
    """How many people arrive on each day outside group buys, where the first day is about 1."""
    growth = 1 + year.yearly_growth * np.arange(year.days) / 365
    return purchase_factors(year) * growth


def price_percents(year: ShopYear) -> NDArray[np.int64]:
    """The percentage of the list price that is asked on each day."""
    percents = [
        min((c.price_percent for c in year.campaigns if c.covers(day)), default=100)
        for day in days_of(year)
    ]
    return np.array(percents, dtype=np.int64)


def opening(year: ShopYear) -> int:
    """The local midnight that opens the year, in seconds since 1970-01-01 UTC."""
    midnight = datetime.combine(year.start, datetime.min.time(), UTC)
    return int(midnight.timestamp()) - SHANGHAI_SECONDS


def _day_factor(year: ShopYear, day: date) -> float:
    factor = _MONTHS[day.month - 1] * _WEEKDAYS[day.weekday()]
    for campaign in year.campaigns:
        if campaign.covers(day):
            factor *= campaign.lift
    return factor
