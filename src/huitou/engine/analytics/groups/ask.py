"""Asking for a report by group."""

from __future__ import annotations

from typing import NamedTuple

import pyarrow as pa

from huitou.engine.analytics.groups.activity import (
    Activity,
    AllSizes,
    CountActivity,
    CountSizes,
    FindPeople,
)
from huitou.engine.analytics.groups.answer import GroupsAnswer
from huitou.engine.analytics.groups.axes import HOURS, OPEN, WEEKDAYS, Plan
from huitou.engine.analytics.groups.build import Hidden, hidden_of, labels_of, rows_of
from huitou.engine.analytics.groups.buying import Buying, count_buying, find_buyers, line_values
from huitou.engine.analytics.groups.clock import Clock
from huitou.engine.analytics.groups.frame import days_of
from huitou.engine.analytics.groups.lines import Lines, lines_of
from huitou.engine.analytics.groups.persons import (
    FREQUENCIES,
    TRAITS,
    PersonValues,
    age_keys,
    age_values,
    frequency_values,
    trait_values,
)
from huitou.engine.analytics.groups.query import Dimension, GroupsCell, GroupsQuery
from huitou.engine.analytics.groups.words import definition
from huitou.engine.analytics.periods import zone_named
from huitou.engine.analytics.query.calendar import Intervals
from huitou.engine.analytics.query.definition import Note
from huitou.engine.analytics.query.events import EventFilter
from huitou.engine.analytics.query.refusals import refuse
from huitou.engine.analytics.source.events import Events, Scan
from huitou.engine.analytics.source.extract import Extract
from huitou.engine.analytics.source.groups import Groups, Sizes
from huitou.engine.analytics.source.limits import limited
from huitou.engine.analytics.source.members import restricted


class _Counted(NamedTuple):
    """What an answer is made from."""

    scan: Scan
    plan: Plan
    axes: tuple[Groups, ...]
    lines: Lines
    activity: Activity
    buying: Buying
    hidden: Hidden


@limited
def report_by_group(events: Events, query: GroupsQuery) -> GroupsAnswer:
    """What people of each group do and buy. InvalidInput, with the field, for an impossible query;
    Overloaded or TooLarge when a limit of the events is hit.
    """
    counted = _counted(events, query)
    rows, total = rows_of(counted.activity, counted.buying, counted.hidden, counted.axes)
    return GroupsAnswer(rows, total, definition(query, events.as_of), _notes(counted))


@limited
def groups_people(events: Events, query: GroupsQuery, cell: GroupsCell) -> pa.Array:
    """The sorted ids of the people of one cell. InvalidInput for a cell that is not there, or whose
    numbers are left out.
    """
    counted = _counted(events, query)
    place = _place(counted, cell)
    inner = place if cell.keys else None
    plan, axes = counted.plan, counted.axes
    if cell.of in ("people", "came_back"):
        found = counted.scan.reduce(FindPeople(plan, axes, inner, cell.of == "came_back"))
    else:
        repeat = cell.of == "repeat_buyers"
        found = find_buyers(plan, axes, counted.lines, inner, repeat=repeat)
    return pa.array(sorted(found), pa.string())


def _counted(events: Events, query: GroupsQuery) -> _Counted:
    days = days_of(query, events.as_of)
    members = restricted(events, query.within, None)
    lines = lines_of(events, query, days, members["within"])
    plan = _plan(events, query, days, lines)
    scan = events.scan(
        Extract(
            filters=(EventFilter(),),
            where=query.where,
            first=days.first,
            end=days.end,
            texts=plan.texts,
            **members,
        )
    )
    axes = _axes(scan, plan, lines)
    activity = scan.reduce(CountActivity(plan, axes))
    buying = count_buying(plan, axes, lines)
    hidden = hidden_of(activity, buying, axes, query.min_people, disjoint=plan.disjoint)
    return _Counted(scan, plan, axes, lines, activity, buying, hidden)


def _plan(events: Events, query: GroupsQuery, days: Intervals, lines: Lines) -> Plan:
    persons = tuple(_persons(events, query, one, lines) for one in query.by)
    return Plan(query.by, Clock.of(zone_named(query.timezone), days.first, days.end), persons)


def _persons(
    events: Events, query: GroupsQuery, dimension: Dimension, lines: Lines
) -> PersonValues | None:
    if dimension.by in TRAITS:
        return trait_values(events, dimension)
    if dimension.by == "age":
        today = events.as_of.moment.astimezone(zone_named(query.timezone)).date()
        return age_values(events, dimension, today)
    return frequency_values(*lines.purchases) if dimension.by == "frequency" else None


def _axes(scan: Scan, plan: Plan, lines: Lines) -> tuple[Groups, ...]:
    """The values of each dimension that are shown. A value that only an order has, whose buyer did
    nothing in the range, is one too.
    """
    sizes = AllSizes(tuple(Sizes() for _ in plan.dimensions))
    if any(one.by in OPEN for one in plan.dimensions):
        sizes = scan.reduce(CountSizes(plan))
    axes = []
    each = zip(plan.dimensions, sizes.each, line_values(plan, lines), strict=True)
    for dimension, active, (_, keys) in each:
        if dimension.by in OPEN:
            every = {**dict.fromkeys(keys, 0), **active}
            axes.append(Groups.largest(every, dimension.limit))
        else:
            axes.append(Groups(_all_keys(dimension)))
    return tuple(axes)


def _all_keys(dimension: Dimension) -> tuple[str | None, ...]:
    if dimension.by == "age":
        return (*age_keys(dimension.bands), None)
    return {"hour": HOURS, "weekday": WEEKDAYS, "frequency": FREQUENCIES}[dimension.by]


def _place(counted: _Counted, cell: GroupsCell) -> int:
    """The number of a cell; refused if it is not there or left out."""
    labels = labels_of(counted.axes)
    label = (cell.keys, cell.other or (False,) * len(cell.keys))
    if label not in labels:
        remedy = "Take the keys of a row of the answer."
        raise refuse("cell.keys", f"There is no row {list(cell.keys)!r}.", remedy)
    place = labels.index(label)
    buying = cell.of in ("buyers", "repeat_buyers")
    if counted.hidden.buying[place] if buying else counted.hidden.all[place]:
        remedy = "Take a larger group, or ask for a lower `min_people`."
        raise refuse("cell.keys", "The numbers of this row are left out.", remedy)
    return place


def _notes(counted: _Counted) -> tuple[Note, ...]:
    if counted.activity.people[-1] == 0:
        return (
            Note("groups.no_people", "Nobody has an event in the range.", "范围内没有用户事件。"),
        )
    if counted.buying.orders[-1] == 0:
        en = "There is no purchase of a known person in the range."
        return (Note("groups.no_purchases", en, "范围内没有已知用户的购买。"),)
    return ()
