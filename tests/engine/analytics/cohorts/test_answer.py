"""The answer: pages, the definition in words and as data, and notes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from huitou.engine.analytics.cohorts.ask import cohort
from huitou.engine.analytics.cohorts.saved import CohortStore
from huitou.engine.analytics.cohorts.words import rule_words
from huitou.engine.analytics.query.cohort import (
    AllOf,
    AnyOf,
    CohortDefinition,
    CohortQuery,
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
from huitou.engine.analytics.query.definition import AsOf
from huitou.engine.analytics.query.events import event
from huitou.kernel import InvalidInput, NotFound

A, B = event("A"), event("B")
DID_A = CohortDefinition("did-a", Performed(A), "Asia/Shanghai")


@pytest.fixture
def events(happened: Any) -> Any:
    return happened(*(f"p{number} A 2026-06-01" for number in range(5)), "q B 2026-06-01")


def test_pages(events: Any) -> None:
    query = CohortQuery(definition=DID_A, limit=2)
    pages = [cohort(events, msgspec.structs.replace(query, offset=at)) for at in (0, 2, 4, 6)]
    assert [page.ids for page in pages] == [("p0", "p1"), ("p2", "p3"), ("p4",), ()]
    assert [page.next_offset for page in pages] == [2, 4, None, None]
    assert [page.people for page in pages] == [5, 5, 5, 5]
    assert cohort(events, CohortQuery(definition=DID_A, limit=5)).next_offset is None


def test_the_whole_definition(events: Any) -> None:
    made = cohort(events, CohortQuery(definition=DID_A, limit=2)).definition
    assert made.en == (
        "People who did “A” at any time. Only people with at least one named event can be in. "
        "Days are those of Asia/Shanghai; data up to 2026-06-10 20:00."
    )
    assert made.zh == (
        "符合以下条件的用户：任何时候发生过“A”。只有至少发生过一个有名称的事件的用户才会计入。"
        "日期按 Asia/Shanghai 时区计算，数据截至 2026-06-10 20:00。"
    )
    assert made.timezone == "Asia/Shanghai"
    assert made.as_of == AsOf(None, datetime(2026, 6, 10, 12, tzinfo=UTC))
    assert made.rules["population"] == "people with a named event"
    assert made.rules["rule"] == {"kind": "performed", "event": {"event": "A"}}
    assert made.rules["spans"] == [{"span": "rule.span", "from": None, "before": None}]
    assert msgspec.convert(made.query, CohortQuery) == CohortQuery(definition=DID_A, limit=2)


def test_spans_as_data(events: Any) -> None:
    rule = Not(Stopped(A, Span(last_days=1), Span(to="2026-06-01T10:00")))
    query = CohortQuery(definition=CohortDefinition("some", rule, "Asia/Shanghai"))
    assert cohort(events, query).definition.rules["spans"] == [
        {
            "span": "rule.rule.active",
            "from": "2026-06-09T16:00:00+00:00",
            "before": "2026-06-10T16:00:00+00:00",
        },
        {"span": "rule.rule.silent", "from": None, "before": "2026-06-01T02:00:00+00:00"},
    ]


def test_a_saved_cohort(events: Any, store: CohortStore) -> None:
    store.save(DID_A)
    store.save(CohortDefinition("not-a", Not(InCohort("did-a"))))
    store.save(CohortDefinition("not-a", Not(InCohort("did-a", 1))))
    answer = cohort(events, CohortQuery(name="not-a"), store)
    assert (answer.ids, answer.version) == (("q",), 2)
    # Asked again with its own query, it is the same also when the cohort has changed.
    assert answer.definition.query == {"name": "not-a", "version": 2}
    assert answer.definition.rules["cohorts"] == {"did-a": 1, "not-a": 2}
    store.save(CohortDefinition("not-a", Performed(A)))
    again = cohort(events, msgspec.convert(answer.definition.query, CohortQuery), store)
    assert again == answer
    assert cohort(events, CohortQuery(name="not-a"), store).people == 5


def test_unknown_events_are_told(events: Any, store: CohortStore) -> None:
    store.save(CohortDefinition("typo", Performed(event("AA"))))
    rule = AnyOf((InCohort("typo"), Performed(A), Performed(B, Span(to="2020-01-01"))))
    answer = cohort(events, CohortQuery(definition=CohortDefinition("some", rule)), store)
    assert answer.people == 5
    (note,) = answer.notes
    assert (note.code, note.suggestions) == ("query.unknown_event", ("A",))


@pytest.mark.parametrize(
    ("query", "field"),
    [
        (CohortQuery(), "definition"),
        (CohortQuery(definition=DID_A, name="did-a"), "definition"),
        (CohortQuery(definition=DID_A, version=1), "version"),
        (CohortQuery(definition=DID_A, limit=0), "limit"),
        (CohortQuery(definition=DID_A, limit=10_001), "limit"),
        (CohortQuery(definition=DID_A, offset=-1), "offset"),
        (CohortQuery(definition=CohortDefinition("x", AllOf(()))), "rule.rules"),
    ],
)
def test_impossible_queries(events: Any, store: CohortStore, query: Any, field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        cohort(events, query, store)
    assert caught.value.field == field


def test_saved_cohorts_need_a_store(events: Any, store: CohortStore) -> None:
    with pytest.raises(NotFound):
        cohort(events, CohortQuery(name="did-a"), store)
    with pytest.raises(InvalidInput) as caught:
        cohort(events, CohortQuery(name="did-a"))
    assert caught.value.field == "name"


JUNE = Span(from_="2026-06-01", to="2026-06-30")


@pytest.mark.parametrize(
    ("rule", "en", "zh"),
    [
        (
            Performed(event("A", x="tea"), Span(last_days=30)),
            'did “A” with x = "tea" in the last 30 days',
            '最近 30 天内发生过“A”（x = "tea"）',
        ),
        (
            PerformedTimes(A, "<=", 3, JUNE),
            "did “A” 3 times at most, or never, from 2026-06-01 to 2026-06-30",
            "从 2026-06-01 到 2026-06-30 期间发生“A”至多 3 次（包括从未发生）",
        ),
        (
            PerformedTimes(event(), ">=", 1, Span(from_="2026-06-01")),
            "did any named event 1 time or more since 2026-06-01",
            "自 2026-06-01 起发生任意有名称的事件至少 1 次",
        ),
        (
            FirstTime(A, Span(ago_from_days=7, ago_to_days=1)),
            "did “A” for the first time ever from 7 to 1 days ago",
            "首次发生“A”（从 7 天前到 1 天前）",
        ),
        (
            InSequence((A, B), 86_400, Span(to="2026-06-01")),
            "did, in this order, “A”, “B”, the last at most 1 day after the first, "
            "up to 2026-06-01",
            "截至 2026-06-01（含）依次发生过“A”、“B”（从第一步到最后一步不超过 1 天）",
        ),
        (
            InSequence((A, B), 90, Span(from_="2026-06-01", to="2026-06-01T10:00")),
            "did, in this order, “A”, “B”, the last at most 90 seconds after the first, "
            "from 2026-06-01 to before 2026-06-01T10:00",
            "从 2026-06-01 到 2026-06-01T10:00（不含）期间依次发生过“A”、“B”"
            "（从第一步到最后一步不超过 90 秒）",
        ),
        (
            Regularly(A, "week", 4, 3),
            "did “A” 1 time or more in each of at least 3 of the last 4 calendar weeks "
            "(from Monday)",
            "最近 4 个自然周（周一起）中，至少有 3 个自然周各发生“A”至少 1 次",
        ),
        (
            Regularly(A, "month", 6, 6, 2, span=Span(to="2026-06-01T10:00")),
            "did “A” 2 times or more in each of at least 6 of the last 6 calendar months "
            "(before 2026-06-01T10:00)",
            "最近 6 个自然月（在 2026-06-01T10:00 之前）中，至少有 6 个自然月各发生“A”至少 2 次",
        ),
        (
            Stopped(A, Span(ago_from_days=30), Span(last_days=7)),
            "did “A” since 30 days ago but not in the last 7 days",
            "自 30 天前起发生过“A”而最近 7 天内没有",
        ),
        (
            Restarted(A, Span(ago_to_days=60), JUNE, Span(last_days=1)),
            "did “A” up to 60 days ago, not from 2026-06-01 to 2026-06-30, "
            "and again in the last 1 day",
            "截至 60 天前（含）发生过“A”、从 2026-06-01 到 2026-06-30 期间没有、最近 1 天内又发生",
        ),
        (
            AllOf((TraitIs("age", ">=", 18), TraitIs("plan", "set"), TraitIs("x", "not_set"))),
            "have a trait “age” that is at least 18 and have the trait “plan” "
            "and have no trait “x”",
            "用户属性“age”大于或等于 18，并且设置了用户属性“plan”，并且没有设置用户属性“x”",
        ),
        (
            AllOf((AnyOf((InCohort("vip"), InCohort("老客户", 2))), Not(Performed(A)))),
            "(are in the cohort “vip” or are in the cohort “老客户” (version 2)) "
            "and are not among those who (did “A” at any time)",
            "（属于分群“vip”，或者属于分群“老客户”（版本 2）），并且不符合（任何时候发生过“A”）",
        ),
        (
            InCell("retention", {}, {"row": 1}),
            'are in the cell {"row": 1} of a “retention” answer',
            '在“retention”结果的格子 {"row": 1} 中',
        ),
    ],
)
def test_words(rule: CohortRule, en: str, zh: str) -> None:
    assert rule_words(rule) == (en, zh)


def test_a_version_of_the_log_is_told(events: Any) -> None:
    pinned = replace(events, as_of=AsOf(7, datetime(2026, 6, 10, tzinfo=UTC)))
    made = cohort(pinned, CohortQuery(definition=DID_A)).definition
    assert made.en.endswith("data up to 2026-06-10 08:00 (version 7).")
