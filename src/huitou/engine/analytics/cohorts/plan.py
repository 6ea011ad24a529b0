"""A predicate made ready: the one Extract that answers all its rules, and the matcher."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, reduce

import pyarrow as pa

from huitou.engine.analytics.cohorts.count import (
    Among,
    Either,
    Every,
    First,
    Matcher,
    Opposite,
    Regular,
    Sequence,
    Times,
)
from huitou.engine.analytics.cohorts.spans import Bounds, bounds_of
from huitou.engine.analytics.cohorts.tree import events_in, key_of, spans_in, walk
from huitou.engine.analytics.query.calendar import intervals_until
from huitou.engine.analytics.query.cohort import (
    AllOf,
    AnyOf,
    CohortDefinition,
    CohortRule,
    FirstTime,
    InCell,
    InCohort,
    InSequence,
    Not,
    Performed,
    PerformedTimes,
    Regularly,
    Restarted,
    Span,
    Stopped,
    TraitIs,
)
from huitou.engine.analytics.query.events import EventFilter
from huitou.engine.analytics.source.extract import Extract
from huitou.kernel import from_micros, to_micros

Known = TraitIs | InCohort | InCell
"""Rules that are answered by a list of people and not by their events."""

_SECOND = 1_000_000
_FOREVER = Bounds(None, None)


@dataclass(frozen=True)
class Planner:
    """Makes matchers of the rules of `definition`; `people` finds the ids behind a Known rule."""

    definition: CohortDefinition
    as_of: datetime
    people: Callable[[Known], pa.Array]

    def extract(self) -> Extract:
        """The events that any rule needs."""
        bounds = [
            _FOREVER if isinstance(rule, FirstTime) else self._bounds(span)
            for _, rule in walk(self.definition.rule)
            for span in spans_in(rule).values()
        ]
        all_bounds = reduce(Bounds.joined, bounds) if bounds else _FOREVER
        return Extract(tuple(self._filters.values()), first=all_bounds.first, end=all_bounds.end)

    def matcher(self, rule: CohortRule | None = None) -> Matcher:
        """The matcher of a rule; of the whole definition by default."""
        rule = rule or self.definition.rule
        if isinstance(rule, AllOf):
            return Every(tuple(self.matcher(part) for part in rule.rules))
        if isinstance(rule, AnyOf):
            return Either(tuple(self.matcher(part) for part in rule.rules))
        if isinstance(rule, Not):
            return Opposite(self.matcher(rule.rule))
        if isinstance(rule, Known):
            found = Among(self.people(rule))
            is_other = isinstance(rule, TraitIs) and rule.op == "not_set"
            return Opposite(found) if is_other else found
        return self._by_events(rule)

    def _by_events(
        self,
        rule: Performed | PerformedTimes | FirstTime | InSequence | Regularly | Stopped | Restarted,
    ) -> Matcher:
        marks = tuple(self._mark(event) for event in events_in(rule))
        did = {name: Times(marks[0], self._bounds(one)) for name, one in spans_in(rule).items()}
        if isinstance(rule, Stopped):
            return Every((did["active"], Opposite(did["silent"])))
        if isinstance(rule, Restarted):
            return Every((did["before"], Opposite(did["silent"]), did["again"]))
        bounds = self._bounds(rule.span)
        if isinstance(rule, Performed):
            return did["span"]
        if isinstance(rule, PerformedTimes):
            return Times(marks[0], bounds, rule.op, rule.count)
        if isinstance(rule, FirstTime):
            return First(marks[0], bounds)
        if isinstance(rule, InSequence):
            window = rule.window_seconds
            return Sequence(marks, bounds, None if window is None else window * _SECOND)
        return Regular(marks[0], bounds, self._edges(rule), rule.at_least, rule.min_occurrences)

    def _edges(self, rule: Regularly) -> tuple[int, ...]:
        end = self._bounds(rule.span).end
        last = to_micros(self.as_of) if end is None else end - 1
        return intervals_until(
            from_micros(last).isoformat(),
            rule.intervals,
            rule.period,
            self.definition.timezone,
            rule.week_start,
        ).edges

    def _bounds(self, span: Span) -> Bounds:
        return bounds_of(span, self.definition.timezone, self.as_of)

    @cached_property
    def _filters(self) -> dict[bytes, EventFilter]:
        """The different events, in the order in which the rules name them."""
        rules = (rule for _, rule in walk(self.definition.rule))
        return {key_of(event): event for rule in rules for event in events_in(rule)}

    def _mark(self, event: EventFilter) -> int:
        return list(self._filters).index(key_of(event))
