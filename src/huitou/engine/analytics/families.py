"""Every query family by its name: what it is asked with, who answers, and whose people a cell
holds. Whoever offers queries to people or programs (command line, API, pages) reads this list.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from huitou.engine.analytics.cohorts.answer import CohortAnswer
from huitou.engine.analytics.cohorts.ask import cohort
from huitou.engine.analytics.cohorts.evaluate import cohort_members
from huitou.engine.analytics.cohorts.resolve import SavedCohorts
from huitou.engine.analytics.cohorts.saved import CohortStore
from huitou.engine.analytics.drivers.ask import drivers, drivers_people
from huitou.engine.analytics.drivers.query import DriversCell, DriversQuery
from huitou.engine.analytics.engagement.ask import engagement, engagement_people
from huitou.engine.analytics.engagement.query import EngagementCell, EngagementQuery
from huitou.engine.analytics.funnels.ask import funnel, funnel_people
from huitou.engine.analytics.funnels.query import FunnelCell, FunnelQuery
from huitou.engine.analytics.groups.ask import groups_people, report_by_group
from huitou.engine.analytics.groups.query import GroupsCell, GroupsQuery
from huitou.engine.analytics.growth.ask import growth, growth_people
from huitou.engine.analytics.growth.query import GrowthCell, GrowthQuery
from huitou.engine.analytics.lifecycle.ask import lifecycle, lifecycle_people
from huitou.engine.analytics.lifecycle.query import LifecycleCell, LifecycleQuery
from huitou.engine.analytics.parse import parsed
from huitou.engine.analytics.paths.ask import paths, paths_people
from huitou.engine.analytics.paths.query import PathsCell, PathsQuery
from huitou.engine.analytics.query.cohort import CohortCell, CohortQuery
from huitou.engine.analytics.query.events import Question
from huitou.engine.analytics.query.refusals import refuse
from huitou.engine.analytics.retention.ask import retention, retention_people
from huitou.engine.analytics.retention.query import RetentionCell, RetentionQuery
from huitou.engine.analytics.source.events import Events
from huitou.engine.analytics.source.members import members_of
from huitou.engine.analytics.stickiness.ask import stickiness, stickiness_people
from huitou.engine.analytics.stickiness.query import StickinessCell, StickinessQuery
from huitou.engine.analytics.value.ask import customer_value, value_people
from huitou.engine.analytics.value.query import ValueCell, ValueQuery


@dataclass(frozen=True)
class Family:
    """A kind of question. `ask(events, query)` answers it with a frozen dataclass;
    `people(events, query, cell)` gives the sorted ids of the people behind a cell.
    """

    name: str
    query: type[Question]
    ask: Callable[[Events, Any], Any]
    cell: type[Question] | None = None
    people: Callable[[Events, Any, Any], pa.Array] | None = None


def _cohort(events: Events, query: CohortQuery) -> CohortAnswer:
    return cohort(events, query, _store(events), people_of_cell)


def _cohort_people(events: Events, query: CohortQuery, _: CohortCell) -> pa.Array:
    if query.name is not None:
        return members_of(events, query.name)
    if query.definition is None:
        remedy = "Give the definition of a cohort, or the name of a saved one."
        raise refuse("definition", "The query needs one of definition and name.", remedy)
    return cohort_members(events, query.definition, _store(events), people_of_cell)


def _store(events: Events) -> CohortStore | None:
    return events.cohorts.store if isinstance(events.cohorts, SavedCohorts) else None


FAMILIES = {
    family.name: family
    for family in (
        Family("retention", RetentionQuery, retention, RetentionCell, retention_people),
        Family("stickiness", StickinessQuery, stickiness, StickinessCell, stickiness_people),
        Family("lifecycle", LifecycleQuery, lifecycle, LifecycleCell, lifecycle_people),
        Family("engagement", EngagementQuery, engagement, EngagementCell, engagement_people),
        Family("funnel", FunnelQuery, funnel, FunnelCell, funnel_people),
        Family("paths", PathsQuery, paths, PathsCell, paths_people),
        Family("cohort", CohortQuery, _cohort, CohortCell, _cohort_people),
        Family("customer_value", ValueQuery, customer_value, ValueCell, value_people),
        Family("growth", GrowthQuery, growth, GrowthCell, growth_people),
        Family("drivers", DriversQuery, drivers, DriversCell, drivers_people),
        Family("groups", GroupsQuery, report_by_group, GroupsCell, groups_people),
    )
}


def family_named(name: str) -> Family:
    """The family of that name; InvalidInput for an unknown one."""
    if name not in FAMILIES:
        remedy = f"Ask for one of: {', '.join(FAMILIES)}."
        raise refuse("family", f"There is no query family {name!r}.", remedy)
    return FAMILIES[name]


def ask(events: Events, family: str, query: dict[str, Any]) -> Any:
    """The answer to a query given as JSON values. InvalidInput, with the field, for values that
    are no such query.
    """
    found = family_named(family)
    return found.ask(events, parsed(query, found.query))


def people_of_cell(
    events: Events, family: str, query: dict[str, Any], cell: dict[str, Any]
) -> pa.Array:
    """The sorted ids of the people behind one cell of the answer to a query, both given as JSON
    values. InvalidInput for what is no such query or cell, or counts no people.
    """
    found = family_named(family)
    if found.cell is None or found.people is None:
        remedy = "Ask for the people of another family."
        raise refuse("family", f"The cells of {family} count no people.", remedy)
    return found.people(events, parsed(query, found.query), parsed(cell, found.cell))
