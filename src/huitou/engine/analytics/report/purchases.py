"""The one thing that every chart counts from: the purchases of known people, as numpy columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa

from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.report.answers import CurrencyTotal
from huitou.engine.analytics.report.orders import sums


@dataclass(frozen=True)
class Purchases:
    """Purchases and money in one currency. Customers are numbered 0.. in the order of their ids,
    and a customer is a known person with at least one purchase.

    A purchase is an order that was paid for (more than 0) and not refunded in full. Days are local
    day numbers (days since 1970-01-01) of `timezone`.
    """

    timezone: str
    currency: str
    as_of: datetime
    as_of_day: int
    totals: tuple[CurrencyTotal, ...]  # of this currency first, then of the others by code
    first_order_at: datetime
    orders_without_customer: int
    net_without_customer: int
    customer_ids: tuple[str, ...]
    # One row a purchase of a customer, by customer and moment.
    customer: Ints
    moment: Ints
    day: Ints
    # One row a movement of money of a customer: an order's gross at its day, a refund at its own.
    money_customer: Ints
    money_day: Ints
    money: Ints
    # The paid lines of each customer's first order: customer, product_id, product_name.
    first_lines: pa.Table

    @property
    def customers(self) -> int:
        return len(self.customer_ids)

    @cached_property
    def visits(self) -> tuple[Ints, Ints]:
        """(customer, day) of every day on which a customer purchased, each once, sorted."""
        return distinct(self.customer, self.day)

    @cached_property
    def first_day(self) -> Ints:
        """The day of each customer's first purchase."""
        customer, day = self.visits
        return day[starts(customer)]

    @cached_property
    def purchase_days(self) -> Ints:
        """On how many days each customer purchased."""
        return np.bincount(self.visits[0], minlength=self.customers)

    @cached_property
    def came_back(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """True for each customer who purchased on two different days or more."""
        return self.purchase_days >= 2

    @cached_property
    def net(self) -> Ints:
        """The net money of each customer, of all time."""
        return sums(self.money_customer, self.money, self.customers)


def starts(sorted_values: Ints) -> Ints:
    """The positions at which a new value begins."""
    return np.flatnonzero(np.diff(sorted_values, prepend=-1))


def distinct(customer: Ints, number: Ints) -> tuple[Ints, Ints]:
    """The distinct pairs of two columns that are sorted by customer, then number."""
    new = (np.diff(customer, prepend=-1) != 0) | (np.diff(number, prepend=0) != 0)
    return customer[new], number[new]
