"""The answer to who is in a cohort."""

from __future__ import annotations

from dataclasses import dataclass

from huitou.engine.analytics.query.definition import Note, QueryDefinition


@dataclass(frozen=True, slots=True)
class CohortAnswer:
    """How many `people` are in the cohort, and a page of their sorted `ids`; `next_offset` is where
    the next page begins, None after the last one. `version` is that of the saved cohort, None for
    one that is not saved.
    """

    people: int
    ids: tuple[str, ...]
    next_offset: int | None
    version: int | None
    definition: QueryDefinition
    notes: tuple[Note, ...] = ()
