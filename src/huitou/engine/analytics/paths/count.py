"""Counting paths from events."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from huitou.engine.analytics.paths.check import from_end
from huitou.engine.analytics.paths.links import Links, links_of, walked
from huitou.engine.analytics.paths.nodes import with_nodes
from huitou.engine.analytics.paths.query import PathsCell, PathsQuery
from huitou.engine.analytics.paths.walks import paths_of
from huitou.engine.analytics.source.rows import Rows


@dataclass(frozen=True, eq=False)
class Found:
    """All links, how many paths there are and of how many people, and which filters of the Extract
    matched anything (their bits).
    """

    links: Links
    paths: int
    people: int
    seen: int

    def __add__(self, other: Found) -> Found:
        return Found(
            self.links + other.links,
            self.paths + other.paths,
            self.people + other.people,
            self.seen | other.seen,
        )


@dataclass(frozen=True, eq=False)
class CountPaths:
    """Everything that an answer tells."""

    query: PathsQuery

    def __call__(self, rows: Rows) -> Found:
        steps = paths_of(rows, self.query)
        return Found(
            links=links_of(steps, from_end=from_end(self.query)),
            paths=len(steps.first),
            people=len(np.unique(steps.person[steps.first])),
            seen=int(np.bitwise_or.reduce(rows.marks)),
        )


@dataclass(frozen=True, eq=False)
class FindPeople:
    """The ids of the people who walked a link."""

    query: PathsQuery
    cell: PathsCell

    def __call__(self, rows: Rows) -> list[str]:
        steps, cell = paths_of(rows, self.query), self.cell
        at, step = walked(steps, from_end=from_end(self.query))
        numbers = {name: number for number, name in enumerate(steps.nodes)}
        source, target = numbers.get(cell.source, -1), numbers.get(cell.target, -1)
        link = (step == cell.step) & (steps.node[at] == source) & (steps.node[at + 1] == target)
        people = np.unique(steps.person[at[link]])
        found: list[str] = rows.names.take(pa.array(people)).to_pylist()
        return found


@dataclass(frozen=True, eq=False)
class FindNodes:
    """The names of the nodes where people were; one may come more than once."""

    query: PathsQuery

    def __call__(self, rows: Rows) -> list[str]:
        rows = with_nodes(rows, self.query)
        assert rows.label is not None
        occurring = np.unique(rows.label).tolist()
        return [name for code in occurring if (name := rows.labels[code]) is not None]
