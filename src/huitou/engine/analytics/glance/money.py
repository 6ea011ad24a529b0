"""What was bought and given back in a range of days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.report.lines import checked
from huitou.engine.analytics.report.orders import UNKNOWN, group_orders
from huitou.engine.analytics.source.dialect import Dialect
from huitou.engine.analytics.source.events import Events
from huitou.engine.analytics.source.said_orders import NEEDED, UNSTATED, about_orders
from huitou.engine.events import order_lines_of

_NONE = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Moved:
    """Purchases (`bought`: their moments, `buyer`: who, by place in `buyers`, -1 unknown) and
    movements of money (`moved`: moments, `amount`: minor units, below 0 for what was given back),
    in one currency.
    """

    bought: Ints
    buyer: Ints
    buyers: tuple[str, ...]
    moved: Ints
    amount: Ints
    currency: str | None
    others: tuple[str, ...]

    def orders(self, start: int, end: int) -> int:
        """Purchases from one moment until just before another."""
        return int(np.count_nonzero(_within(self.bought, start, end)))

    def net(self, start: int, end: int) -> int:
        """Minor units."""
        return int(self.amount[_within(self.moved, start, end)].sum())

    def who(self, start: int, end: int) -> list[str]:
        """The sorted ids of the known buyers."""
        people = np.unique(self.buyer[_within(self.bought, start, end)])
        return sorted(self.buyers[person] for person in people if person != UNKNOWN)


def money_moved(events: Events, start: int, end: int, currency: str | None) -> Moved:
    """All that touches the range. Whatever else was said of an order that is spoken of in it is
    read too, however long ago: only then is it known what is a purchase, and what a refund of the
    whole gives back.
    """

    def asked(table: Any, dialect: Dialect) -> Any:
        said = about_orders(table, {}, dialect)
        said = said.mutate(order_id=dialect.text(said.properties, "order_id"))
        inside = (said.timestamp >= dialect.moment(start)) & (said.timestamp < dialect.moment(end))
        touched = said.filter(inside).select("order_id").distinct()
        return said.semi_join(touched, "order_id").select(*NEEDED, person_id=said.person)

    lines = order_lines_of(events.query(asked), default_currency=currency or UNSTATED)
    if lines.num_rows == 0:
        return Moved(_NONE, _NONE, (), _NONE, _NONE, None, ())
    return _moved(checked(lines, None), start, end, currency)


def _moved(table: pa.Table, start: int, end: int, currency: str | None) -> Moved:
    orders = group_orders(table)
    placed = orders.is_purchase & _within(orders.moment, start, end)
    count = np.bincount(orders.currency[placed], minlength=len(orders.currencies))
    names = list(orders.currencies)
    chosen = names.index(currency) if currency in names else int(count.argmax())
    mine, back = orders.currency == chosen, orders.refund_currency == chosen
    bought = mine & orders.is_purchase
    return Moved(
        bought=orders.moment[bought],
        buyer=orders.person[bought],
        buyers=orders.persons,
        moved=np.concatenate([orders.moment[mine], orders.refund_moment[back]]),
        amount=np.concatenate([orders.gross[mine], -orders.refund_amount[back]]),
        currency=names[chosen],
        others=tuple(name for name in names if name != names[chosen]),
    )


def _within(moments: Ints, start: int, end: int) -> Any:
    return (moments >= start) & (moments < end)
