"""The paths that people took: sessions, cut to what is asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from huitou.engine.analytics.paths.nodes import GAP, with_nodes
from huitou.engine.analytics.paths.query import PathsQuery
from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.sets import Flags
from huitou.engine.analytics.source.rows import Rows

SECOND = 1_000_000


@dataclass(frozen=True, eq=False)
class Steps:
    """Steps one after the other: whose, when and at which of `nodes`. Path p has those from
    `first[p]` to `last[p]`, both included; paths follow each other, in the order of persons.
    """

    nodes: tuple[str, ...]
    person: Ints
    at: Ints
    node: Ints
    first: Ints
    last: Ints

    def among(self, chosen: Flags, first: Ints, last: Ints) -> Steps:
        """Only some of the paths, and of them the steps from `first` to `last`."""
        return replace(self, first=first[chosen], last=last[chosen])


def paths_of(rows: Rows, query: PathsQuery) -> Steps:
    """The paths of everyone in the rows."""
    steps = _sessions(with_nodes(rows, query).by_person_and_moment(), query)
    steps = _cut(steps, query)
    if query.start is not None and query.end is not None:
        return _with_gaps(steps, query.step_limit)
    return steps


def _sessions(rows: Rows, query: PathsQuery) -> Steps:
    """Whole sessions; a node that follows itself is one step."""
    assert rows.label is not None
    begins = np.ones(len(rows), dtype=bool)
    pause = query.session_seconds * SECOND
    begins[1:] = (np.diff(rows.person) != 0) | (np.diff(rows.at) > pause)
    moved = begins.copy()
    moved[1:] |= np.diff(rows.label) != 0
    first = np.flatnonzero(begins[moved])
    last = np.append(first, np.count_nonzero(moved))[1:] - 1
    kept = rows.where(moved)
    assert kept.label is not None
    nodes = tuple(name for name in rows.labels if name is not None)  # all are names here
    return Steps(nodes, kept.person, kept.at, kept.label, first, last)


def _cut(steps: Steps, query: PathsQuery) -> Steps:
    """From `start` to `end`, and not more steps than are asked for, except between the two."""
    if query.start is not None:
        first = _next_at(steps, query.start, steps.first)
        steps = steps.among(first <= steps.last, first, steps.last)
    if query.end is None:
        return replace(steps, last=np.minimum(steps.last, steps.first + query.step_limit - 1))
    between = query.start is not None
    end = _next_at(steps, query.end, steps.first + between)
    steps = steps.among(end <= steps.last, steps.first, end)
    if between:
        return steps
    return replace(steps, first=np.maximum(steps.first, steps.last - query.step_limit + 1))


def _next_at(steps: Steps, node: str, places: Ints) -> Ints:
    """The first step at the node that is not before each place; beyond all steps if none is."""
    codes = [code for code, name in enumerate(steps.nodes) if name == node]
    found = np.flatnonzero(steps.node == codes[0]) if codes else np.empty(0, dtype=np.int64)
    return np.append(found, len(steps.node))[np.searchsorted(found, places)]


def _with_gaps(steps: Steps, limit: int) -> Steps:
    """Longer paths than `limit` steps lose those in the middle; the first that is lost stays, as
    the node "…".
    """
    tail = (limit - 1) // 2
    long = steps.last - steps.first >= limit
    gap = steps.first[long] + limit - 1 - tail
    lost = _ranges(gap + 1, steps.last[long] - tail, len(steps.node))
    node = steps.node.copy()
    node[gap] = steps.nodes.index(GAP)
    kept = ~lost
    place = np.cumsum(kept) - 1
    return replace(
        steps,
        person=steps.person[kept],
        at=steps.at[kept],
        node=node[kept],
        first=place[steps.first],
        last=place[steps.last],
    )


def _ranges(first: Ints, last: Ints, length: int) -> Flags:
    """True from each `first` to its `last`, both included; the ranges do not overlap."""
    changes = np.zeros(length + 1, dtype=np.int64)
    np.add.at(changes, first, 1)
    np.add.at(changes, last + 1, -1)
    inside: Flags = np.cumsum(changes[:-1]) > 0
    return inside
