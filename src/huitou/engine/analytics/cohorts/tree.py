"""A predicate as a tree: its rules with their places, and the events and times that each names."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from huitou.engine.analytics.query.cohort import (
    AllOf,
    AnyOf,
    CohortRule,
    InSequence,
    Not,
    Span,
)
from huitou.engine.analytics.query.events import EventFilter
from huitou.engine.analytics.query.refusals import refuse

MOST_DEPTH = 20


def walk(rule: CohortRule, field: str = "rule", depth: int = 1) -> Iterator[tuple[str, CohortRule]]:
    """Every rule of the tree with its place, such as "rule.rules[0].rule"; a parent comes first.
    InvalidInput for one that is nested too deeply.
    """
    if depth > MOST_DEPTH:
        message = f"The rules are nested more than {MOST_DEPTH} deep."
        raise refuse("rule", message, "Save a part as a cohort of its own and name it.")
    yield field, rule
    if isinstance(rule, AllOf | AnyOf):
        for place, part in enumerate(rule.rules):
            yield from walk(part, f"{field}.rules[{place}]", depth + 1)
    elif isinstance(rule, Not):
        yield from walk(rule.rule, f"{field}.rule", depth + 1)


def events_in(rule: CohortRule) -> tuple[EventFilter, ...]:
    """The events that this one rule names."""
    if isinstance(rule, InSequence):
        return rule.events
    named = getattr(rule, "event", None)
    return () if named is None else (named,)


def spans_in(rule: CohortRule) -> dict[str, Span]:
    """The times that this one rule names, by field."""
    fields = {name: getattr(rule, name) for name in rule.__struct_fields__}
    return {name: value for name, value in fields.items() if isinstance(value, Span)}


def key_of(said: msgspec.Struct) -> bytes:
    """Equal for what is the same JSON, whatever the order of its keys. (`==` will not do: to
    Python, true is 1.)
    """
    return msgspec.json.encode(said, order="deterministic")
