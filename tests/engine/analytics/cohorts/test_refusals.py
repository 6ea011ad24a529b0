"""Impossible predicates are refused with the place in the tree, before anything is read."""

from __future__ import annotations

import math
from typing import Any

import msgspec
import pytest

from huitou.engine.analytics.cohorts.check import check
from huitou.engine.analytics.query.cohort import (
    AllOf,
    AnyOf,
    CohortDefinition,
    CohortRule,
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
from huitou.kernel import InvalidInput

A = event("A")
JUNE = Span(from_="2026-06-01", to="2026-06-30")
JUNE_9 = Span(from_="2026-06-09", to="2026-06-09")


def nested(depth: int) -> CohortRule:
    rule: CohortRule = Performed(A)
    for _ in range(depth - 1):
        rule = Not(rule)
    return rule


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        (AllOf(()), "rule.rules"),
        (Not(AnyOf((Performed(A), AllOf(())))), "rule.rule.rules[1].rules"),
        (AllOf((Performed(A), PerformedTimes(A, ">=", -1))), "rule.rules[1].count"),
        (PerformedTimes(A, "<", 0), "rule.count"),
        (InSequence((A,)), "rule.events"),
        (InSequence((A,) * 21), "rule.events"),
        (InSequence((A, A), window_seconds=-1), "rule.window_seconds"),
        (Regularly(A, "day", 0, 1), "rule.intervals"),
        (Regularly(A, "day", 401, 1), "rule.intervals"),
        (Regularly(A, "day", 3, 4), "rule.at_least"),
        (Regularly(A, "day", 3, 0), "rule.at_least"),
        (Regularly(A, "day", 3, 1, 0), "rule.min_occurrences"),
        (Performed(A, Span(from_="2026-06-02", to="2026-06-01")), "rule.span.to"),
        (Stopped(A, JUNE, Span(last_days=0)), "rule.silent.last_days"),
        (Stopped(A, JUNE_9, JUNE), "rule.silent"),
        (Stopped(A, Span(last_days=3), Span(last_days=30)), "rule.silent"),
        (Stopped(A, JUNE, Span()), "rule.silent"),
        (Restarted(A, JUNE_9, JUNE, Span(from_="2026-07-01")), "rule.silent"),
        (Restarted(A, Span(to="2026-05-31"), JUNE, JUNE_9), "rule.silent"),
        (TraitIs("plan", "="), "rule.value"),
        (TraitIs("plan", "set", "pro"), "rule.value"),
        (TraitIs("plan", "=", math.nan), "rule.value"),
        (TraitIs("plan", ">", True), "rule.value"),
        (TraitIs("plan", "contains", 3), "rule.value"),
        (TraitIs("plan", "contains", ""), "rule.value"),
        (nested(21), "rule"),
        (nested(3_000), "definition"),
        (AllOf((Performed(A),) * 200), "rule"),
        (AllOf(tuple(Performed(event(f"E{number}")) for number in range(63))), "rule"),
        (Regularly(A, "hour", 3, 1), "definition"),  # type: ignore[arg-type]
        (PerformedTimes(A, "!=", 1), "definition"),  # type: ignore[arg-type]
        (Performed("A"), "definition"),  # type: ignore[arg-type]
    ],
)
def test_refused(rule: CohortRule, field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        check(CohortDefinition("some", rule))
    assert caught.value.field == field
    assert caught.value.remedy


@pytest.mark.parametrize(
    "rule",
    [
        nested(20),
        AllOf(tuple(Performed(event(f"E{number}")) for number in range(62))),
        AllOf((Performed(A),) * 199),
        InSequence((A,) * 20, window_seconds=0),
        Regularly(A, "month", 400, 400),
        Stopped(A, JUNE, JUNE_9),
        # Whether these leave anything over depends on the as-of moment.
        Stopped(A, Span(last_days=3), JUNE),
        Stopped(A, Span(last_days=3), Span(to="2026-06-30")),
        PerformedTimes(A, ">=", 0),
    ],
)
def test_allowed(rule: CohortRule) -> None:
    check(CohortDefinition("some", rule))


def test_an_unknown_timezone() -> None:
    with pytest.raises(InvalidInput) as caught:
        check(CohortDefinition("some", Performed(A), "Mars/Olympus"))
    assert caught.value.field == "timezone"


@pytest.mark.parametrize(
    "said",
    [
        '{"kind":"performed"}',
        '{"kind":"guessed","event":{}}',
        '{"event":{"event":"A"}}',
        '{"kind":"all_of","rules":[{"kind":"performed","event":{},"extra":1}]}',
    ],
)
def test_json_that_is_no_rule(said: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(f'{{"name":"some","rule":{said}}}', type=CohortDefinition)


def test_json_both_ways(happened: Any, members: Any) -> None:
    said = (
        '{"name":"茶","rule":{"kind":"all_of","rules":['
        '{"kind":"performed","event":{"event":"A"},"span":{"from":"2026-06-01"}},'
        '{"kind":"not","rule":{"kind":"trait_is","name":"plan","op":"=","value":"pro"}}]}}'
    )
    definition = msgspec.json.decode(said, type=CohortDefinition)
    assert msgspec.json.encode(definition).decode() == said
    assert definition == CohortDefinition(
        "茶",
        AllOf(
            (
                Performed(A, Span(from_="2026-06-01")),
                Not(TraitIs("plan", "=", "pro")),
            )
        ),
    )
    events = happened("ann A 2026-06-01", "bob A 2026-06-01", traits={"bob": [{"plan": "pro"}]})
    assert members(events, definition.rule) == ["ann"]
