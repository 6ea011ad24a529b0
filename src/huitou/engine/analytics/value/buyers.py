"""The customers of an answer, as columns: which row each is in, when they bought, and the money."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.report.orders import sums
from huitou.engine.analytics.report.purchases import Purchases, starts
from huitou.engine.analytics.sets import Flags
from huitou.engine.analytics.value.frame import Frame

_NONE = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Buyers:
    """The customers of all rows, numbered 0.. in the order of their ids.

    By customer: `row`, `purchases`. `visitor` and `visit_day` are every purchase day of each, once,
    by customer and day; `payer`, `paid_day` and `paid` their sales and refunds. Days are local day
    numbers; `today` is that of the as-of moment.
    """

    ids: pa.Array
    row: Ints
    purchases: Ints
    visitor: Ints
    visit_day: Ints
    payer: Ints
    paid_day: Ints
    paid: Ints
    today: int

    def __len__(self) -> int:
        return len(self.row)

    @property
    def net(self) -> Ints:
        """The money of each, of all time."""
        return sums(self.payer, self.paid, len(self))

    @property
    def second_day(self) -> Ints:
        """The second purchase day of each; -1 where there is none."""
        first = starts(self.visitor)
        found = np.full(len(self), -1, dtype=np.int64)
        repeated = np.diff(first, append=len(self.visitor)) > 1
        found[repeated] = self.visit_day[first[repeated] + 1]
        return found

    def where(self, chosen: Flags) -> Buyers:
        """Some of the customers, by mask, numbered anew."""
        number = np.cumsum(chosen) - 1
        visits, payments = chosen[self.visitor], chosen[self.payer]
        return Buyers(
            ids=self.ids.filter(pa.array(chosen)),
            row=self.row[chosen],
            purchases=self.purchases[chosen],
            visitor=number[self.visitor[visits]],
            visit_day=self.visit_day[visits],
            payer=number[self.payer[payments]],
            paid_day=self.paid_day[payments],
            paid=self.paid[payments],
            today=self.today,
        )


def buyers_of(purchases: Purchases | None, frame: Frame, within: pa.Array | None) -> Buyers:
    """The customers whose first purchase is in a row of `frame`, of `within` alone if that is
    given; nobody without purchases.
    """
    if purchases is None:
        return Buyers(pa.array([], pa.string()), *(_NONE,) * 7, today=0)
    visitor, visit_day = purchases.visits
    buyers = Buyers(
        ids=pa.array(purchases.customer_ids, pa.string()),
        row=frame.number(purchases.first_day),
        purchases=np.bincount(purchases.customer, minlength=purchases.customers),
        visitor=visitor,
        visit_day=visit_day,
        payer=purchases.money_customer,
        paid_day=purchases.money_day,
        paid=purchases.money,
        today=purchases.as_of_day,
    )
    chosen = (buyers.row >= 0) & (buyers.row < len(frame.rows))
    if within is not None:
        chosen &= pc.is_in(buyers.ids, within).to_numpy(zero_copy_only=False)
    return buyers.where(chosen)
