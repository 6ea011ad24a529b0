"""Asking for paths."""

from __future__ import annotations

import pyarrow as pa

from huitou.engine.analytics.paths.answer import PathsAnswer
from huitou.engine.analytics.paths.build import shown_links
from huitou.engine.analytics.paths.check import check_cell, days_of
from huitou.engine.analytics.paths.count import CountPaths, FindPeople, Found
from huitou.engine.analytics.paths.query import PathsCell, PathsQuery
from huitou.engine.analytics.paths.unknown import unknown_nodes
from huitou.engine.analytics.paths.words import definition
from huitou.engine.analytics.query.calendar import Intervals
from huitou.engine.analytics.query.definition import Note
from huitou.engine.analytics.query.events import EventFilter
from huitou.engine.analytics.source.events import Events, Scan
from huitou.engine.analytics.source.extract import Extract
from huitou.engine.analytics.source.limits import limited
from huitou.engine.analytics.source.members import restricted
from huitou.engine.analytics.source.unknown import unknown_names


@limited
def paths(events: Events, query: PathsQuery) -> PathsAnswer:
    """Where people go. InvalidInput, with the field, for an impossible query; Overloaded or
    TooLarge when a limit of the events is hit.
    """
    days = days_of(query, events.as_of)
    scan = _scan(events, query, days)
    found = scan.reduce(CountPaths(query))
    shown = shown_links(found.links, query)
    return PathsAnswer(
        links=shown,
        paths=found.paths,
        people=found.people,
        hidden_links=len(found.links) - len(shown),
        definition=definition(query, days, events.as_of),
        notes=_notes(events, query, scan, found),
    )


@limited
def paths_people(events: Events, query: PathsQuery, cell: PathsCell) -> pa.Array:
    """The sorted ids of the people who walked a link; nobody for a link that is not there.
    InvalidInput for a place that no link can have.
    """
    days = days_of(query, events.as_of)
    check_cell(query, cell)
    scan = _scan(events, query, days)
    return pa.array(sorted(scan.reduce(FindPeople(query, cell))), pa.string())


def _filters(query: PathsQuery) -> tuple[EventFilter, ...]:
    return tuple(EventFilter(name) for name in query.events) or (EventFilter(),)


def _scan(events: Events, query: PathsQuery, days: Intervals) -> Scan:
    return events.scan(
        Extract(
            filters=_filters(query),
            where=query.where,
            first=days.first,
            end=days.end,
            label=query.by or "",
            **restricted(events, query.within, None),
        )
    )


def _notes(events: Events, query: PathsQuery, scan: Scan, found: Found) -> tuple[Note, ...]:
    filters = _filters(query)
    missing = [one for bit, one in enumerate(filters) if not found.seen >> bit & 1]
    unknown = unknown_names(events, missing)
    return unknown if found.paths else unknown + unknown_nodes(scan, query)
