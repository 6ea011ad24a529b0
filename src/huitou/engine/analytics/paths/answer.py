"""The answer to a paths question."""

from __future__ import annotations

from dataclasses import dataclass

from huitou.engine.analytics.query.definition import Note, QueryDefinition


@dataclass(frozen=True, slots=True)
class PathLink:
    """From the node `source` at place `step` (from 1) to `target` at the next: how many times it
    was walked, by how many people, and the mean seconds that it took. With `end` alone places are
    counted from the end: the last link has place -1.
    """

    step: int
    source: str
    target: str
    walks: int
    people: int
    mean_seconds: float


@dataclass(frozen=True, slots=True)
class PathsAnswer:
    """The links by place, then people (most first), then names; `paths` and `people` count all
    paths that were found, `hidden_links` the links that a limit left out.
    """

    links: tuple[PathLink, ...]
    paths: int
    people: int
    hidden_links: int
    definition: QueryDefinition
    notes: tuple[Note, ...] = ()
