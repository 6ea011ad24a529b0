"""A funnel answer on a page: a bar for each step, its trend, and how long it takes."""

from __future__ import annotations

from typing import Any

from huitou.doors.answers.bars import Bars, HorizontalBar, horizontal_bars, vertical_bars
from huitou.doors.answers.curves import Curve, curves_chart
from huitou.doors.answers.funnel_tables import steps_table, times_tables, trend_tables
from huitou.doors.answers.labels import group_name, interval, is_split, share
from huitou.doors.answers.words import TEXTS, said
from huitou.doors.report import Panel, Section, Table, Text, count, duration

_EDGES = 6


def sections(answer: Any) -> tuple[Section, ...]:
    """Horizontal bars for each group; then trends and times."""
    bars = tuple(_panel(answer, group, at) for at, group in enumerate(answer.groups))
    name = TEXTS["funnel"]
    parts = [Section("funnel", name, name, TEXTS["funnel.title"], bars)]
    if any(group.trend for group in answer.groups):
        parts.append(_trend_section(answer))
    times = [at for at, group in enumerate(answer.groups) if group.times is not None]
    if times:
        panels = tuple(_times_panel(answer, answer.groups[at], at) for at in times)
        name, title = TEXTS["funnel.times"], TEXTS["funnel.times_title"]
        parts.append(Section("times", name, name, title, panels))
    return tuple(parts)


def _panel(answer: Any, group: Any, at: int) -> Panel:
    lead = _lead(group)
    if is_split(answer):
        lead = said("of_group", what=group_name(group), group=lead)
    bars = [
        HorizontalBar(Text.same(f"{number}. {step.label}"), step.people, _bar_words(step))
        for number, step in enumerate(group.steps, 1)
    ]
    return Panel(
        id=f"funnel-{at}",
        view="",
        summary=lead,
        definition=None,
        tables=(steps_table(answer, group, f"-{at}"),),
        chart=horizontal_bars(f"funnel-{at}", lead, bars),
        drawn=group.steps[0].people > 0,
    )


def _bar_words(step: Any) -> Text:
    numbers = {"people": count(step.people), "share": share(step.percent_of_first)}
    if step.median_seconds is None:
        return said("funnel.bar", **numbers)
    return said("funnel.bar_time", time=duration(step.median_seconds), **numbers)


def _lead(group: Any) -> Text:
    first, last = group.steps[0], group.steps[-1]
    if not first.people:
        return TEXTS["funnel.nobody"]
    return said(
        "funnel.lead",
        first=count(first.people),
        last=count(last.people),
        share=share(last.percent_of_first),
    )


def _trend_section(answer: Any) -> Section:
    lead = TEXTS["funnel.trend_lead"]
    tables: list[Table] = []
    curves = []
    by = answer.definition.query["trend"]
    places = [interval(point.start, by) for point in answer.groups[0].trend]
    for at, group in enumerate(answer.groups):
        points = [point for point in group.trend or () if point.percent is not None]
        name = group_name(group) if is_split(answer) else TEXTS["percent"]
        curves.append(
            Curve(
                name,
                tuple(interval(point.start, by) for point in points),
                tuple(point.percent for point in points),
                place=at,
                open=tuple(not point.complete for point in points),
            )
        )
        tables += trend_tables(answer, group, f"-{at}")
    chart = curves_chart("funnel-trend", lead, curves, suffix=Text.same("%"), places=places)
    drawn = any(curve.y for curve in curves)
    panel = Panel("trend-0", "", lead, None, tuple(tables), chart=chart, drawn=drawn)
    name, title = TEXTS["funnel.trend"], TEXTS["funnel.trend_title"]
    return Section("trend", name, name, title, (panel,))


def _times_panel(answer: Any, group: Any, at: int) -> Panel:
    times = group.times
    lead = said("funnel.times_lead", time=duration(times.average_seconds))
    if is_split(answer):
        lead = said("of_group", what=group_name(group), group=lead)
    chart = vertical_bars(
        f"times-{at}",
        lead,
        range(len(times.people)),
        [Bars(TEXTS["people"], "bar", times.people)],
        x_axis=_edge_axis(times.edges),
    )
    tables = times_tables(answer, group, f"-{at}")
    drawn = any(times.people)
    return Panel(f"times-{at}", "", lead, None, tables, chart=chart, drawn=drawn)


def _edge_axis(edges: tuple[int, ...]) -> dict[str, Any]:
    """A mark where one bin ends and the next begins, on as many of them as fit a narrow page."""
    shown = range(0, len(edges), max(1, -(-len(edges) // _EDGES)))
    return {
        "tickvals": [at - 0.5 for at in shown],
        "ticktext": [duration(edges[at]) for at in shown],
    }
