"""Retention, the slow way. Where the definition leaves a choice:

- An event that a group of a breakdown holds is like an event that meets `where`: with mode
  first_ever the first event of the start's name, of any group, must be in the group.
- A cell with `rolling` or `brackets` covers several intervals; its events are those of all of
  them.
- A person's events in an interval add to a cell's aggregate only if the person meets the minimum
  in that interval (from column 1 on), and the average divides by everyone in the cell. Refunds
  are those of all people of the row, in all intervals of the cell, also those below the minimum;
  they must be in the group and meet the query's `where`, and be in `currency`.
- The cell of a row with 24 h windows is complete when it must be so for anyone of that row: the
  row's interval is over, and then the lengths up to the end of the column's window (for column 0
  one length).
- Column 0 is never rolling. With mean "none" there is no entry for any column.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from huitou.engine.analytics.query.events import EventFilter
from huitou.engine.analytics.retention.answer import RetentionGroup, RetentionRow
from huitou.engine.analytics.retention.query import Aggregate, RetentionQuery
from reference.calendar import Calendar, Key, micros_of, said
from reference.events import NO_COHORTS, Cohorts, Event, asked_of, equal, matches, number
from reference.groups import Rule, groups, trait

HOURS = {"hour": 1, "day": 24, "week": 168, "month": 720}
HOUR = 3_600_000_000


def retention(
    events: list[Event], query: RetentionQuery, as_of: datetime, cohorts: Cohorts = NO_COHORTS
) -> tuple[RetentionGroup, ...]:
    """The groups of the answer."""

    def size(rule: Rule) -> int:
        return sum(row.people[0] for row in Count(events, query, as_of, cohorts, rule).rows())

    return tuple(
        _group(group.key, group.other, Count(events, query, as_of, cohorts, group.holds))
        for group in groups(events, query.breakdown, cohorts, size)
    )


def _group(key: str | None, other: bool, count: Count) -> RetentionGroup:
    rows = count.rows()
    return RetentionGroup(key, other, tuple(rows), means(rows, count.query))


def means(rows: list[RetentionRow], query: RetentionQuery) -> tuple[float | None, ...]:
    """The mean of each column over the rows in which it is complete."""
    widest = max(len(row.people) for row in rows)
    if query.mean == "none":
        return ()
    return tuple(_mean(rows, column, query) for column in range(widest))


def _mean(rows: list[RetentionRow], column: int, query: RetentionQuery) -> float | None:
    done = [row for row in rows if column < len(row.people) and row.complete[column]]
    if query.mean == "simple":
        told = [row.percent[column] for row in done]
        shares = [one for one in told if one is not None]
        return sum(shares) / len(shares) if shares else None
    base = sum(row.people[_base(column, query)] for row in done)
    return 100 * sum(row.people[column] for row in done) / base if base else None


def _base(column: int, query: RetentionQuery) -> int:
    """The column that a percentage is of."""
    return max(column - 1, 0) if query.percent_of == "previous" else 0


@dataclass(frozen=True)
class Count:
    """One group of the question."""

    events: list[Event]
    query: RetentionQuery
    as_of: datetime
    cohorts: Cohorts
    rule: Rule

    @property
    def calendar(self) -> Calendar:
        return Calendar(self.query.period, self.query.timezone, self.query.week_start)

    def keys(self) -> list[Key]:
        """The intervals of the rows."""
        query = self.query
        if query.from_ is not None:
            return self.calendar.asked(query.from_, query.to, self.as_of)
        last = micros_of(self.as_of) if query.end is None else said(query.end, query.timezone)
        count = 11 if query.intervals is None else query.intervals
        return self.calendar.until(last, count)

    def rows(self) -> list[RetentionRow]:
        keys = self.keys()
        seen = asked_of(self.events, self.query, self.cohorts)
        return [_Row(self, keys, number, seen).counted() for number in range(len(keys))]


@dataclass(frozen=True)
class _Row:
    count: Count
    keys: list[Key]
    number: int
    seen: list[Event]

    @property
    def query(self) -> RetentionQuery:
        return self.count.query

    def spans(self) -> list[list[int]]:
        """The intervals (0 is the row's own) that each column covers."""
        query = self.query
        if query.brackets:
            columns, begun = [[0]], 1
            for length in query.brackets:
                columns.append(list(range(begun, begun + length)))
                begun += length
        else:
            width = query.columns or len(self.keys) - self.number
            columns = [[column] for column in range(width)]
        if query.rolling:
            last = columns[-1][-1]
            columns[1:] = [list(range(span[0], last + 1)) for span in columns[1:]]
        return columns

    def anchors(self) -> dict[str, int]:
        """The people of the row, and when they started in it."""
        found = {}
        for person in {one.person for one in self.seen}:
            started = self.started([one for one in self.seen if one.person == person])
            if started is not None:
                found[person or ""] = started
        return found

    def started(self, own: list[Event]) -> int | None:
        """When a person started in this row, if they did."""
        query, key = self.query, self.count.calendar.key
        starts = [e.at for e in own if matches(e, query.start) and self.count.rule(e)]
        if query.mode == "first_time":
            starts = [at for at in starts if at == min(starts)]
        if query.mode == "first_ever":
            plain = EventFilter(query.start.event)
            first = min((one.at for one in own if matches(one, plain)), default=None)
            starts = [at for at in starts if at == first]
        if query.window == "24h_from_first":
            in_range = [at for at in starts if key(at) in self.keys]
            starts = [at for at in in_range if at == min(in_range)]
        return min((at for at in starts if key(at) == self.keys[self.number]), default=None)

    def within(self, at: int, anchor: int, interval: int) -> bool:
        """Whether a moment is in that interval of a person who started at `anchor`."""
        if self.query.window == "24h_from_first":
            length = HOURS[self.query.period] * HOUR
            return anchor + interval * length <= at < anchor + (interval + 1) * length
        keys = self.count.calendar.further(self.keys, max(0, interval))
        return bool(self.count.calendar.key(at) == keys[self.number + interval])

    def returns(self, person: str, anchor: int, interval: int) -> list[Event]:
        """The person's return events there, if there are enough of them."""
        found = [
            one
            for one in self.seen
            if one.person == person
            and matches(one, self.query.returning)
            and self.count.rule(one)
            and self.within(one.at, anchor, interval)
        ]
        if interval == 0:
            same = self.query.start == self.query.returning
            return [one for one in found if same or one.at >= anchor]
        return found if len(found) >= self.query.min_occurrences else []

    def counted(self) -> RetentionRow:
        anchors = self.anchors()
        cells = [set(anchors)]
        for span in self.spans()[1:]:
            here = {p for p, at in anchors.items() if any(self.returns(p, at, i) for i in span)}
            cells.append(here)
        people = tuple(len(cell) for cell in cells)
        lost = tuple(
            len(anchors) - len(set().union(*cells[place:])) for place in range(1, len(cells))
        )
        return RetentionRow(
            start=self.count.calendar.begins(self.keys[self.number]),
            people=people,
            percent=tuple(_share(people, k, _base(k, self.query)) for k in range(len(people))),
            complete=tuple(self.complete(span) for span in self.spans()),
            values=self.values(anchors, cells) if self.query.aggregate else None,
            lost=(0, *lost) if self.query.churn else None,
        )

    def complete(self, span: list[int]) -> bool:
        calendar = self.count.calendar
        if self.query.window == "24h_from_first":
            more = (span[-1] + 1) * HOURS[self.query.period] * HOUR
            end = calendar.end(self.keys[self.number]) + more
        else:
            end = calendar.end(calendar.further(self.keys, span[-1])[self.number + span[-1]])
        return end <= micros_of(self.count.as_of)

    def values(self, anchors: dict[str, int], cells: list[set[str]]) -> tuple[float | None, ...]:
        """The aggregate of each cell."""
        asked = self.query.aggregate
        assert asked is not None
        told: list[float | None] = []
        for cell, span in zip(cells, self.spans(), strict=True):
            if asked.of == "person":
                total = sum(self.trait(person, asked.name) for person in cell)
            else:
                total = self.taken(anchors, cell, span, asked)
            if asked.kind == "avg":
                told.append(total / len(cell) if cell else None)
            else:
                told.append(total)
        return tuple(told)

    def trait(self, person: str, name: str) -> float:
        own = [one for one in self.count.events if one.person == person]
        own.sort(key=lambda one: (one.at, one.message_id))
        value = trait(own, name)
        return number(value) or 0.0

    def taken(
        self, anchors: dict[str, int], cell: set[str], span: list[int], asked: Aggregate
    ) -> float:
        """The sum of the property over a cell's return events, less the refunds of the row."""
        total = 0.0
        for interval in span:
            for person in cell:
                for one in self.returns(person, anchors[person], interval):
                    if _in_currency(one, asked) and not _only_taken_off(one, asked):
                        total += number(one.properties.get(asked.name)) or 0.0
            for person in anchors if asked.net_of_refunds else ():
                total -= sum(self.refunded(person, anchors[person], interval, asked))
        return total

    def refunded(self, person: str, anchor: int, interval: int, asked: Aggregate) -> list[float]:
        return [
            _refund(one, asked)
            for one in self.seen
            if one.person == person
            and one.name == "Order Refunded"
            and self.count.rule(one)
            and _in_currency(one, asked)
            and self.within(one.at, anchor, interval)
        ]


def _share(people: tuple[int, ...], column: int, base: int) -> float | None:
    return 100 * people[column] / people[base] if people[base] else None


def _in_currency(event: Event, asked: Aggregate) -> bool:
    return asked.currency is None or equal(event.properties.get("currency"), asked.currency)


def _only_taken_off(event: Event, asked: Aggregate) -> bool:
    return asked.net_of_refunds and event.name == "Order Refunded"


def _refund(event: Event, asked: Aggregate) -> float:
    """The same property of a refund, else its `total`."""
    own = number(event.properties.get(asked.name))
    return (number(event.properties.get("total")) or 0.0) if own is None else own
