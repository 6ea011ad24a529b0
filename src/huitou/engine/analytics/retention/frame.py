"""Which rows and columns a retention answer has; impossible queries are refused here."""

from __future__ import annotations

from dataclasses import dataclass

from huitou.engine.analytics.query.calendar import (
    DEFAULT_INTERVALS,
    LENGTH,
    MOST_INTERVALS,
    Intervals,
    intervals_between,
    intervals_until,
)
from huitou.engine.analytics.query.definition import AsOf
from huitou.engine.analytics.query.refusals import check_whole, refuse
from huitou.engine.analytics.retention.query import RetentionQuery
from huitou.engine.analytics.source.groups import check_breakdown
from huitou.kernel import to_micros

_MOST_OCCURRENCES = 1_000_000


@dataclass(frozen=True)
class Frame:
    """`rows` are the start intervals, `span` these and the ones that columns reach beyond them.

    Row r has the columns `columns[r]`, each a range (first, end) of intervals counted from the
    row's own; column 0 is (0, 1).
    """

    rows: Intervals
    span: Intervals
    columns: tuple[tuple[tuple[int, int], ...], ...]

    @property
    def width(self) -> int:
        """The most columns of any row."""
        return max(len(row) for row in self.columns)


def frame_of(query: RetentionQuery, as_of: AsOf) -> Frame:
    """The rows and columns of a query; InvalidInput, with the field, for an impossible one."""
    _check(query)
    rows = _rows(query, as_of)
    columns = tuple(_columns(query, len(rows) - row) for row in range(len(rows)))
    reach = max(row + cells[-1][1] for row, cells in enumerate(columns))
    if reach > 2 * MOST_INTERVALS:
        raise refuse("columns", f"The columns reach {reach} intervals.", "Ask for fewer.")
    return Frame(rows, rows.extended(after=max(reach - len(rows), 0)), columns)


def complete(frame: Frame, query: RetentionQuery, row: int, column: int, as_of: AsOf) -> bool:
    """Whether the window of the cell has run out, so that its number is final."""
    cells = frame.columns[row]
    end = cells[-1 if query.rolling and column else column][1]
    return window_end(frame, query, row, end) <= to_micros(as_of.moment)


def window_end(frame: Frame, query: RetentionQuery, row: int, end: int) -> int:
    """The moment before which everything of the row's first `end` intervals happens."""
    if query.window == "calendar":
        return frame.span.edges[row + end]
    return frame.rows.edges[row + 1] + end * LENGTH[query.period]


def _rows(query: RetentionQuery, as_of: AsOf) -> Intervals:
    if query.from_ is not None or query.to is not None:
        if query.from_ is None:
            raise refuse("from_", "The range has no start.", "Give `from` as well as `to`.")
        if query.intervals is not None or query.end is not None:
            remedy = "Give either `from` and `to`, or `end` and `intervals`."
            raise refuse("intervals", "The rows are given in two ways.", remedy)
        to = query.to or as_of.moment.isoformat()
        kind = (query.period, query.timezone, query.week_start)
        return intervals_between(query.from_, to, *kind)
    if query.columns is not None:
        raise refuse("columns", "Columns need a range.", "Give `from` and `to` with `columns`.")
    count = DEFAULT_INTERVALS if query.intervals is None else query.intervals
    end = query.end or as_of.moment.isoformat()
    return intervals_until(end, count, query.period, query.timezone, query.week_start)


def _columns(query: RetentionQuery, left: int) -> tuple[tuple[int, int], ...]:
    if not query.brackets:
        return tuple((k, k + 1) for k in range(query.columns or left))
    columns = [(0, 1)]
    for length in query.brackets:
        columns.append((columns[-1][1], columns[-1][1] + length))
    return tuple(columns)


def _check(query: RetentionQuery) -> None:
    check_breakdown(query.breakdown)
    check_whole("min_occurrences", query.min_occurrences, 1, _MOST_OCCURRENCES)
    if query.columns is not None:
        check_whole("columns", query.columns, 1, MOST_INTERVALS)
        if query.brackets:
            remedy = "Leave `columns` out: brackets say how many there are."
            raise refuse("columns", "The columns are given in two ways.", remedy)
    for length in query.brackets:
        check_whole("brackets", length, 1, MOST_INTERVALS)
    check_whole("brackets", sum(query.brackets), 0, MOST_INTERVALS)
    _check_aggregate(query)


def _check_aggregate(query: RetentionQuery) -> None:
    aggregate = query.aggregate
    if aggregate is None:
        return
    if not aggregate.name:
        raise refuse("aggregate.name", "The aggregate has no property.", "Name one, like revenue.")
    if aggregate.net_of_refunds and (aggregate.of == "person" or aggregate.currency is None):
        remedy = "Give the currency, and take the property of events: currencies are not added up."
        raise refuse("aggregate.currency", "Net of refunds needs one currency.", remedy)
    if aggregate.of == "person" and aggregate.currency is not None:
        remedy = "Leave the currency out for a trait."
        raise refuse("aggregate.currency", "A trait has no currency.", remedy)
