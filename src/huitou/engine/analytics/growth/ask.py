"""Asking how people bring people."""

from __future__ import annotations

from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from huitou.engine.analytics.growth.answer import GrowthAnswer, GrowthGroup, GrowthStage
from huitou.engine.analytics.growth.build import Outcomes, groups_of, participation, stages_of
from huitou.engine.analytics.growth.factors import Factors, factors_of
from huitou.engine.analytics.growth.frame import Frame, frame_of, stage_filters
from huitou.engine.analytics.growth.network import Network, named_inviters, network_of
from huitou.engine.analytics.growth.outcomes import joined_of, qualified_of, retained_of
from huitou.engine.analytics.growth.query import GrowthCell, GrowthQuery
from huitou.engine.analytics.growth.reads import read_joins, read_shares, read_users
from huitou.engine.analytics.growth.spread import people_of_tree, spread_of
from huitou.engine.analytics.growth.stages import (
    CountSizes,
    CountStages,
    FindStage,
    Stages,
    stage_scan,
)
from huitou.engine.analytics.growth.waits import cycle, invite_to_join, join_to_invite
from huitou.engine.analytics.growth.words import definition
from huitou.engine.analytics.query.definition import Note
from huitou.engine.analytics.query.refusals import refuse
from huitou.engine.analytics.source.events import Events, Scan
from huitou.engine.analytics.source.groups import Groups
from huitou.engine.analytics.source.limits import limited
from huitou.engine.analytics.source.members import restricted
from huitou.engine.analytics.source.unknown import unknown_names


class _Asked(NamedTuple):
    """A query with its frame and the cohort that it is restricted to."""

    events: Events
    query: GrowthQuery
    frame: Frame
    within: pa.Array | None

    @property
    def stages(self) -> Stages:
        return Stages.of(self.query, self.frame)

    def scan(self) -> Scan:
        return stage_scan(self.events, self.query, self.frame, self.within)

    def joins(self) -> pa.Table:
        return _inside(read_joins(self.events, self.query, self.frame), self.within)

    def groups(self, scan: Scan, by: str) -> Groups:
        return Groups.largest(scan.reduce(CountSizes(self.stages, by)), self.query.limit)


@limited
def growth(events: Events, query: GrowthQuery) -> GrowthAnswer:
    """How people bring people. InvalidInput, with the field, for an impossible query; Overloaded
    or TooLarge when a limit of the events is hit.
    """
    asked = _asked(events, query)
    frame, scan, joins = asked.frame, asked.scan(), asked.joins()
    network, outcomes = _network(asked, joins), _outcomes(asked, joins)
    counts = scan.reduce(CountStages(asked.stages, None, Groups())).of(0)
    stages = stages_of(counts, outcomes, frame)
    factors = factors_of(events, query, frame, network)
    return GrowthAnswer(
        start=frame.days.start(0),
        end=frame.days.start(len(frame.days)),
        stages=stages,
        participation=participation(counts),
        campaigns=_groups(asked, scan, "campaign", outcomes),
        channels=_groups(asked, scan, "channel", outcomes),
        young_users=factors.young,
        invitations=factors.invitations,
        k_raw=factors.raw,
        k_without_flagged=factors.without_flagged,
        k_incremental=factors.incremental,
        invite_to_join=invite_to_join(network, frame),
        join_to_invite=join_to_invite(network, frame),
        cycle=cycle(network, frame),
        spread=spread_of(network, frame, outcomes.joined.ids, query.largest_trees),
        definition=definition(query, frame, events.as_of),
        notes=_notes(asked, stages, factors),
    )


@limited
def growth_people(events: Events, query: GrowthQuery, cell: GrowthCell) -> pa.Array:
    """The sorted ids of the people of one cell. InvalidInput for a cell that is not there."""
    _check_cell(cell)
    asked = _asked(events, query)
    if cell.stage is None:
        network = _network(asked, asked.joins())
        found = people_of_tree(network, asked.frame, cell.generation, cell.root)
    elif cell.stage in ("qualified", "retained"):
        found = _people_after(asked, cell)
    else:
        found = pa.array(_people_of_stage(asked, cell.stage, cell), pa.string())
    return found.take(pc.sort_indices(found))


def _asked(events: Events, query: GrowthQuery) -> _Asked:
    frame = frame_of(query, events.as_of)
    return _Asked(events, query, frame, restricted(events, query.within, None)["within"])


def _network(asked: _Asked, joins: pa.Table) -> Network:
    events, query, frame = asked.events, asked.query, asked.frame
    # Whom a share_id names is asked of all shares, as an inviter may be outside of the cohort.
    shares = read_shares(events, query, frame)
    persons = events.person_of(joins.column("inviter").combine_chunks())
    inviters = named_inviters(joins, shares, persons)
    users = _inside(read_users(events, query, frame), asked.within)
    return network_of(joins, inviters, _inside(shares, asked.within), users)


def _outcomes(asked: _Asked, joins: pa.Table) -> Outcomes:
    joined = joined_of(joins, asked.frame)
    return Outcomes(
        joined,
        qualified_of(asked.events, asked.query, asked.frame, joined),
        retained_of(asked.events, asked.query, asked.frame, joined),
    )


def _groups(asked: _Asked, scan: Scan, by: str, outcomes: Outcomes) -> tuple[GrowthGroup, ...]:
    groups = asked.groups(scan, by)
    counts = scan.reduce(CountStages(asked.stages, by, groups))
    return groups_of(by, groups, counts, outcomes)


def _inside(table: pa.Table, within: pa.Array | None) -> pa.Table:
    return table if within is None else table.filter(pc.is_in(table.column("person"), within))


def _people_of_stage(asked: _Asked, stage: str, cell: GrowthCell) -> list[str]:
    scan = asked.scan()
    groups = Groups() if cell.by is None else asked.groups(scan, cell.by)
    place = groups.place(cell.group, other=cell.other)
    return scan.reduce(FindStage(asked.stages, cell.by, groups, place, stage))


def _people_after(asked: _Asked, cell: GrowthCell) -> pa.Array:
    joined = joined_of(asked.joins(), asked.frame)
    outcome = qualified_of if cell.stage == "qualified" else retained_of
    chosen = outcome(asked.events, asked.query, asked.frame, joined)
    if cell.by is not None:
        groups = asked.groups(asked.scan(), cell.by)
        place = groups.place(cell.group, other=cell.other)
        chosen = chosen & joined.in_group(cell.by, groups)[place]
    return joined.ids.filter(pa.array(chosen))


def _check_cell(cell: GrowthCell) -> None:
    of_tree = cell.generation is not None or cell.root is not None
    if of_tree == (cell.stage is not None):
        remedy = "Give a stage, or a generation or root of the spread tree."
        raise refuse("cell.stage", "The cell is not a stage, or also of the tree.", remedy)
    if cell.by is None and (cell.group is not None or cell.other):
        remedy = "Say by campaign or by channel."
        raise refuse("cell.by", "Nothing says what the group is of.", remedy)
    if of_tree and cell.by is not None:
        raise refuse("cell.by", "The spread tree has no groups.", "Leave `by` out.")


def _notes(asked: _Asked, stages: tuple[GrowthStage, ...], factors: Factors) -> tuple[Note, ...]:
    query = asked.query
    filters = {
        **stage_filters(query),
        "qualified": query.qualified,
        "retained": query.retained,
    }
    unseen = [one for stage in stages if not stage.people for one in filters[stage.stage]]
    if not factors.raw.users:
        unseen += query.users
    return (*factors.notes, *unknown_names(asked.events, unseen))
