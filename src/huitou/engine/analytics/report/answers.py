"""The answers of the shop report: frozen, complete, and each with its definition in words.

Money is in whole minor units of the answer's currency. A day belongs to the answer's timezone.
A value that time has not decided yet is None, never a drop to zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Definition:
    """What was counted, in one or two plain sentences, English and Chinese."""

    en: str
    zh: str


@dataclass(frozen=True)
class CurrencyTotal:
    """Orders and money of one currency. `net` = `gross` - `refunds`."""

    currency: str
    orders: int
    gross: int
    refunds: int
    net: int


@dataclass(frozen=True)
class Overview:
    """The shop at a glance, over all that was given, in its main currency (most orders)."""

    customers: int
    orders: int
    repeat_customers: int  # purchased on two or more different days
    orders_without_customer: int
    gross: int
    refunds: int
    net: int
    net_without_customer: int
    currency: str
    other_currencies: tuple[CurrencyTotal, ...]
    first_order_at: datetime
    data_as_of: datetime  # the last moment that the data speaks of
    timezone: str
    definition: Definition


@dataclass(frozen=True)
class CohortRow:
    """People whose first order fell into the period that begins on `start`."""

    start: date
    size: int
    # active[k]: how many of them ordered in the k-th period after; active[0] == size.
    # None: that period has not ended yet.
    active: tuple[int | None, ...]
    # revenue[k]: net minor units of their orders and refunds in that period, None as above.
    revenue: tuple[int | None, ...]


@dataclass(frozen=True)
class CohortGrid:
    """Retention by first-order cohort. `mean[k]`: of the people in cohorts whose period k has
    ended, the share active in it (weighted by size); None where no cohort is that old.
    """

    period: str  # "week" (from Monday) or "month"
    rows: tuple[CohortRow, ...]
    mean: tuple[float | None, ...]
    definition: Definition


@dataclass(frozen=True)
class LifecyclePeriod:
    """One period's people. `complete` is False for the period that holds data_as_of.

    active = new + returning + resurrected. `dormant`: active in the period before, not in this.
    """

    start: date
    new: int
    returning: int
    resurrected: int
    dormant: int
    complete: bool


@dataclass(frozen=True)
class Lifecycle:
    period: str
    periods: tuple[LifecyclePeriod, ...]
    definition: Definition


@dataclass(frozen=True)
class CurvePoint:
    """At `day` days after the first order: the share with a second order, and its 95% interval."""

    day: int
    share: float
    low: float
    high: float
    people: int  # still observed at that day: first order at least that long ago, no second yet


@dataclass(frozen=True)
class RepeatCurve:
    """Time from the first to the second order, censoring respected (Kaplan-Meier), then
    extrapolated. `model` and `backtest_error` say how: the error is the mean absolute miss, in
    share points, of the same method on the last part of the known curve, hidden from it.
    """

    observed: tuple[CurvePoint, ...]
    extrapolated: tuple[CurvePoint, ...]  # empty when the data is too thin to say
    model: str  # for example "beta-geometric 0.62 + power law 0.38"; "" when not extrapolated
    backtest_error: float | None
    definition: Definition


@dataclass(frozen=True)
class RfmSegment:
    """`key` is stable (champions, loyal, ...); revenue is net, of all time."""

    key: str
    customers: int
    revenue: int
    median_recency_days: float
    median_orders: float


@dataclass(frozen=True)
class Rfm:
    """Customers scored 1-5 on recency, frequency and money, and grouped by name."""

    segments: tuple[RfmSegment, ...]
    # grid[r-1][f-1]: customers with recency score r (5 = most recent) and frequency score f
    grid: tuple[tuple[int, ...], ...]
    definition: Definition


@dataclass(frozen=True)
class GapBin:
    """Gaps of `from_day` <= days < `to_day` between one order day and the person's next."""

    from_day: int
    to_day: int
    gaps: int


@dataclass(frozen=True)
class OrderGaps:
    bins: tuple[GapBin, ...]
    gaps: int
    median_days: float | None
    p75_days: float | None
    p90_days: float | None
    definition: Definition


@dataclass(frozen=True)
class ReturnProduct:
    """A product of first orders: of the `first_buyers` who had it in their first order,
    `repeat_buyers` ordered again. [low, high]: 95% Wilson interval of the share.
    """

    product_id: str
    name: str
    first_buyers: int
    repeat_buyers: int
    share: float
    low: float
    high: float


@dataclass(frozen=True)
class ReturnProducts:
    products: tuple[ReturnProduct, ...]  # most repeat buyers first
    base_share: float  # the same share over all first orders
    definition: Definition


@dataclass(frozen=True)
class Finding:
    """A plain sentence of what stands out. `about` names the chart that it comes from
    (overview, cohorts, lifecycle, repeat, rfm, gaps, products); `numbers` are the values it says.
    """

    about: str
    tone: str  # "good", "bad" or "neutral"
    en: str
    zh: str
    numbers: dict[str, float]


@dataclass(frozen=True)
class ShopReport:
    """All that the report page shows, ready to be drawn or serialised."""

    overview: Overview
    cohorts_by_month: CohortGrid
    cohorts_by_week: CohortGrid
    lifecycle_by_month: Lifecycle
    lifecycle_by_week: Lifecycle
    repeat: RepeatCurve
    rfm: Rfm
    gaps: OrderGaps
    products: ReturnProducts
    findings: tuple[Finding, ...]
