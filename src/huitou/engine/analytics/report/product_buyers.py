"""The repeat buyers that one product brings, beside those of the whole shop."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc

from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.report.answers import Definition
from huitou.engine.analytics.report.definitions import PURCHASE_EN, PURCHASE_ZH, definition
from huitou.engine.analytics.report.purchases import Purchases
from huitou.engine.analytics.report.repeat import waiting_times
from huitou.engine.analytics.report.rfm import RfmScores
from huitou.engine.analytics.report.rfm_segments import SEGMENTS
from huitou.engine.analytics.report.shares import wilson


@dataclass(frozen=True)
class AgainWithin:
    """Of `people` who have been known for at least `days` days since their first purchase, how many
    purchased again on a later day within them. `low` and `high` are the 95% interval.
    """

    days: int
    people: int
    again: int
    low: float
    high: float

    @property
    def share(self) -> float | None:
        return self.again / self.people if self.people else None


@dataclass(frozen=True)
class ProductBuyers:
    """How the people whose first order had a product came back (`product`), and everybody (`shop`),
    for the same spans of days. `first_buyers` counts all whose first order had it.
    """

    first_buyers: int
    product: tuple[AgainWithin, ...]
    shop: tuple[AgainWithin, ...]
    definition: Definition


@dataclass(frozen=True)
class BuyerMarks:
    """One buyer, as of the newest order: days since the last purchase day, purchases, net money in
    minor units of `currency`, their segment (a name of SEGMENTS), and the median of the days
    between their purchase days; None with a single one.
    """

    recency_days: int
    orders: int
    net: int
    currency: str
    segment: str
    usual_gap: float | None


def product_buyers(
    purchases: Purchases, product_id: str, *, days: Sequence[int] = (30, 90)
) -> ProductBuyers:
    """The answer for one product; nobody for one that no first order had."""
    mine = _first_buyers(purchases, product_id)
    known, wait = waiting_times(purchases)
    return ProductBuyers(
        first_buyers=len(mine),
        product=tuple(_within(known[mine], wait[mine], span) for span in days),
        shop=tuple(_within(known, wait, span) for span in days),
        definition=definition(
            purchases,
            "Of the people who paid for the product in their first order, how many purchased again "
            "on a later day within 30 or 90 days. Only people whose first purchase day is at least "
            "that long ago count, so that everybody has had the time to return; the shop's figure "
            f"counts all people in the same way. {PURCHASE_EN}",
            "首单里付费买过该商品的顾客中，30 天或 90 天内又在另一天购买的人。只统计首次购买已满该"
            f"天数的顾客，确保每个人都有同样长的时间回来；全店数字以同样的口径统计所有顾客。{PURCHASE_ZH}",
        ),
    )


def people_of_product(
    purchases: Purchases, product_id: str, *, days: int | None = None, again: bool = True
) -> tuple[str, ...]:
    """The ids behind a number of `product_buyers`, in the order of ids: with `days` those who are
    known for so long and came back within them, or did not; without, all first buyers.
    """
    mine = _first_buyers(purchases, product_id)
    if days is not None:
        known, wait = waiting_times(purchases)
        there = known[mine] >= days
        mine = mine[there & (_came(wait[mine], days) == again)]
    return tuple(purchases.customer_ids[number] for number in mine.tolist())


def buyer_marks(purchases: Purchases, scores: RfmScores, person_id: str) -> BuyerMarks | None:
    """The marks of one person; None for one who has not purchased. `scores` are those of
    `rfm_scores` of the same purchases.
    """
    place = bisect_left(purchases.customer_ids, person_id)
    if place == purchases.customers or purchases.customer_ids[place] != person_id:
        return None
    customer, day = purchases.visits
    first, last = np.searchsorted(customer, [place, place + 1])
    gaps = np.diff(day[first:last])
    return BuyerMarks(
        recency_days=int(scores.recency_days[place]),
        orders=int(scores.orders[place]),
        net=int(scores.money[place]),
        currency=purchases.currency,
        segment=SEGMENTS[int(scores.segment[place])],
        usual_gap=float(np.median(gaps)) if len(gaps) else None,
    )


def _first_buyers(purchases: Purchases, product_id: str) -> Ints:
    """The numbers of the customers whose first order had the product, each once, sorted."""
    lines = purchases.first_lines
    rows = lines.filter(pc.equal(lines["product_id"], product_id))
    return np.unique(rows["customer"].to_numpy()).astype(np.int64)


def _within(known: Ints, wait: Ints, days: int) -> AgainWithin:
    watched = wait[known >= days]
    again = int(np.count_nonzero(_came(watched, days)))
    return AgainWithin(days, len(watched), again, *wilson(again, len(watched)))


def _came(wait: Ints, days: int) -> np.ndarray:
    return (wait >= 0) & (wait <= days)
