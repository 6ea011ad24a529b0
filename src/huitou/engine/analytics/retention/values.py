"""Sums of a property over the cells of a retention answer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.retention.activity import Activity
from huitou.engine.analytics.retention.frame import Frame
from huitou.engine.analytics.source.limits import check_time

_Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Summed:
    """Sums of `value` by unit and interval: the rows of interval i lie from `edges[i]` to
    `edges[i + 1]`.
    """

    unit: Ints
    value: Ints
    edges: Ints

    @classmethod
    def of(cls, number: Ints, unit: Ints, value: Ints) -> Summed:
        """Add up what one unit has in one interval; negative intervals are passed over."""
        inside = number >= 0
        number, unit, value = number[inside], unit[inside], value[inside]
        units = int(unit.max(initial=0)) + 1
        keys, place = np.unique(number * units + unit, return_inverse=True)
        sums = np.zeros(len(keys), dtype=np.int64)
        np.add.at(sums, place, value)
        last = int(number.max(initial=0)) + 1
        return cls(keys % units, sums, np.searchsorted(keys, np.arange(last + 1) * units))

    def total(self, first: int, end: int, inside: _Bools) -> int:
        """The sum over the units that are `inside`, of intervals from `first` to before `end`."""
        last = len(self.edges) - 1
        chosen = slice(self.edges[min(first, last)], self.edges[min(end, last)])
        return int(self.value[chosen][inside[self.unit[chosen]]].sum())


@dataclass(frozen=True, eq=False)
class ValueRows:
    """What is added up: `events` of the people active in a cell, `first` the same for column 0,
    `refunds` of the row's people; or `person`, one number of each unit.
    """

    events: Summed | None = None
    first: Summed | None = None
    refunds: Summed | None = None
    person: Ints | None = None

    @classmethod
    def of_people(cls, person: Ints) -> ValueRows:
        """A number of each unit, added up over those active in the cell."""
        return cls(person=person)

    @classmethod
    def of_events(
        cls,
        *,
        number: Ints,
        unit: Ints,
        value: Ints,
        counted: _Bools,
        refund: _Bools,
        early: _Bools | None,
    ) -> ValueRows:
        """The values of events by interval `number`; `early` ones do not count in column 0."""
        plain = counted & ~refund
        first = plain if early is None else plain & ~early
        return cls(
            Summed.of(number[plain], unit[plain], value[plain]),
            Summed.of(number[first], unit[first], value[first]),
            Summed.of(number[refund], unit[refund], value[refund]),
        )

    def of_cell(self, first: int, end: int, active: _Bools, row: _Bools, *, column: int) -> int:
        """The sum of one cell, in millionths."""
        if self.person is not None:
            return int(self.person[active].sum())
        assert self.events is not None
        assert self.first is not None
        assert self.refunds is not None
        taken = self.events if column else self.first
        return taken.total(first, end, active) + self.refunds.total(first, end, row)


def sum_cells(values: ValueRows, activity: Activity, frame: Frame, *, rolling: bool) -> Ints:
    """Millionths by row and column."""
    sums = np.zeros((len(frame.rows), frame.width), dtype=np.int64)
    units = _units(values, activity)
    for row, people in enumerate(activity.rows):
        check_time()
        if not people:
            continue
        base = 0 if activity.relative else row
        of_row = _flags(people, units)
        columns = activity.columns(frame, row, rolling=rolling)
        last = frame.columns[row][-1][1]
        for column, (first, end) in enumerate(frame.columns[row]):
            active = _flags(people & columns[column], units)
            until = last if rolling and column else end
            sums[row, column] = values.of_cell(
                base + first, base + until, active, of_row, column=column
            )
    return sums


def _units(values: ValueRows, activity: Activity) -> int:
    if values.person is not None:
        return len(values.person)
    parts = (values.events, values.first, values.refunds)
    largest = max(int(part.unit.max(initial=-1)) for part in parts if part is not None)
    return max(largest, *(people.max() if people else -1 for people in activity.rows)) + 1


def _flags(people: BitMap, units: int) -> _Bools:
    flags = np.zeros(units, dtype=bool)
    flags[np.frombuffer(people.to_array(), dtype=np.uint32)] = True
    return flags
