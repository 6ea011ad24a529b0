"""What the findings are drawn from, each part counted once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from huitou.engine.analytics.answers import Lifecycle, Overview, ReturnProducts
from huitou.engine.analytics.kaplan_meier import EventCurve, kaplan_meier
from huitou.engine.analytics.lifecycle import lifecycle
from huitou.engine.analytics.overview import overview
from huitou.engine.analytics.periods import MONTH, Ints, period_of, period_start
from huitou.engine.analytics.products import return_products
from huitou.engine.analytics.purchases import Purchases
from huitou.engine.analytics.repeat import waiting_times
from huitou.engine.analytics.rfm import RfmScores, rfm_scores

_WINDOWS = (90, 30)
_LEAST_COHORTS = 4


@dataclass(frozen=True)
class CohortReturn:
    """A month's first-time customers, and how many of them came back within the window."""

    start: date
    people: int
    returned: int


@dataclass(frozen=True)
class Evidence:
    """The answers that the rules of the findings look at."""

    purchases: Purchases

    @cached_property
    def overview(self) -> Overview:
        return overview(self.purchases)

    @cached_property
    def lifecycle(self) -> Lifecycle:
        return lifecycle(self.purchases, MONTH)

    @cached_property
    def rfm(self) -> RfmScores:
        return rfm_scores(self.purchases)

    @cached_property
    def products(self) -> ReturnProducts:
        return return_products(self.purchases)

    @cached_property
    def waiting(self) -> tuple[Ints, Ints]:
        return waiting_times(self.purchases)

    @cached_property
    def curve(self) -> EventCurve:
        return kaplan_meier(*self.waiting)

    @cached_property
    def window(self) -> int:
        """The days within which cohorts are compared: 90, or 30 for a shop younger than that."""
        return next((days for days in _WINDOWS if len(self._watched(days)) >= _LEAST_COHORTS), 30)

    @cached_property
    def cohort_returns(self) -> tuple[CohortReturn, ...]:
        """Monthly cohorts of whom every member has been known for the whole window."""
        return self._watched(self.window)

    def returned_within(self, days: int) -> NDArray[np.bool_]:
        """True for each customer who came back within `days`."""
        wait = self.waiting[1]
        within: NDArray[np.bool_] = (wait > 0) & (wait <= days)
        return within

    def _watched(self, days: int) -> tuple[CohortReturn, ...]:
        known = self.waiting[0]
        month = period_of(self.purchases.first_day, MONTH)
        months, row = np.unique(month, return_inverse=True)
        people = np.bincount(row, minlength=len(months))
        full: Any = np.bincount(row[known >= days], minlength=len(months)) == people
        returned = np.bincount(row[self.returned_within(days)], minlength=len(months))
        return tuple(
            CohortReturn(period_start(int(months[i]), MONTH), int(people[i]), int(returned[i]))
            for i in np.flatnonzero(full)
        )
