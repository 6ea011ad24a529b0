"""A stickiness answer: how many people were active on how many intervals."""

from __future__ import annotations

from typing import Any

from huitou.doors.answers.bars import Bars, vertical_bars
from huitou.doors.answers.curves import SERIES
from huitou.doors.answers.labels import group_name, is_split, unit
from huitou.doors.answers.words import TEXTS, said
from huitou.doors.report import Column, Panel, Section, Table, Text, count, label
from huitou.engine.analytics import StickinessAnswer, StickinessGroup

_PLAIN = "bar"
_BEFORE = "dormant"


def screen(answer: StickinessAnswer) -> tuple[Table, ...]:
    """A row for each number of intervals, a column for each group."""
    columns = [Column(_axis(answer), "count")]
    values: list[tuple[Any, ...]] = [tuple(range(1, len(answer.starts) + 1))]
    for group in answer.groups:
        columns.append(Column(_name(answer, group), "count"))
        values.append(group.histogram)
        if not is_split(answer):
            columns.append(Column(TEXTS["percent"], "percent"))
            values.append(tuple(_part(n, group.people) for n in group.histogram))
        if group.previous is not None:
            columns.append(Column(_before(answer, group), "count"))
            values.append(group.previous)
    rows = tuple(zip(*values, strict=True))
    return (Table("stickiness", TEXTS["stickiness"], tuple(columns), rows),)


def sections(answer: StickinessAnswer) -> tuple[Section, ...]:
    """Bars, a colour for each group."""
    lead = _lead(answer)
    series = []
    for at, group in enumerate(answer.groups):
        colour = SERIES[at % len(SERIES)] if is_split(answer) else _PLAIN
        name = _plain(_name(answer, group))
        series.append(Bars(name, colour, group.histogram))
        if group.previous is not None:
            series.append(Bars(_plain(_before(answer, group)), _BEFORE, group.previous))
    chart = vertical_bars(
        "stickiness",
        lead,
        range(1, len(answer.starts) + 1),
        series,
        x_axis={"title": {"text": _axis(answer)}, "tickformat": "d"},
    )
    title, name = TEXTS["stickiness.title"], TEXTS["stickiness"]
    drawn = any(group.people for group in answer.groups)
    panel = Panel("stickiness-0", "", lead, None, screen(answer), chart=chart, drawn=drawn)
    return (Section("stickiness", name, name, title, (panel,)),)


def _lead(answer: StickinessAnswer) -> Text:
    if not answer.groups:
        return TEXTS["nothing"]
    if is_split(answer):
        each = (f"{group_name(group).en}: {count(group.people)}" for group in answer.groups)
        zh = (f"{group_name(group).zh}：{count(group.people)}" for group in answer.groups)
        return Text("; ".join(each), "；".join(zh))
    group = answer.groups[0]
    numbers = {"all": group.histogram[-1], "people": group.people, "count": len(answer.starts)}
    return said("stickiness.lead", **{key: count(n) for key, n in numbers.items()})


def _axis(answer: StickinessAnswer) -> Text:
    at_least = answer.definition.query.get("cumulative", False)
    return said("stickiness.at_least" if at_least else "stickiness.axis", unit=_unit(answer))


def _unit(answer: StickinessAnswer) -> Text:
    """The period, or a block of several of them."""
    blocks = answer.definition.query.get("interval_count", 1)
    one = unit(answer)
    return one if blocks == 1 else said("stickiness.block", count=str(blocks), unit=one)


def _name(answer: StickinessAnswer, group: StickinessGroup) -> Text:
    return group_name(group) if is_split(answer) else TEXTS["people"]


def _before(answer: StickinessAnswer, group: StickinessGroup) -> Text:
    if not is_split(answer):
        return TEXTS["stickiness.previous"]
    return said("stickiness.previous_of", group=group_name(group))


def _plain(name: Text) -> Text:
    """A name that holds no markup for plotly."""
    plain = label(name)
    assert isinstance(plain, Text)
    return plain


def _part(people: int, all_: int) -> float | None:
    return people / all_ if all_ else None
