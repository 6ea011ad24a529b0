"""Counting the rows and the totals of one group of customers."""

from __future__ import annotations

import numpy as np

from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.query.definition import AsOf
from huitou.engine.analytics.report.orders import sums
from huitou.engine.analytics.report.shares import wilson
from huitou.engine.analytics.value.answer import ValueGroup, ValueRow
from huitou.engine.analytics.value.buyers import Buyers
from huitou.engine.analytics.value.frame import Frame
from huitou.engine.analytics.value.gaps import gaps_of


def group_of(
    key: str | None, other: bool, buyers: Buyers, frame: Frame, edges: tuple[int, ...], as_of: AsOf
) -> ValueGroup:
    """The rows and totals of `buyers`; `edges` are those of the gaps' bins."""
    people, repeaters = len(buyers), int(np.count_nonzero(buyers.second_day >= 0))
    purchases, revenue = int(buyers.purchases.sum()), int(buyers.paid.sum())
    low, high = wilson(repeaters, people)
    return ValueGroup(
        key=key,
        other=other,
        rows=_rows(buyers, frame, as_of),
        customers=people,
        purchases=purchases,
        revenue=revenue,
        average_order_value=rounded(revenue, purchases),
        purchases_per_customer=purchases / people if people else None,
        repeat_customers=repeaters,
        repeat_percent=_percent(repeaters, people),
        repeat_low=100 * low if people else None,
        repeat_high=100 * high if people else None,
        gaps=gaps_of(buyers, edges),
    )


def rounded(amount: int, count: int) -> int | None:
    """`amount` / `count`, rounded half away from 0 to a whole minor unit; None of nothing."""
    if count == 0:
        return None
    magnitude = (2 * abs(amount) + count) // (2 * count)
    return magnitude if amount >= 0 else -magnitude


def repeat_column(buyers: Buyers, frame: Frame) -> Ints:
    """The first column in which each customer is a repeat customer; -1 if they never are."""
    second = buyers.second_day
    return np.where(second < 0, -1, frame.number(second) - buyers.row)


def _rows(buyers: Buyers, frame: Frame, as_of: AsOf) -> tuple[ValueRow, ...]:
    customers = np.bincount(buyers.row, minlength=len(frame.rows))
    revenue, repeat = _revenue(buyers, frame), _repeat(buyers, frame)
    rows = []
    for row, width in enumerate(frame.columns):
        size = int(customers[row])
        money, back = revenue[row, :width].tolist(), repeat[row, :width].tolist()
        rows.append(
            ValueRow(
                start=frame.rows.start(row),
                customers=size,
                revenue=tuple(money),
                per_customer=tuple(rounded(amount, size) for amount in money),
                repeat=tuple(back),
                repeat_percent=tuple(_percent(n, size) for n in back),
                complete=tuple(frame.complete(row, column, as_of) for column in range(width)),
            )
        )
    return tuple(rows)


def _revenue(buyers: Buyers, frame: Frame) -> Ints:
    # Money that moved before the first purchase belongs to it: column 0.
    row = buyers.row[buyers.payer]
    column = np.maximum(frame.number(buyers.paid_day) - row, 0)
    return _added_up(row, column, buyers.paid, frame)


def _repeat(buyers: Buyers, frame: Frame) -> Ints:
    column = repeat_column(buyers, frame)
    came = column >= 0
    return _added_up(buyers.row[came], column[came], np.ones(int(came.sum()), np.int64), frame)


def _added_up(row: Ints, column: Ints, amount: Ints, frame: Frame) -> Ints:
    """By row and column, the sum of the amounts up to and in the column."""
    inside = column < frame.width
    cell = row[inside] * frame.width + column[inside]
    each = sums(cell, amount[inside], len(frame.rows) * frame.width)
    return np.cumsum(each.reshape(len(frame.rows), frame.width), axis=1)


def _percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None
