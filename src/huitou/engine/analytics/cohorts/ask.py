"""Asking who is in a cohort."""

from __future__ import annotations

from msgspec.structs import replace

from huitou.engine.analytics.cohorts.answer import CohortAnswer
from huitou.engine.analytics.cohorts.cells import CellPeople
from huitou.engine.analytics.cohorts.evaluate import Finder
from huitou.engine.analytics.cohorts.saved import CohortStore
from huitou.engine.analytics.cohorts.words import described
from huitou.engine.analytics.query.cohort import CohortDefinition, CohortQuery
from huitou.engine.analytics.query.refusals import check_whole, refuse
from huitou.engine.analytics.source.events import Events
from huitou.engine.analytics.source.limits import limited
from huitou.engine.analytics.source.unknown import unknown_names

MOST_IDS = 10_000
_MOST_OFFSET = 1_000_000_000


@limited
def cohort(
    events: Events,
    query: CohortQuery,
    store: CohortStore | None = None,
    cell_people: CellPeople | None = None,
) -> CohortAnswer:
    """Who is in a cohort, and by what definition. `store` knows saved cohorts, `cell_people` the
    people behind cells. InvalidInput, with the field, for an impossible query; NotFound for a
    cohort that is not saved.
    """
    check_whole("limit", query.limit, 1, MOST_IDS)
    check_whole("offset", query.offset, 0, _MOST_OFFSET)
    finder = Finder(events, store, cell_people)
    definition, pinned = _definition(query, store)
    if pinned.version is None:
        found = finder.people(definition)
    else:
        found = finder.saved(definition.name, pinned.version)
    people, after = len(found.ids), query.offset + query.limit
    return CohortAnswer(
        people=people,
        ids=tuple(found.ids.slice(query.offset, query.limit).to_pylist()),
        next_offset=after if after < people else None,
        version=pinned.version,
        definition=described(definition, pinned, events.as_of, found.versions),
        notes=unknown_names(events, found.unmatched),
    )


def _definition(
    query: CohortQuery, store: CohortStore | None
) -> tuple[CohortDefinition, CohortQuery]:
    """The definition, and the query with the version that is the newest now."""
    if (query.definition is None) == (query.name is None):
        remedy = "Give the definition of a cohort, or the name of a saved one."
        raise refuse("definition", "The query needs one of definition and name.", remedy)
    if query.definition is not None:
        if query.version is not None:
            raise refuse("version", "Only a saved cohort has versions.", "Leave version out.")
        return query.definition, query
    assert query.name is not None
    if store is None:
        remedy = "Hand over the store of saved cohorts."
        raise refuse("name", f"No saved cohorts are at hand, so {query.name!r} is unknown.", remedy)
    saved = store.read(query.name, query.version)
    return saved.definition, replace(query, version=saved.version)
