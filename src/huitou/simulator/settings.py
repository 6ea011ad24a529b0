"""The settings of a generated shop year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from huitou.simulator.shelf import SHELF, Product


@dataclass(frozen=True)
class Campaign:
    """Days of a month, every year, on which everybody buys `lift` times as much, at
    `price_percent` of the list price.
    """

    name: str
    month: int
    first_day: int
    last_day: int
    lift: float
    price_percent: int

    def covers(self, day: date) -> bool:
        return day.month == self.month and self.first_day <= day.day <= self.last_day


@dataclass(frozen=True)
class GroupBuy:
    """A group buy that brings new people to one cheap product over a few days of every year.

    `ordinary_days`: it brings as many people as that many ordinary days. `dropout_odds`: the true
    effect on everybody it brings; above 1 means that they stay away more easily.
    """

    month: int
    first_day: int
    last_day: int
    ordinary_days: float
    product_id: str
    price_percent: int
    dropout_odds: float

    def covers(self, day: date) -> bool:
        return day.month == self.month and self.first_day <= day.day <= self.last_day


CAMPAIGNS = (
    Campaign("618 run-up", 6, 1, 15, lift=1.4, price_percent=95),
    Campaign("618", 6, 16, 18, lift=4.5, price_percent=85),
    Campaign("11.11 run-up", 11, 1, 8, lift=1.5, price_percent=95),
    Campaign("11.11", 11, 9, 11, lift=6.0, price_percent=80),
)

GROUP_BUYS = (
    GroupBuy(3, 14, 16, 24.0, "sample-snack-03", price_percent=60, dropout_odds=8.0),
    GroupBuy(8, 22, 24, 30.0, "sample-snack-07", price_percent=55, dropout_odds=8.0),
)


@dataclass(frozen=True)
class ShopYear:
    """What a generated year is made from. Rates are per day, probabilities are of one order.

    A customer's purchase rate is gamma(`rate_shape`) with mean 1/`mean_gap_days`; the probability
    to drop out after an order is beta(`dropout_a`, `dropout_b`). `guests_per_customer` people more
    buy once without leaving a name.
    """

    customers: int = 6_000
    start: date = date(2025, 1, 1)
    days: int = 365
    currency: str = "CNY"
    products: tuple[Product, ...] = SHELF
    campaigns: tuple[Campaign, ...] = CAMPAIGNS
    group_buys: tuple[GroupBuy, ...] = GROUP_BUYS
    yearly_growth: float = 0.6
    rate_shape: float = 1.1
    mean_gap_days: float = 26.0
    dropout_a: float = 0.6
    dropout_b: float = 1.0
    guests_per_customer: float = 0.1
    refund_share: float = 0.05
    full_refund_share: float = 0.4

    @property
    def last_day(self) -> date:
        return self.start + timedelta(days=self.days - 1)
