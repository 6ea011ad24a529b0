"""What a query family asks of the event log: which events, and what of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import reduce
from operator import add, or_
from typing import Any, Literal

import pyarrow as pa

from huitou.engine.analytics.query.events import Breakdown, EventFilter, Where
from huitou.engine.analytics.source.attributes import attribute, channel
from huitou.engine.analytics.source.bots import BOT_PATTERN
from huitou.engine.analytics.source.dialect import Dialect

MOST_FILTERS = 62


@dataclass(frozen=True)
class Text:
    """A text of an event: the property `name`, or its channel (see attributes.channel)."""

    kind: Literal["property", "channel"]
    name: str = ""


@dataclass(frozen=True)
class Extract:
    """The events of known people that match at least one of `filters` (all events, if `every`),
    between the moments `first` (included) and `end` (excluded; microseconds UTC), with `where`
    true of them.

    Each row says which filters it matches. `breakdown` adds a group; `value` a number: the first
    of these properties that is one, and `refund` another one likewise; `label` a text: the
    property of that name, or for an empty one the event's name; `texts` adds further ones.
    `exclude_bots` drops what user agents of bots.py did. `within` keeps only these people;
    `cohort` are the members of the cohort that `breakdown` names.
    """

    filters: tuple[EventFilter, ...]
    where: Where = field(default_factory=dict)
    first: int | None = None
    end: int | None = None
    every: bool = False
    breakdown: Breakdown | None = None
    value: tuple[str, ...] = ()
    refund: tuple[str, ...] = ()
    label: str | None = None
    within: pa.Array | None = None
    cohort: pa.Array | None = None
    exclude_bots: bool = False
    texts: tuple[Text, ...] = ()

    @property
    def of_persons(self) -> bool:
        """Whether it asks for something that is told of whole persons."""
        return self.breakdown is not None and self.breakdown.by not in ("event", "cohort")

    @property
    def marks_by_name(self) -> dict[str, int] | None:
        """The marks of each event name, if names alone tell which filters an event matches."""
        if self.every or any(one.event is None or one.where for one in self.filters):
            return None
        marks: dict[str, int] = {}
        for bit, one in enumerate(self.filters):
            assert one.event is not None
            marks[one.event] = marks.get(one.event, 0) | 1 << bit
        return marks


def expression(
    events: Any, extract: Extract, dialect: Dialect, marked_names: Any | None = None
) -> Any:
    """The Ibis table with the columns that Rows.of reads. `events` has the columns of
    EVENTS_SCHEMA, and `person`: an id, or a number that stands for one. `marked_names` may give
    `marks_by_name` as a table (`marked_name`, `marks`), which an engine looks up more quickly than
    it compares each event with every name.
    """
    named = events.filter(events.person.notnull(), events.event.notnull())
    chosen = _in_range(named, extract, dialect)
    for name, value in extract.where.items():
        chosen = chosen.filter(dialect.property_is(chosen.properties, name, value))
    if extract.exclude_bots:
        agent = dialect.text(chosen.context, "userAgent").lower()
        chosen = chosen.filter(~agent.re_search(BOT_PATTERN).fill_null(False))
    if marked_names is not None:
        chosen = chosen.join(marked_names, chosen.event == marked_names.marked_name)
        return _columns(events, chosen, chosen.marks, extract, dialect)
    matches = {repr(one): matcher(one, dialect) for one in extract.filters}
    if not extract.every:
        # First which rows are wanted at all: engines look into JSON text only where they must.
        chosen = chosen.filter(lambda t: reduce(or_, (match(t) for match in matches.values())))
    marks = _marks(chosen, extract, matches, dialect)
    return _columns(events, chosen, marks, extract, dialect)


def _columns(events: Any, chosen: Any, marks: Any, extract: Extract, dialect: Dialect) -> Any:
    columns = {"person": chosen.person, "at": dialect.micros(chosen.timestamp), "marks": marks}
    if extract.label is not None:
        columns["label"] = _label(chosen, extract.label, dialect)
    if extract.value:
        columns["value"] = dialect.millionths(chosen.properties, extract.value)
    if extract.refund:
        columns["refund"] = dialect.millionths(chosen.properties, extract.refund)
    for place, text in enumerate(extract.texts):
        columns[f"text{place}"] = _text(chosen, text, dialect)
    split = extract.breakdown
    if split is not None and split.by == "event":
        columns["grp"] = dialect.text(chosen.properties, split.name or "")
    selected = chosen.select(**columns)
    if split is not None and extract.of_persons:
        selected = _with_attribute(selected, attribute(events, split, dialect))
    return selected


def _in_range(events: Any, extract: Extract, dialect: Dialect) -> Any:
    if extract.first is not None:
        events = events.filter(events.timestamp >= dialect.moment(extract.first))
    if extract.end is not None:
        events = events.filter(events.timestamp < dialect.moment(extract.end))
    return events


def matcher(one: EventFilter, dialect: Dialect) -> Callable[[Any], Any]:
    """A test of an Ibis table of events: whether each matches the filter; null, which counts as
    no, where it is not known.
    """

    def test(events: Any) -> Any:
        match = dialect.true() if one.event is None else events.event == one.event
        for name, value in one.where.items():
            match = match & dialect.property_is(events.properties, name, value)
        return match

    return test


def _marks(
    chosen: Any, extract: Extract, matches: dict[str, Callable[[Any], Any]], dialect: Dialect
) -> Any:
    """Bit i says whether filter i matches; equal filters are asked once."""
    bits = dict.fromkeys(matches, 0)
    for place, one in enumerate(extract.filters):
        bits[repr(one)] |= 1 << place
    if len(bits) == 1 and not extract.every:
        return dialect.integer(*bits.values())
    zero = dialect.integer(0)
    marks = [matches[key](chosen).ifelse(dialect.integer(bit), zero) for key, bit in bits.items()]
    return reduce(add, marks, zero)


def _label(events: Any, name: str, dialect: Dialect) -> Any:
    return dialect.text(events.properties, name) if name else events.event


def _text(events: Any, text: Text, dialect: Dialect) -> Any:
    if text.kind == "channel":
        return channel(events, dialect)
    return dialect.text(events.properties, text.name)


def _with_attribute(selected: Any, people: Any) -> Any:
    known = people.rename(known_person="person")
    joined = selected.left_join(known, selected.person == known.known_person)
    return joined.drop("known_person")
