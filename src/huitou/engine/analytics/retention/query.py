"""The retention question."""

from __future__ import annotations

from typing import Literal

from huitou.engine.analytics.query.events import (
    Breakdown,
    EventFilter,
    Period,
    Query,
    Question,
    WeekStart,
)


class Aggregate(Question, frozen=True):
    """A number of each cell beside its people: the sum, or the average per person active in the
    cell (a person's events summed first), of the property or trait `name`, where it is a JSON
    number.

    `of="event"` takes it from return events, in every interval of the cell in which the person
    meets the minimum; with `currency` only from those whose property `currency` is that one, and
    with `net_of_refunds` (which needs a currency) less the same property, or else `total`, of the
    Order Refunded events of the row's people in the cell's intervals, which then add nothing where
    they are return events themselves. `of="person"` takes a trait
    of each person active in the cell. An average is over everybody active, with a number or not.
    """

    kind: Literal["sum", "avg"]
    name: str
    of: Literal["event", "person"] = "event"
    currency: str | None = None
    net_of_refunds: bool = False


class RetentionQuery(Query, frozen=True):
    """Of the people who did `start` in an interval, how many did `returning` k intervals later.

    - The rows: `intervals` rows, the last of which is the interval that holds `end` (default: the
      as-of moment), taken whole; or every interval from `from_` to `to`. Row r of N has columns
      0 to N-r-1; with `from_`/`to` and `columns` every row has that many.
    - Row r, column 0: distinct people with a start event in interval r. Column k: those of them
      with at least `min_occurrences` return events in interval r+k; the minimum applies neither
      to column 0 nor to the start.
    - `mode`: "recurring": a person is in every row with a start event. "first_time": only in the
      row of the first event that matches `start`, searched over all time. "first_ever": only in
      the row of the first event of the start's name, over all time, and only if it (or another
      at that moment) also matches `start.where` (and carries the value of an event breakdown).
    - `rolling`: active in k or any later interval of the row ("on or after").
    - `brackets` [a, b, ..]: column 1 is active in any of the intervals 1..a, column 2 in any of the
      next b, and so on; every row has all brackets. The minimum counts per interval.
    - `window`: "calendar", or "24h_from_first": t0 is the person's first start event in the range
      (by mode first_time or first_ever: that first event, if it lies in the range); one row per
      person, that of the interval of t0; column k holds return events from t0 + k lengths
      (included) to t0 + (k+1) lengths (excluded), where a length is 1, 24, 168 or 720 hours by
      `period`. Return events after the last row's interval count too.
    - `percent_of`: the percentages are of column 0, or of the column before.
    - `mean`: per column over complete cells: "simple" averages the rows' percentages, "weighted"
      divides the sum of the cells by the sum of what they are percentages of, "none": no mean.
    - `churn`: also tell, per column from 1, how many of the row were not seen in that or any later
      interval of the row.
    """

    period: Period = "day"
    intervals: int | None = None
    end: str | None = None
    from_: str | None = None
    to: str | None = None
    columns: int | None = None
    week_start: WeekStart = "monday"
    start: EventFilter = EventFilter()
    returning: EventFilter = EventFilter()
    mode: Literal["recurring", "first_time", "first_ever"] = "recurring"
    rolling: bool = False
    brackets: tuple[int, ...] = ()
    window: Literal["calendar", "24h_from_first"] = "calendar"
    min_occurrences: int = 1
    breakdown: Breakdown | None = None
    aggregate: Aggregate | None = None
    percent_of: Literal["first", "previous"] = "first"
    mean: Literal["none", "simple", "weighted"] = "weighted"
    churn: bool = False


class RetentionCell(Question, frozen=True):
    """One cell of an answer: its group (`key` and `other`), its row and column, from 0. `lost`
    means the people of the row who are lost to that column.
    """

    row: int
    column: int
    group: str | None = None
    other: bool = False
    lost: bool = False
