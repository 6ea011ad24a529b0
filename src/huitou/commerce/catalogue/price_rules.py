"""The lowest price of the seven days before a reduction.

Interim Provisions on Regulating Promotional Behaviour (规范促销行为暂行规定), State Administration
for Market Regulation, Order 32 of 2020, in force since 2020-12-01, article 21: without another
stated basis, a reduction is measured against the lowest price paid in the seven days before the
promotion; without a sale in these days, against the last price paid before it. A compare-at price
may not go above that here. A price counts as soon as it could be paid: while the product was on
sale, whether or not somebody bought.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import zip_longest

REFERENCE_DAYS = timedelta(days=7)


@dataclass(frozen=True)
class PriceSet:
    """A price as it was recorded: in minor units from `starts_at` on; `offered` is False where the
    variant was taken off sale.
    """

    starts_at: datetime
    price: int
    compare_at: int | None
    offered: bool = True


@dataclass(frozen=True)
class Period:
    """From `start` (inclusive) to `end` (exclusive; None: without end)."""

    start: datetime
    end: datetime | None

    def meets(self, other: Period) -> Period | None:
        """The part that two periods share."""
        start = max(self.start, other.start)
        ends = [end for end in (self.end, other.end) if end is not None]
        end = min(ends) if ends else None
        return Period(start, end) if end is None or start < end else None


@dataclass(frozen=True)
class PriceInForce:
    """A price and the time in which it was, or will be, the one that counts."""

    period: Period
    set: PriceSet


def prices_in_force(recorded: Sequence[PriceSet]) -> list[PriceInForce]:
    """When each recorded price counts, in time. A price that is recorded later replaces all that
    were to start at the same moment or after it.
    """
    standing: list[PriceSet] = []
    for price in recorded:
        while standing and standing[-1].starts_at >= price.starts_at:
            standing.pop()
        standing.append(price)
    followed = zip(standing, [*standing[1:], None], strict=False)
    return [
        PriceInForce(Period(price.starts_at, after.starts_at if after else None), price)
        for price, after in followed
    ]


def reduction_start(recorded: Sequence[PriceSet], price: int, at: datetime) -> datetime:
    """Since when a price that is set at `at` has been shown as reduced: since the beginning of the
    unbroken run of the same price with a compare-at price that leads up to it, else since `at`.
    """
    start = at
    for before in reversed([p for p in prices_in_force(recorded) if p.period.start < at]):
        same = before.set.price == price and before.set.compare_at is not None
        if not same or not before.set.offered:
            break
        start = before.period.start
    return start


def reference_price(
    recorded: Sequence[PriceSet], on_sale: Sequence[Period], reduced_at: datetime
) -> int | None:
    """The highest compare-at price that a reduction at `reduced_at` may be stated against, in minor
    units: the lowest price that counted while the product was on sale within
    [reduced_at - 7 days, reduced_at), else the last one before; None if it was never on sale.
    """
    payable = [
        (part, price.set.price)
        for price in prices_in_force(recorded)
        for period in on_sale
        if price.set.offered and (part := price.period.meets(period)) is not None
    ]
    before = [(part, price) for part, price in payable if part.start < reduced_at]
    week = Period(reduced_at - REFERENCE_DAYS, reduced_at)
    lowest = min((price for part, price in before if part.meets(week)), default=None)
    if lowest is not None or not before:
        return lowest
    return max(before, key=lambda found: found[0].start)[1]


def periods_on_sale(
    decided: Sequence[tuple[datetime, str, datetime | None, datetime | None]],
) -> list[Period]:
    """When a product was on sale, from the log of decisions: (when, new status, and the window of
    a publication), oldest first.
    """
    ends = [at for at, *_ in decided[1:]]
    found = []
    for (at, status, opens, closes), end in zip_longest(decided, ends):
        if status == "published" and (end is None or at < end):
            window = Period(opens or at, closes)
            if part := Period(at, end).meets(window):
                found.append(part)
    return found
