"""Who looks without buying: customers between orders, and visitors who never order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from huitou.simulator.rhythm import BusyClock, arrival_factors, opening
from huitou.simulator.shop_year import ShopHistory

_VISITS_PER_ORDER = 0.8
_VISITORS_PER_PERSON = 1.0
_DAYS_BEFORE_ORDER = 10
_VISIT_SECONDS = 90


@dataclass(frozen=True)
class Visits:
    """Visits that end without an order. `person`: index into People, or from len(people) on a
    visitor who never ordered. `moment`: seconds since 1970 UTC. `products`: one row a visit, the
    three products looked at; `added`: whether the first of them went into the cart.
    """

    person: NDArray[np.int64]
    moment: NDArray[np.int64]
    products: NDArray[np.int64]
    added: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.person)


def browse(history: ShopHistory, rng: np.random.Generator) -> Visits:
    """Draw the visits of a year that led to no order; each lies within the year."""
    year, orders, people = history.year, history.orders, history.people
    opens = np.flatnonzero(np.diff(orders.order, prepend=-1))
    order = np.repeat(opens, rng.poisson(_VISITS_PER_ORDER, len(opens)))
    before = orders.moment[order] - rng.integers(3600, _DAYS_BEFORE_ORDER * 86_400, len(order))
    inside = before >= opening(year)
    clock = BusyClock(arrival_factors(year))
    strangers = round(len(people) * _VISITORS_PER_PERSON)
    latest = opening(year) + year.days * 86_400 - _VISIT_SECONDS
    passing = clock.moment(rng.random(strangers) * clock.end).astype(np.int64) + opening(year)
    passing = np.minimum(passing, latest)
    person = np.concatenate((orders.person[order][inside], len(people) + np.arange(strangers)))
    moment = np.concatenate((before[inside], passing))
    popularity = np.array([product.popularity for product in year.products])
    chance = popularity / popularity.sum()
    products = rng.choice(len(popularity), (len(person), 3), p=chance)
    return Visits(person, moment, products, rng.random(len(person)) < 0.3)
