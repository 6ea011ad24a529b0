"""From a predicate to people."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from huitou.engine.analytics.cohorts.cells import CellPeople
from huitou.engine.analytics.cohorts.check import check
from huitou.engine.analytics.cohorts.count import Judge, Judged
from huitou.engine.analytics.cohorts.plan import Known, Planner
from huitou.engine.analytics.cohorts.saved import CohortStore, SavedCohort
from huitou.engine.analytics.cohorts.traits import people_with
from huitou.engine.analytics.query.cohort import CohortDefinition, InCell, InCohort
from huitou.engine.analytics.query.events import EventFilter
from huitou.engine.analytics.query.refusals import refuse
from huitou.engine.analytics.source.events import Events
from huitou.engine.analytics.source.extract import Extract
from huitou.engine.analytics.source.limits import limited

_underway: ContextVar[tuple[tuple[str, int], ...]] = ContextVar("cohorts_underway", default=())
"""The saved cohorts that are being evaluated. Not an argument, because the way back to a cohort
may lead through a cell, and so through a query family that knows nothing of this.
"""


@dataclass(frozen=True, eq=False)
class Found:
    """The sorted ids of a cohort's people, the events that nobody had in the time asked about,
    and the versions of the saved cohorts that were read.
    """

    ids: pa.Array
    unmatched: tuple[EventFilter, ...] = ()
    versions: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Finder:
    """Evaluates cohorts of one state of the events. `found` keeps what is known of saved ones, by
    name and version.
    """

    events: Events
    store: CohortStore | None = None
    cell_people: CellPeople | None = None
    found: dict[tuple[str, int], Found] = field(default_factory=dict)

    def people(self, definition: CohortDefinition) -> Found:
        """Who meets the predicate. InvalidInput for an impossible one."""
        check(definition)
        others: list[Found] = []
        planner = Planner(
            definition, self.events.as_of.moment, lambda rule: self._known(rule, others)
        )
        judge, extract = Judge(planner.matcher()), planner.extract()
        judged = self._judged(judge, extract)
        own = [one for bit, one in enumerate(extract.filters) if not judged.marks >> bit & 1]
        return Found(
            ids=_sorted(judged.inside),
            unmatched=(*own, *(one for other in others for one in other.unmatched)),
            versions={name: number for other in others for name, number in other.versions.items()},
        )

    def saved(self, name: str, version: int | None = None) -> Found:
        """Who is in a saved cohort. NotFound for an unknown one, InvalidInput for one that is
        defined by itself.
        """
        if self.store is None:
            remedy = "Hand over the store of saved cohorts."
            raise refuse("rule", f"No saved cohorts are at hand, so {name!r} is unknown.", remedy)
        cohort = self.store.read(name, version)
        key = (cohort.name, cohort.version)
        if key not in self.found:
            self.found[key] = self._evaluated(cohort)
        return self.found[key]

    def _evaluated(self, cohort: SavedCohort) -> Found:
        key, path = (cohort.name, cohort.version), _underway.get()
        if key in path:
            circle = " → ".join(f"{name} (version {number})" for name, number in (*path, key))
            message = f"The cohort {cohort.name!r} is defined by itself: {circle}."
            raise refuse("rule", message, "Change one of them so that the circle is broken.")
        token = _underway.set((*path, key))
        try:
            found = self.people(cohort.definition)
        finally:
            _underway.reset(token)
        versions = {**found.versions, cohort.name: cohort.version}
        return Found(found.ids, found.unmatched, versions)

    def _known(self, rule: Known, others: list[Found]) -> pa.Array:
        if isinstance(rule, InCohort):
            others.append(self.saved(rule.name, rule.version))
            return others[-1].ids
        if isinstance(rule, InCell):
            return self._behind(rule)
        return people_with(self.events, rule)

    def _behind(self, rule: InCell) -> pa.Array:
        if self.cell_people is None:
            remedy = "Hand over how the people behind cells are found."
            raise refuse("rule", "The cells of answers cannot be opened here.", remedy)
        found = self.cell_people(self.events, rule.query_family, rule.query, rule.cell)
        return found.cast(pa.string())

    def _judged(self, judge: Judge, extract: Extract) -> Judged:
        """Everybody of the population who may meet the predicate, judged. People without any event
        that matters are looked up only if one of them could be in.
        """
        judged = Judged((), ())
        if extract.filters:
            judged = self.events.scan(extract).reduce(judge)
        if True in judge.matcher.idle():
            seen = pa.chunked_array([*judged.inside, *judged.outside], pa.string())
            everyone = self.events.query(_everyone).column("person").cast(pa.string())
            idle = everyone.filter(pc.invert(pc.is_in(everyone, seen))).combine_chunks()
            judged = judged + judge.alone(idle)
        return judged


@limited
def cohort_members(
    events: Events,
    definition: CohortDefinition,
    store: CohortStore | None = None,
    cell_people: CellPeople | None = None,
) -> pa.Array:
    """The sorted ids of the people in a cohort, saved or not. `store` knows the cohorts that the
    rule names, `cell_people` the people behind cells. InvalidInput for an impossible predicate,
    NotFound for a cohort that is not saved.
    """
    return Finder(events, store, cell_people).people(definition).ids


def _everyone(table: Any, _: Any) -> Any:
    named = table.filter(table.person.notnull(), table.event.notnull())
    return named.select("person").distinct()


def _sorted(parts: tuple[pa.Array, ...]) -> pa.Array:
    ids = pa.chunked_array([part.cast(pa.string()) for part in parts], pa.string())
    joined = ids.combine_chunks()
    return joined.take(pc.array_sort_indices(joined))
