"""Cohorts: who belongs to a group of people, as a predicate that can be saved and asked again."""

from __future__ import annotations

from typing import Any, Literal

from huitou.engine.analytics.query.events import EventFilter, Question, Value, WeekStart

Comparison = Literal[">=", "<=", "=", ">", "<"]

DEFAULT_PAGE = 100


class Span(Question, frozen=True):
    """A stretch of time, said in one of three ways; with nothing said, all time.

    - `from_` and `to`: dates or moments (ISO 8601; without an offset in the cohort's timezone).
      A date is the whole day, also at the end; a moment `to` is itself excluded. Either may be
      left out: no limit on that side.
    - `last_days`: that many local days, the last of which is the day of the as-of moment.
    - `ago_from_days` and `ago_to_days`: whole local days, counted back from the day of the as-of
      moment, which is 0. Either may be left out: no limit on that side.
    """

    from_: str | None = None
    to: str | None = None
    last_days: int | None = None
    ago_from_days: int | None = None
    ago_to_days: int | None = None


class Rule(Question, frozen=True, tag_field="kind", tag="rule"):
    """What all rules share: as JSON each names its kind."""


class Performed(Rule, frozen=True, tag="performed"):
    """Has a matching event in the span."""

    event: EventFilter
    span: Span = Span()


class PerformedTimes(Rule, frozen=True, tag="performed_times"):
    """The number of matching events in the span is `op` `count`. None is a number too: a person
    of the population who never did it meets "<= 3" and "= 0".
    """

    event: EventFilter
    op: Comparison
    count: int
    span: Span = Span()


class FirstTime(Rule, frozen=True, tag="first_time"):
    """The person's first matching event of all time lies in the span."""

    event: EventFilter
    span: Span = Span()


class InSequence(Rule, frozen=True, tag="in_sequence"):
    """Has matching events of all `events` (2 to 20) in that order in the span, the last one at most
    `window_seconds` (limit included) after the first.

    Every event serves one step. Events at one moment follow each other in the order (first step
    that they match, last step that they match), as in funnels.
    """

    events: tuple[EventFilter, ...]
    window_seconds: int | None = None
    span: Span = Span()


class Regularly(Rule, frozen=True, tag="regularly"):
    """Of the `intervals` calendar intervals that end with the one that holds the span's last
    moment (without an end: the as-of moment), taken whole even if it still runs, at least
    `at_least` have `min_occurrences` or more matching events. Only events in the span count.
    """

    event: EventFilter
    period: Literal["day", "week", "month"]
    intervals: int
    at_least: int
    min_occurrences: int = 1
    week_start: WeekStart = "monday"
    span: Span = Span()


class Stopped(Rule, frozen=True, tag="stopped"):
    """Has a matching event in `active` and none in `silent`."""

    event: EventFilter
    active: Span
    silent: Span


class Restarted(Rule, frozen=True, tag="restarted"):
    """Has a matching event in `before`, none in `silent`, and one in `again`."""

    event: EventFilter
    before: Span
    silent: Span
    again: Span


class TraitIs(Rule, frozen=True, tag="trait_is"):
    """The trait, as an identify last said it (by moment, then message id), is `op` `value`.

    "=" is equality of JSON scalars. "!=" is said of people who have the trait, with another value.
    ">" and the like compare numbers with a number, and texts with a text (by code point, which
    puts ISO dates in order); "contains" looks for a text in a text, letter by letter. "set": said
    last with a value that is not null; "not_set": the opposite of that. These two take no `value`.
    """

    name: str
    op: Literal["=", "!=", ">", ">=", "<", "<=", "contains", "set", "not_set"]
    value: Value = None


class InCohort(Rule, frozen=True, tag="in_cohort"):
    """Is in the saved cohort, by its newest version or by the one that is named, whose own
    timezone decides its days.
    """

    name: str
    version: int | None = None


class InCell(Rule, frozen=True, tag="in_cell"):
    """Is behind one cell of an answer: `query_family` names the family ("retention", ...), `query`
    and `cell` are its question and its cell as JSON.
    """

    query_family: str
    query: dict[str, Any]
    cell: dict[str, Any]


class AllOf(Rule, frozen=True, tag="all_of"):
    """Meets every one of `rules`."""

    rules: tuple[CohortRule, ...]


class AnyOf(Rule, frozen=True, tag="any_of"):
    """Meets at least one of `rules`."""

    rules: tuple[CohortRule, ...]


class Not(Rule, frozen=True, tag="not"):
    """Does not meet `rule`, among the people who have at least one named event."""

    rule: CohortRule


CohortRule = (
    Performed
    | PerformedTimes
    | FirstTime
    | InSequence
    | Regularly
    | Stopped
    | Restarted
    | TraitIs
    | InCohort
    | InCell
    | AllOf
    | AnyOf
    | Not
)


class CohortDefinition(Question, frozen=True):
    """A named predicate; its days are those of `timezone`.

    The population is everyone with at least one named event, whenever it was: nobody else is in a
    cohort, whatever the rule.
    """

    name: str
    rule: CohortRule
    timezone: str = "UTC"
    title_en: str | None = None
    title_zh: str | None = None


class CohortQuery(Question, frozen=True):
    """Who is in a cohort: in the one of this `definition`, or in the saved one of that `name` (the
    newest `version` unless another is named). The ids come sorted, `limit` of them from `offset`
    on.
    """

    definition: CohortDefinition | None = None
    name: str | None = None
    version: int | None = None
    limit: int = DEFAULT_PAGE
    offset: int = 0


class CohortCell(Question, frozen=True):
    """Everybody in the cohort: it has this one cell."""
