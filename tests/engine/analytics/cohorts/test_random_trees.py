"""Random predicates on random events, against an evaluator that is slow and obvious: it follows
the rules' definitions one person and one event at a time, with the standard library's dates.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from huitou.engine.analytics.cohorts.check import check
from huitou.engine.analytics.cohorts.evaluate import cohort_members
from huitou.engine.analytics.query.cohort import (
    AllOf,
    AnyOf,
    CohortDefinition,
    CohortRule,
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
from huitou.engine.analytics.query.events import EventFilter
from huitou.engine.analytics.source.limits import Limits
from huitou.engine.analytics.source.opened import events_of_table
from huitou.kernel import InvalidInput

ZONES = ("UTC", "America/New_York", "Asia/Shanghai")
AS_OF = datetime(2026, 3, 10, 3, 30, tzinfo=UTC)  # still the 9th in New York
DAYS = [date(2026, 3, 5) + timedelta(days=day) for day in range(6)]  # clocks change on the 8th


class Did(NamedTuple):
    person: str
    event: str
    at: datetime
    properties: dict[str, Any]


class Said(NamedTuple):
    person: str
    at: datetime
    traits: dict[str, Any]


@dataclass(frozen=True)
class World:
    """What happened, and the timezone in which it is asked about."""

    did: list[Did]
    said: list[Said]
    zone: ZoneInfo

    def day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def members(self, rule: CohortRule) -> list[str]:
        population = sorted({one.person for one in self.did})
        return [person for person in population if self.meets(person, rule)]

    def meets(self, person: str, rule: CohortRule) -> bool:
        match rule:
            case AllOf(rules):
                return all(self.meets(person, part) for part in rules)
            case AnyOf(rules):
                return any(self.meets(person, part) for part in rules)
            case Not(part):
                return not self.meets(person, part)
            case Performed(event, span):
                return bool(self.matching(person, event, span))
            case PerformedTimes(event, op, count, span):
                return compare(op, len(self.matching(person, event, span)), count)
            case FirstTime(event, span):
                ever = self.matching(person, event, Span())
                return bool(ever) and self.within(min(one.at for one in ever), span)
            case Stopped(event, active, silent):
                did = [bool(self.matching(person, event, span)) for span in (active, silent)]
                return did == [True, False]
            case Restarted(event, before, silent, again):
                spans = (before, silent, again)
                did = [bool(self.matching(person, event, span)) for span in spans]
                return did == [True, False, True]
            case InSequence():
                return self.in_sequence(person, rule)
            case Regularly():
                return self.regularly(person, rule)
            case TraitIs():
                return self.trait_is(person, rule)
        raise AssertionError(rule)

    def matching(self, person: str, event: EventFilter, span: Span) -> list[Did]:
        own = [one for one in self.did if one.person == person and self.within(one.at, span)]
        return [one for one in own if fits(one, event)]

    def within(self, moment: datetime, span: Span) -> bool:
        day, today = self.day(moment), self.day(AS_OF)
        if span.last_days is not None:
            return 0 <= (today - day).days < span.last_days
        since, until = span.ago_from_days, span.ago_to_days
        if since is not None and (today - day).days > since:
            return False
        if until is not None and (today - day).days < until:
            return False
        if span.from_ is not None and day < date.fromisoformat(span.from_):
            return False
        return span.to is None or day <= date.fromisoformat(span.to)

    def in_sequence(self, person: str, rule: InSequence) -> bool:
        def steps(one: Did) -> list[int]:
            return [step for step, event in enumerate(rule.events) if fits(one, event)]

        own = [one for one in self.did if one.person == person and self.within(one.at, rule.span)]
        own = [one for one in own if steps(one)]
        own.sort(key=lambda one: (one.at, steps(one)[0], steps(one)[-1]))
        return any(
            all(fits(one, event) for one, event in zip(chosen, rule.events, strict=True))
            and (
                rule.window_seconds is None
                or chosen[-1].at - chosen[0].at <= timedelta(seconds=rule.window_seconds)
            )
            for chosen in combinations(own, len(rule.events))
        )

    def regularly(self, person: str, rule: Regularly) -> bool:
        def interval(day: date) -> date:
            if rule.period == "month":
                return day.replace(day=1)
            first = 0 if rule.week_start == "monday" else 6
            back = (day.weekday() - first) % 7 if rule.period == "week" else 0
            return day - timedelta(days=back)

        last = interval(self.last_day(rule.span))
        wanted = [last]
        while len(wanted) < rule.intervals:
            wanted.append(interval(wanted[-1] - timedelta(days=1)))
        did = [interval(self.day(one.at)) for one in self.matching(person, rule.event, rule.span)]
        return sum(did.count(one) >= rule.min_occurrences for one in wanted) >= rule.at_least

    def last_day(self, span: Span) -> date:
        if span.to is not None:
            return date.fromisoformat(span.to)
        return self.day(AS_OF) - timedelta(days=span.ago_to_days or 0)

    def trait_is(self, person: str, rule: TraitIs) -> bool:
        said = [one for one in self.said if one.person == person and rule.name in one.traits]
        value = max(said, key=lambda one: one.at).traits[rule.name] if said else None
        if rule.op in ("set", "not_set"):
            return (value is not None) == (rule.op == "set")
        if value is None:
            return False
        if rule.op in ("=", "!="):
            return same(value, rule.value) == (rule.op == "=")
        if kind(value) != kind(rule.value):
            return False
        return rule.value in value if rule.op == "contains" else compare(rule.op, value, rule.value)


def fits(one: Did, event: EventFilter) -> bool:
    if event.event is not None and one.event != event.event:
        return False
    return all(same(one.properties.get(name), value) for name, value in event.where.items())


def kind(value: Any) -> type:
    return float if type(value) is int else type(value)


def same(one: Any, other: Any) -> bool:
    return kind(one) is kind(other) and one == other


def compare(op: str, one: Any, other: Any) -> bool:
    results: dict[str, Callable[[], bool]] = {
        ">=": lambda: one >= other,
        "<=": lambda: one <= other,
        "=": lambda: one == other,
        ">": lambda: one > other,
        "<": lambda: one < other,
    }
    return results[op]()


people = st.sampled_from(["ann", "bob", "cat", "茶"])
values = st.sampled_from([1, 2, 1.5, "1", "pro", "prose", True, None])
# Few moments, so that many are equal; some at either side of midnight in one of the zones.
moments = st.builds(
    lambda day, hour, second: (
        datetime(2026, 3, 5, tzinfo=UTC) + timedelta(days=day, hours=hour, seconds=second)
    ),
    st.integers(0, 5),
    st.sampled_from([0, 4, 5, 12, 16]),
    st.sampled_from([0, 0, -1]),
)
properties = st.one_of(st.just({}), st.builds(lambda value: {"x": value}, values))
dids = st.builds(Did, people, st.sampled_from("ABC"), moments, properties)
saids = st.builds(Said, people, moments, st.builds(lambda value: {"t": value}, values))
events = st.builds(
    EventFilter,
    st.sampled_from(["A", "A", "B", "C", None]),
    st.one_of(st.just({}), st.just({}), properties),
)
dates = st.sampled_from([day.isoformat() for day in DAYS])
spans = st.one_of(
    st.just(Span()),
    st.builds(lambda *two: Span(from_=min(two), to=max(two)), dates, dates),
    st.builds(lambda day: Span(from_=day), dates),
    st.builds(lambda day: Span(to=day), dates),
    st.builds(lambda days: Span(last_days=days), st.integers(1, 6)),
    st.builds(
        lambda *two: Span(ago_from_days=max(two), ago_to_days=min(two)),
        st.integers(0, 5),
        st.integers(0, 5),
    ),
)
counts = st.integers(1, 3)
leaves = st.one_of(
    st.builds(Performed, events, spans),
    st.builds(PerformedTimes, events, st.sampled_from([">=", "<=", "=", ">", "<"]), counts, spans),
    st.builds(lambda event, span: PerformedTimes(event, "=", 0, span), events, spans),
    st.builds(FirstTime, events, spans),
    st.builds(
        InSequence,
        st.lists(events, min_size=2, max_size=4).map(tuple),
        st.sampled_from([None, 0, 3_600, 86_400]),
        spans,
    ),
    st.builds(
        lambda event, period, n, least, times, week, span: Regularly(
            event, period, n, min(n, least), times, week, span
        ),
        events,
        st.sampled_from(["day", "day", "week", "month"]),
        st.integers(1, 4),
        counts,
        st.integers(1, 2),
        st.sampled_from(["monday", "sunday"]),
        st.one_of(spans.filter(lambda span: span.from_ is None or span.to is not None)),
    ),
    st.builds(Stopped, events, spans, spans),
    st.builds(Restarted, events, spans, spans, spans),
    st.builds(lambda op: TraitIs("t", op), st.sampled_from(["set", "not_set"])),
    st.builds(
        lambda op, value: TraitIs("t", op, value),
        st.sampled_from(["=", "!="]),
        values.filter(lambda value: value is not None),
    ),
    st.builds(
        lambda op, value: TraitIs("t", op, value),
        st.sampled_from([">", ">=", "<", "<="]),
        st.sampled_from([1, 1.5, "pro"]),
    ),
    st.just(TraitIs("t", "contains", "ro")),
)
rules = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.lists(inner, min_size=1, max_size=3).map(lambda each: AllOf(tuple(each))),
        st.lists(inner, min_size=1, max_size=3).map(lambda each: AnyOf(tuple(each))),
    ),
    max_leaves=6,
)


def table_of(did: list[Did], said: list[Said]) -> pa.Table:
    """The events as a log holds them, what was said of people among them."""
    moment, text = pa.timestamp("us", tz="UTC"), pa.string()
    both: list[Did | Said] = [*did, *said]
    tracks, identifies = len(did), len(said)
    return pa.table(
        {
            "person": pa.array([one.person for one in both], text),
            "event": pa.array([one.event for one in did] + [None] * identifies, text),
            "timestamp": pa.array([one.at for one in both], moment),
            "type": pa.array(["track"] * tracks + ["identify"] * identifies, text),
            "properties": pa.array(
                [json.dumps(one.properties) for one in did] + [None] * identifies, text
            ),
            "traits": pa.array([None] * tracks + [json.dumps(one.traits) for one in said], text),
            "message_id": pa.array([f"{number:04}" for number in range(len(both))], text),
        }
    )


class Spread:
    """Events on two machines, each with some of the people, that send counts back and forth."""

    index = None
    cohorts = None
    limits = Limits()

    def __init__(self, did: list[Did], said: list[Said]) -> None:
        self.parts = []
        for machine in (False, True):
            did_here = [one for one in did if (one.person in ("ann", "茶")) == machine]
            said_here = [one for one in said if (one.person in ("ann", "茶")) == machine]
            self.parts.append(events_of_table(table_of(did_here, said_here), as_of=AS_OF))
        self.as_of = self.parts[0].as_of

    def names(self) -> tuple[str, ...]:
        return tuple(sorted({name for part in self.parts for name in part.names()}))

    def person_of(self, ids: pa.Array) -> pa.Array:
        return self.parts[0].person_of(ids)

    def query(self, expression: Any) -> pa.Table:
        return pa.concat_tables([part.query(expression) for part in self.parts])

    def scan(self, extract: Any) -> Any:
        return _SpreadScan([part.scan(extract) for part in self.parts])


class _SpreadScan:
    def __init__(self, scans: list[Any]) -> None:
        self.scans = scans

    def reduce(self, count: Any) -> Any:
        sent = pickle.dumps(count)
        first, second = (
            pickle.loads(pickle.dumps(scan.reduce(pickle.loads(sent)))) for scan in self.scans
        )
        return first + second


def asked(test: Any) -> Any:
    """Draws the events, the rule and the timezone of a test."""
    return given(
        did=st.lists(dids, max_size=25),
        said=st.lists(saids, max_size=6, unique_by=lambda one: (one.person, one.at)),
        rule=rules.filter(is_possible),
        zone=st.sampled_from(ZONES),
    )(test)


def is_possible(rule: CohortRule) -> bool:
    """Whether nobody has to be active in a span in which they must be silent."""
    try:
        check(CohortDefinition("some", rule))
    except InvalidInput as error:
        if (error.field or "").endswith(".silent"):
            return False
        raise
    return True


@settings(max_examples=100, deadline=None)
@asked
def test_the_same_people_as_the_plain_evaluator(
    did: list[Did], said: list[Said], rule: CohortRule, zone: str
) -> None:
    found = cohort_members(
        events_of_table(table_of(did, said), as_of=AS_OF), CohortDefinition("some", rule, zone)
    )
    assert found.to_pylist() == World(did, said, ZoneInfo(zone)).members(rule)


@settings(max_examples=25, deadline=None)
@asked
def test_the_same_people_when_they_are_spread_over_machines(
    did: list[Did], said: list[Said], rule: CohortRule, zone: str
) -> None:
    found = cohort_members(Spread(did, said), CohortDefinition("some", rule, zone))
    assert found.to_pylist() == World(did, said, ZoneInfo(zone)).members(rule)
