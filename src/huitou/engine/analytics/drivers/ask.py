"""Asking what goes with staying."""

from __future__ import annotations

import pyarrow as pa

from huitou.engine.analytics.drivers.answer import DriversAnswer
from huitou.engine.analytics.drivers.build import drivers_of
from huitou.engine.analytics.drivers.count import CountNames, CountTables, FindPeople, Tables
from huitou.engine.analytics.drivers.frame import Frame, frame_of
from huitou.engine.analytics.drivers.query import DriversCell, DriversQuery
from huitou.engine.analytics.drivers.words import definition
from huitou.engine.analytics.query.definition import Note
from huitou.engine.analytics.query.events import EventFilter
from huitou.engine.analytics.source.events import Events, Scan
from huitou.engine.analytics.source.extract import Extract
from huitou.engine.analytics.source.groups import Groups
from huitou.engine.analytics.source.limits import limited
from huitou.engine.analytics.source.members import restricted
from huitou.engine.analytics.source.unknown import unknown_names


@limited
def drivers(events: Events, query: DriversQuery) -> DriversAnswer:
    """Which early behaviours go with coming back. InvalidInput, with the field, for an impossible
    query.
    """
    frame = frame_of(query, events.as_of)
    scan = _scan(events, query, frame, query.actions)
    actions = query.actions or _most_frequent(scan, query, frame)
    tables = scan.reduce(CountTables(frame, actions))
    found, few = drivers_of(query, actions, tables.people)
    return DriversAnswer(
        people=tables.counted,
        returned=tables.returned,
        too_recent=tables.too_recent,
        drivers=found,
        too_few=few,
        definition=definition(query, events.as_of),
        notes=_notes(events, query, tables),
    )


@limited
def drivers_people(events: Events, query: DriversQuery, cell: DriversCell) -> pa.Array:
    """The sorted ids of the people of one cell; nobody for an action that never happens."""
    frame = frame_of(query, events.as_of)
    scan = _scan(events, query, frame, (cell.action,))
    found = scan.reduce(FindPeople(frame, (cell.action,), cell.did, cell.returned))
    return pa.array(sorted(found), pa.string())


def _scan(
    events: Events, query: DriversQuery, frame: Frame, actions: tuple[EventFilter, ...]
) -> Scan:
    """Every event of everyone: the first of all time decides, and how active people were else."""
    return events.scan(
        Extract(
            filters=(query.start, query.returning, *actions),
            where=query.where,
            end=frame.reach,
            every=True,
            label=None if actions else "",
            **restricted(events, query.within, None),
        )
    )


def _most_frequent(scan: Scan, query: DriversQuery, frame: Frame) -> tuple[EventFilter, ...]:
    names = Groups.largest(scan.reduce(CountNames(frame)), query.actions_limit).keys
    return tuple(EventFilter(name) for name in names)


def _notes(events: Events, query: DriversQuery, tables: Tables) -> tuple[Note, ...]:
    """Names that occur nowhere, asked for only where a filter matched nobody."""
    if tables.counted == 0:
        return unknown_names(events, (query.start, *query.actions, query.returning))
    did = tables.people[:, :, 1:].sum(axis=(1, 2, 3))
    unmet = [one for one, people in zip(query.actions, did, strict=False) if people == 0]
    if tables.returned == 0:
        unmet.append(query.returning)
    return unknown_names(events, unmet)
