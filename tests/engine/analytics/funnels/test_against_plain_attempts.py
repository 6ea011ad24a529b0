"""Random small histories, full of ties, counted by the family and by a plain reading of its
definition that walks through every attempt.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce
from itertools import pairwise, permutations
from operator import add

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huitou.engine.analytics import EventFilter
from huitou.engine.analytics.funnels.check import plan_of
from huitou.engine.analytics.funnels.count import CountFunnel
from huitou.engine.analytics.funnels.query import Exclusion, FunnelQuery
from huitou.engine.analytics.query.definition import AsOf
from huitou.engine.analytics.source import pieces
from huitou.engine.analytics.source.groups import Groups
from huitou.engine.analytics.source.rows import Rows

AS_OF = AsOf(None, datetime(2026, 2, 1, tzinfo=UTC))
DAY_ONE = int(datetime(2026, 1, 10, tzinfo=UTC).timestamp())
HELD = ("b", None, "a")
PEOPLE = 2


@dataclass(frozen=True)
class Event:
    """Who, the second of the day, the bits of what it matches, and a value of HELD by number."""

    person: int
    second: int
    marks: int
    held: int


def rows_of(events, query):
    """The events as the counting gets them, in no order."""
    held = query.hold_constant is not None
    return Rows(
        person=np.array([one.person for one in events], dtype=np.int64),
        names=pa.array([f"p{number}" for number in range(PEOPLE)]),
        at=np.array([(DAY_ONE + one.second) * 1_000_000 for one in events], dtype=np.int64),
        marks=np.array([one.marks for one in events], dtype=np.int64),
        label=np.array([one.held for one in events], dtype=np.int64) if held else None,
        labels=HELD if held else (),
    )


class Plainly:
    """Every attempt of one person, as the docstring of FunnelQuery says. The range is DAY_ONE."""

    def __init__(self, query, events):
        self.query, self.steps = query, len(query.steps)
        self.events = sorted(events, key=self.place)

    def steps_of(self, event):
        return [step for step in range(self.steps) if event.marks >> step & 1]

    def place(self, event):
        steps, text = self.steps_of(event), HELD[event.held]
        held = (text is None, text or "") if self.query.hold_constant else ()
        ends = (steps[0], steps[-1]) if steps else (self.steps, self.steps)
        return event.second, ends, steps, held

    def same(self, one, other):
        return self.query.hold_constant is None or one.held == other.held

    def openers(self):
        found = []
        for place, event in enumerate(self.events):
            steps = self.steps_of(event)
            opens = bool(steps) if self.query.order == "unordered" else 0 in steps
            before = [k for k in found if self.same(self.events[k], event)]
            if self.query.reentry == "after_window" and before:
                last = self.events[before[-1]].second
                opens = opens and event.second > last + self.query.window_seconds
            if opens and event.second < 86_400:
                found.append(place)
        return found

    def taken(self, start):
        """The events of the steps of an attempt."""
        taken = [start]
        while len(taken) < self.steps:
            after = self.following(start, taken[-1], len(taken))
            if after is None:
                break
            taken.append(after)
        return [self.events[place] for place in taken]

    def following(self, start, last, step):
        opened, before = self.events[start], self.events[last]
        for place in range(last + 1, len(self.events)):
            one = self.events[place]
            fits = step in self.steps_of(one) and self.same(one, opened)
            fits = fits and one.second <= opened.second + self.query.window_seconds
            if self.query.ties == "strictly_later":
                fits = fits and one.second > before.second
            if fits or self.query.order == "strict":
                return place if fits else None
        return None

    def served(self, start, end):
        """The most steps that events from the start to the second `end` serve in any order."""
        opened = self.events[start]
        usable = [
            self.steps_of(one)
            for one in self.events
            if opened.second <= one.second <= end and self.same(one, opened)
        ]
        usable = [steps for steps in usable if steps]
        most = min(self.steps, len(usable))
        for count in range(most, 0, -1):
            for chosen in permutations(range(self.steps), count):
                if _assigned(chosen, usable):
                    return count
        return 0

    def void(self, start, taken):
        window_end = self.events[start].second + self.query.window_seconds
        for bit, one in enumerate(self.query.exclusions, start=self.steps):
            to_step = one.to_step or self.steps
            if len(taken) < one.from_step:
                continue
            after = taken[one.from_step - 1].second
            for event in self.events:
                if event.marks >> bit & 1 and after < event.second <= window_end:
                    if self.query.order == "unordered":
                        if self.served(start, event.second) < self.steps:
                            return True
                    elif len(taken) < to_step or event.second < taken[to_step - 1].second:
                        return True
        return False

    def attempts(self):
        """(steps reached, seconds from step to step) of each attempt that is not void, in order."""
        found = []
        for start in self.openers():
            if self.query.order == "unordered":
                taken = [self.events[start]]
                reach = self.served(start, taken[0].second + self.query.window_seconds)
            else:
                taken = self.taken(start)
                reach = len(taken)
            if not self.void(start, taken):
                gaps = [b.second - a.second for a, b in pairwise(taken)]
                found.append((reach, gaps))
        return found

    def best(self):
        return max(self.attempts(), key=lambda one: one[0], default=None)


def _assigned(steps, usable):
    """Whether these steps, in this order, are served by usable[0..] picked left to right."""
    if not steps:
        return True
    for place, able in enumerate(usable):
        if steps[0] in able and _assigned(steps[1:], usable[place + 1 :]):
            return True
    return False


@st.composite
def questions(draw):
    order = draw(st.sampled_from(("ordered", "strict", "unordered")))
    steps = draw(st.integers(2, 4))
    if order == "unordered":
        between, ties = st.just((1, None)), "in_order"
    else:
        ends = st.tuples(st.integers(1, steps), st.integers(1, steps)).filter(lambda e: e[0] < e[1])
        between, ties = ends, draw(st.sampled_from(("in_order", "strictly_later")))
    exclusions = [
        Exclusion(event=EventFilter("x"), from_step=a, to_step=b)
        for a, b in draw(st.lists(between, max_size=2))
    ]
    return FunnelQuery(
        steps=tuple(EventFilter(str(step)) for step in range(steps)),
        window_seconds=draw(st.sampled_from((1, 2, 5, 100_000))),
        order=order,
        exclusions=tuple(exclusions),
        ties=ties,
        reentry=draw(st.sampled_from(("every_attempt", "after_window"))),
        hold_constant=draw(st.sampled_from((None, "shelf"))),
        from_="2026-01-10",
        to="2026-01-10",
    )


def histories(query):
    bits = len(query.steps) + len(query.exclusions)
    single = st.integers(0, bits - 1).map(lambda bit: 1 << bit)
    marks = st.one_of(single, st.integers(0, (1 << bits) - 1))
    if query.order != "strict":
        marks = marks.filter(bool)
    second = st.one_of(st.integers(0, 2), st.integers(0, 9), st.integers(86_397, 86_403))
    event = st.builds(Event, st.integers(0, PEOPLE - 1), second, marks, st.integers(0, 2))
    return st.lists(event, min_size=1, max_size=14)


@pytest.mark.parametrize("piece", [1, 1 << 22], ids=["person by person", "all at once"])
def test_as_by_walking_through_every_attempt(piece, monkeypatch):
    monkeypatch.setattr(pieces, "_ROWS", piece)

    @settings(max_examples=600, deadline=None)
    @given(st.data())
    def tried(data):
        query = data.draw(questions())
        events = data.draw(histories(query))
        count = CountFunnel(plan_of(query, AS_OF), Groups())
        parts = pieces.pieces_of(rows_of(events, query))
        counts = reduce(add, (count(part()) for part in parts))
        people = {one.person for one in events}
        best = [Plainly(query, [e for e in events if e.person == p]).best() for p in people]
        reached = Counter(one[0] for one in best if one is not None)
        steps = range(1, len(query.steps) + 1)
        expected = [sum(n for reach, n in reached.items() if reach >= step) for step in steps]
        assert counts.reached.tolist() == [expected]
        for place, gaps in enumerate(counts.gaps):
            took = [one[1][place] for one in best if one is not None and len(one[1]) > place]
            assert sorted(gaps.of_group(0).tolist()) == sorted(1_000_000 * t for t in took)

    tried()
