"""Who comes to the shop: when, brought by what, and with which latent habits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from huitou.simulator.rhythm import BusyClock, arrival_factors, days_of
from huitou.simulator.settings import GroupBuy, ShopYear

NO_GROUP_BUY = -1


@dataclass(frozen=True)
class People:
    """One entry a person, in order of arrival.

    `arrival`: seconds since the year opened. `group_buy`: index into the year's group buys, or
    NO_GROUP_BUY. `rate`: purchases per busy day. `dropout`: probability of never buying again
    after an order without a product that shifts it, group buy included. `number`: the customer's
    number from 0, or -1 for a guest, who buys once and leaves no name.
    """

    arrival: NDArray[np.float64]
    group_buy: NDArray[np.int64]
    rate: NDArray[np.float64]
    dropout: NDArray[np.float64]
    number: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.arrival)


def arrive(year: ShopYear, rng: np.random.Generator) -> People:
    """Draw everybody who comes in `year`: its customers, and guests on top."""
    guests = round(year.customers * year.guests_per_customer)
    count = year.customers + guests
    arrival, group_buy = _arrivals(year, count, rng)
    rate = rng.gamma(year.rate_shape, 1 / (year.rate_shape * year.mean_gap_days), count)
    dropout = rng.beta(year.dropout_a, year.dropout_b, count)
    odds = np.array([g.dropout_odds for g in year.group_buys] + [1.0])  # last: NO_GROUP_BUY
    dropout = shift_odds(dropout, odds[group_buy])
    guest = np.zeros(count, dtype=bool)
    guest[rng.choice(count, guests, replace=False)] = True
    dropout[guest] = 1.0
    number = np.where(guest, -1, np.cumsum(~guest) - 1)
    return People(arrival, group_buy, rate, dropout, number)


def shift_odds(probability: NDArray[np.float64], odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """The probability whose odds are `odds` times those of `probability`."""
    scaled: NDArray[np.float64] = probability * odds
    return scaled / (1 - probability + scaled)


def _arrivals(
    year: ShopYear, count: int, rng: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    streams = [arrival_factors(year)] + [_group_buy_factors(year, g) for g in year.group_buys]
    clocks = [BusyClock(factors) for factors in streams]
    sizes = np.array([clock.end for clock in clocks])
    stream = rng.choice(len(streams), count, p=sizes / sizes.sum())
    position = rng.random(count)
    moments = np.empty(count)
    for index, clock in enumerate(clocks):
        mine = stream == index
        moments[mine] = clock.moment(position[mine] * clock.end)
    order = np.argsort(moments, kind="stable")
    return moments[order], stream[order] + NO_GROUP_BUY


def _group_buy_factors(year: ShopYear, group_buy: GroupBuy) -> NDArray[np.float64]:
    share = group_buy.ordinary_days / (group_buy.last_day - group_buy.first_day + 1)
    return np.array([share if group_buy.covers(day) else 0.0 for day in days_of(year)])
