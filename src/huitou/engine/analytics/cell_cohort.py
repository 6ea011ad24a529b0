"""A cell of an answer, kept as a cohort."""

from __future__ import annotations

from typing import Any

import msgspec

from huitou.engine.analytics.families import family_named, people_of_cell
from huitou.engine.analytics.parse import parsed
from huitou.engine.analytics.query.cohort import CohortDefinition, InCell
from huitou.engine.analytics.source.events import Events


def cohort_of_cell(
    events: Events, name: str, family: str, query: dict[str, Any], cell: dict[str, Any]
) -> CohortDefinition:
    """The cohort `name` of the people behind a cell, as a predicate to be saved. A range that the
    query leaves to the as-of moment is written down, so that the cell stays the same one.
    InvalidInput for what is no such query or cell.
    """
    people_of_cell(events, family, query, cell)
    fixed = {**query, **_open_end(events, query, family_named(family).query)}
    timezone = str(query.get("timezone", "UTC"))
    rule = InCell(query_family=family, query=fixed, cell=cell)
    return CohortDefinition(name=name, rule=rule, timezone=timezone)


def _open_end(events: Events, query: dict[str, Any], kind: type[msgspec.Struct]) -> dict[str, str]:
    """The end of the range, under the name that this kind of query has for it."""
    asked, names = parsed(query, kind), kind.__struct_fields__
    counted_back = "intervals" in names and getattr(asked, "from_", None) is None
    end = "end" if counted_back else "to"
    if end not in names or getattr(asked, end) is not None:
        return {}
    return {end: events.as_of.moment.isoformat()}
