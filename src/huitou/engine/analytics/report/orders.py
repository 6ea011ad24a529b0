"""From lines to orders: what each came to, what was taken back, and which of them are purchases.

An order is one order_id of one person in one currency; where the person is not known, one order_id.
A refund belongs to the order of its own person and order_id, else to the only order of that
order_id (and then to that order's person); else it stands alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from huitou.engine.analytics.periods import Ints
from huitou.engine.events import SALE

UNKNOWN = -1


@dataclass(frozen=True)
class Orders:
    """All orders and refunds of a table, as columns; persons and currencies are codes.

    `persons` holds the ids in code point order, so that codes sort as ids do; an unknown person is
    UNKNOWN. `sale_order` is the order of each sale line (the lines where `is_sale`).
    """

    persons: tuple[str, ...]
    currencies: tuple[str, ...]
    person: Ints
    currency: Ints
    moment: Ints  # of the earliest sale line
    gross: Ints
    refunded: Ints  # by refunds that belong to it
    is_sale: NDArray[np.bool_]
    sale_order: Ints
    refund_person: Ints
    refund_currency: Ints
    refund_moment: Ints
    refund_amount: Ints

    @property
    def is_purchase(self) -> NDArray[np.bool_]:
        """True for an order that was paid for and not taken back in full."""
        return self.gross > self.refunded


def group_orders(table: Any) -> Orders:
    """The orders of checked order lines."""
    person, persons = _sorted_codes(table["person"])
    currency, currencies = _sorted_codes(table["currency"])
    order_id = _codes(table["order_id"])[0]
    moment = table["ordered_at"].cast(pa.int64()).to_numpy()
    amount = table["amount"].to_numpy()
    is_sale = pc.equal(table["kind"], SALE).to_numpy()
    ticket = order_id * len(currencies) + currency  # an order_id in one currency
    key = ticket * (len(persons) + 1) + person + 1

    keys, sale_order = np.unique(key[is_sale], return_inverse=True)
    back = ~is_sale
    target = _refund_targets(keys, key[back], ticket[back], len(persons) + 1)
    linked = target >= 0
    order_person = keys % (len(persons) + 1) - 1
    refund_person = person[back].copy()
    refund_person[linked] = order_person[target[linked]]
    return Orders(
        persons=persons,
        currencies=currencies,
        person=order_person,
        currency=keys // (len(persons) + 1) % len(currencies),
        moment=_earliest(sale_order, moment[is_sale], len(keys)),
        gross=sums(sale_order, amount[is_sale], len(keys)),
        refunded=sums(target[linked], amount[back][linked], len(keys)),
        is_sale=is_sale,
        sale_order=sale_order,
        refund_person=refund_person,
        refund_currency=currency[back],
        refund_moment=moment[back],
        refund_amount=amount[back],
    )


def sums(group: Ints, amount: Ints, groups: int) -> Ints:
    """The exact sum of `amount` in each of `groups` groups (checked lines stay below 2**53)."""
    return np.bincount(group, weights=amount, minlength=groups).astype(np.int64)


def _refund_targets(keys: Ints, key: Ints, ticket: Ints, people: int) -> Ints:
    """The order that each refund belongs to, -1 for none; `keys` are the orders', sorted."""
    if len(keys) == 0 or len(key) == 0:
        return np.full(len(key), -1, dtype=np.int64)
    exact = np.minimum(np.searchsorted(keys, key), len(keys) - 1)
    first = np.searchsorted(keys, ticket * people)
    only_one = np.searchsorted(keys, (ticket + 1) * people) - first == 1
    return np.where(keys[exact] == key, exact, np.where(only_one, first, -1))


def _earliest(group: Ints, moment: Ints, groups: int) -> Ints:
    earliest = np.full(groups, np.iinfo(np.int64).max)
    np.minimum.at(earliest, group, moment)
    return earliest


def _codes(column: Any) -> tuple[Ints, Any]:
    encoded = column.dictionary_encode().combine_chunks()
    codes = encoded.indices.fill_null(UNKNOWN).to_numpy(zero_copy_only=False).astype(np.int64)
    return codes, encoded.dictionary


def _sorted_codes(column: Any) -> tuple[Ints, tuple[str, ...]]:
    codes, values = _codes(column)
    order = pc.sort_indices(values).to_numpy()
    rank = np.empty(len(order) + 1, dtype=np.int64)
    rank[order] = np.arange(len(order))
    rank[-1] = UNKNOWN  # code UNKNOWN reads the last place
    return rank[codes], tuple(values.take(pa.array(order)).to_pylist())
