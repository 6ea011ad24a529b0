"""Counting retention from events."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyroaring import BitMap

from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.query.calendar import LENGTH
from huitou.engine.analytics.retention.activity import Activity, count_cells
from huitou.engine.analytics.retention.frame import Frame
from huitou.engine.analytics.retention.query import RetentionQuery
from huitou.engine.analytics.retention.values import ValueRows, sum_cells
from huitou.engine.analytics.sets import Flags, first_moments, sets_by_number
from huitou.engine.analytics.source.groups import Groups, Sizes, Units, units_of, units_shown
from huitou.engine.analytics.source.rows import Rows

START, RETURN, FIRST_NAMED, REFUND, VALUED = range(5)
"""The filters of the Extract, by number."""

_NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True, eq=False)
class Cells:
    """People, people lost, and millionths of the aggregate, by group, row and column."""

    people: Ints
    lost: Ints | None = None
    values: Ints | None = None

    def __add__(self, other: Cells) -> Cells:
        return Cells(
            self.people + other.people,
            _added(self.lost, other.lost),
            _added(self.values, other.values),
        )

    def put(self, group: int, one: Cells) -> None:
        """Fill in the cells of one group."""
        self.people[group] = one.people
        if self.lost is not None and one.lost is not None:
            self.lost[group] = one.lost
        if self.values is not None and one.values is not None:
            self.values[group] = one.values


@dataclass(frozen=True, eq=False)
class CountSizes:
    """The people of each group, summed over the rows."""

    query: RetentionQuery
    frame: Frame

    def __call__(self, rows: Rows) -> Sizes:
        assert rows.group is not None
        units = units_of(rows, rows.group)
        sizes = np.zeros(len(rows.groups), dtype=np.int64)
        for people in _row_sets(self.query, self.frame, rows, units):
            sizes += units.sizes(people, len(sizes))
        return Sizes({key: int(n) for key, n in zip(rows.groups, sizes, strict=True) if n})


@dataclass(frozen=True, eq=False)
class CountCells:
    """Every cell. `traits` are people's ids and their numbers in millionths, for an aggregate of
    a trait.
    """

    query: RetentionQuery
    frame: Frame
    groups: Groups
    traits: tuple[pa.Array, Ints] | None = None

    def __call__(self, rows: Rows) -> Cells:
        units = units_shown(rows, self.groups)
        activity = _activity(self.query, self.frame, rows, units)
        values = self._values(rows, units)
        total = self._nothing()
        for group in range(len(self.groups)):
            total.put(group, self._group(activity.within(units.in_group(group)), values))
        return total

    def _nothing(self) -> Cells:
        shape = (len(self.groups), len(self.frame.rows), self.frame.width)
        lost = np.zeros(shape, dtype=np.int64) if self.query.churn else None
        values = np.zeros(shape, dtype=np.int64) if self.query.aggregate else None
        return Cells(np.zeros(shape, dtype=np.int64), lost, values)

    def _group(self, activity: Activity, values: ValueRows | None) -> Cells:
        rolling = self.query.rolling
        cells = Cells(count_cells(activity, self.frame, rolling=rolling))
        if self.query.churn:
            seen = cells.people if rolling else count_cells(activity, self.frame, rolling=True)
            cells = replace(cells, lost=np.maximum(cells.people[:, :1] - seen, 0))
        if values is not None:
            cells = replace(cells, values=sum_cells(values, activity, self.frame, rolling=rolling))
        return cells

    def _values(self, rows: Rows, units: Units) -> ValueRows | None:
        aggregate = self.query.aggregate
        if aggregate is None:
            return None
        if aggregate.of == "person":
            assert self.traits is not None
            found = pc.index_in(rows.names, self.traits[0])
            of_person = np.append(self.traits[1], 0)[pc.fill_null(found, -1).to_numpy()]
            return ValueRows.of_people(of_person[units.person])
        return _event_values(self.query, self.frame, rows, units)


@dataclass(frozen=True, eq=False)
class FindPeople:
    """The ids of the people of one cell, or with `lost` of those of the row who are lost to it."""

    query: RetentionQuery
    frame: Frame
    groups: Groups
    group: int
    row: int
    column: int
    lost: bool

    def __call__(self, rows: Rows) -> list[str]:
        units = units_shown(rows, self.groups)
        activity = _activity(self.query, self.frame, rows, units)
        activity = activity.within(units.in_group(self.group))
        people = people_of_cell(
            activity, self.query, self.frame, self.row, self.column, lost=self.lost
        )
        return units.names(people, rows.names)


def people_of_cell(
    activity: Activity, query: RetentionQuery, frame: Frame, row: int, column: int, *, lost: bool
) -> BitMap:
    """The people of one cell, or those of the row who were not seen from that column on."""
    columns = activity.columns(frame, row, rolling=query.rolling or lost)
    people = activity.rows[row]
    return people - columns[column] if lost else people & columns[column]


@dataclass(frozen=True)
class _AtLeast:
    """Whether something happened often enough."""

    least: int

    def __call__(self, times: Ints) -> Flags:
        enough: Flags = times >= self.least
        return enough


def _activity(query: RetentionQuery, frame: Frame, rows: Rows, units: Units) -> Activity:
    returns = rows.matching(RETURN)
    unit, at = units.of_row[returns], rows.at[returns]
    relative = query.window != "calendar"
    number = (
        _own_interval(query, frame, rows, units)[returns] if relative else frame.span.number(at)
    )
    count = max(cells[-1][1] for cells in frame.columns) if relative else len(frame.span)
    enough = None if query.min_occurrences == 1 else _AtLeast(query.min_occurrences)
    active = sets_by_number(number, unit, count, max(len(units), 1), enough)
    return Activity(_row_sets(query, frame, rows, units), active, relative)


def _row_sets(query: RetentionQuery, frame: Frame, rows: Rows, units: Units) -> list[BitMap]:
    if query.mode == "recurring" and query.window == "calendar":
        starts = rows.matching(START)
        numbers = frame.rows.number(rows.at[starts])
        return sets_by_number(numbers, units.of_row[starts], len(frame.rows), max(len(units), 1))
    first = _first_start(query, frame, rows, units)
    everyone = np.arange(len(units))
    return sets_by_number(frame.rows.number(first), everyone, len(frame.rows), max(len(units), 1))


def _first_start(query: RetentionQuery, frame: Frame, rows: Rows, units: Units) -> Ints:
    """The one start of each unit: in the range, or by mode of all time; _NEVER without one."""
    starts = rows.matching(START)
    if query.mode == "recurring":
        starts &= (rows.at >= frame.rows.first) & (rows.at < frame.rows.end)
    first = first_moments(units.of_row[starts], rows.at[starts], len(units))
    if query.mode == "first_ever":
        # Of the person, whatever group the event was in.
        named = rows.matching(FIRST_NAMED)
        ever = first_moments(rows.person[named], rows.at[named], len(rows.names))
        first[first != ever[units.person]] = _NEVER
    return first


def _own_interval(query: RetentionQuery, frame: Frame, rows: Rows, units: Units) -> Ints:
    """Which interval of its unit's own, counted from its first start, each row lies in."""
    first = _first_start(query, frame, rows, units)[units.of_row]
    never = first == _NEVER
    number = (rows.at - np.where(never, 0, first)) // LENGTH[query.period]
    number[never] = -1
    return number


def _event_values(query: RetentionQuery, frame: Frame, rows: Rows, units: Units) -> ValueRows:
    assert rows.value is not None
    assert rows.refund is not None
    relative = query.window != "calendar"
    number = _own_interval(query, frame, rows, units) if relative else frame.span.number(rows.at)
    valued, refund = rows.matching(VALUED), rows.matching(REFUND)
    return ValueRows.of_events(
        number=number,
        unit=units.of_row,
        value=np.where(refund, -rows.refund, rows.value),
        counted=valued | refund,
        refund=refund,
        early=_before_start(query, frame, rows, units),
    )


def _before_start(query: RetentionQuery, frame: Frame, rows: Rows, units: Units) -> Flags | None:
    """True for events before the unit's first start event in the same interval; they do not
    count in column 0 when start and return differ.
    """
    if query.start == query.returning:
        return None
    starts = rows.matching(START)
    number = frame.span.number(rows.at)
    keys = number * max(len(units), 1) + units.of_row
    found, place = np.unique(keys, return_inverse=True)
    first = first_moments(place[starts], rows.at[starts], len(found))
    early: Flags = rows.at < first[place]
    return early


def _added(one: Ints | None, other: Ints | None) -> Ints | None:
    return None if one is None or other is None else one + other
