"""What is given back: some orders in full, some in part, some days after they were placed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from huitou.simulator.orders import Orders
from huitou.simulator.rhythm import opening
from huitou.simulator.settings import ShopYear

_LONGEST_DAYS = 14


@dataclass(frozen=True)
class Refunds:
    """Refunded lines in order of time. `line`: index into Orders. `quantity`: pieces given back,
    from 1 to those bought. `moment`: seconds since 1970 UTC. `full`: the whole order came back.
    """

    line: NDArray[np.int64]
    quantity: NDArray[np.int64]
    moment: NDArray[np.int64]
    full: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.line)


def refund(year: ShopYear, orders: Orders, rng: np.random.Generator) -> Refunds:
    """Draw the refunds of `orders`; those that would come after the year's end are not part of it.

    A full refund gives back every line; a partial one gives back some of the order's first line.
    """
    asked = rng.random(orders.count) < year.refund_share
    full = rng.random(orders.count) < year.full_refund_share
    wait = rng.integers(3600, _LONGEST_DAYS * 86_400, orders.count)
    moment = orders.moment + wait[orders.order]
    opens = np.diff(orders.order, prepend=-1) > 0
    inside = moment < opening(year) + year.days * 86_400
    taken = asked[orders.order] & (full[orders.order] | opens) & inside
    line = np.flatnonzero(taken)
    whole = full[orders.order[line]]
    part = rng.integers(1, orders.quantity[line], endpoint=True)
    line_by_time = np.argsort(moment[line], kind="stable")
    return Refunds(
        line=line[line_by_time],
        quantity=np.where(whole, orders.quantity[line], part)[line_by_time],
        moment=moment[line][line_by_time],
        full=whole[line_by_time],
    )
