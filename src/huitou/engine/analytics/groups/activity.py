"""Counting who is active in which group."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

import numpy as np
import pyarrow as pa

from huitou.engine.analytics.groups.axes import OPEN, Plan, place_of, valued
from huitou.engine.analytics.groups.clock import DAY
from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.sets import Flags
from huitou.engine.analytics.source.groups import Groups, Sizes, Units, units_of
from huitou.engine.analytics.source.rows import Rows

_NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True, eq=False)
class Activity:
    """By cell, the last of which is the total: people, their events, and the people who were there
    on two local days or more.
    """

    people: Ints
    events: Ints
    came_back: Ints

    def __add__(self, other: Activity) -> Activity:
        return Activity(
            self.people + other.people,
            self.events + other.events,
            self.came_back + other.came_back,
        )


@dataclass(frozen=True, eq=False)
class AllSizes:
    """The people of each value, by dimension (empty where all values are shown anyway)."""

    each: tuple[Sizes, ...]

    def __add__(self, other: AllSizes) -> AllSizes:
        return AllSizes(tuple(a + b for a, b in zip(self.each, other.each, strict=True)))


@dataclass(frozen=True, eq=False)
class CountSizes:
    """How many people have each value of the dimensions with any number of values."""

    plan: Plan

    def __call__(self, rows: Rows) -> AllSizes:
        rows, _, values = valued(self.plan, rows)
        return AllSizes(
            tuple(
                _sizes(rows, *one) if dimension.by in OPEN else Sizes()
                for dimension, one in zip(self.plan.dimensions, values, strict=True)
            )
        )


@dataclass(frozen=True, eq=False)
class CountActivity:
    """Every cell and the total."""

    plan: Plan
    axes: tuple[Groups, ...]

    def __call__(self, rows: Rows) -> Activity:
        cells = prod(len(axis) for axis in self.axes)
        total = _activity(rows, np.zeros(len(rows), dtype=np.int64), 1, self.plan)
        rows, cell = _celled(self.plan, self.axes, rows)
        each = _activity(rows, cell, cells, self.plan)
        return Activity(
            np.append(each.people, total.people),
            np.append(each.events, total.events),
            np.append(each.came_back, total.came_back),
        )


@dataclass(frozen=True, eq=False)
class FindPeople:
    """The ids of the people of a cell (None: of the total), or of those of them who came back."""

    plan: Plan
    axes: tuple[Groups, ...]
    cell: int | None
    came_back: bool

    def __call__(self, rows: Rows) -> list[str]:
        if self.cell is not None:
            rows, cell = _celled(self.plan, self.axes, rows)
            rows = rows.where(np.flatnonzero(cell == self.cell))
        units = units_of(rows, np.zeros(len(rows), dtype=np.int64))
        chosen = np.ones(len(units), dtype=bool)
        if self.came_back:
            chosen = two_days(self.plan.clock.local(rows.at) // DAY, units)
        found: list[str] = rows.names.take(pa.array(units.person[chosen])).to_pylist()
        return found


def two_days(day: Ints, units: Units) -> Flags:
    """Whether each unit was there on two days or more; `day` is that of each row."""
    first, last = np.full(len(units), _NEVER), np.full(len(units), -_NEVER)
    np.minimum.at(first, units.of_row, day)
    np.maximum.at(last, units.of_row, day)
    several: Flags = first < last
    return several


def _celled(plan: Plan, axes: tuple[Groups, ...], rows: Rows) -> tuple[Rows, Ints]:
    """Rows and their cells, an event once in each of its cells."""
    rows, origin, values = valued(plan, rows)
    cell = place_of(values, axes)
    if origin is not None:
        once = _once(origin, cell, prod(len(axis) for axis in axes))
        rows, cell = rows.where(once), cell[once]
    return rows, cell


def _once(origin: Ints, cell: Ints, cells: int) -> Ints:
    """The places at which every pair of `origin` (ascending) and `cell` is there once."""
    several = np.bincount(origin)[origin] > 1
    pairs = np.unique(origin[several] * cells + cell[several], return_index=True)[1]
    return np.append(np.flatnonzero(~several), np.flatnonzero(several)[pairs])


def _activity(rows: Rows, cell: Ints, cells: int, plan: Plan) -> Activity:
    events = np.bincount(cell, minlength=cells)
    units = units_of(rows, cell)
    several = two_days(plan.clock.local(rows.at) // DAY, units)
    return Activity(
        np.bincount(units.group, minlength=cells),
        events,
        np.bincount(units.group[several], minlength=cells),
    )


def _sizes(rows: Rows, code: Ints, keys: tuple[str | None, ...]) -> Sizes:
    sizes = Sizes()
    people = np.bincount(units_of(rows, code).group, minlength=len(keys))
    for key, count in zip(keys, people.tolist(), strict=True):
        if count:
            sizes[key] += count
    return sizes
