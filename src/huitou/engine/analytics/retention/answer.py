"""The answer to a retention question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from huitou.engine.analytics.query.definition import Note, QueryDefinition


@dataclass(frozen=True, slots=True)
class RetentionRow:
    """The people of one start interval. All tuples have an entry for each column of the row.

    `start` is the local time at which the interval begins; `people` the cells, `people[0]` the
    row's size; `percent` of what the query says (None where that is 0; column 0 is 100 or None);
    `complete` whether the cell's window has run out, so that its number is final; `values` the
    aggregate (None if the query has none, or nobody is active in the cell of an average); `lost`
    who was not seen in that or a later column (None if not asked for; the row's first entry is 0).
    """

    start: datetime
    people: tuple[int, ...]
    percent: tuple[float | None, ...]
    complete: tuple[bool, ...]
    values: tuple[float | None, ...] | None = None
    lost: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class RetentionGroup:
    """The rows of one group, oldest first, and their mean per column (None where there is none).

    `key` is the value of the breakdown (None: no value, or no breakdown); `other` marks the group
    of all that are not shown.
    """

    key: str | None
    other: bool
    rows: tuple[RetentionRow, ...]
    mean: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class RetentionAnswer:
    """Groups with the most people first, "other" last; a single group without a breakdown."""

    groups: tuple[RetentionGroup, ...]
    definition: QueryDefinition
    notes: tuple[Note, ...] = ()
