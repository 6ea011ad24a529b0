"""Funnels, the slow way: every attempt of everyone is walked through. Where the definition leaves a
choice:

- With `order` "strict" and `ties` "strictly_later" the very next event must also be later.
- With `order` "unordered", the window begins at the moment of the event that opens the attempt.
- A step-1 event at the very end of the window of the attempt before still opens nothing; void
  attempts keep others from opening just the same.
- Attribution "all" makes strict blind to events of other values, but sessions are as they are.
- A trend point is complete when the interval (as far as it lies in the range) is over and the
  window after it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from statistics import fmean, median
from typing import Any

from huitou.engine.analytics.funnels.answer import (
    ConversionTimes,
    FunnelGroup,
    FunnelStep,
    TrendPoint,
)
from huitou.engine.analytics.funnels.query import Exclusion, FunnelQuery, TimeToConvert
from reference.calendar import SECOND, Calendar, Key, micros_of
from reference.events import NO_COHORTS, Cohorts, Event, asked_of, matches, named, text
from reference.groups import Rule, everything, groups, values

Value = str | None


@dataclass(frozen=True)
class Attempt:
    """The events that served its steps, and the moment at which all that it reached were served.
    Unordered ones do not say which event served which step.
    """

    opened: Event
    taken: tuple[Event, ...]
    reached: int
    done: int


@dataclass(frozen=True)
class Unit:
    """A person or a session that is in the funnel, and its attempts that are not void."""

    person: str
    attempts: tuple[Attempt, ...]
    openers: tuple[Event, ...]

    @property
    def best(self) -> Attempt:
        return best(self.attempts)


def best(attempts: tuple[Attempt, ...]) -> Attempt:
    """The one with the most steps, the earliest of those."""
    return max(attempts, key=lambda one: (one.reached, -one.opened.at))


def funnel(
    events: list[Event], query: FunnelQuery, as_of: datetime, cohorts: Cohorts = NO_COHORTS
) -> tuple[FunnelGroup, ...]:
    """The groups of the answer."""
    split = query.breakdown
    whole = Funnel(events, query, as_of, cohorts, everything)
    if split is None or split.by != "event":

        def members(rule: Rule) -> list[Unit]:
            return [unit for unit in whole.units() if rule(unit.best.opened)]
    elif query.attribution == "all":

        def members(rule: Rule) -> list[Unit]:
            return replace(whole, rule=rule).units()
    else:
        value = values(events, split, cohorts)

        def members(rule: Rule) -> list[Unit]:
            given = [(u, attributed(u, whole, value)) for u in whole.units()]
            return [unit for unit, source in given if source is not None and rule(source)]

    return tuple(
        whole.group(group.key, group.other, members(group.holds))
        for group in groups(events, split, cohorts, lambda rule: len(members(rule)))
    )


def attributed(unit: Unit, whole: Funnel, value: Callable[[Event], Value]) -> Event | None:
    """The event whose value a unit goes by; None if it has no such event."""
    query = whole.query
    if query.order == "unordered":
        return unit.best.opened
    if query.attribution == "first_touch":
        at = unit.best.opened.at
        return smallest([e for e in unit.openers if e.at == at], value)
    step = unit.best.reached if query.attribution == "last_touch" else query.attribution_step
    return unit.best.taken[step - 1] if step <= unit.best.reached else None


def smallest(events: list[Event], value: Callable[[Event], Value]) -> Event:
    """The one with the smallest text; no value comes last."""
    return min(events, key=lambda one: (value(one) is None, value(one) or ""))


@dataclass(frozen=True)
class Funnel:
    """The question, of the events that `rule` holds."""

    events: list[Event]
    query: FunnelQuery
    as_of: datetime
    cohorts: Cohorts
    rule: Rule

    def units(self) -> list[Unit]:
        """Everyone who is in the funnel."""
        found = []
        for person in sorted({one.person or "" for one in self.events}):
            own = [one for one in named(self.events) if one.person == person]
            for part in self.parts(sorted(own, key=self.place)):
                unit = self.unit(person, [one for one in part if self.rule(one)])
                if unit.attempts:
                    found.append(unit)
        return found

    def place(self, event: Event) -> tuple[Any, ...]:
        """Where an event comes: by moment, then the first and the last step that it matches and all
        of them, then what is held constant and what it is split by.
        """
        steps = self.steps_of(event)
        last = float("inf")
        split = self.query.breakdown
        held = text(event.properties.get(self.query.hold_constant or ""))
        value = None
        if split is not None and split.by == "event":
            value = text(event.properties.get(split.name or ""))
        ends = min(steps, default=last), max(steps, default=last)
        return event.at, *ends, steps, held is None, held or "", value is None, value or ""

    def steps_of(self, event: Event) -> list[int]:
        """The steps that an event can serve."""
        if not self.counts(event):
            return []
        return [k for k, step in enumerate(self.query.steps) if matches(event, step)]

    def counts(self, event: Event) -> bool:
        """Whether the question is about that event."""
        return event in asked_of([event], self.query, self.cohorts) and self.rule(event)

    def parts(self, own: list[Event]) -> list[list[Event]]:
        """All of a person, or session by session."""
        if self.query.unit == "person":
            return [own]
        parts: list[list[Event]] = []
        for one in own:
            if parts and one.at - parts[-1][-1].at <= self.query.session_seconds * SECOND:
                parts[-1].append(one)
            else:
                parts.append([one])
        return parts

    def unit(self, person: str, part: list[Event]) -> Unit:
        attempts = self.attempts(part)
        valid = tuple(one for one in attempts if not self.void(one, part))
        return Unit(person, valid, tuple(one for one in part if self.opens(one)))

    def opens(self, event: Event) -> bool:
        """Whether an event can open an attempt."""
        steps = self.steps_of(event)
        if not self.in_range(event):
            return False
        return bool(steps) if self.query.order == "unordered" else 0 in steps

    def in_range(self, event: Event) -> bool:
        return Calendar("day", self.query.timezone).key(event.at) in self.days()

    def days(self) -> list[Key]:
        """The range."""
        query = self.query
        calendar = Calendar("day", query.timezone)
        return calendar.asked(query.from_, query.to, self.as_of, intervals=30)

    def attempts(self, part: list[Event]) -> list[Attempt]:
        """Every attempt that was opened, void or not."""
        found: list[Attempt] = []
        for place, one in enumerate(part):
            if not self.opens(one):
                continue
            before = [a.opened.at for a in found if self.held(one, a.opened)]
            running = before and one.at <= before[-1] + self.window
            if self.query.reentry == "after_window" and running:
                continue
            found.append(self.attempt(part, place))
        return found

    @property
    def window(self) -> int:
        return self.query.window_seconds * SECOND

    def attempt(self, part: list[Event], place: int) -> Attempt:
        opened = part[place]
        if self.query.order == "unordered":
            usable = [e for e in part if opened.at <= e.at <= opened.at + self.window]
            reached = self.served(usable, opened)
            moments = [one.at for one in usable]
            done = next(
                at
                for at in moments
                if self.served([e for e in usable if e.at <= at], opened) == reached
            )
            return Attempt(opened, (), reached, done)
        taken = [place]
        while len(taken) < len(self.query.steps):
            after = self.next(part, taken[-1], len(taken), opened)
            if after is None:
                break
            taken.append(after)
        return Attempt(opened, tuple(part[k] for k in taken), len(taken), part[taken[-1]].at)

    def next(self, part: list[Event], place: int, step: int, opened: Event) -> int | None:
        """The place of the event that serves `step` after the one at `place`."""
        for k in range(place + 1, len(part)):
            one = part[k]
            later = one.at > part[place].at or self.query.ties == "in_order"
            in_time = one.at <= opened.at + self.window
            if step in self.steps_of(one) and later and in_time and self.held(one, opened):
                return k
            if self.query.order == "strict":
                return None
        return None

    def held(self, event: Event, opened: Event) -> bool:
        """Whether an event shares what must stay the same."""
        name = self.query.hold_constant
        if name is None:
            return True
        return text(event.properties.get(name)) == text(opened.properties.get(name))

    def served(self, part: list[Event], opened: Event) -> int:
        """The most steps that these events can serve, each by an event of its own: every way is
        tried.
        """
        usable = [self.steps_of(one) for one in part if self.held(one, opened)]
        ways = {frozenset[int]()}
        for steps in usable:
            ways |= {way | {step} for way in ways for step in steps}
        return max(len(way) for way in ways)

    def void(self, attempt: Attempt, part: list[Event]) -> bool:
        return any(
            self.excluded(attempt, exclusion, one)
            for exclusion in self.query.exclusions
            for one in part
            if self.counts(one) and matches(one, exclusion.event)
        )

    def excluded(self, attempt: Attempt, exclusion: Exclusion, event: Event) -> bool:
        """Whether an excluded event comes after the one step and before the other."""
        if attempt.reached < exclusion.from_step:
            return False
        to_step = exclusion.to_step or len(self.query.steps)
        end = attempt.opened.at + self.window + 1
        if attempt.reached >= to_step:
            end = attempt.done if attempt.taken == () else attempt.taken[to_step - 1].at
        begin = attempt.opened if attempt.taken == () else attempt.taken[exclusion.from_step - 1]
        return begin.at < event.at < end

    def group(self, key: Value, other: bool, units: list[Unit]) -> FunnelGroup:
        asked = self.query.time_to_convert
        return FunnelGroup(
            key=key,
            other=other,
            steps=tuple(self.step(k, units) for k in range(len(self.query.steps))),
            trend=self.trend(units) if self.query.trend else None,
            times=self.times(units, asked) if asked else None,
        )

    def step(self, k: int, units: list[Unit]) -> FunnelStep:
        reached = [unit.best for unit in units if unit.best.reached > k]
        before = len([unit for unit in units if unit.best.reached >= k])
        seconds = []
        if k > 0 and self.query.order != "unordered":
            seconds = [(one.taken[k].at - one.taken[k - 1].at) / SECOND for one in reached]
        return FunnelStep(
            label="",
            people=len(reached),
            percent_of_first=100 * len(reached) / len(units) if units else None,
            percent_of_previous=100 * len(reached) / before if before else None,
            average_seconds=fmean(seconds) if seconds else None,
            median_seconds=median(seconds) if seconds else None,
        )

    def trend(self, units: list[Unit]) -> tuple[TrendPoint, ...]:
        """Who entered in each interval."""
        query = self.query
        calendar = Calendar(query.trend or "day", query.timezone, query.week_start)
        days = Calendar("day", query.timezone)
        first, last = days.start(self.days()[0]), days.end(self.days()[-1]) - 1
        return tuple(self.point(calendar, key, units) for key in calendar.between(first, last))

    def point(self, calendar: Calendar, key: Key, units: list[Unit]) -> TrendPoint:
        here = [tuple(a for a in u.attempts if calendar.key(a.opened.at) == key) for u in units]
        entered = [best(attempts) for attempts in here if attempts]
        completed = [one for one in entered if one.reached == len(self.query.steps)]
        last_day = Calendar("day", self.query.timezone).end(self.days()[-1])
        end = min(calendar.end(key), last_day)
        share = round(100 * len(completed) / len(entered), 2) if entered else None
        return TrendPoint(
            start=calendar.begins(key),
            entered=len(entered),
            completed=len(completed),
            percent=share,
            complete=end + self.window <= micros_of(self.as_of),
        )

    def times(self, units: list[Unit], asked: TimeToConvert) -> ConversionTimes:
        to_step = asked.to_step or len(self.query.steps)
        exact = [
            (unit.best.taken[to_step - 1].at - unit.best.taken[asked.from_step - 1].at) / SECOND
            for unit in units
            if unit.best.reached >= to_step
        ]
        took = [int(seconds) for seconds in exact]
        if not took:
            return ConversionTimes((), (), None)
        least, greatest = min(took), max(took)
        width = max(1, -(-(greatest - least) // asked.bins))
        edges = [least + k * width for k in range(asked.bins + 1)]
        people = [sum(a <= one < b for one in took) for a, b in pairwise(edges)]
        people[-1] += took.count(edges[-1])
        return ConversionTimes(tuple(edges), tuple(people), fmean(exact))
