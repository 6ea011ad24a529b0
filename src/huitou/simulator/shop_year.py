"""A generated year of a social-commerce shop: its settings, and the history they lead to.

People arrive with the season, campaigns and group buys. Each has a purchase rate from a gamma
distribution and drops out after an order with a probability from a beta distribution: the
BG/NBD story (Fader, Hardie and Lee 2005, "Counting your customers the easy way", Marketing
Science 24(2), section 2), here with a calendar that makes some hours busier than others and
products and group buys that shift the odds of dropping out. Those shifts are settings, so what an
analysis says about them can be held against the truth.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from huitou.kernel import InvalidInput
from huitou.simulator.orders import Orders, purchase
from huitou.simulator.people import People, arrive
from huitou.simulator.refunds import Refunds, refund
from huitou.simulator.settings import ShopYear

LARGEST_CUSTOMERS = 2_000_000
LONGEST_DAYS = 3_660


@dataclass(frozen=True)
class ShopHistory:
    """What happened in a generated year, and the latent truth (`people`) behind it."""

    year: ShopYear
    seed: int
    people: People
    orders: Orders
    refunds: Refunds

    @property
    def first_day(self) -> date:
        return self.year.start

    @property
    def last_day(self) -> date:
        return self.year.last_day


def simulate(year: ShopYear, seed: int) -> ShopHistory:
    """Live through `year`. The same `year` and `seed` always give the same history.

    InvalidInput when the settings ask for nobody, for no day, or for more than fits in memory.
    """
    _check(year, seed)
    rng = np.random.default_rng(seed)
    people = arrive(year, rng)
    orders = purchase(year, people, rng)
    return ShopHistory(year, seed, people, orders, refund(year, orders, rng))


def _check(year: ShopYear, seed: int) -> None:
    _between("customers", year.customers, 1, LARGEST_CUSTOMERS)
    _between("days", year.days, 1, LONGEST_DAYS)
    _between("seed", seed, 0, 2**63 - 1)


def _between(name: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        raise InvalidInput(
            f"{name} is {value:,}, which is outside {least:,} to {most:,}.",
            remedy="Give a number in that range.",
            code="simulator.out_of_range",
            field=name,
        )
