"""What people order: each person's purchases in rounds, a basket each, until they drop out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from huitou.simulator.people import NO_GROUP_BUY, People, shift_odds
from huitou.simulator.rhythm import BusyClock, opening, price_percents, purchase_factors
from huitou.simulator.settings import ShopYear

_BASKET_SIZES = (0.52, 0.28, 0.14, 0.06)  # chance of 1, 2, 3, 4 different products
_QUANTITIES = (0.74, 0.18, 0.05, 0.03)  # chance of 1, 2, 3, 4 pieces
_NOTHING = -1

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Orders:
    """Order lines in order of time, lines of one order together.

    `order`: the order's number from 0, in order of time. `person`: index into People. `moment`:
    seconds since 1970 UTC. `product`: index into the year's products. `unit_price`: fen.
    `first`: whether it is the person's first order.
    """

    order: Ints
    person: Ints
    moment: Ints
    product: Ints
    quantity: Ints
    unit_price: Ints
    first: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.order)

    @property
    def count(self) -> int:
        """The number of orders."""
        return int(self.order[-1]) + 1 if len(self) else 0


def purchase(year: ShopYear, people: People, rng: np.random.Generator) -> Orders:
    """Everybody's orders within the year. A person's first order is the moment of arrival."""
    clock = BusyClock(purchase_factors(year))
    odds = np.array([product.dropout_odds for product in year.products] + [1.0])  # last: nothing
    active = np.arange(len(people))
    busy = clock.busy(people.arrival)
    rounds: list[tuple[Ints, NDArray[np.float64], NDArray[np.int64], NDArray[np.bool_]]] = []
    while len(active):
        first = np.full(len(active), not rounds)
        baskets = _baskets(year, people.group_buy[active], not rounds, rng)
        rounds.append((active, clock.moment(busy), baskets, first))
        dropout = shift_odds(people.dropout[active], odds[baskets].prod(axis=1))
        busy = busy + rng.exponential(1 / people.rate[active])
        stays = (rng.random(len(active)) >= dropout) & (busy < clock.end)
        active, busy = active[stays], busy[stays]
    person, seconds, baskets, first = (np.concatenate(part) for part in zip(*rounds, strict=True))
    return _lines(year, people, person, seconds, baskets, first, rng)


def _baskets(
    year: ShopYear, group_buy: Ints, first_order: bool, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Up to four different products an order, one row an order; empty places hold _NOTHING."""
    popularity = np.array([product.popularity for product in year.products])
    shape = (len(group_buy), len(_BASKET_SIZES))
    drawn = rng.choice(len(popularity), shape, p=popularity / popularity.sum())
    size = rng.choice(len(_BASKET_SIZES), len(group_buy), p=_BASKET_SIZES) + 1
    if first_order and year.group_buys:
        ids = [product.product_id for product in year.products]
        deals = np.array([ids.index(g.product_id) for g in year.group_buys])
        brought = group_buy != NO_GROUP_BUY
        drawn[brought, 0] = deals[group_buy[brought]]
        size[brought] = 1
    drawn[np.arange(shape[1]) >= size[:, None]] = _NOTHING
    for place in range(1, shape[1]):
        repeated = (drawn[:, :place] == drawn[:, [place]]).any(axis=1)
        drawn[repeated, place] = _NOTHING
    return drawn


def _lines(
    year: ShopYear,
    people: People,
    person: Ints,
    seconds: NDArray[np.float64],
    baskets: Ints,
    first: NDArray[np.bool_],
    rng: np.random.Generator,
) -> Orders:
    by_time = np.argsort(seconds, kind="stable")
    person, baskets, first = person[by_time], baskets[by_time], first[by_time]
    seconds_of_year = seconds[by_time].astype(np.int64)
    order, place = np.nonzero(baskets != _NOTHING)
    product = baskets[order, place]
    quantity = rng.choice(len(_QUANTITIES), len(order), p=_QUANTITIES) + 1
    percent = price_percents(year)[seconds_of_year[order] // 86_400]
    deal = np.array([g.price_percent for g in year.group_buys] + [100])  # last: NO_GROUP_BUY
    group_price = deal[people.group_buy[person[order]]]
    percent = np.where(first[order], np.minimum(percent, group_price), percent)
    price = np.array([p.price for p in year.products])[product]
    return Orders(
        order=order,
        person=person[order],
        moment=seconds_of_year[order] + opening(year),
        product=product,
        quantity=quantity,
        unit_price=(price * percent + 50) // 100,
        first=first[order],
    )
