"""Recency, frequency, money: customers scored 1-5 on each and grouped by name."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.report.answers import Rfm, RfmSegment
from huitou.engine.analytics.report.definitions import PURCHASE_EN, PURCHASE_ZH, definition
from huitou.engine.analytics.report.purchases import Purchases, starts
from huitou.engine.analytics.report.rfm_segments import SEGMENT_MAP, SEGMENTS


@dataclass(frozen=True)
class RfmScores:
    """Per customer: days since the last purchase, purchases, net money, the three scores (5 is
    best), and `segment` as a position in SEGMENTS.
    """

    recency_days: Ints
    orders: Ints
    money: Ints
    r: Ints
    f: Ints
    m: Ints
    segment: Ints


def rfm_scores(purchases: Purchases) -> RfmScores:
    """Scores of every customer. All is counted over all time; see `rfm` for the tie rules."""
    customer, day = purchases.visits
    last = day[np.append(starts(customer)[1:], len(day)) - 1] if len(day) else day
    recency = purchases.as_of_day - last
    orders = np.bincount(purchases.customer, minlength=purchases.customers)
    money = purchases.net
    by_id = -np.arange(purchases.customers)
    r = _quintile(by_id, money, orders, -recency)
    f = _quintile(by_id, -recency, money, orders)
    m = _quintile(by_id, -recency, money)
    names = np.array([[SEGMENTS.index(name) for name in row] for row in SEGMENT_MAP])
    column = np.where(purchases.came_back, np.maximum(f, 2), 1)
    return RfmScores(recency, orders, money, r, f, m, names[r - 1, column - 1])


def rfm(purchases: Purchases) -> Rfm:
    """Segments that hold anyone, in the order of SEGMENTS, and the recency-frequency grid."""
    return grouped(purchases, rfm_scores(purchases))


def grouped(purchases: Purchases, scores: RfmScores) -> Rfm:
    """The answer from scores that are already known."""
    grid = np.bincount((scores.r - 1) * 5 + scores.f - 1, minlength=25).reshape(5, 5)
    return Rfm(
        segments=tuple(
            _segment(scores, index)
            for index in range(len(SEGMENTS))
            if np.any(scores.segment == index)
        ),
        grid=tuple(tuple(row) for row in grid.tolist()),
        definition=definition(
            purchases,
            "Customers are ranked and cut into five equal groups, 5 the best: by days since the "
            "last purchase (ties: more purchases, then more money), by purchases (ties: more "
            "money, then more recent) and by net money (ties: more recent); what is still tied "
            "goes by customer id. Names follow the recency and frequency scores; for a name, who "
            "purchased on a single day has frequency 1, and who came back at least 2. All time "
            f"counts. {PURCHASE_EN}",
            "把顾客排名后均分为五组，5 分最好：按距上次购买的天数（相同时看购买次数，再看金额）、按"
            "购买次数（相同时看金额，再看最近购买）、按净消费额（相同时看最近购买）；仍相同则按顾客编号。"
            "分组名称由最近购买和购买次数两项得分决定；命名时，只在一天购买过的人次数按 1 分，"
            "回头过的人至少按 2 分。"
            f"统计全部历史。{PURCHASE_ZH}",
        ),
    )


def _quintile(*keys: Ints) -> Ints:
    """Scores 1-5 by rank; `keys` as for lexsort, the most important last, larger is better. A rank
    counts from the middle of its place, so that fewer than five people spread evenly as well.
    """
    count = len(keys[0])
    rank = np.empty(count, dtype=np.int64)
    rank[np.lexsort(keys)] = np.arange(count)
    return 5 * (2 * rank + 1) // max(2 * count, 1) + 1


def _segment(scores: RfmScores, index: int) -> RfmSegment:
    inside = scores.segment == index
    return RfmSegment(
        key=SEGMENTS[index],
        customers=int(np.count_nonzero(inside)),
        revenue=int(scores.money[inside].sum()),
        median_recency_days=float(np.median(scores.recency_days[inside])),
        median_orders=float(np.median(scores.orders[inside])),
    )
