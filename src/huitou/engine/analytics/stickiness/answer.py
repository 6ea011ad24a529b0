"""The answer to a stickiness question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from huitou.engine.analytics.query.definition import Note, QueryDefinition


@dataclass(frozen=True, slots=True)
class StickinessGroup:
    """`histogram[n-1]`: people with n intervals (or blocks), or n and more; `people` who have at
    least 1; `previous` the histogram of the range before, if asked for. `key`, `other` as in
    RetentionGroup.
    """

    key: str | None
    other: bool
    histogram: tuple[int, ...]
    people: int
    previous: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class StickinessAnswer:
    """`starts`: the local times at which the intervals (or blocks) begin."""

    starts: tuple[datetime, ...]
    groups: tuple[StickinessGroup, ...]
    definition: QueryDefinition
    notes: tuple[Note, ...] = ()
