"""A cohort's definition in words, from its predicate, and as data."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import msgspec

from huitou.engine.analytics.cohorts.phrases import (
    regularly_words,
    sequence_words,
    span_words,
    times_words,
    trait_words,
)
from huitou.engine.analytics.cohorts.spans import bounds_of
from huitou.engine.analytics.cohorts.tree import spans_in, walk
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
    Stopped,
)
from huitou.engine.analytics.query.definition import AsOf, QueryDefinition
from huitou.engine.analytics.query.phrases import Words, define, event_words
from huitou.kernel import from_micros

_POPULATION = Words(
    "Only people with at least one named event can be in.",
    "只有至少发生过一个有名称的事件的用户才会计入。",
)


def described(
    definition: CohortDefinition, query: CohortQuery, as_of: AsOf, versions: dict[str, int]
) -> QueryDefinition:
    """What a cohort's answer counted; `versions` are those of the saved cohorts that were read."""
    who = rule_words(definition.rule)
    rules = {
        "population": "people with a named event",
        "rule": msgspec.to_builtins(definition.rule),
        "spans": _moments(definition, as_of),
        "ties": "events at one moment follow each other in the order of the steps they match",
        "cohorts": dict(sorted(versions.items())),
    }
    counted = Words(f"People who {who.en}.", f"符合以下条件的用户：{who.zh}。")
    return define(query, as_of, rules, counted, _POPULATION, timezone=definition.timezone)


def _moments(definition: CohortDefinition, as_of: AsOf) -> list[dict[str, Any]]:
    """Every span of the rules with its place, its first moment and the one that ends it."""
    told = []
    for place, rule in walk(definition.rule):
        for name, span in spans_in(rule).items():
            bounds = bounds_of(span, definition.timezone, as_of.moment)
            first, end = (
                None if micros is None else from_micros(micros).isoformat()
                for micros in (bounds.first, bounds.end)
            )
            told.append({"span": f"{place}.{name}", "from": first, "before": end})
    return told


def rule_words(rule: CohortRule) -> Words:
    """What "people who .." meet, and in Chinese the condition itself."""
    if isinstance(rule, AllOf):
        return _joined(rule.rules, Words(" and ", "，并且"))
    if isinstance(rule, AnyOf):
        return _joined(rule.rules, Words(" or ", "，或者"))
    if isinstance(rule, Not):
        inner = rule_words(rule.rule)
        return Words(f"are not among those who ({inner.en})", f"不符合（{inner.zh}）")
    words: Callable[[Any], Words] = _WORDS.get(type(rule), trait_words)
    return words(rule)


def _joined(rules: tuple[CohortRule, ...], link: Words) -> Words:
    if len(rules) == 1:
        return rule_words(rules[0])
    each = [_bracketed(rule) for rule in rules]
    return Words(link.en.join(one.en for one in each), link.zh.join(one.zh for one in each))


def _bracketed(rule: CohortRule) -> Words:
    words = rule_words(rule)
    if isinstance(rule, AllOf | AnyOf) and len(rule.rules) > 1:
        return Words(f"({words.en})", f"（{words.zh}）")
    return words


def _performed(rule: Performed) -> Words:
    event, span = event_words(rule.event), span_words(rule.span)
    return Words(f"did {event.en} {span.en}", f"{span.zh}发生过{event.zh}")


def _times(rule: PerformedTimes) -> Words:
    event, span = event_words(rule.event), span_words(rule.span)
    times = times_words(rule.op, rule.count)
    return Words(f"did {event.en} {times.en} {span.en}", f"{span.zh}发生{event.zh}{times.zh}")


def _first(rule: FirstTime) -> Words:
    event, span = event_words(rule.event), span_words(rule.span)
    return Words(
        f"did {event.en} for the first time ever {span.en}",
        f"首次发生{event.zh}（{span.zh}）",
    )


def _stopped(rule: Stopped) -> Words:
    event = event_words(rule.event)
    active, silent = span_words(rule.active), span_words(rule.silent)
    return Words(
        f"did {event.en} {active.en} but not {silent.en}",
        f"{active.zh}发生过{event.zh}而{silent.zh}没有",
    )


def _restarted(rule: Restarted) -> Words:
    event, before = event_words(rule.event), span_words(rule.before)
    silent, again = span_words(rule.silent), span_words(rule.again)
    return Words(
        f"did {event.en} {before.en}, not {silent.en}, and again {again.en}",
        f"{before.zh}发生过{event.zh}、{silent.zh}没有、{again.zh}又发生",
    )


def _in_cohort(rule: InCohort) -> Words:
    version = rule.version
    en = "" if version is None else f" (version {version})"
    zh = "" if version is None else f"（版本 {version}）"
    return Words(f"are in the cohort “{rule.name}”{en}", f"属于分群“{rule.name}”{zh}")


def _in_cell(rule: InCell) -> Words:
    cell = json.dumps(rule.cell, ensure_ascii=False)
    return Words(
        f"are in the cell {cell} of a “{rule.query_family}” answer",
        f"在“{rule.query_family}”结果的格子 {cell} 中",
    )


_WORDS: dict[type, Callable[[Any], Words]] = {
    Performed: _performed,
    PerformedTimes: _times,
    FirstTime: _first,
    InSequence: sequence_words,
    Regularly: regularly_words,
    Stopped: _stopped,
    Restarted: _restarted,
    InCohort: _in_cohort,
    InCell: _in_cell,
}
