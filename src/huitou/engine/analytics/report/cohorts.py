"""Cohort retention: of the people who first bought in a period, how many bought in later ones."""

from __future__ import annotations

import numpy as np

from huitou.engine.analytics.periods import MONTH, Ints, period_of, period_start
from huitou.engine.analytics.report.answers import CohortGrid, CohortRow, Definition
from huitou.engine.analytics.report.definitions import PURCHASE_EN, PURCHASE_ZH, definition
from huitou.engine.analytics.report.orders import sums
from huitou.engine.analytics.report.purchases import Purchases, distinct


def cohort_grid(purchases: Purchases, period: str) -> CohortGrid:
    """Rows of first-purchase cohorts by `period` ("week" or "month"), oldest first; a period in
    which nobody bought for the first time has no row. A row ends with the period that holds the
    as-of mark, whose value is None (except column 0, which is always shown).
    """
    if purchases.customers == 0:
        return CohortGrid(period, (), (), _definition(purchases, period))
    born = period_of(purchases.first_day, period)
    last = int(period_of(np.array([purchases.as_of_day]), period)[0])
    cohorts, row = np.unique(born, return_inverse=True)
    lengths = last - cohorts + 1
    offsets = np.cumsum(lengths) - lengths

    customer, number = distinct(purchases.visits[0], period_of(purchases.visits[1], period))
    active = np.bincount((offsets[row] - born)[customer] + number, minlength=int(lengths.sum()))
    revenue = _revenue(
        purchases, period_of(purchases.money_day, period), born, offsets[row], active
    )
    rows = tuple(
        CohortRow(
            start=period_start(int(cohort), period),
            size=int(active[at]),
            active=_decided(active[at : at + length]),
            revenue=_decided(revenue[at : at + length]),
        )
        for cohort, at, length in zip(cohorts, offsets, lengths, strict=True)
    )
    return CohortGrid(period, rows, mean_retention(rows), _definition(purchases, period))


def mean_retention(rows: tuple[CohortRow, ...]) -> tuple[float | None, ...]:
    """Per column the share active, over the rows whose value is known, weighted by their size."""
    columns = max((len(row.active) for row in rows), default=0)
    active, size = np.zeros(columns), np.zeros(columns)
    for row in rows:
        known = sum(value is not None for value in row.active)
        active[:known] += np.array(row.active[:known], dtype=float)
        size[:known] += row.size
    return tuple(float(a / s) if s else None for a, s in zip(active, size, strict=True))


def _revenue(purchases: Purchases, number: Ints, born: Ints, offset: Ints, cells: Ints) -> Ints:
    """Net money a cell; money that moved before a person's first purchase period has no cell."""
    later = number >= born[purchases.money_customer]
    customer = purchases.money_customer[later]
    cell = (offset - born)[customer] + number[later]
    return sums(cell, purchases.money[later], len(cells))


def _decided(values: Ints) -> tuple[int | None, ...]:
    """All but the last period have ended; the first is shown in any case."""
    return tuple(values[: max(len(values) - 1, 1)].tolist()) + (None,) * (len(values) > 1)


def _definition(purchases: Purchases, period: str) -> Definition:
    month = period == MONTH
    en = "calendar month" if month else "week (from Monday)"
    zh = "自然月" if month else "周（周一起）"
    return definition(
        purchases,
        f"People are grouped by the {en} of their first purchase; column k is the share of them "
        f"who purchased in the k-th {en} after it. Money is sales less refunds of those people, "
        f"each in its own {en}. {PURCHASE_EN} A {'month' if month else 'week'} that has not ended "
        "is left blank.",
        f"按首次购买所在的{zh}把顾客分组，第 k 列是其中在之后第 k 个{'月' if month else '周'}"
        f"又购买的人所占比例。金额为这些人的销售减去退款，各计入发生的{'月' if month else '周'}。"
        f"{PURCHASE_ZH}尚未结束的{'月' if month else '周'}留空。",
    )
