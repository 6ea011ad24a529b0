"""A retention answer on a page: a grid of colours for each group, and curves."""

from __future__ import annotations

from huitou.doors.answers.curves import Curve, curves_chart
from huitou.doors.answers.labels import group_name, is_split, long_interval, period_of
from huitou.doors.answers.retention_heat import axis_of, heat_of
from huitou.doors.answers.retention_tables import (
    MOST_COLUMNS,
    MOST_ROWS,
    column_labels,
    extra_tables,
    matrix,
    shares_of,
)
from huitou.doors.answers.words import TEXTS, said
from huitou.doors.report import Choice, Panel, Section, Switch, Text
from huitou.engine.analytics import RetentionAnswer, RetentionGroup


def sections(answer: RetentionAnswer) -> tuple[Section, ...]:
    """The grid of each group, and the curves."""
    panels = tuple(_panel(answer, group, number) for number, group in enumerate(answer.groups))
    switches = (_measures(answer),) if panels else ()
    title, curves = TEXTS["retention.title"], TEXTS["retention.curves"]
    grid = Section("retention", TEXTS["retention"], TEXTS["retention"], title, panels, switches)
    lead = TEXTS["retention.groups_lead" if is_split(answer) else "retention.curves_lead"]
    chart = curves_chart(
        "retention-curves",
        lead,
        _curves(answer),
        x_title=axis_of(answer),
        suffix=Text.same("%"),
        labels=_curve_labels(answer),
    )
    drawn = any(curve.y for curve in _curves(answer))
    panel = Panel("curves", "", lead, None, (), chart=chart, drawn=drawn)
    return grid, Section("curves", curves, curves, TEXTS["retention.curves_title"], (panel,))


def _panel(answer: RetentionAnswer, group: RetentionGroup, at: int) -> Panel:
    heat = heat_of(answer, group, at)
    tables = (
        matrix(answer, group, f"percent-{at}", "percent", lambda row: shares_of(row.percent)),
        matrix(answer, group, f"people-{at}", "people", lambda row: row.people),
        *extra_tables(answer, group, f"-{at}"),
    )
    return Panel(
        id=f"retention-{at}",
        view="",
        summary=heat.summary,
        definition=None,
        tables=tables,
        heat=heat,
        note=heat.trimmed,
        drawn=bool(group.rows),
    )


def _measures(answer: RetentionAnswer) -> Switch:
    choices = [("percent", TEXTS["percent"]), ("people", TEXTS["people"])]
    if "aggregate" in answer.definition.query:
        choices.append(("revenue", TEXTS["value"]))
    return Switch(
        "retention-measure",
        TEXTS["measure"],
        tuple(Choice(value, text, at == 0) for at, (value, text) in enumerate(choices)),
    )


def _curve_labels(answer: RetentionAnswer) -> list[str] | None:
    if not answer.groups or not answer.definition.query.get("brackets"):
        return None
    return column_labels(answer, answer.groups[0])


def _curves(answer: RetentionAnswer) -> list[Curve]:
    """The mean of each group; without a breakdown also every row, faintly."""
    if is_split(answer):
        return [
            Curve.of(group_name(group), enumerate(group.mean), place=at)
            for at, group in enumerate(answer.groups)
        ]
    curves = []
    for group in answer.groups:
        for row in group.rows[-MOST_ROWS:]:
            known = [
                (column, value)
                for column, value in enumerate(row.percent[:MOST_COLUMNS])
                if row.complete[column]
            ]
            start = long_interval(row.start, period_of(answer))
            curves.append(Curve.of(said("retention.row", start=start), known, faint=True))
        curves.append(Curve.of(TEXTS["mean"], enumerate(group.mean), place=0))
    return curves
