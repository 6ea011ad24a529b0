"""Asking for engagement."""

from __future__ import annotations

import pyarrow as pa

from huitou.engine.analytics.engagement.answer import (
    EngagementAnswer,
    EngagementGroup,
    EngagementInterval,
)
from huitou.engine.analytics.engagement.count import (
    MONTH,
    WEEK,
    CountEngagement,
    Counts,
    CountSizes,
    FindPeople,
)
from huitou.engine.analytics.engagement.dwell import SECOND
from huitou.engine.analytics.engagement.frame import Frame, frame_of
from huitou.engine.analytics.engagement.query import EngagementCell, EngagementQuery
from huitou.engine.analytics.engagement.words import definition
from huitou.engine.analytics.query.refusals import check_whole
from huitou.engine.analytics.source.events import Events, Scan
from huitou.engine.analytics.source.extract import Extract
from huitou.engine.analytics.source.groups import Groups
from huitou.engine.analytics.source.limits import limited
from huitou.engine.analytics.source.members import restricted
from huitou.engine.analytics.source.unknown import unknown_names
from huitou.kernel import to_micros


@limited
def engagement(events: Events, query: EngagementQuery) -> EngagementAnswer:
    """How many people are active, and what their sessions are. InvalidInput, with the field, for an
    impossible query.
    """
    frame = frame_of(query, events.as_of)
    scan = _scan(events, query, frame)
    groups = _groups(scan, query, frame)
    counts = scan.reduce(CountEngagement(frame, groups, query.session_seconds * SECOND))
    as_of = to_micros(events.as_of.moment)
    return EngagementAnswer(
        groups=tuple(
            EngagementGroup(key, other, _intervals(counts, number, frame, as_of))
            for number, (key, other) in enumerate(groups.labels)
        ),
        definition=definition(query, events.as_of),
        notes=() if counts.monthly.any() else unknown_names(events, (query.event,)),
    )


@limited
def engagement_people(events: Events, query: EngagementQuery, cell: EngagementCell) -> pa.Array:
    """The sorted ids of the people of one cell. InvalidInput for a cell that is not there."""
    frame = frame_of(query, events.as_of)
    check_whole("cell.interval", cell.interval, 0, len(frame.intervals) - 1)
    scan = _scan(events, query, frame)
    groups = _groups(scan, query, frame)
    group = groups.place(cell.group, other=cell.other)
    first, end = frame.first_day[cell.interval], frame.end_day[cell.interval]
    if cell.of != "people":
        first = end - (WEEK if cell.of == "wau" else MONTH)
    found = scan.reduce(FindPeople(frame, groups, group, first, end))
    return pa.array(sorted(found), pa.string())


def _scan(events: Events, query: EngagementQuery, frame: Frame) -> Scan:
    return events.scan(
        Extract(
            filters=(query.event,),
            where=query.where,
            first=frame.days.first,
            end=frame.days.end,
            breakdown=query.breakdown,
            exclude_bots=query.exclude_bots,
            **restricted(events, query.within, query.breakdown),
        )
    )


def _groups(scan: Scan, query: EngagementQuery, frame: Frame) -> Groups:
    if query.breakdown is None:
        return Groups()
    return Groups.largest(scan.reduce(CountSizes(frame)), query.breakdown.limit)


def _intervals(
    counts: Counts, group: int, frame: Frame, as_of: int
) -> tuple[EngagementInterval, ...]:
    return tuple(
        _interval(counts, group, number, frame, as_of) for number in range(len(frame.intervals))
    )


def _interval(
    counts: Counts, group: int, number: int, frame: Frame, as_of: int
) -> EngagementInterval:
    place, dwell = (group, number), counts.dwell
    people, events = int(counts.people[place]), int(counts.events[place])
    sessions, single = int(dwell.sessions[place]), int(dwell.single[place])
    seconds = int(dwell.micros[place]) / SECOND
    dau = int(counts.daily[place]) / (frame.end_day[number] - frame.first_day[number])
    mau = int(counts.monthly[place])
    return EngagementInterval(
        start=frame.intervals.start(number),
        people=people,
        dau=dau,
        wau=int(counts.weekly[place]),
        mau=mau,
        dau_per_mau=_per(dau, mau),
        events=events,
        events_per_person=_per(events, people),
        sessions=sessions,
        sessions_per_person=_per(sessions, people),
        single_event_sessions=single,
        dwell_mean=_per(seconds, sessions),
        dwell_median=dwell.median(group, number),
        dwell_mean_without_single=_per(seconds, sessions - single),
        complete=frame.intervals.edges[number + 1] <= as_of,
    )


def _per(amount: float, count: int) -> float | None:
    return amount / count if count else None
