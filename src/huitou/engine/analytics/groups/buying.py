"""Counting what is bought in which group."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import prod

import numpy as np
import pyarrow as pa

from huitou.engine.analytics.groups.activity import two_days
from huitou.engine.analytics.groups.axes import Plan, Values, place_of, valued
from huitou.engine.analytics.groups.lines import Lines
from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.sets import Flags
from huitou.engine.analytics.source.groups import Groups, Units, units_of


@dataclass(frozen=True, eq=False)
class Money:
    """By cell, the last of which is the total: net minor units, buyers, and the people whose money
    moved, in one currency.
    """

    net: Ints
    buyers: Ints
    payers: Ints


@dataclass(frozen=True, eq=False)
class Buying:
    """By cell, the last of which is the total: the purchases, who made them, and who made some on
    two local days or more; `payers` are the people who bought or whose money moved. `money` is by
    currency.
    """

    orders: Ints
    buyers: Ints
    repeat_buyers: Ints
    payers: Ints
    money: dict[str, Money]


def line_values(plan: Plan, lines: Lines) -> list[Values]:
    """The values of each line by dimension."""
    return valued(replace(plan, clock=lines.clock), lines.rows)[2]


def count_buying(plan: Plan, axes: tuple[Groups, ...], lines: Lines) -> Buying:
    """Every cell and the total."""
    cells = prod(len(axis) for axis in axes)
    each = _buying(lines, place_of(line_values(plan, lines), axes), cells)
    total = _buying(lines, np.zeros(len(lines), dtype=np.int64), 1)
    return Buying(
        np.append(each.orders, total.orders),
        np.append(each.buyers, total.buyers),
        np.append(each.repeat_buyers, total.repeat_buyers),
        np.append(each.payers, total.payers),
        {
            currency: Money(
                np.append(money.net, total.money[currency].net),
                np.append(money.buyers, total.money[currency].buyers),
                np.append(money.payers, total.money[currency].payers),
            )
            for currency, money in each.money.items()
        },
    )


def find_buyers(
    plan: Plan, axes: tuple[Groups, ...], lines: Lines, cell: int | None, *, repeat: bool
) -> list[str]:
    """The ids of the buyers of a cell (None: of the total), or of the repeat buyers."""
    chosen = lines.purchased
    if cell is not None:
        chosen = chosen & (place_of(line_values(plan, lines), axes) == cell)
    bought = lines.where(chosen)
    units = units_of(bought.rows, np.zeros(len(bought), dtype=np.int64))
    several = two_days(bought.day, units) if repeat else np.ones(len(units), dtype=bool)
    found: list[str] = bought.rows.names.take(pa.array(units.person[several])).to_pylist()
    return found


def _buying(lines: Lines, cell: Ints, cells: int) -> Buying:
    bought = lines.where(lines.purchased)
    units = units_of(bought.rows, cell[lines.purchased])
    several = two_days(bought.day, units)
    every = int(bought.order.max(initial=0)) + 1  # orders are numbered over the whole log
    orders = np.unique(cell[lines.purchased] * every + bought.order)
    return Buying(
        orders=np.bincount(orders // every, minlength=cells),
        buyers=_people(units, cells),
        repeat_buyers=np.bincount(units.group[several], minlength=cells),
        payers=_people(units_of(lines.rows, cell), cells),
        money={
            currency: _money(lines, lines.currency == number, cell, cells)
            for number, currency in enumerate(lines.currencies)
            if (lines.currency == number).any()
        },
    )


def _money(lines: Lines, mine: Flags, cell: Ints, cells: int) -> Money:
    net = np.zeros(cells, dtype=np.int64)
    np.add.at(net, cell[mine], lines.moved[mine])
    bought = mine & lines.purchased
    return Money(
        net,
        _people(units_of(lines.rows.where(bought), cell[bought]), cells),
        _people(units_of(lines.rows.where(mine), cell[mine]), cells),
    )


def _people(units: Units, cells: int) -> Ints:
    return np.bincount(units.group, minlength=cells)
