"""The grid of colours of a retention answer: a row an interval, a cell as dark as its share."""

from __future__ import annotations

from collections.abc import Sequence

from huitou.doors.answers.labels import (
    group_name,
    is_split,
    long_interval,
    period_of,
    share,
    titled,
    unit,
)
from huitou.doors.answers.retention_tables import MOST_COLUMNS, MOST_ROWS, column_labels, width_of
from huitou.doors.answers.words import TEXTS, said
from huitou.doors.report import HeatCell, HeatGrid, HeatRow, Text, count, heat_level, number
from huitou.engine.analytics import RetentionAnswer, RetentionGroup, RetentionRow


def heat_of(answer: RetentionAnswer, group: RetentionGroup, at: int) -> HeatGrid:
    """The grid of one group; of very many rows and columns the newest and the first ones."""
    rows = group.rows[-MOST_ROWS:]
    labels = column_labels(answer, group)[:MOST_COLUMNS]
    width = len(labels)
    top = _darkest(rows, group.mean, width)
    richest = max((v for row in rows for v in (row.values or ())[1:width] if v), default=0.0)
    by = period_of(answer)
    trimmed = len(rows) < len(group.rows) or width < width_of(group)
    sizes = {"rows": str(len(rows)), "columns": str(width)}
    return HeatGrid(
        key=f"retention-{at}",
        summary=_summary(answer, group),
        caption=titled("retention", answer, group),
        corner=TEXTS["from_interval"],
        mean_label=TEXTS["mean"],
        axis=axis_of(answer),
        columns=tuple(labels),
        rows=tuple(
            HeatRow(
                long_interval(row.start, by),
                count(row.people[0]),
                _cells(row, width, top, richest),
            )
            for row in rows
        ),
        mean=_mean(group.mean[:width], top),
        total="",
        top_share=share(top, 0),
        trimmed=said("trimmed", **sizes) if trimmed else None,
    )


def _mean(mean: Sequence[float | None], top: float) -> tuple[tuple[str, int], ...]:
    """Share and level of each column; empty if no column has a mean."""
    if all(value is None for value in mean):
        return ()
    return tuple(
        ("" if value is None else _narrow(value), heat_level(value or 0.0, top) if column else -1)
        for column, value in enumerate(mean)
    )


def _cells(row: RetentionRow, width: int, top: float, richest: float) -> tuple[HeatCell, ...]:
    columns = range(min(width, len(row.people)))
    return tuple(_heat_cell(row, column, top, richest) for column in columns)


def _heat_cell(row: RetentionRow, column: int, top: float, richest: float) -> HeatCell:
    percent, value = row.percent[column], row.values[column] if row.values else None
    return HeatCell(
        state="known" if row.complete[column] else "partial",
        percent="" if percent is None else _narrow(percent),
        people=count(row.people[column]),
        revenue="" if value is None else number(value),
        exact_revenue="" if value is None else number(value),
        share_level=-1 if column == 0 else heat_level(percent or 0.0, top),
        revenue_level=-1 if column == 0 else heat_level(value or 0.0, richest),
    )


def _narrow(percent: float) -> str:
    """Two or three figures, for a narrow cell: 3.4%, 27%, 100%."""
    return share(percent, 1 if 0 < percent < 9.95 else 0)


def _darkest(rows: Sequence[RetentionRow], mean: Sequence[float | None], width: int) -> float:
    """The darkest share of the scale: of the means and of the rows that are large enough (a tenth
    of the largest) for their share to mean something.
    """
    largest = max((row.people[0] for row in rows), default=0)
    large = (row for row in rows if row.people[0] * 10 >= largest)
    shares = [value for row in large for value in row.percent[1:width] if value is not None]
    return max([*shares, *(value for value in mean[1:width] if value is not None)], default=0.0)


def _summary(answer: RetentionAnswer, group: RetentionGroup) -> Text:
    known = [column for column, value in enumerate(group.mean) if column and value is not None]
    if not known:
        lead = TEXTS["retention.no_lead"]
    else:
        first, last = (share(group.mean[column]) for column in (known[0], known[-1]))
        key = "retention.lead" if len(known) > 1 else "retention.lead_one"
        lead = said(key, share=first, last=last, k=str(known[-1]))
    if not is_split(answer):
        return lead
    return said("of_group", what=group_name(group), group=lead)


def axis_of(answer: RetentionAnswer) -> Text:
    """What the columns count."""
    bracketed = bool(answer.definition.query.get("brackets"))
    return said("retention.bracket" if bracketed else "retention.after", unit=unit(answer))
