"""A lifecycle answer: who is new, returning and resurrecting above the line, dormant below it."""

from __future__ import annotations

from typing import Any

from huitou.doors.answers.bars import Bars, vertical_bars
from huitou.doors.answers.curves import named_places
from huitou.doors.answers.labels import interval, long_interval, mark, period_of, unit
from huitou.doors.answers.words import TEXTS, said
from huitou.doors.report import Column, Panel, Section, Table, Text, count
from huitou.engine.analytics import LifecycleAnswer

_COLOURS = {
    "returning": "returning",
    "new": "new",
    "resurrecting": "resurrected",
    "dormant": "dormant",
}
_STATES = ("new", "returning", "resurrecting", "dormant")


def screen(answer: LifecycleAnswer) -> tuple[Table, ...]:
    """A row for each interval."""
    by = period_of(answer)
    columns = (
        Column(TEXTS["from_interval"], "text"),
        *(Column(TEXTS[state], "count") for state in _STATES),
        Column(TEXTS["pulse"], "decimal"),
    )
    rows = tuple(
        (
            interval(one.start, by) + mark(one),
            *(getattr(one, state) for state in _STATES),
            one.pulse,
        )
        for one in answer.intervals
    )
    whole = all(one.complete for one in answer.intervals)
    note = None if whole else TEXTS["incomplete_mark"]
    return (Table("lifecycle", TEXTS["lifecycle"], columns, rows, note=note),)


def sections(answer: LifecycleAnswer) -> tuple[Section, ...]:
    """Stacked bars, one an interval; what is not over yet is striped."""
    lead = _lead(answer)
    starts = [interval(one.start, period_of(answer)) for one in answer.intervals]
    open_ = tuple(not one.complete for one in answer.intervals)
    series = [
        Bars(TEXTS[state], colour, tuple(_signed(one, state) for one in answer.intervals), open_)
        for state, colour in _COLOURS.items()
    ]
    chart = vertical_bars(
        "lifecycle",
        lead,
        starts,
        series,
        x_axis=named_places(starts),
        stripes=TEXTS["incomplete_stripes"] if any(open_) else None,
        stacked=True,
    )
    drawn = any(getattr(one, state) for one in answer.intervals for state in _STATES)
    panel = Panel("lifecycle-0", "", lead, None, screen(answer), chart=chart, drawn=drawn)
    title, name = TEXTS["lifecycle.title"], TEXTS["lifecycle"]
    return (Section("lifecycle", name, name, title, (panel,)),)


def _signed(one: Any, state: str) -> int:
    people: int = getattr(one, state)
    return -people if state == "dormant" else people


def _lead(answer: LifecycleAnswer) -> Text:
    full = [one for one in answer.intervals if one.complete]
    if not full:
        return TEXTS["lifecycle.no_lead"]
    numbers = {state: count(getattr(full[-1], state)) for state in _STATES}
    start = long_interval(full[-1].start, period_of(answer))
    return said("lifecycle.lead", start=start, unit=unit(answer), **numbers)
