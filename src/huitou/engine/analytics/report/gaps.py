"""How long people take from one purchase day to the next."""

from __future__ import annotations

import numpy as np

from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.report.answers import GapBin, OrderGaps
from huitou.engine.analytics.report.definitions import PURCHASE_EN, PURCHASE_ZH, definition
from huitou.engine.analytics.report.purchases import Purchases

_WIDTHS = (1, 7, 14, 28, 91, 364)
_BINS = 24


def order_gaps(purchases: Purchases) -> OrderGaps:
    """Days between consecutive purchase days of the same customer: bins (see `gap_edges`) and
    percentiles (linear interpolation).
    """
    gaps = gap_days(purchases)
    median, p75, p90 = np.percentile(gaps, [50, 75, 90]) if len(gaps) else (None, None, None)
    return OrderGaps(
        bins=gap_bins(gaps, gap_edges(gaps)),
        gaps=len(gaps),
        median_days=None if median is None else float(median),
        p75_days=None if p75 is None else float(p75),
        p90_days=None if p90 is None else float(p90),
        definition=definition(
            purchases,
            "Days from one purchase day of a customer to the next purchase day of the same "
            "customer; several purchases on one day count once. Only gaps that have ended are "
            f"counted: people who have not come back yet are not in it. {PURCHASE_EN}",
            "同一顾客从一个购买日到下一个购买日相隔的天数；一天内多次购买算一次。只统计已经结束的"
            f"间隔，还没有再来的人不在其中。{PURCHASE_ZH}",
        ),
    )


def gap_days(purchases: Purchases) -> Ints:
    """All gaps, in days, by customer and then time."""
    customer, day = purchases.visits
    same: Ints = np.diff(day)[np.diff(customer) == 0]
    return same


def gap_edges(gaps: Ints) -> tuple[int, ...]:
    """The days at which bins of these gaps begin, and the one at which the last bin ends; none
    without gaps. Bins begin at day 1 and are of equal width (a day, a week, two, ... the first
    that holds nine in ten gaps in 24 bins); the last one takes all longer gaps.
    """
    if len(gaps) == 0:
        return ()
    p90, longest = np.percentile(gaps, 90), int(gaps.max())
    width = next((width for width in _WIDTHS if p90 <= width * _BINS), _WIDTHS[-1])
    count = min((longest - 1) // width + 1, _BINS + 1)
    edges = (1 + width * place for place in range(count))
    return (*edges, max(1 + width * count, longest + 1))


def gap_bins(gaps: Ints, edges: tuple[int, ...]) -> tuple[GapBin, ...]:
    """How many gaps (days) lie in each bin between two `edges`, the end not included."""
    counts = np.histogram(gaps, np.array(edges))[0] if edges else ()
    bins = zip(edges, edges[1:], counts, strict=False)
    return tuple(GapBin(begin, end, int(count)) for begin, end, count in bins)
