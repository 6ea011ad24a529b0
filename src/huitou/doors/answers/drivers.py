"""A drivers answer: how much more often people came back who did a thing, with its interval."""

from __future__ import annotations

from typing import Any

from huitou.doors.answers.bars import ROW, row_names
from huitou.doors.answers.labels import event_name
from huitou.doors.answers.words import TEXTS, said
from huitou.doors.report import (
    Chart,
    Column,
    LegendItem,
    Panel,
    Section,
    Table,
    Text,
    Token,
    count,
    percent_of,
)

_DRAWN = 25


def screen(answer: Any) -> tuple[Table, ...]:
    """The actions that were tested, and those that too few people did, or did not."""
    return (_tested(answer), *_too_few(answer))


def sections(answer: Any) -> tuple[Section, ...]:
    """A forest plot, and what each effect says in words."""
    lead = _lead(answer)
    drawn = answer.drivers[:_DRAWN]
    panel = Panel(
        id="drivers-0",
        view="",
        summary=lead,
        definition=None,
        tables=screen(answer),
        chart=_forest(drawn, lead),
        guide=tuple((event_name(one.action), Text(one.en, one.zh)) for one in drawn),
        drawn=bool(drawn),
    )
    name, title = TEXTS["drivers"], TEXTS["drivers.title"]
    return (Section("drivers", name, name, title, (panel,)),)


def _tested(answer: Any) -> Table:
    columns = (
        Column(TEXTS["drivers.action"], "text"),
        Column(TEXTS["drivers.with"], "count"),
        Column(TEXTS["drivers.with_share"], "percent"),
        Column(TEXTS["drivers.without"], "count"),
        Column(TEXTS["drivers.without_share"], "percent"),
        Column(TEXTS["drivers.difference"], "percent"),
        Column(TEXTS["low"], "percent"),
        Column(TEXTS["high"], "percent"),
        Column(TEXTS["drivers.adjusted"], "percent"),
        Column(TEXTS["drivers.p"], "text"),
        Column(TEXTS["drivers.significant"], "text"),
        Column(TEXTS["drivers.per_arm"], "count"),
    )
    adjust = answer.definition.query.get("adjust", "holm")
    rows = tuple(
        (
            event_name(one.action),
            one.with_people,
            one.with_share.value,
            one.without_people,
            one.without_share.value,
            one.difference.value,
            one.difference.low,
            one.difference.high,
            None if one.adjusted_difference is None else one.adjusted_difference.value,
            f"{getattr(one, f'p_{adjust}'):.3g}",
            TEXTS["drivers.is" if one.significant else "drivers.is_not"],
            one.people_per_arm,
        )
        for one in answer.drivers
    )
    return Table("drivers", TEXTS["drivers"], columns, rows)


def _too_few(answer: Any) -> tuple[Table, ...]:
    if not answer.too_few:
        return ()
    columns = (
        Column(TEXTS["drivers.action"], "text"),
        Column(TEXTS["drivers.with"], "count"),
        Column(TEXTS["drivers.without"], "count"),
    )
    rows = tuple(
        (event_name(one.action), one.with_people, one.without_people) for one in answer.too_few
    )
    return (Table("drivers-too-few", TEXTS["drivers.too_few"], columns, rows),)


def _lead(answer: Any) -> Text:
    return said(
        "drivers.lead",
        people=count(answer.people),
        returned=count(answer.returned),
        share=percent_of(answer.returned, answer.people),
    )


def _forest(drivers: tuple[Any, ...], lead: Text) -> Chart:
    """A point and its interval for each action; the line in the middle is no difference."""
    layout = {
        "margin": {"l": 12, "r": 12, "t": 8, "b": 8},
        "xaxis": {
            "title": {"text": TEXTS["drivers.axis"]},
            "zeroline": True,
            "zerolinecolor": Token("control"),
            "ticksuffix": "",
        },
        "yaxis": {
            "range": [len(drivers) - 0.5, -0.9],
            "showticklabels": False,
            "showgrid": False,
        },
        "annotations": [
            note
            for at, one in enumerate(drivers)
            for note in row_names(at, event_name(one.action), _effect(one))
        ],
    }
    legend = (
        LegendItem(TEXTS["drivers.legend_yes"], "returning"),
        LegendItem(TEXTS["drivers.legend_no"], "dormant"),
    )
    height = 80 + ROW * len(drivers)
    figure = {"data": [_points(drivers)], "layout": layout}
    return Chart("drivers", lead, figure, height, legend)


def _points(drivers: tuple[Any, ...]) -> dict[str, Any]:
    """The trace of the differences, in percentage points, with their intervals as error bars."""
    differences = [one.difference for one in drivers]
    colours = [Token("returning" if one.significant else "dormant") for one in drivers]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [100 * one.value for one in differences],
        "y": list(range(len(drivers))),
        "marker": {"size": 10, "color": colours},
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [100 * (one.high - one.value) for one in differences],
            "arrayminus": [100 * (one.value - one.low) for one in differences],
            "color": Token("soft"),
            "thickness": 1.5,
            "width": 4,
        },
        "hoverinfo": "skip",
    }


def _effect(one: Any) -> Text:
    difference = one.difference
    points = (100 * value for value in (difference.value, difference.low, difference.high))
    value, low, high = (f"{point:+.1f}".replace("-", "−") for point in points)
    return Text(f"{value} ({low} to {high})", f"{value}（{low} 至 {high}）")
