"""What happened with one person, day by day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import ClassVar
from urllib.parse import urlencode

import msgspec
from django.utils.translation import gettext as _

from huitou.doors.console.whole.event_words import (
    KINDS,
    ToldEvent,
    kind_of,
    raw_of,
    sources_word,
    told,
)
from huitou.doors.console.whole.masking import masked_json
from huitou.doors.design import (
    Component,
    EmptyState,
    FilterChips,
    Link,
    Pager,
    day,
)
from huitou.engine.events import PersonEvent
from huitou.kernel import to_micros

_ON_A_PAGE = 40


@dataclass(frozen=True)
class Happened(Component):
    """One event in a line: when, what, about what, who says so; and as it was said."""

    told: ToldEvent
    at: datetime
    source: str
    raw: str
    template: ClassVar[str] = "console/whole/happened.html"


@dataclass(frozen=True)
class Day:
    """What happened on one day of the shop's timezone."""

    label: str
    events: Sequence[Happened]


@dataclass(frozen=True)
class DayByDay(Component):
    """A page of a person's timeline; a part of the page, so that filters and pages are swapped."""

    chips: FilterChips
    days: Sequence[Day]
    pager: Pager
    empty: EmptyState | None = None
    template: ClassVar[str] = "console/whole/day_by_day.html"


def day_by_day(
    events: Sequence[PersonEvent], *, address: str, kind: str, until: str, leads_on: bool
) -> DayByDay:
    """The events (the newest first) of a kind ("" for all) from the cursor `until` on. `address` is
    that of the timeline without its query.
    """
    counts = Counter(kind_of(event) for event in events)
    mine = [event for event in events if not kind or kind_of(event) == kind]
    first = _place(mine, until)
    page = mine[first : first + _ON_A_PAGE]
    rest = mine[first + _ON_A_PAGE :]
    link = _linker(address, kind)
    days = [
        Day(label, [_happened(event, leads_on) for event in of_day])
        for label, of_day in groupby(page, key=lambda event: day(event.timestamp))
    ]
    return DayByDay(
        chips=_chips(counts, kind, address),
        days=days,
        pager=Pager(
            previous=link("") if first else "",
            next=link(_cursor(mine, first + _ON_A_PAGE)) if rest else "",
            part="timeline",
        ),
        empty=None if page else _nothing(),
    )


def _happened(event: PersonEvent, leads_on: bool) -> Happened:
    said = raw_of(event)
    masked = {
        name: masked_json(one, of_traits=name in ("traits", "context"))
        for name, one in said.items()
    }
    return Happened(
        told=told(event, leads_on=leads_on),
        at=event.timestamp,
        source=sources_word(event.source),
        raw=msgspec.json.format(msgspec.json.encode(masked), indent=2).decode(),
    )


def _chips(counts: Counter[str], kind: str, address: str) -> FilterChips:
    there = [name for name in KINDS if counts[name] or name == kind]
    chips = tuple(
        Link(
            str(KINDS[name][0]),
            _with(address, "" if name == kind else name),
            icon=KINDS[name][1],
            current=name == kind,
            count=counts[name],
        )
        for name in there
    )
    return FilterChips(_("Kinds of events"), chips, part="timeline")


def _linker(address: str, kind: str) -> Callable[[str], str]:
    return lambda until: _with(address, kind, until)


def _with(address: str, kind: str, until: str = "") -> str:
    said = {"show": "timeline", "kind": kind, "until": until}
    return f"{address}?{urlencode({name: text for name, text in said.items() if text})}"


def _cursor(events: Sequence[PersonEvent], place: int) -> str:
    """The moment of the event at a place, and how many of the same moment stand before it."""
    at = events[place].timestamp
    before = sum(1 for event in events[:place] if event.timestamp == at)
    return f"{to_micros(at)}.{before}"


def _place(events: Sequence[PersonEvent], until: str) -> int:
    """Where a page begins that is not moved by what happens meanwhile; 0 for no cursor."""
    moment, _dot, skip = until.partition(".")
    if not (moment.isdigit() and skip.isdigit() and len(until) < 30):
        return 0
    at = int(moment)
    start = next((n for n, e in enumerate(events) if to_micros(e.timestamp) <= at), len(events))
    return min(start + int(skip), len(events))


def _nothing() -> EmptyState:
    return EmptyState(
        _("Nothing happened here yet"),
        _("Facts of the shop, and what its pages and apps send, stand here some seconds later."),
        icon="clock",
    )
