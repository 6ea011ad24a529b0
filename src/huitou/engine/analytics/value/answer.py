"""The answer to a customer value question. Money is in whole minor units of its currency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from huitou.engine.analytics.query.definition import Note, QueryDefinition
from huitou.engine.analytics.report.answers import CurrencyTotal, GapBin


@dataclass(frozen=True, slots=True)
class ValueRow:
    """The customers whose first purchase fell into the interval that begins at the local time
    `start`. All tuples have an entry for each column of the row.

    `revenue` is their net money up to the end of the column, `per_customer` the same for each of
    them (rounded half away from 0; None for a row without customers), `repeat` how many of them
    had a second purchase day by then, also in percent; `complete` whether the column's interval
    has run out. What is not complete is what is known so far.
    """

    start: datetime
    customers: int
    revenue: tuple[int, ...]
    per_customer: tuple[int | None, ...]
    repeat: tuple[int, ...]
    repeat_percent: tuple[float | None, ...]
    complete: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class ValueGaps:
    """Days between successive purchase days. `bins`, `gaps` and the percentiles (linear
    interpolation; None without gaps) are of gaps that have ended, which are the shorter ones as
    long as people are still to come back. `open` gaps have not: one a customer. `estimated_median`
    counts both (Kaplan-Meier): the first day by which half of all gaps end, None where that lies
    beyond what has been observed.
    """

    bins: tuple[GapBin, ...]
    gaps: int
    open: int
    p25_days: float | None
    median_days: float | None
    p75_days: float | None
    estimated_median_days: int | None


@dataclass(frozen=True, slots=True)
class ValueGroup:
    """The rows of one group, oldest first, and the totals of its customers up to the as-of moment;
    `key` and `other` as in RetentionGroup.

    `average_order_value` is `revenue` / `purchases`, rounded half away from 0. `repeat_customers`
    have two purchase days or more; [`repeat_low`, `repeat_high`] is the 95% Wilson interval of
    `repeat_percent`. None where there is no customer.
    """

    key: str | None
    other: bool
    rows: tuple[ValueRow, ...]
    customers: int
    purchases: int
    revenue: int
    average_order_value: int | None
    purchases_per_customer: float | None
    repeat_customers: int
    repeat_percent: float | None
    repeat_low: float | None
    repeat_high: float | None
    gaps: ValueGaps


@dataclass(frozen=True, slots=True)
class ValueAnswer:
    """Groups with the most customers first, "other" last; a single group without a breakdown.

    `currency` is that of all money (None: there are no orders). `totals` are those of the whole
    log up to the as-of moment, guests included: of `currency` first, then of the others.
    """

    currency: str | None
    totals: tuple[CurrencyTotal, ...]
    groups: tuple[ValueGroup, ...]
    definition: QueryDefinition
    notes: tuple[Note, ...] = ()
