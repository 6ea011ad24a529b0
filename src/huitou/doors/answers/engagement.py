"""An engagement answer: who is active, and what their sessions are, over time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from huitou.doors.answers.curves import Curve, curves_chart
from huitou.doors.answers.labels import (
    group_name,
    interval,
    is_split,
    long_interval,
    mark,
    period_of,
    titled,
)
from huitou.doors.answers.words import TEXTS, said
from huitou.doors.report import Column, Panel, Section, Table, Text, count, number, percent

_COLUMNS = (
    ("people", "count"),
    ("dau", "number"),
    ("wau", "count"),
    ("mau", "count"),
    ("dau_per_mau", "percent"),
    ("sessions", "count"),
    ("sessions_per_person", "decimal"),
    ("events_per_person", "decimal"),
    ("dwell_mean", "duration"),
    ("dwell_median", "duration"),
)


def screen(answer: Any) -> tuple[Table, ...]:
    """A row for each interval."""
    return tuple(_table(answer, group, "") for group in answer.groups)


def sections(answer: Any) -> tuple[Section, ...]:
    """Active people, and how long they stay."""
    tables = tuple(_table(answer, group, f"-{at}") for at, group in enumerate(answer.groups))
    people = Panel("engagement-0", "", _lead(answer), None, tables)
    active = _drawn(people, answer, "people", ("dau", "wau", "mau"), 1, Text.same(""))
    lead = TEXTS["engagement.sessions_lead"]
    sessions = Panel("sessions-0", "", lead, None, ())
    dwell = _drawn(
        sessions, answer, "dwell", ("dwell_mean", "dwell_median"), 60, TEXTS["engagement.minutes"]
    )
    return (
        _section("engagement", "engagement.people", "engagement.title", active),
        _section("sessions", "engagement.sessions", "engagement.sessions_title", dwell),
    )


def _section(key: str, name: str, title: str, panel: Panel) -> Section:
    return Section(key, TEXTS[name], TEXTS[name], TEXTS[title], (panel,))


def _table(answer: Any, group: Any, key: str) -> Table:
    by = period_of(answer)
    columns = (
        Column(TEXTS["from_interval"], "text"),
        *(Column(TEXTS[name], kind) for name, kind in _COLUMNS),
    )
    rows = tuple(
        (interval(one.start, by) + mark(one), *(getattr(one, name) for name, _ in _COLUMNS))
        for one in group.intervals
    )
    whole = all(one.complete for one in group.intervals)
    note = None if whole else TEXTS["incomplete_mark"]
    title = titled("engagement", answer, group)
    return Table(f"engagement{key}", title, columns, rows, note=note)


def _drawn(
    panel: Panel, answer: Any, key: str, names: tuple[str, ...], divided_by: int, suffix: Text
) -> Panel:
    """The panel with a curve for each name, or of a split answer the first one for each group."""
    by = period_of(answer)
    if is_split(answer):
        lines = [(group_name(group), group.intervals, names[0]) for group in answer.groups]
    else:
        intervals = answer.groups[0].intervals if answer.groups else ()
        lines = [(TEXTS[name], intervals, name) for name in names]
    curves = [
        _curve(name, intervals, field, at, by, divided_by)
        for at, (name, intervals, field) in enumerate(lines)
    ]
    places = [interval(one.start, by) for one in answer.groups[0].intervals] if lines else []
    chart = curves_chart(f"engagement-{key}", panel.summary, curves, suffix=suffix, places=places)
    drawn = any(any(curve.y) for curve in curves)
    return Panel(panel.id, "", panel.summary, None, panel.tables, chart=chart, drawn=drawn)


def _curve(
    name: Text, intervals: Iterable[Any], field: str, at: int, by: str, divided_by: int
) -> Curve:
    known = [one for one in intervals if getattr(one, field) is not None]
    return Curve(
        name,
        tuple(interval(one.start, by) for one in known),
        tuple(round(getattr(one, field) / divided_by, 2) for one in known),
        place=at,
        open=tuple(not one.complete for one in known),
    )


def _lead(answer: Any) -> Text:
    leads = [_lead_of(answer, group) for group in answer.groups]
    if not leads:
        return TEXTS["nothing"]
    return Text(" ".join(lead.en for lead in leads), "".join(lead.zh for lead in leads))


def _lead_of(answer: Any, group: Any) -> Text:
    full = [one for one in group.intervals if one.complete]
    if not full:
        lead = TEXTS["engagement.no_lead"]
    else:
        last = full[-1]
        lead = said(
            "engagement.lead",
            start=long_interval(last.start, period_of(answer)),
            dau=number(last.dau),
            mau=count(last.mau),
            share=percent(last.dau_per_mau),
        )
    return said("of_group", what=group_name(group), group=lead) if is_split(answer) else lead
