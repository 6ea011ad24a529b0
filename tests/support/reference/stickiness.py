"""Stickiness, the slow way. The range before has as many intervals, joined into blocks from its own
start on.
"""

from __future__ import annotations

from datetime import datetime

from huitou.engine.analytics.stickiness.answer import StickinessGroup
from huitou.engine.analytics.stickiness.query import StickinessQuery
from reference.calendar import Calendar, Key
from reference.events import NO_COHORTS, Cohorts, Event, asked_of, matches
from reference.groups import Rule, groups

Told = tuple[tuple[datetime, ...], tuple[StickinessGroup, ...]]


def stickiness(
    events: list[Event], query: StickinessQuery, as_of: datetime, cohorts: Cohorts = NO_COHORTS
) -> Told:
    """The starts and the groups of the answer."""
    calendar = Calendar(query.period, query.timezone, query.week_start)
    keys = calendar.asked(query.from_, query.to, as_of)
    seen = [e for e in asked_of(events, query, cohorts) if matches(e, query.event)]

    def days(rule: Rule, keys: list[Key]) -> list[int]:
        """For each person the number of blocks that count."""
        return blocks_that_count([e for e in seen if rule(e)], query, calendar, keys)

    def people(rule: Rule) -> int:
        return sum(count > 0 for count in days(rule, keys))

    told = []
    for group in groups(events, query.breakdown, cohorts, people):
        previous = days(group.holds, _before(calendar, keys)) if query.compare else None
        told.append(
            StickinessGroup(
                key=group.key,
                other=group.other,
                histogram=histogram(days(group.holds, keys), query, len(keys)),
                people=people(group.holds),
                previous=None if previous is None else histogram(previous, query, len(keys)),
            )
        )
    return tuple(calendar.begins(block[0]) for block in blocks(keys, query)), tuple(told)


def blocks(keys: list[Key], query: StickinessQuery) -> list[list[Key]]:
    """The intervals, joined."""
    size = query.interval_count
    return [keys[begin : begin + size] for begin in range(0, len(keys), size)]


def blocks_that_count(
    seen: list[Event], query: StickinessQuery, calendar: Calendar, keys: list[Key]
) -> list[int]:
    told = []
    for person in {one.person for one in seen}:
        moments = [calendar.key(one.at) for one in seen if one.person == person]
        done = [sum(key in block for key in moments) for block in blocks(keys, query)]
        told.append(sum(_meets(count, query) for count in done))
    return told


def _meets(count: int, query: StickinessQuery) -> bool:
    asked = query.criterion.count
    if count == 0:
        return False
    if query.criterion.op == "=":
        return count == asked
    return count >= asked if query.criterion.op == ">=" else count <= asked


def histogram(days: list[int], query: StickinessQuery, intervals: int) -> tuple[int, ...]:
    """How many people have exactly n, or n and more."""
    most = len(blocks(list(range(intervals)), query))
    if query.cumulative:
        return tuple(sum(count >= n for count in days) for n in range(1, most + 1))
    return tuple(days.count(n) for n in range(1, most + 1))


def _before(calendar: Calendar, keys: list[Key]) -> list[Key]:
    """The range of as many intervals before. A day that the zone left out is one of them."""
    earlier = [calendar.before(keys[0])]
    while len(earlier) < len(keys):
        earlier.insert(0, calendar.before(earlier[0]))
    return earlier
