"""Asking for the lifecycle."""

from __future__ import annotations

import pyarrow as pa

from huitou.engine.analytics.lifecycle.answer import LifecycleAnswer, LifecycleInterval
from huitou.engine.analytics.lifecycle.count import (
    Counts,
    CountStates,
    FindPeople,
    States,
    count_states,
    states_of,
)
from huitou.engine.analytics.lifecycle.query import LifecycleCell, LifecycleQuery
from huitou.engine.analytics.lifecycle.words import definition
from huitou.engine.analytics.query.calendar import DEFAULT_INTERVALS, Intervals, range_of
from huitou.engine.analytics.query.events import EventFilter, narrowed
from huitou.engine.analytics.query.refusals import check_whole
from huitou.engine.analytics.source.events import ActivityIndex, Events, Scan
from huitou.engine.analytics.source.extract import Extract
from huitou.engine.analytics.source.indexed import from_index
from huitou.engine.analytics.source.limits import limited
from huitou.engine.analytics.source.members import restricted
from huitou.engine.analytics.source.unknown import unknown_names
from huitou.kernel import to_micros


@limited
def lifecycle(events: Events, query: LifecycleQuery) -> LifecycleAnswer:
    """Who is new, returning, resurrecting or dormant. InvalidInput, with the field, for an
    impossible query.
    """
    range_ = _range(query, events)
    counts = _counts(events, query, range_)
    as_of = to_micros(events.as_of.moment)
    intervals = []
    for number, (new, returning, resurrecting, dormant) in enumerate(counts.people.tolist()):
        intervals.append(
            LifecycleInterval(
                start=range_.start(number),
                new=new,
                returning=returning,
                resurrecting=resurrecting,
                dormant=dormant,
                pulse=(new + resurrecting) / dormant if dormant else None,
                complete=range_.edges[number + 1] <= as_of,
            )
        )
    notes = () if counts.people.any() else unknown_names(events, (query.event,))
    return LifecycleAnswer(tuple(intervals), definition(query, events.as_of), notes)


@limited
def lifecycle_people(events: Events, query: LifecycleQuery, cell: LifecycleCell) -> pa.Array:
    """The sorted ids of the people in one state of one interval. InvalidInput if there is no such
    interval.
    """
    range_ = _range(query, events)
    check_whole("cell.interval", cell.interval, 0, len(range_) - 1)
    edges = range_.extended(before=1).edges
    known = from_index(
        _usable_index(events, query, edges),
        lambda index: index.names(getattr(_states(index, query, edges)[cell.interval], cell.state)),
    )
    if known is not None:
        return known
    find = FindPeople(edges, query.new_by == "event", cell.interval, cell.state)
    return pa.array(sorted(_scan(events, query, edges).reduce(find)), pa.string())


def _counts(events: Events, query: LifecycleQuery, range_: Intervals) -> Counts:
    edges = range_.extended(before=1).edges
    known = from_index(
        _usable_index(events, query, edges),
        lambda index: count_states(_states(index, query, edges)),
    )
    if known is not None:
        return known
    return _scan(events, query, edges).reduce(CountStates(edges, query.new_by == "event"))


def _states(index: ActivityIndex, query: LifecycleQuery, edges: tuple[int, ...]) -> list[States]:
    active = index.sets(query.event.event, edges)
    first = query.event.event if query.new_by == "event" else None
    return states_of(active, index.first_sets(first, edges[1:]))


def _scan(events: Events, query: LifecycleQuery, edges: tuple[int, ...]) -> Scan:
    """All history, because someone's first event may lie in it. The filter on all events is put
    into `event`: it must not hide when a person was first seen.
    """
    active = narrowed(query.event, query.where)
    seen = active if query.new_by == "event" else EventFilter()
    return events.scan(
        Extract(
            filters=(active, seen),
            end=edges[-1],
            **restricted(events, query.within, None),
        )
    )


def _usable_index(
    events: Events, query: LifecycleQuery, edges: tuple[int, ...]
) -> ActivityIndex | None:
    """The index, if it knows all that the query asks for."""
    index = events.index
    plain = not (query.where or query.event.where) and query.within is None
    if index is None or not (plain and index.knows(query.event.event)):
        return None
    return index if index.has_edges(edges) else None


def _range(query: LifecycleQuery, events: Events) -> Intervals:
    moment = events.as_of.moment
    return range_of(query, query.period, query.week_start, moment, DEFAULT_INTERVALS)
