"""The links between the steps of paths; those of different people add up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from huitou.engine.analytics.paths.walks import Steps
from huitou.engine.analytics.periods import Ints

_PLACES = 64  # places are from -63 to 63


@dataclass(frozen=True, eq=False)
class Links:
    """Link i leads at place `step[i]` from the node `source[i]` to `target[i]` (numbers of
    `nodes`, which are sorted); it was walked `walks[i]` times by `people[i]` people, who took
    `micros[i]` microseconds in all.
    """

    nodes: tuple[str, ...]
    step: Ints
    source: Ints
    target: Ints
    walks: Ints
    people: Ints
    micros: Ints

    def __len__(self) -> int:
        return len(self.step)

    def __add__(self, other: Links) -> Links:
        nodes = tuple(sorted({*self.nodes, *other.nodes}))
        both = zip(self._of_nodes(nodes), other._of_nodes(nodes), strict=True)
        step, source, target, *counts = (np.concatenate(columns) for columns in both)
        order, first = _alike(len(nodes), step, source, target)
        heads = order[first]
        walks, people, micros = (_sums(column[order], first) for column in counts)
        return Links(nodes, step[heads], source[heads], target[heads], walks, people, micros)

    def _of_nodes(self, nodes: tuple[str, ...]) -> tuple[Ints, ...]:
        """The columns, with the nodes as numbers of these."""
        numbers = {name: number for number, name in enumerate(nodes)}
        number = np.array([numbers[name] for name in self.nodes], dtype=np.int64)
        ends = number[self.source], number[self.target]
        return self.step, *ends, self.walks, self.people, self.micros


def links_of(steps: Steps, *, from_end: bool) -> Links:
    """The links of paths."""
    at, step = walked(steps, from_end=from_end)
    source, target, person = steps.node[at], steps.node[at + 1], steps.person[at]
    order, first = _alike(len(steps.nodes), step, source, target)
    heads = order[first]
    # The order keeps the paths of a person together.
    others = np.ones(len(order), dtype=np.int64)
    others[1:] = person[order[1:]] != person[order[:-1]]
    others[first] = 1
    return Links(
        nodes=steps.nodes,
        step=step[heads],
        source=source[heads],
        target=target[heads],
        walks=np.diff(np.append(first, len(order))),
        people=_sums(others, first),
        micros=_sums((steps.at[at + 1] - steps.at[at])[order], first),
    )


def walked(steps: Steps, *, from_end: bool) -> tuple[Ints, Ints]:
    """Every step from which a path goes on, and its place: from 1, or up to -1."""
    length = steps.last - steps.first
    path = np.repeat(np.arange(len(length)), length)
    passed = np.arange(len(path)) - (np.cumsum(length) - length)[path]
    return steps.first[path] + passed, passed - length[path] if from_end else passed + 1


def _alike(nodes: int, step: Ints, source: Ints, target: Ints) -> tuple[Ints, Ints]:
    """An order that puts the same links together, and where in it each link begins."""
    link = ((step + _PLACES) * nodes + source) * nodes + target
    order = np.argsort(link, kind="stable")
    ordered = link[order]
    begins = np.ones(len(order), dtype=bool)
    begins[1:] = ordered[1:] != ordered[:-1]
    return order, np.flatnonzero(begins)


def _sums(values: Ints, first: Ints) -> Ints:
    """The sums of the runs that begin at `first`."""
    return np.add.reduceat(values, first) if len(first) else values
