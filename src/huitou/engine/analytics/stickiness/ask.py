"""Asking for stickiness."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.query.calendar import (
    DEFAULT_INTERVALS,
    MOST_INTERVALS,
    Intervals,
    range_of,
)
from huitou.engine.analytics.query.refusals import check_whole
from huitou.engine.analytics.source.events import ActivityIndex, Events, Scan
from huitou.engine.analytics.source.extract import Extract
from huitou.engine.analytics.source.groups import Groups, check_breakdown
from huitou.engine.analytics.source.indexed import from_index
from huitou.engine.analytics.source.limits import limited
from huitou.engine.analytics.source.members import restricted
from huitou.engine.analytics.source.unknown import unknown_names
from huitou.engine.analytics.stickiness.answer import StickinessAnswer, StickinessGroup
from huitou.engine.analytics.stickiness.count import (
    CountHistograms,
    CountSizes,
    FindPeople,
    chosen,
    histogram_of,
)
from huitou.engine.analytics.stickiness.query import Criterion, StickinessCell, StickinessQuery
from huitou.engine.analytics.stickiness.words import definition

_MOST_EVENTS = 1_000_000


@limited
def stickiness(events: Events, query: StickinessQuery) -> StickinessAnswer:
    """On how many intervals people were active. InvalidInput, with the field, for an impossible
    query.
    """
    range_ = _range(query, events)
    edges = _joined(range_.edges, query.interval_count)
    groups, histograms = _histograms(events, query, edges)
    previous = None
    if query.compare:
        before = range_.extended(before=len(range_)).edges[: len(range_) + 1]
        blocks = _joined(before, query.interval_count)
        previous = _counted(events, query, blocks, groups)
    notes = () if histograms.any() else unknown_names(events, (query.event,))
    return StickinessAnswer(
        starts=tuple(range_.start(i) for i in range(0, len(range_), query.interval_count)),
        groups=tuple(
            StickinessGroup(
                key=key,
                other=other,
                histogram=_shape(histograms[number], cumulative=query.cumulative),
                people=int(histograms[number].sum()),
                previous=None
                if previous is None
                else _shape(previous[number], cumulative=query.cumulative),
            )
            for number, (key, other) in enumerate(groups.labels)
        ),
        definition=definition(query, events.as_of),
        notes=notes,
    )


@limited
def stickiness_people(events: Events, query: StickinessQuery, cell: StickinessCell) -> pa.Array:
    """The sorted ids of the people of one bar. InvalidInput for a bar that is not there."""
    edges = _joined(_range(query, events).edges, query.interval_count)
    check_whole("cell.intervals", cell.intervals, 1, len(edges) - 1)
    known = from_index(
        _usable_index(events, query, edges),
        lambda index: index.names(
            chosen(
                index.sets(query.event.event, edges), cell.intervals, cumulative=query.cumulative
            )
        ),
    )
    if known is not None:
        return known
    scan = _scan(events, query, edges)
    groups = _groups(scan, query, edges)
    group = groups.place(cell.group, other=cell.other)
    find = FindPeople(edges, query.criterion, groups, group, cell.intervals, query.cumulative)
    return pa.array(sorted(scan.reduce(find)), pa.string())


def _histograms(
    events: Events, query: StickinessQuery, edges: tuple[int, ...]
) -> tuple[Groups, Ints]:
    known = _known(events, query, edges)
    if known is not None:
        return Groups(), known
    scan = _scan(events, query, edges)
    groups = _groups(scan, query, edges)
    return groups, scan.reduce(CountHistograms(edges, query.criterion, groups)).people


def _counted(
    events: Events, query: StickinessQuery, edges: tuple[int, ...], groups: Groups
) -> Ints:
    known = _known(events, query, edges)
    if known is not None:
        return known
    scan = _scan(events, query, edges)
    return scan.reduce(CountHistograms(edges, query.criterion, groups)).people


def _known(events: Events, query: StickinessQuery, edges: tuple[int, ...]) -> Ints | None:
    """The one histogram that the index tells."""
    return from_index(
        _usable_index(events, query, edges),
        lambda index: np.stack([histogram_of(index.sets(query.event.event, edges))]),
    )


def _groups(scan: Scan, query: StickinessQuery, edges: tuple[int, ...]) -> Groups:
    if query.breakdown is None:
        return Groups()
    sizes = scan.reduce(CountSizes(edges, query.criterion))
    return Groups.largest(sizes, query.breakdown.limit)


def _scan(events: Events, query: StickinessQuery, edges: tuple[int, ...]) -> Scan:
    return events.scan(
        Extract(
            filters=(query.event,),
            where=query.where,
            first=edges[0],
            end=edges[-1],
            breakdown=query.breakdown,
            **restricted(events, query.within, query.breakdown),
        )
    )


def _usable_index(
    events: Events, query: StickinessQuery, edges: tuple[int, ...]
) -> ActivityIndex | None:
    """The index, if it knows all that the query asks for."""
    index = events.index
    plain = not (query.where or query.event.where) and query.criterion == Criterion()
    everybody = query.within is None and query.breakdown is None
    if index is None or not (plain and everybody and index.knows(query.event.event)):
        return None
    return index if index.has_edges(edges) else None


def _range(query: StickinessQuery, events: Events) -> Intervals:
    check_breakdown(query.breakdown)
    check_whole("interval_count", query.interval_count, 1, MOST_INTERVALS)
    check_whole("criterion.count", query.criterion.count, 1, _MOST_EVENTS)
    return range_of(query, query.period, query.week_start, events.as_of.moment, DEFAULT_INTERVALS)


def _joined(edges: tuple[int, ...], length: int) -> tuple[int, ...]:
    """The edges of blocks of `length` intervals from the first on."""
    return (*edges[:-1:length], edges[-1])


def _shape(histogram: Ints, *, cumulative: bool) -> tuple[int, ...]:
    shown = np.cumsum(histogram[::-1])[::-1] if cumulative else histogram
    return tuple(int(n) for n in shown)
