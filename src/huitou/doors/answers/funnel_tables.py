"""The tables of a funnel answer: steps, trend and times of each group."""

from __future__ import annotations

from typing import Any

from huitou.doors.answers.labels import fraction, interval, mark, titled
from huitou.doors.answers.words import TEXTS
from huitou.doors.report import Column, Table


def screen(answer: Any) -> tuple[Table, ...]:
    """A table of steps for each group, and of its trend and times if they were asked for."""
    return tuple(
        table
        for group in answer.groups
        for table in (
            steps_table(answer, group),
            *trend_tables(answer, group),
            *times_tables(answer, group),
        )
    )


def steps_table(answer: Any, group: Any, key: str = "") -> Table:
    columns = (
        Column(TEXTS["funnel.step"], "text"),
        Column(TEXTS["people"], "count"),
        Column(TEXTS["funnel.of_first"], "percent"),
        Column(TEXTS["funnel.of_previous"], "percent"),
        Column(TEXTS["funnel.average"], "duration"),
        Column(TEXTS["funnel.median"], "duration"),
    )
    rows = tuple(
        (
            f"{number}. {step.label}",
            step.people,
            fraction(step.percent_of_first),
            fraction(step.percent_of_previous),
            step.average_seconds,
            step.median_seconds,
        )
        for number, step in enumerate(group.steps, 1)
    )
    return Table(f"funnel{key}", titled("funnel", answer, group), columns, rows)


def trend_tables(answer: Any, group: Any, key: str = "") -> tuple[Table, ...]:
    if group.trend is None:
        return ()
    columns = (
        Column(TEXTS["from_interval"], "text"),
        Column(TEXTS["funnel.entered"], "count"),
        Column(TEXTS["funnel.completed"], "count"),
        Column(TEXTS["percent"], "percent"),
    )
    by = answer.definition.query["trend"]
    rows = tuple(
        (
            interval(point.start, by) + mark(point),
            point.entered,
            point.completed,
            fraction(point.percent),
        )
        for point in group.trend
    )
    whole = all(point.complete for point in group.trend)
    note = None if whole else TEXTS["incomplete_mark"]
    title = titled("funnel.trend", answer, group)
    return (Table(f"funnel-trend{key}", title, columns, rows, note=note),)


def times_tables(answer: Any, group: Any, key: str = "") -> tuple[Table, ...]:
    times = group.times
    if times is None:
        return ()
    columns = (
        Column(TEXTS["funnel.from_seconds"], "count"),
        Column(TEXTS["funnel.to_seconds"], "count"),
        Column(TEXTS["people"], "count"),
    )
    rows = tuple(zip(times.edges, times.edges[1:], times.people, strict=False))
    title = titled("funnel.times", answer, group)
    return (Table(f"funnel-times{key}", title, columns, rows),)
