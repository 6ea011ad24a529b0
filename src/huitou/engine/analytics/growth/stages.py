"""Counting the stages that events alone decide, in all and by campaign or channel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from huitou.engine.analytics.growth.frame import Frame, stage_filters
from huitou.engine.analytics.growth.query import GrowthQuery
from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.query.events import Breakdown
from huitou.engine.analytics.sets import Flags, first_moments
from huitou.engine.analytics.source.events import Events, Scan
from huitou.engine.analytics.source.extract import Extract
from huitou.engine.analytics.source.groups import Groups, Sizes, units_of
from huitou.engine.analytics.source.rows import Rows

By = str | None


@dataclass(frozen=True, eq=False)
class Did:
    """Whether each unit (a person, in a group) is in each stage."""

    exposed: Flags
    shared: Flags
    clicked: Flags
    joined: Flags


MEASURES: dict[str, Callable[[Did], Flags]] = {
    "exposed": lambda did: did.exposed,
    "shared": lambda did: did.shared,
    "clicked": lambda did: did.clicked,
    "joined": lambda did: did.joined,
    "reached": lambda did: did.exposed | did.shared | did.clicked | did.joined,
    "took part": lambda did: did.shared | did.joined,
    "exposed and shared": lambda did: did.exposed & did.shared,
    "clicked and joined": lambda did: did.clicked & did.joined,
}
"""What is counted, by name."""


@dataclass(frozen=True, eq=False)
class Counts:
    """People by group and measure, in the order of MEASURES."""

    people: Ints

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.people + other.people)

    def of(self, group: int) -> dict[str, int]:
        """The counts of one group, by name."""
        return dict(zip(MEASURES, self.people[group].tolist(), strict=True))


def stage_scan(events: Events, query: GrowthQuery, frame: Frame, within: pa.Array | None) -> Scan:
    """The events of all stages, of all time, since only that tells who joins for the first time;
    grouped by campaign and labelled by channel.
    """
    return events.scan(
        Extract(
            filters=tuple(one for filters in stage_filters(query).values() for one in filters),
            where=query.where,
            end=frame.known_end,
            breakdown=Breakdown(by="event", name=query.campaign),
            label=query.channel,
            within=within,
        )
    )


@dataclass(frozen=True, eq=False)
class Stages:
    """Which rows count for which stage. `widths` is how many filters each stage has."""

    widths: tuple[int, ...]
    first: int

    @classmethod
    def of(cls, query: GrowthQuery, frame: Frame) -> Stages:
        return cls(tuple(len(one) for one in stage_filters(query).values()), frame.first)

    def rows(self, rows: Rows, by: By) -> tuple[Rows, Did]:
        """The rows that count, with the group to count by, and the stages of each row."""
        inside = rows.at >= self.first
        exposed, shared, clicked, joined = self._matching(rows)
        firsts = first_moments(rows.person[joined], rows.at[joined], len(rows.names))
        joined &= (rows.at == firsts[rows.person]) & inside
        did = [exposed & inside, shared & inside, clicked & inside, joined]
        counts = did[0] | did[1] | did[2] | did[3]
        kept = rows.where(counts)
        if by == "channel":
            kept = replace(kept, group=kept.label, groups=kept.labels)
        return kept, Did(*(one[counts] for one in did))

    def _matching(self, rows: Rows) -> list[Flags]:
        found, place = [], 0
        for width in self.widths:
            bits = ((1 << width) - 1) << place
            found.append(rows.marks & bits != 0)
            place += width
        return found


@dataclass(frozen=True, eq=False)
class CountSizes:
    """The people reached in each group."""

    stages: Stages
    by: By

    def __call__(self, rows: Rows) -> Sizes:
        kept, _ = self.stages.rows(rows, self.by)
        assert kept.group is not None
        sizes = np.bincount(units_of(kept, kept.group).group, minlength=len(kept.groups))
        return Sizes({key: int(n) for key, n in zip(kept.groups, sizes, strict=True) if n})


@dataclass(frozen=True, eq=False)
class CountStages:
    """The people of each group by measure; without `by` everyone is one group."""

    stages: Stages
    by: By
    groups: Groups

    def __call__(self, rows: Rows) -> Counts:
        _, group, did = _units(self.stages, self.by, self.groups, rows)
        counts = [
            np.bincount(group[measure(did)], minlength=len(self.groups))
            for measure in MEASURES.values()
        ]
        return Counts(np.stack(counts, axis=1))


@dataclass(frozen=True, eq=False)
class FindStage:
    """The ids of the people of a stage in one of the groups."""

    stages: Stages
    by: By
    groups: Groups
    group: int
    stage: str

    def __call__(self, rows: Rows) -> list[str]:
        person, group, did = _units(self.stages, self.by, self.groups, rows)
        found = MEASURES[self.stage](did) & (group == self.group)
        names: list[str] = rows.names.take(pa.array(person[found])).to_pylist()
        return names


def _units(stages: Stages, by: By, groups: Groups, rows: Rows) -> tuple[Ints, Ints, Did]:
    """The person and the group of each unit, and what it did."""
    kept, did = stages.rows(rows, by)
    number = np.zeros(len(kept), dtype=np.int64) if by is None else groups.number_of(kept)
    shown = number >= 0
    kept, number = kept.where(shown), number[shown]
    units = units_of(kept, number)
    masks = []
    for one in (did.exposed, did.shared, did.clicked, did.joined):
        mask = np.zeros(len(units), dtype=bool)
        mask[units.of_row[one[shown]]] = True
        masks.append(mask)
    return units.person, units.group, Did(*masks)
