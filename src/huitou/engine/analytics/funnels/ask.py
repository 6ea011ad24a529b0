"""Asking for a funnel."""

from __future__ import annotations

import pyarrow as pa

from huitou.engine.analytics.funnels.answer import FunnelAnswer
from huitou.engine.analytics.funnels.build import groups_of
from huitou.engine.analytics.funnels.check import check_cell, plan_of
from huitou.engine.analytics.funnels.count import CountFunnel, CountSizes
from huitou.engine.analytics.funnels.people import FindPeople
from huitou.engine.analytics.funnels.plan import Plan
from huitou.engine.analytics.funnels.query import FunnelCell, FunnelQuery
from huitou.engine.analytics.funnels.words import definition
from huitou.engine.analytics.query.definition import Note
from huitou.engine.analytics.source.events import Events, Scan
from huitou.engine.analytics.source.extract import Extract
from huitou.engine.analytics.source.groups import Groups
from huitou.engine.analytics.source.limits import limited
from huitou.engine.analytics.source.members import restricted
from huitou.engine.analytics.source.unknown import unknown_names


@limited
def funnel(events: Events, query: FunnelQuery) -> FunnelAnswer:
    """How many took each step. InvalidInput, with the field, for an impossible query; Overloaded or
    TooLarge when a limit of the events is hit.
    """
    plan = plan_of(query, events.as_of)
    scan = _scan(events, plan)
    groups = _groups(scan, plan)
    counts = scan.reduce(CountFunnel(plan, groups))
    return FunnelAnswer(
        groups=groups_of(plan, groups, counts, events.as_of),
        definition=definition(plan, events.as_of),
        notes=_notes(events, plan, counts.seen),
    )


@limited
def funnel_people(events: Events, query: FunnelQuery, cell: FunnelCell) -> pa.Array:
    """The sorted ids of the people of one cell. InvalidInput for a cell that is not there."""
    plan = plan_of(query, events.as_of)
    check_cell(plan, cell)
    scan = _scan(events, plan)
    groups = _groups(scan, plan)
    groups.place(cell.group, other=cell.other)
    return pa.array(sorted(set(scan.reduce(FindPeople(plan, groups, cell)))), pa.string())


def _scan(events: Events, plan: Plan) -> Scan:
    query = plan.query
    return events.scan(
        Extract(
            filters=plan.filters,
            where={} if plan.every else query.where,
            first=plan.days.first,
            end=plan.days.end + plan.window,
            every=plan.every,
            breakdown=query.breakdown,
            label=query.hold_constant,
            **restricted(events, query.within, query.breakdown),
        )
    )


def _groups(scan: Scan, plan: Plan) -> Groups:
    split = plan.query.breakdown
    if split is None:
        return Groups()
    return Groups.largest(scan.reduce(CountSizes(plan)), split.limit)


def _notes(events: Events, plan: Plan, seen: int) -> tuple[Note, ...]:
    """About names that nothing has."""
    filters = plan.query.steps + tuple(one.event for one in plan.query.exclusions)
    missing = [one for bit, one in enumerate(filters) if not seen >> bit & 1]
    return unknown_names(events, missing) if missing else ()
