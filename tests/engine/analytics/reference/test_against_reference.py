"""Every family gives the numbers of the slow second implementation, on random events and questions.

HUITOU_EXAMPLES sets how many event sets each family is tried on, and makes them new ones each time.
HUITOU_EVENT_SETS sets how many the slow test tries all families on together.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huitou.engine.analytics.funnels.ask import funnel
from huitou.engine.analytics.lifecycle.ask import lifecycle
from huitou.engine.analytics.paths.ask import paths
from huitou.engine.analytics.retention.ask import retention
from huitou.engine.analytics.stickiness.ask import stickiness
from reference import funnels as slow_funnels
from reference import lifecycle as slow_lifecycle
from reference import paths as slow_paths
from reference import retention as slow_retention
from reference import stickiness as slow_stickiness
from reference.comparing import differences, plain
from reference.events import Event
from reference.funnel_strategies import funnel_queries, paths_queries
from reference.logs import said
from reference.strategies import (
    COHORT,
    Case,
    cases,
    lifecycle_queries,
    retention_queries,
    stickiness_queries,
)
from reference.tables import logged, opened

GIVEN = os.environ.get("HUITOU_EXAMPLES")
EXAMPLES = int(GIVEN or 40)
EVENT_SETS = int(os.environ.get("HUITOU_EVENT_SETS") or 10_000)
ASKED = 3  # questions of each event set


@dataclass(frozen=True)
class Family:
    """A family of questions, the slow way to answer them, and what of the answer is compared."""

    ask: Callable[..., Any]
    count: Callable[..., Any]
    queries: Callable[[Case], st.SearchStrategy[Any]]
    told: Callable[[Any], Any]

    def check(self, engine: Any, events: list[Event], case: Case, query: Any) -> None:
        answer = self.ask(engine, query)
        as_of = answer.definition.as_of.moment
        expected = self.count(events, query, as_of, {COHORT: case.members})
        assert differences(plain(self.told(answer)), plain(expected)) == []


FAMILIES = {
    "retention": Family(
        retention, slow_retention.retention, retention_queries, lambda answer: answer.groups
    ),
    "stickiness": Family(
        stickiness,
        slow_stickiness.stickiness,
        stickiness_queries,
        lambda answer: (answer.starts, answer.groups),
    ),
    "lifecycle": Family(
        lifecycle, slow_lifecycle.lifecycle, lifecycle_queries, lambda answer: answer.intervals
    ),
    "funnel": Family(funnel, slow_funnels.funnel, funnel_queries, lambda answer: answer.groups),
    "paths": Family(paths, slow_paths.paths, paths_queries, lambda answer: answer),
}


def on_tables(family: Family, data: st.DataObject) -> None:
    case = data.draw(cases())
    engine = opened(case)
    for _ in range(ASKED):
        family.check(engine, list(case.events), case, data.draw(family.queries(case)))


def through_a_log(family: Family, data: st.DataObject) -> None:
    case = data.draw(cases())
    counted, parts = data.draw(said(case))
    use_index = data.draw(st.booleans())
    with TemporaryDirectory() as folder:
        engine = logged(case, parts, Path(folder) / "home", use_index=use_index)
        for _ in range(ASKED):
            family.check(engine, counted, case, data.draw(family.queries(case)))


def tried(compare: Callable[[Family, st.DataObject], None], family: Family, examples: int) -> None:
    """Compare on that many random event sets."""

    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=GIVEN is None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def each(data: st.DataObject) -> None:
        compare(family, data)

    each()


@pytest.mark.parametrize("name", FAMILIES)
def test_random_events_are_counted_as_the_reference_does(name: str) -> None:
    tried(on_tables, FAMILIES[name], EXAMPLES)


@pytest.mark.parametrize("name", FAMILIES)
def test_repeated_late_and_merged_events_are_counted_as_the_reference_does(name: str) -> None:
    tried(through_a_log, FAMILIES[name], max(1, EXAMPLES // 4))


@pytest.mark.slow
@pytest.mark.parametrize("name", FAMILIES)
def test_many_event_sets_show_no_difference(name: str) -> None:
    tried(on_tables, FAMILIES[name], EVENT_SETS // len(FAMILIES))
