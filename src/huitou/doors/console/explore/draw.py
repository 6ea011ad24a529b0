"""What the explorers' pictures have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from huitou.doors.answers import screen_tables
from huitou.doors.console.explore import words
from huitou.doors.console.explore.explorer import Links
from huitou.doors.design import (
    ChartFrame,
    Column,
    Component,
    Content,
    LegendItem,
    Row,
    Table,
    number,
    percent,
)

MOST_ROWS = 60


def framed(
    title: str,
    chart: Component | SafeString,
    links: Links,
    *,
    lead: Content = "",
    table: Table | None = None,
    legend: Sequence[LegendItem] = (),
    png: str = "",
    actions: Sequence[Content] = (),
) -> ChartFrame:
    """A chart in its frame, with its numbers and its file."""
    return ChartFrame(
        title,
        SafeString(str(chart)),
        table=table,
        lead=lead,
        legend=legend,
        csv=links.csv,
        png=png,
        actions=actions,
    )


def tables(family: str, answer: Any) -> list[Table]:
    """The numbers of an answer as it is shown in a terminal."""
    return [
        Table(
            words.said(one.caption),
            [Column(words.said(column.label), numeric=column.numeric) for column in one.columns],
            [
                Row([*(words.said(cell) for cell in row), *[""] * (len(one.columns) - len(row))])
                for row in one.texts[:MOST_ROWS]
            ],
            dense=True,
            as_cards=False,
            caption_hidden=False,
        )
        for one in screen_tables(family, answer)
    ]


def counts(
    caption: str, columns: Sequence[str], rows: Sequence[tuple[str, Sequence[Content]]]
) -> Table:
    """A table of numbers below each other, whose first column names the rows."""
    return Table(
        caption,
        [Column(columns[0]), *(Column(name, numeric=True) for name in columns[1:])],
        [Row([name, *cells]) for name, cells in rows],
        dense=True,
        as_cards=False,
    )


def linked(count: int | None, address: str) -> Content:
    """A number that leads to its people; nobody leads nowhere."""
    if not count:
        return number(count)
    return format_html('<a href="{}">{}</a>', address, number(count))


def is_split(answer: Any) -> bool:
    """Whether the answer is compared by something."""
    return "breakdown" in answer.definition.query


def group_cell(group: Any) -> dict[str, Any]:
    """How a cell names its group."""
    return {"group": group.key, "other": True if group.other else None}


def unfinished(rows: Sequence[Any], period: str, links: Links) -> int:
    """How many of the last are not over."""
    count = 0
    for row in reversed(rows):
        if row.complete and links.is_over(row.start, period):
            break
        count += 1
    return count


def titled(title: str, answer: Any, group: Any) -> str:
    """With the group's name where there are several."""
    if not is_split(answer):
        return title
    return _("%(title)s: %(group)s") % {"title": title, "group": words.group(group)}


def share_of_one(value: float) -> str:
    """0.25 → 25%, with a decimal where there is something to it."""
    return percent(value, 0 if abs(value * 100 - round(value * 100)) < 0.05 else 1)
