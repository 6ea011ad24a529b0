"""One rule at a time, on events whose answer a child can see."""

from __future__ import annotations

from typing import Any

import pytest

from huitou.engine.analytics.cohorts import count
from huitou.engine.analytics.query.cohort import (
    AllOf,
    AnyOf,
    Comparison,
    FirstTime,
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
from huitou.engine.analytics.query.events import event

A, B, C = event("A"), event("B"), event("C")
JUNE_1 = Span(from_="2026-06-01", to="2026-06-01")
JUNE_2 = Span(from_="2026-06-02", to="2026-06-02")
JUNE_3 = Span(from_="2026-06-03", to="2026-06-03")


def test_performed(happened: Any, members: Any) -> None:
    events = happened("ann A 2026-06-01", "bob A 2026-06-02", "cat B 2026-06-01")
    assert members(events, Performed(A)) == ["ann", "bob"]
    assert members(events, Performed(A, JUNE_1)) == ["ann"]
    assert members(events, Performed(event())) == ["ann", "bob", "cat"]
    assert members(events, Performed(event(), JUNE_1)) == ["ann", "cat"]
    assert members(events, Performed(C)) == []


def test_properties_are_compared_as_json(happened: Any, members: Any) -> None:
    events = happened(
        'ann A 2026-06-01 {"x":1}',
        'bob A 2026-06-01 {"x":"1"}',
        'cat A 2026-06-01 {"x":true}',
        "dot A 2026-06-01",
    )
    assert members(events, Performed(event("A", x=1))) == ["ann"]
    assert members(events, Performed(event("A", x=True))) == ["cat"]
    # One scan answers both, and does not take true for 1 as Python does.
    both = AnyOf((Performed(event("A", x=1)), Performed(event("A", x=True))))
    assert members(events, both) == ["ann", "cat"]
    assert members(events, Performed(event("A", x=None))) == ["dot"]


def test_performed_times(happened: Any, members: Any) -> None:
    events = happened(
        "ann A 2026-06-01T01", "bob A 2026-06-01T01", "bob A 2026-06-01T02", "cat B 2026-06-01"
    )
    expected: tuple[tuple[Comparison, int, list[str]], ...] = (
        (">=", 1, ["ann", "bob"]),
        (">", 1, ["bob"]),
        ("=", 1, ["ann"]),
        ("=", 2, ["bob"]),
        ("<=", 1, ["ann", "cat"]),
        ("<", 2, ["ann", "cat"]),
        (">=", 0, ["ann", "bob", "cat"]),
    )
    for op, times, people in expected:
        assert members(events, PerformedTimes(A, op, times)) == people, (op, times)


def test_zero_times_means_people_who_did_something_else(happened: Any, members: Any) -> None:
    events = happened("ann A 2026-06-01", "cat B 2026-06-01", traits={"eve": [{"plan": "pro"}]})
    never: tuple[tuple[Comparison, int], ...] = (("=", 0), ("<=", 0), ("<", 1))
    for op, times in never:
        assert members(events, PerformedTimes(A, op, times)) == ["cat"]
        assert members(events, PerformedTimes(A, op, times, JUNE_2)) == ["ann", "cat"]


def test_first_time(happened: Any, members: Any) -> None:
    events = happened(
        "ann A 2026-06-01",
        "ann A 2026-06-02",
        "bob B 2026-06-01",
        "bob A 2026-06-02",
        'cat A 2026-06-01 {"x":1}',
        'cat A 2026-06-02 {"x":2}',
    )
    assert members(events, FirstTime(A, JUNE_2)) == ["bob"]
    assert members(events, FirstTime(A, JUNE_1)) == ["ann", "cat"]
    assert members(events, FirstTime(A)) == ["ann", "bob", "cat"]
    # The first that matches, not the first of that name.
    assert members(events, FirstTime(event("A", x=2), JUNE_2)) == ["cat"]


def test_first_time_looks_back_beyond_the_spans_of_other_rules(happened: Any, members: Any) -> None:
    events = happened("ann A 2025-01-01", "ann A 2026-06-02", "bob A 2026-06-02")
    rule = AllOf((Performed(A, JUNE_2), FirstTime(A, JUNE_2)))
    assert members(events, rule) == ["bob"]


def test_in_sequence(happened: Any, members: Any) -> None:
    events = happened(
        "ann A 2026-06-01T10",
        "ann B 2026-06-01T11",
        "ann C 2026-06-01T12",
        "bob B 2026-06-01T10",
        "bob A 2026-06-01T11",
        "bob C 2026-06-01T12",
        "cat A 2026-06-01T10",
        "dot B 2026-06-01T12",
    )
    assert members(events, InSequence((A, B, C))) == ["ann"]
    assert members(events, InSequence((B, A))) == ["bob"]
    assert members(events, InSequence((A, C))) == ["ann", "bob"]
    assert members(events, InSequence((A, C), window_seconds=3600)) == ["bob"]
    assert members(events, InSequence((A, C), window_seconds=3599)) == []
    late = Span(from_="2026-06-01T10:30:00")
    assert members(events, InSequence((A, C), span=late)) == ["bob"]


def test_a_sequence_of_many_people_is_found_in_pieces(
    happened: Any, members: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(count, "_PIECE", 3)
    names = [f"p{number}" for number in range(10)]
    lines = [f"{name} {did}" for name in names for did in ("A 2026-06-01", "B 2026-06-02")]
    events = happened(*lines, "q B 2026-06-01", "q A 2026-06-02")
    assert members(events, InSequence((A, B))) == names
    assert members(events, InSequence((B, A))) == ["q"]


def test_a_sequence_may_begin_again(happened: Any, members: Any) -> None:
    """The first A is too early for the window; the second one is not."""
    events = happened("ann A 2026-06-01T01", "ann A 2026-06-01T10", "ann B 2026-06-01T11")
    assert members(events, InSequence((A, B), window_seconds=3600)) == ["ann"]


def test_one_event_serves_one_step(happened: Any, members: Any) -> None:
    events = happened("ann A 2026-06-01", "bob A 2026-06-01", "bob A 2026-06-02")
    assert members(events, InSequence((A, A))) == ["bob"]
    assert members(events, InSequence((event(), event()))) == ["bob"]
    assert members(events, InSequence((A, A, A))) == []


def test_steps_at_one_moment_are_in_order(happened: Any, members: Any) -> None:
    events = happened(
        "ann B 2026-06-01T10",
        "ann A 2026-06-01T10",
        'bob A 2026-06-01T10 {"x":1}',
        "bob A 2026-06-01T10",
    )
    assert members(events, InSequence((A, B), window_seconds=0)) == ["ann"]
    assert members(events, InSequence((B, A), window_seconds=0)) == ["ann"]
    # Bob's plain event can only be the first step, so the other one is left for the second.
    assert members(events, InSequence((A, event("A", x=1)))) == ["bob"]


def test_regularly_by_day(happened: Any, members: Any) -> None:
    events = happened(
        "ann A 2026-06-08T01",
        "ann A 2026-06-09T01",
        "ann A 2026-06-10T01",
        "bob A 2026-06-07T23:59:59",
        "bob A 2026-06-09T01",
        "bob A 2026-06-09T02",
        "bob A 2026-06-10T23",
    )
    assert members(events, Regularly(A, "day", 3, 3)) == ["ann"]
    assert members(events, Regularly(A, "day", 3, 2)) == ["ann", "bob"]
    assert members(events, Regularly(A, "day", 4, 3)) == ["ann", "bob"]
    assert members(events, Regularly(A, "day", 3, 1, min_occurrences=2)) == ["bob"]
    until = Span(to="2026-06-09")
    assert members(events, Regularly(A, "day", 3, 2, span=until)) == ["ann", "bob"]
    assert members(events, Regularly(A, "day", 2, 2, span=until)) == ["ann"]
    since = Span(from_="2026-06-09")
    assert members(events, Regularly(A, "day", 3, 3, span=since)) == []


def test_regularly_by_week_and_month(happened: Any, members: Any) -> None:
    """2026-06-10 is a Wednesday, 2026-06-07 a Sunday."""
    events = happened(
        "ann A 2026-06-07", "ann A 2026-06-10", "bob A 2026-05-31", "bob A 2026-06-01"
    )
    assert members(events, Regularly(A, "week", 2, 2)) == ["ann"]
    assert members(events, Regularly(A, "week", 3, 2)) == ["ann", "bob"]
    assert members(events, Regularly(A, "week", 2, 2, week_start="sunday")) == []
    assert members(events, Regularly(A, "week", 1, 1, week_start="sunday")) == ["ann"]
    assert members(events, Regularly(A, "month", 2, 2)) == ["bob"]


def test_stopped_and_restarted(happened: Any, members: Any) -> None:
    events = happened(
        "ann A 2026-06-01", "bob A 2026-06-01", "bob A 2026-06-02", "cat A 2026-06-02"
    )
    assert members(events, Stopped(A, active=JUNE_1, silent=JUNE_2)) == ["ann"]
    events = happened(
        "ann A 2026-06-01",
        "ann A 2026-06-03",
        "bob A 2026-06-01",
        "bob A 2026-06-02",
        "bob A 2026-06-03",
        "cat A 2026-06-03",
        "dot A 2026-06-01",
    )
    assert members(events, Restarted(A, before=JUNE_1, silent=JUNE_2, again=JUNE_3)) == ["ann"]


TRAITS = {
    "ann": [{"plan": "pro", "age": 30}],
    "bob": [{"plan": "pro"}, {"plan": "free", "age": "30"}],
    "cat": [{"plan": None, "age": True}],
    "dot": [{"age": 31.5}],
    "eve": [{"plan": "pro"}],
}


@pytest.mark.parametrize(
    ("name", "op", "value", "people"),
    [
        ("plan", "=", "pro", ["ann"]),
        ("plan", "=", "free", ["bob"]),
        ("plan", "!=", "pro", ["bob"]),
        ("plan", "contains", "r", ["ann", "bob"]),
        ("plan", "contains", "%", []),
        ("plan", ">", "free", ["ann"]),
        ("plan", "<=", "free", ["bob"]),
        ("plan", "set", None, ["ann", "bob"]),
        ("plan", "not_set", None, ["cat", "dot", "fay"]),
        ("age", "=", 30, ["ann"]),
        ("age", "=", 30.0, ["ann"]),
        ("age", "=", "30", ["bob"]),
        ("age", "=", True, ["cat"]),
        ("age", "!=", 30, ["bob", "cat", "dot"]),
        ("age", ">", 30, ["dot"]),
        ("age", ">=", 30, ["ann", "dot"]),
        ("age", "<", 31, ["ann"]),
        ("age", "<", "4", ["bob"]),
        ("nothing", "set", None, []),
    ],
)
def test_traits(
    happened: Any, members: Any, name: str, op: Any, value: Any, people: list[str]
) -> None:
    """As last said, by kind of value. Eve did nothing, so she is in no cohort."""
    did = [f"{person} A 2026-06-01" for person in ("ann", "bob", "cat", "dot", "fay")]
    assert members(happened(*did, traits=TRAITS), TraitIs(name, op, value)) == people


def test_and_or_not(happened: Any, members: Any) -> None:
    events = happened(
        "ann A 2026-06-01",
        "bob B 2026-06-01",
        "cat A 2026-06-01",
        "cat B 2026-06-01",
        "dot C 2026-06-01",
        traits={"eve": [{"plan": "pro"}], "dot": [{"plan": "pro"}]},
    )
    did_a, did_b, pro = Performed(A), Performed(B), TraitIs("plan", "=", "pro")
    assert members(events, AllOf((did_a, did_b))) == ["cat"]
    assert members(events, AnyOf((did_a, did_b))) == ["ann", "bob", "cat"]
    assert members(events, Not(did_a)) == ["bob", "dot"]
    assert members(events, Not(Not(did_a))) == ["ann", "cat"]
    assert members(events, Not(AllOf((did_a, did_b)))) == ["ann", "bob", "dot"]
    assert members(events, AllOf((did_a, Not(did_b)))) == ["ann"]
    assert members(events, AnyOf((AllOf((did_a, did_b)), pro))) == ["cat", "dot"]
    assert members(events, Not(AnyOf((did_a, did_b, pro)))) == []


def test_no_events_at_all(happened: Any, members: Any) -> None:
    events = happened(traits={"eve": [{"plan": "pro"}]})
    assert members(events, Performed(A)) == []
    assert members(events, Not(Performed(A))) == []
    assert members(events, TraitIs("plan", "=", "pro")) == []
    assert members(events, InSequence((A, B))) == []
    assert members(events, Not(Regularly(A, "day", 3, 1))) == []
