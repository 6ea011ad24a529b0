"""What makes a predicate impossible, told before any event is read."""

from __future__ import annotations

import math
from datetime import UTC, datetime

import msgspec

from huitou.engine.analytics.cohorts.spans import bounds_of, is_relative
from huitou.engine.analytics.cohorts.tree import events_in, key_of, spans_in, walk
from huitou.engine.analytics.periods import zone_named
from huitou.engine.analytics.query.cohort import (
    AllOf,
    AnyOf,
    CohortDefinition,
    CohortRule,
    InSequence,
    PerformedTimes,
    Regularly,
    Restarted,
    Span,
    Stopped,
    TraitIs,
)
from huitou.engine.analytics.query.refusals import check_whole, refuse
from huitou.engine.analytics.source.extract import MOST_FILTERS

MOST_RULES = 200
MOST_STEPS = 20
MOST_PERIODS = 400
MOST_TIMES = 1_000_000_000
_ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)
_ORDERED = (">", ">=", "<", "<=")


def check(definition: CohortDefinition) -> None:
    """InvalidInput, with the place in the tree, for a definition that cannot be evaluated."""
    zone_named(definition.timezone)
    _check_types(definition)
    rules = list(walk(definition.rule))
    check_whole("rule", len(rules), 1, MOST_RULES)
    different = {key_of(event) for _, rule in rules for event in events_in(rule)}
    if len(different) > MOST_FILTERS:
        message = f"The rules name {len(different)} different events; {MOST_FILTERS} are possible."
        raise refuse("rule", message, "Save a part as a cohort of its own and name it.")
    for field, rule in rules:
        _check_times(field, rule, definition.timezone)
        _check_counts(field, rule)
        if isinstance(rule, TraitIs):
            _check_trait(field, rule)


def _check_types(definition: CohortDefinition) -> None:
    """What was built in Python may hold what JSON could not bring in."""
    try:
        msgspec.convert(msgspec.to_builtins(definition), CohortDefinition)
    except (msgspec.ValidationError, TypeError, RecursionError) as error:
        remedy = "Build it from the rules of huitou.engine.analytics."
        raise refuse("definition", f"This is no cohort: {error}.", remedy) from None


def _check_counts(field: str, rule: CohortRule) -> None:
    if isinstance(rule, AllOf | AnyOf):
        check_whole(f"{field}.rules", len(rule.rules), 1, MOST_RULES)
    elif isinstance(rule, PerformedTimes):
        check_whole(f"{field}.count", rule.count, int(rule.op == "<"), MOST_TIMES)
    elif isinstance(rule, InSequence):
        check_whole(f"{field}.events", len(rule.events), 2, MOST_STEPS)
        if rule.window_seconds is not None:
            check_whole(f"{field}.window_seconds", rule.window_seconds, 0, MOST_TIMES)
    elif isinstance(rule, Regularly):
        check_whole(f"{field}.intervals", rule.intervals, 1, MOST_PERIODS)
        check_whole(f"{field}.at_least", rule.at_least, 1, rule.intervals)
        check_whole(f"{field}.min_occurrences", rule.min_occurrences, 1, MOST_TIMES)


def _check_times(field: str, rule: CohortRule, timezone: str) -> None:
    for name, span in spans_in(rule).items():
        bounds_of(span, timezone, _ANY_DAY, f"{field}.{name}")
    if isinstance(rule, Stopped):
        _check_silence(field, rule.silent, "active", rule.active, timezone)
    elif isinstance(rule, Restarted):
        _check_silence(field, rule.silent, "before", rule.before, timezone)
        _check_silence(field, rule.silent, "again", rule.again, timezone)


def _check_silence(field: str, silent: Span, name: str, active: Span, timezone: str) -> None:
    if len({is_relative(span) for span in (silent, active) if span != Span()}) > 1:
        return  # dates and days ago can be compared only when the as-of moment is known
    covers = bounds_of(silent, timezone, _ANY_DAY).cover(bounds_of(active, timezone, _ANY_DAY))
    if covers:
        message = f"The span silent covers the span {name}, so nobody can be in."
        raise refuse(f"{field}.silent", message, f"Leave some time of {name} out of silent.")


def _check_trait(field: str, rule: TraitIs) -> None:
    takes_none = rule.op in ("set", "not_set")
    if takes_none and rule.value is not None:
        raise refuse(f"{field}.value", f"{rule.op!r} takes no value.", "Leave the value out.")
    if not takes_none and rule.value is None:
        remedy = 'Give a value, or ask with "set" or "not_set".'
        raise refuse(f"{field}.value", f"There is no value to compare {rule.name!r} with.", remedy)
    if isinstance(rule.value, float) and not math.isfinite(rule.value):
        raise refuse(f"{field}.value", f"{rule.value} is no JSON number.", "Give a finite number.")
    if rule.op in _ORDERED and isinstance(rule.value, bool):
        raise refuse(f"{field}.value", "True and false have no order.", 'Compare with "=".')
    if rule.op == "contains" and not (isinstance(rule.value, str) and rule.value):
        raise refuse(f"{field}.value", '"contains" needs a text.', "Give the text to look for.")
