"""Cohorts that name other cohorts and the cells of answers, and cohorts that other queries name."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from huitou.engine.analytics.cohorts import versions
from huitou.engine.analytics.cohorts.evaluate import Finder, cohort_members
from huitou.engine.analytics.cohorts.resolve import SavedCohorts
from huitou.engine.analytics.cohorts.saved import CohortStore
from huitou.engine.analytics.query.cohort import (
    AllOf,
    CohortDefinition,
    CohortRule,
    InCell,
    InCohort,
    Not,
    Performed,
    Span,
)
from huitou.engine.analytics.query.events import event
from huitou.engine.analytics.source.members import members_of
from huitou.kernel import InvalidInput, NotFound

A, B = Performed(event("A")), Performed(event("B"))


@pytest.fixture
def events(happened: Any) -> Any:
    return happened(
        "ann A 2026-06-01T01",
        "bob A 2026-06-01T17",
        "bob B 2026-06-02",
        "cat B 2026-06-03",
    )


def save(store: CohortStore, name: str, rule: CohortRule, timezone: str = "UTC") -> int:
    return store.save(CohortDefinition(name, rule, timezone))


def test_a_cohort_in_a_cohort(events: Any, members: Any, store: CohortStore) -> None:
    save(store, "did-a", A)
    save(store, "a-not-b", AllOf((InCohort("did-a"), Not(B))))
    assert members(events, InCohort("did-a"), store=store) == ["ann", "bob"]
    assert members(events, InCohort("a-not-b"), store=store) == ["ann"]
    assert members(events, Not(InCohort("a-not-b")), store=store) == ["bob", "cat"]
    save(store, "did-a", B)
    assert members(events, InCohort("did-a"), store=store) == ["bob", "cat"]
    assert members(events, InCohort("did-a", 1), store=store) == ["ann", "bob"]
    assert members(events, InCohort("a-not-b"), store=store) == []


def test_each_cohort_has_its_own_days(events: Any, members: Any, store: CohortStore) -> None:
    june_1 = Performed(event("A"), Span(from_="2026-06-01", to="2026-06-01"))
    save(store, "china", june_1, "Asia/Shanghai")
    assert members(events, june_1) == ["ann", "bob"]
    assert members(events, AllOf((june_1, InCohort("china"))), store=store) == ["ann"]


def test_a_cohort_that_is_not_there(events: Any, members: Any, store: CohortStore) -> None:
    save(store, "big-buyers", A)
    with pytest.raises(NotFound, match="big-buyers"):
        members(events, InCohort("big-buyer"), store=store)
    store.remove("big-buyers")
    with pytest.raises(NotFound, match="removed"):
        members(events, InCohort("big-buyers"), store=store)
    with pytest.raises(InvalidInput, match="No saved cohorts"):
        members(events, InCohort("big-buyers"))


def test_a_circle_is_told_with_its_path(
    events: Any, members: Any, store: CohortStore, tmp_path: Path
) -> None:
    """`save` refuses circles, but files may come from elsewhere."""
    for name, other in (("vip", "loud"), ("loud", "rich"), ("rich", "vip")):
        record = versions.Record(CohortDefinition(name, Not(InCohort(other))))
        versions.write(tmp_path / "cohorts" / name, 1, record)
    circle = "vip (version 1) → loud (version 1) → rich (version 1) → vip (version 1)"
    with pytest.raises(InvalidInput) as caught:
        members(events, InCohort("vip"), store=store)
    assert circle in caught.value.message
    # Nothing stays behind that would make a healthy cohort look like a circle.
    save(store, "rich", A)
    assert members(events, InCohort("vip"), store=store) == ["ann", "bob"]


def test_a_circle_through_a_cell(events: Any, store: CohortStore) -> None:
    """The cohort is people of a cell, of an answer that is restricted to the cohort."""

    def cell_people(at: Any, family: str, query: dict[str, Any], cell: dict[str, Any]) -> pa.Array:
        return members_of(at, query["within"])

    save(store, "vip", InCell("retention", {"within": "vip"}, {}))
    with_cohorts = replace(events, cohorts=SavedCohorts(store, cell_people))
    with pytest.raises(InvalidInput, match="defined by itself"):
        members_of(with_cohorts, "vip")


def test_people_of_a_cell(events: Any, members: Any) -> None:
    asked = []

    def cell_people(at: Any, family: str, query: dict[str, Any], cell: dict[str, Any]) -> pa.Array:
        asked.append((at, family, query, cell))
        return pa.array(["bob", "cat", "stranger"])

    cell = InCell("lifecycle", {"period": "week"}, {"interval": 3, "state": "new"})
    assert members(events, cell, cell_people=cell_people) == ["bob", "cat"]
    assert members(events, AllOf((A, cell)), cell_people=cell_people) == ["bob"]
    assert members(events, Not(cell), cell_people=cell_people) == ["ann"]
    assert asked[0] == (events, "lifecycle", {"period": "week"}, {"interval": 3, "state": "new"})
    with pytest.raises(InvalidInput, match="cannot be opened"):
        members(events, cell)


def test_other_queries_find_the_people_by_name(events: Any, store: CohortStore) -> None:
    save(store, "did-a", A)
    with_cohorts = replace(events, cohorts=SavedCohorts(store))
    assert members_of(with_cohorts, "did-a").to_pylist() == ["ann", "bob"]
    with pytest.raises(NotFound):
        members_of(with_cohorts, "unheard")


def test_people_are_found_once_for_each_version_and_events(
    events: Any, happened: Any, store: CohortStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = []
    people = Finder.people

    def counting(self: Finder, definition: CohortDefinition) -> Any:
        counted.append(definition.name)
        return people(self, definition)

    monkeypatch.setattr(Finder, "people", counting)
    save(store, "did-a", A)
    save(store, "not-a", Not(InCohort("did-a")))
    find = SavedCohorts(store)
    assert find(events, "not-a").to_pylist() == find(events, "not-a").to_pylist() == ["cat"]
    assert find(events, "did-a").to_pylist() == ["ann", "bob"]
    assert counted == ["not-a", "did-a"]
    assert find(happened("eve A 2026-06-01"), "did-a").to_pylist() == ["eve"]
    save(store, "did-a", B)
    assert find(events, "did-a").to_pylist() == ["bob", "cat"]
    assert counted == ["not-a", "did-a", "did-a", "did-a"]


def test_events_that_nobody_holds_are_let_go(happened: Any, store: CohortStore) -> None:
    save(store, "did-a", A)
    find = SavedCohorts(store)
    events = happened("ann A 2026-06-01")
    gone = weakref.ref(events)
    find(events, "did-a")
    del events
    gc.collect()
    assert gone() is None


def test_ids_come_sorted(happened: Any) -> None:
    events = happened(*(f"{name} A 2026-06-01" for name in ("b", "茶", "a", "B", "10", "9", "é")))
    found = cohort_members(events, CohortDefinition("some", Not(B)))
    assert found.type == pa.string()
    assert found.to_pylist() == ["10", "9", "B", "a", "b", "é", "茶"]
