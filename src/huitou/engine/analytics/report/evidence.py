"""What the findings are drawn from, each part counted once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from huitou.engine.analytics.periods import MONTH, Ints, period_of, period_start
from huitou.engine.analytics.report.answers import Lifecycle, Overview, ReturnProducts
from huitou.engine.analytics.report.kaplan_meier import EventCurve, kaplan_meier
from huitou.engine.analytics.report.lifecycle import lifecycle
from huitou.engine.analytics.report.overview import overview
from huitou.engine.analytics.report.products import return_products
from huitou.engine.analytics.report.purchases import Purchases
from huitou.engine.analytics.report.repeat import waiting_times
from huitou.engine.analytics.report.rfm import RfmScores, rfm_scores

_LONG, _SHORT = 90, 30


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
    def scores(self) -> RfmScores:
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
        """The days within which people are compared: 90, or 30 if fewer than half are known that
        long.
        """
        known = self.waiting[0]
        return _LONG if 2 * int((known >= _LONG).sum()) >= len(known) else _SHORT

    @cached_property
    def cohort_returns(self) -> tuple[CohortReturn, ...]:
        """Monthly cohorts of whom every member has been known for the whole window."""
        known = self.waiting[0]
        months, row = np.unique(period_of(self.purchases.first_day, MONTH), return_inverse=True)
        people = np.bincount(row, minlength=len(months))
        full: Any = np.bincount(row[known >= self.window], minlength=len(months)) == people
        returned = np.bincount(row[self.returned_within(self.window)], minlength=len(months))
        return tuple(
            CohortReturn(period_start(int(months[i]), MONTH), int(people[i]), int(returned[i]))
            for i in np.flatnonzero(full)
        )

    def returned_within(self, days: int) -> NDArray[np.bool_]:
        """True for each customer who came back within `days`."""
        wait = self.waiting[1]
        within: NDArray[np.bool_] = (wait > 0) & (wait <= days)
        return within
