"""The customer value question."""

from __future__ import annotations

from typing import Literal

from huitou.engine.analytics.query.events import Breakdown, Query, Question, WeekStart


class ValueQuery(Query, frozen=True):
    """What customers are worth: the net revenue of each cohort of first purchase, as it adds up.

    - An order, a purchase, a customer and a refund are those of the shop report (decision 0007):
      a purchase is an order with more paid than refunded, at the moment of the order; a customer
      is a known person with a purchase; money counts on the day on which it moved.
    - The rows: `intervals` rows, the last of which is the interval that holds `end` (default: the
      as-of moment), taken whole; or every interval from `from_` to `to`. A customer is in the row
      that holds their first purchase of all time, or in none. Row r of N has columns 0 to N-r-1;
      with `from_`/`to` and `columns` every row has that many.
    - Column k reaches to the end of the k-th interval after the row's own. Its revenue is all
      money of the row's customers up to then, sales less refunds; what moved before their first
      purchase (an order that was refunded in full) is in column 0. Its repeat customers are those
      with a second purchase day by then; several purchases on one day are one visit.
    - Totals and gaps are of the customers of all rows, with everything they did up to the as-of
      moment, also after the last row. What is later than the as-of moment does not count.
    - An order gap is the days from one purchase day of a customer to the next. Percentiles are of
      gaps that have ended; every customer also has one open gap, from their last purchase day on.
    - `currency`: the only one that is counted; null: the one with the most purchases (of equal
      ones the first by code). Nothing is converted or added across currencies. An order that
      states none is in `default_currency`; null: in `currency`, else in USD.
    - `where` is asked of every event about an order, refunds included.
    - `breakdown` by person, cohort, first_channel, inviter or group_buy; not by event.
    """

    period: Literal["day", "week", "month"] = "month"
    intervals: int | None = None
    end: str | None = None
    from_: str | None = None
    to: str | None = None
    columns: int | None = None
    week_start: WeekStart = "monday"
    currency: str | None = None
    default_currency: str | None = None
    breakdown: Breakdown | None = None


class ValueCell(Question, frozen=True):
    """The people behind a number: of the group `group` (`key` and `other` of the answer), the
    customers of the row `row` (from 0; null: of all rows), or with `of="repeat"` those of them
    with a second purchase day by the end of `column` (from 0; null: by the as-of moment).
    """

    of: Literal["customers", "repeat"] = "customers"
    row: int | None = None
    column: int | None = None
    group: str | None = None
    other: bool = False
