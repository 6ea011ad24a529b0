"""Which rows and columns a value answer has; impossible queries are refused here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from huitou.engine.analytics.periods import Ints, local_days, zone_named
from huitou.engine.analytics.query.calendar import (
    DEFAULT_INTERVALS,
    MOST_INTERVALS,
    Intervals,
    intervals_between,
    intervals_until,
)
from huitou.engine.analytics.query.definition import AsOf
from huitou.engine.analytics.query.refusals import check_whole, refuse
from huitou.engine.analytics.source.groups import check_breakdown
from huitou.engine.analytics.value.query import ValueQuery
from huitou.kernel import Currency, InvalidInput, to_micros

_MOST_CELLS = 2_000_000


@dataclass(frozen=True)
class Frame:
    """`rows` are the intervals of first purchases, `span` these and the ones that columns reach
    beyond them; row r has `columns[r]` columns.
    """

    rows: Intervals
    span: Intervals
    columns: tuple[int, ...]

    @property
    def width(self) -> int:
        """The most columns of any row."""
        return max(self.columns)

    def number(self, days: Ints) -> Ints:
        """The interval of the span that holds each local day; -1 before it, len(span) after it."""
        edges = np.array(self.span.edges, dtype=np.int64)
        first_days = local_days(edges, zone_named(self.span.timezone))
        return np.searchsorted(first_days, days, side="right") - 1

    def complete(self, row: int, column: int, as_of: AsOf) -> bool:
        """Whether the interval in which the column ends has run out."""
        return self.span.edges[row + column + 1] <= to_micros(as_of.moment)


def frame_of(query: ValueQuery, as_of: AsOf) -> Frame:
    """The rows and columns of a query; InvalidInput, with the field, for an impossible one."""
    _check(query)
    rows = _rows(query, as_of)
    columns = tuple(query.columns or len(rows) - row for row in range(len(rows)))
    _check_size(query, columns)
    reach = max(row + count for row, count in enumerate(columns))
    return Frame(rows, rows.extended(after=reach - len(rows)), columns)


def _rows(query: ValueQuery, as_of: AsOf) -> Intervals:
    kind = (query.period, query.timezone, query.week_start)
    mark = as_of.moment.isoformat()
    if query.from_ is None and query.to is None:
        if query.columns is not None:
            raise refuse("columns", "Columns need a range.", "Give `from` and `to` with `columns`.")
        count = DEFAULT_INTERVALS if query.intervals is None else query.intervals
        return intervals_until(query.end or mark, count, *kind)
    if query.from_ is None:
        raise refuse("from_", "The range has no start.", "Give `from` as well as `to`.")
    if query.intervals is not None or query.end is not None:
        remedy = "Give either `from` and `to`, or `end` and `intervals`."
        raise refuse("intervals", "The rows are given in two ways.", remedy)
    return intervals_between(query.from_, query.to or mark, *kind)


def _check_size(query: ValueQuery, columns: tuple[int, ...]) -> None:
    groups = 1 if query.breakdown is None else query.breakdown.limit + 1
    cells = sum(columns) * groups
    if cells > _MOST_CELLS:
        remedy = "Ask for fewer rows, columns or groups, or count by a longer period."
        raise refuse("columns", f"The answer would have {cells:,} cells.", remedy)


def _check(query: ValueQuery) -> None:
    check_breakdown(query.breakdown)
    if query.breakdown is not None and query.breakdown.by == "event":
        remedy = "Split by person, cohort, first_channel, inviter or group_buy."
        raise refuse("breakdown.by", "Customers have no single event to be split by.", remedy)
    if query.columns is not None:
        check_whole("columns", query.columns, 1, MOST_INTERVALS)
    _check_currency("currency", query.currency)
    _check_currency("default_currency", query.default_currency)


def _check_currency(field: str, code: str | None) -> None:
    if code is None:
        return
    try:
        Currency.of(code)
    except InvalidInput as unknown:
        raise refuse(field, f"{code!r} is not a currency.", "Use a code like CNY.") from unknown
