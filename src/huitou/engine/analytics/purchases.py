"""The one thing that every chart counts from: the purchases of known people, as numpy columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from huitou.engine.analytics.answers import CurrencyTotal
from huitou.engine.analytics.lines import checked
from huitou.engine.analytics.orders import UNKNOWN, Orders, group_orders, sums
from huitou.engine.analytics.periods import Ints, local_day, local_days, zone_named
from huitou.kernel import Currency, InvalidInput, from_micros, to_micros


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


def prepare(
    lines: pa.Table,
    *,
    timezone: str = "UTC",
    currency: str | None = None,
    as_of: datetime | None = None,
) -> Purchases:
    """Order lines (ORDER_LINES_SCHEMA) as Purchases in `currency`, as known at `as_of`.

    `currency` defaults to the one with the most purchases (of equal ones the first by code),
    `as_of` to the latest moment in the lines; later lines are left out. Raises InvalidInput for
    lines that cannot be counted, an unknown timezone, or a currency that no line is in.
    """
    zone = zone_named(timezone)
    table = checked(lines, as_of)
    orders = group_orders(table)
    totals = _totals(orders)
    chosen = _chosen(totals, currency)
    moments = table["ordered_at"].cast(pa.int64())
    mark = pc.max(moments).as_py() if as_of is None else to_micros(as_of)
    return _of_currency(table, orders, totals, orders.currencies.index(chosen), mark, zone)


def starts(sorted_values: Ints) -> Ints:
    """The positions at which a new value begins."""
    return np.flatnonzero(np.diff(sorted_values, prepend=-1))


def distinct(customer: Ints, number: Ints) -> tuple[Ints, Ints]:
    """The distinct pairs of two columns that are sorted by customer, then number."""
    new = (np.diff(customer, prepend=-1) != 0) | (np.diff(number, prepend=0) != 0)
    return customer[new], number[new]


def _of_currency(
    table: Any,
    orders: Orders,
    totals: tuple[CurrencyTotal, ...],
    code: int,
    mark: int,
    zone: ZoneInfo,
) -> Purchases:
    mine = orders.currency == code
    known = orders.person != UNKNOWN
    bought = mine & orders.is_purchase
    people = np.unique(orders.person[bought & known])
    purchase = np.flatnonzero(bought & known)
    purchase = purchase[np.lexsort((orders.moment[purchase], orders.person[purchase]))]
    customer = np.searchsorted(people, orders.person[purchase])
    movements = _movements(orders, code, people, zone)
    unknown_net = orders.gross[mine & ~known].sum() - _refunds_of_unknown(orders, code)
    chosen = orders.currencies[code]
    return Purchases(
        timezone=zone.key,
        currency=chosen,
        as_of=from_micros(mark),
        as_of_day=local_day(mark, zone),
        totals=tuple(sorted(totals, key=lambda total: total.currency != chosen)),
        first_order_at=from_micros(_first_moment(orders, mine, bought, mark)),
        orders_without_customer=int(np.count_nonzero(bought & ~known)),
        net_without_customer=int(unknown_net),
        customer_ids=tuple(orders.persons[person] for person in people),
        customer=customer,
        moment=orders.moment[purchase],
        day=local_days(orders.moment[purchase], zone),
        money_customer=movements[0],
        money_day=movements[1],
        money=movements[2],
        first_lines=_first_lines(table, orders, purchase, customer),
    )


def _movements(orders: Orders, code: int, people: Ints, zone: ZoneInfo) -> tuple[Ints, Ints, Ints]:
    sold = (orders.currency == code) & np.isin(orders.person, people)
    back = (orders.refund_currency == code) & np.isin(orders.refund_person, people)
    person = np.concatenate([orders.person[sold], orders.refund_person[back]])
    moment = np.concatenate([orders.moment[sold], orders.refund_moment[back]])
    amount = np.concatenate([orders.gross[sold], -orders.refund_amount[back]])
    return np.searchsorted(people, person), local_days(moment, zone), amount


def _first_lines(table: Any, orders: Orders, purchase: Ints, customer: Ints) -> Any:
    """Orders that one customer placed at the same first moment count as one first order."""
    first = starts(customer)
    opening = orders.moment[purchase] == np.repeat(
        orders.moment[purchase][first], np.diff(first, append=len(customer))
    )
    owner = np.full(len(orders.person), UNKNOWN)
    owner[purchase[opening]] = customer[opening]
    rows = np.flatnonzero(orders.is_sale)
    line_owner = owner[orders.sale_order]
    paid = table["amount"].to_numpy()[rows] > 0
    keep = (line_owner != UNKNOWN) & paid
    lines = table.select(["product_id", "product_name"]).take(pa.array(rows[keep]))
    return lines.append_column("customer", pa.array(line_owner[keep]))


def _totals(orders: Orders) -> tuple[CurrencyTotal, ...]:
    count = len(orders.currencies)
    purchases = np.bincount(orders.currency[orders.is_purchase], minlength=count)
    gross = sums(orders.currency, orders.gross, count)
    refunds = sums(orders.refund_currency, orders.refund_amount, count)
    return tuple(
        CurrencyTotal(name, int(n), int(g), int(r), int(g - r))
        for name, n, g, r in zip(orders.currencies, purchases, gross, refunds, strict=True)
    )


def _chosen(totals: tuple[CurrencyTotal, ...], currency: str | None) -> str:
    """The currency to report in, as the lines write it; it must be one that Money knows."""
    if currency is None:
        name = min(totals, key=lambda total: (-total.orders, total.currency)).currency
        Currency.of(name)
        return name
    code = Currency.of(currency).code
    for total in totals:
        if total.currency.upper() == code:
            return total.currency
    raise InvalidInput(
        f"No order line is in {code}.",
        remedy=f"Choose one of: {', '.join(total.currency for total in totals)}.",
        code="report.absent_currency",
        field="currency",
    )


def _refunds_of_unknown(orders: Orders, code: int) -> int:
    rows = (orders.refund_currency == code) & (orders.refund_person == UNKNOWN)
    return int(orders.refund_amount[rows].sum())


def _first_moment(orders: Orders, mine: Any, bought: Any, mark: int) -> int:
    """The first purchase; without any the first order; without any the as-of mark."""
    for rows in (bought, mine):
        if rows.any():
            return int(orders.moment[rows].min())
    return mark
