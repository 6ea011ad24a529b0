"""Asking for retention."""

from __future__ import annotations

import pyarrow as pa

from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.query.definition import Note
from huitou.engine.analytics.query.events import NEVER, EventFilter
from huitou.engine.analytics.query.refusals import refuse
from huitou.engine.analytics.retention.activity import Activity, count_cells
from huitou.engine.analytics.retention.answer import RetentionAnswer
from huitou.engine.analytics.retention.build import groups_of
from huitou.engine.analytics.retention.count import (
    Cells,
    CountCells,
    CountSizes,
    FindPeople,
    people_of_cell,
)
from huitou.engine.analytics.retention.frame import Frame, frame_of, window_end
from huitou.engine.analytics.retention.query import RetentionCell, RetentionQuery
from huitou.engine.analytics.retention.words import definition
from huitou.engine.analytics.source.events import ActivityIndex, Events, Scan
from huitou.engine.analytics.source.extract import Extract
from huitou.engine.analytics.source.groups import Groups
from huitou.engine.analytics.source.indexed import from_index
from huitou.engine.analytics.source.limits import limited
from huitou.engine.analytics.source.members import restricted
from huitou.engine.analytics.source.traits import numeric_trait
from huitou.engine.analytics.source.unknown import unknown_names


@limited
def retention(events: Events, query: RetentionQuery) -> RetentionAnswer:
    """Who came back. InvalidInput, with the field, for an impossible query; Overloaded or
    TooLarge when a limit of the events is hit.
    """
    frame = frame_of(query, events.as_of)
    index = usable_index(events, query, frame)
    known = from_index(index, lambda index: _from_index(index, query, frame))
    groups, cells = _from_scan(events, query, frame) if known is None else (Groups(), known)
    return RetentionAnswer(
        groups=groups_of(query, frame, groups, cells, events.as_of),
        definition=definition(query, events.as_of),
        notes=_notes(events, query, cells.people),
    )


@limited
def retention_people(events: Events, query: RetentionQuery, cell: RetentionCell) -> pa.Array:
    """The sorted ids of the people of one cell. InvalidInput for a cell that is not there."""
    frame = frame_of(query, events.as_of)
    _check_cell(frame, cell)
    index = usable_index(events, query, frame)
    known = from_index(index, lambda index: _people_from_index(index, query, frame, cell))
    if known is not None:
        return known
    scan = _scan(events, query, frame)
    groups = _groups(scan, query, frame)
    group = groups.place(cell.group, other=cell.other)
    find = FindPeople(query, frame, groups, group, cell.row, cell.column, cell.lost)
    return pa.array(sorted(scan.reduce(find)), pa.string())


def usable_index(events: Events, query: RetentionQuery, frame: Frame) -> ActivityIndex | None:
    """The index, if it knows all that the query asks for."""
    index = events.index
    plain = not (query.where or query.start.where or query.returning.where)
    everybody = query.within is None and query.breakdown is None and query.aggregate is None
    days = query.window == "calendar" and query.min_occurrences == 1
    if index is None or not (plain and everybody and days):
        return None
    named = index.knows(query.start.event) and index.knows(query.returning.event)
    return index if named and index.has_edges(frame.span.edges) else None


def _activity(index: ActivityIndex, query: RetentionQuery, frame: Frame) -> Activity:
    rows = index.sets if query.mode == "recurring" else index.first_sets
    active = index.sets(query.returning.event, frame.span.edges)
    return Activity(rows(query.start.event, frame.rows.edges), active)


def _people_from_index(
    index: ActivityIndex, query: RetentionQuery, frame: Frame, cell: RetentionCell
) -> pa.Array:
    activity = _activity(index, query, frame)
    return index.names(
        people_of_cell(activity, query, frame, cell.row, cell.column, lost=cell.lost)
    )


def _from_index(index: ActivityIndex, query: RetentionQuery, frame: Frame) -> Cells:
    activity = _activity(index, query, frame)
    people = count_cells(activity, frame, rolling=query.rolling)
    lost = None
    if query.churn:
        lost = people[:, :1] - count_cells(activity, frame, rolling=True)
    return Cells(people[None], None if lost is None else lost[None])


def _from_scan(events: Events, query: RetentionQuery, frame: Frame) -> tuple[Groups, Cells]:
    scan = _scan(events, query, frame)
    groups = _groups(scan, query, frame)
    aggregate = query.aggregate
    of_person = aggregate is not None and aggregate.of == "person"
    traits = numeric_trait(events, aggregate.name) if aggregate and of_person else None
    return groups, scan.reduce(CountCells(query, frame, groups, traits))


def _groups(scan: Scan, query: RetentionQuery, frame: Frame) -> Groups:
    if query.breakdown is None:
        return Groups()
    return Groups.largest(scan.reduce(CountSizes(query, frame)), query.breakdown.limit)


def _scan(events: Events, query: RetentionQuery, frame: Frame) -> Scan:
    recurring = query.mode == "recurring"
    value, refund = _numbers(query)
    return events.scan(
        Extract(
            filters=_filters(query),
            where=query.where,
            first=frame.rows.first if recurring else None,
            end=_end(query, frame),
            breakdown=query.breakdown,
            value=value,
            refund=refund,
            **restricted(events, query.within, query.breakdown),
        )
    )


def _filters(query: RetentionQuery) -> tuple[EventFilter, ...]:
    """In the order of the marks of count.py."""
    filters = [query.start, query.returning, EventFilter(query.start.event)]
    aggregate = query.aggregate
    if query.mode != "first_ever":
        filters[2] = query.start
    if aggregate is not None and aggregate.of == "event":
        money = {"currency": aggregate.currency} if aggregate.currency else {}
        refund = EventFilter("Order Refunded", dict(money)) if aggregate.net_of_refunds else NEVER
        back = query.returning
        filters += [refund, EventFilter(back.event, {**back.where, **money})]
    return tuple(filters)


def _numbers(query: RetentionQuery) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which properties of return events and of refunds numbers are read from."""
    aggregate = query.aggregate
    if aggregate is None or aggregate.of == "person":
        return (), ()
    return (aggregate.name,), (aggregate.name, "total")


def _end(query: RetentionQuery, frame: Frame) -> int:
    if query.window == "calendar":
        return frame.span.end
    return max(
        window_end(frame, query, row, cells[-1][1]) for row, cells in enumerate(frame.columns)
    )


def _notes(events: Events, query: RetentionQuery, people: Ints) -> tuple[Note, ...]:
    if people[:, :, 0].any() and people[:, :, 1:].any():
        return ()
    return unknown_names(events, (query.start, query.returning))


def _check_cell(frame: Frame, cell: RetentionCell) -> None:
    if not 0 <= cell.row < len(frame.columns) or not 0 <= cell.column < len(
        frame.columns[cell.row]
    ):
        remedy = "Count rows and columns from 0, as in the answer."
        raise refuse("cell", f"There is no cell {cell.row}, {cell.column}.", remedy)
