"""From order lines to Purchases: checked, grouped into orders, cut to one currency and one mark."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from huitou.engine.analytics.periods import Ints, local_day, local_days, zone_named
from huitou.engine.analytics.report.answers import CurrencyTotal
from huitou.engine.analytics.report.lines import checked
from huitou.engine.analytics.report.orders import UNKNOWN, Orders, group_orders, sums
from huitou.engine.analytics.report.purchases import Purchases, starts
from huitou.kernel import Currency, InvalidInput, from_micros, to_micros


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
    purchase = np.flatnonzero(bought & known)
    people = np.flatnonzero(np.bincount(orders.person[purchase], minlength=1))
    purchase = purchase[np.lexsort((orders.moment[purchase], orders.person[purchase]))]
    number = np.full(len(orders.persons) + 1, UNKNOWN)  # of each person; UNKNOWN reads the last
    number[people] = np.arange(len(people))
    customer = number[orders.person[purchase]]
    movements = _movements(orders, code, number, zone)
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


def _movements(orders: Orders, code: int, number: Ints, zone: ZoneInfo) -> tuple[Ints, Ints, Ints]:
    """Customer, day and amount of the sales and refunds of everyone who has a customer number."""
    sold = (orders.currency == code) & (number[orders.person] != UNKNOWN)
    back = (orders.refund_currency == code) & (number[orders.refund_person] != UNKNOWN)
    person = np.concatenate([orders.person[sold], orders.refund_person[back]])
    moment = np.concatenate([orders.moment[sold], orders.refund_moment[back]])
    amount = np.concatenate([orders.gross[sold], -orders.refund_amount[back]])
    return number[person], local_days(moment, zone), amount


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
