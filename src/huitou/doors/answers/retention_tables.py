"""The tables of a retention answer: a triangle of cells, and each kind of number by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from huitou.doors.answers.labels import fraction, interval, period_of, share, titled
from huitou.doors.answers.words import TEXTS
from huitou.doors.report import Column, Table, Text, count
from huitou.engine.analytics import RetentionAnswer, RetentionGroup, RetentionRow

MOST_ROWS = 60
MOST_COLUMNS = 60


def screen(answer: RetentionAnswer) -> tuple[Table, ...]:
    """A triangle for each group, then what else was asked for."""
    return tuple(
        table
        for group in answer.groups
        for table in (_triangle(answer, group), *extra_tables(answer, group, ""))
    )


def _triangle(answer: RetentionAnswer, group: RetentionGroup) -> Table:
    """Column 0 is all of the row's people, so they stand in its place."""
    by = period_of(answer)
    rows: list[tuple[Any, ...]] = [
        (interval(row.start, by), *(_cell(row, column) for column in range(len(row.people))))
        for row in group.rows
    ]
    if any(value is not None for value in group.mean):
        shares = (Text.same(share(value)) for value in group.mean[1:])
        rows.append((TEXTS["mean"], Text.same(""), *shares))
    names = column_labels(answer, group)[1:]
    whole = all(done for row in group.rows for done in row.complete)
    return Table(
        key="retention",
        caption=titled("retention", answer, group),
        columns=(
            Column(TEXTS["from_interval"], "text"),
            Column(TEXTS["people"], "count"),
            *(Column(Text.same(name), "count") for name in names),
        ),
        rows=tuple(rows),
        note=None if whole else TEXTS["incomplete_mark"],
    )


def column_labels(answer: RetentionAnswer, group: RetentionGroup) -> list[str]:
    """The columns' numbers, or the stretches of the brackets."""
    brackets = answer.definition.query.get("brackets")
    if not brackets:
        return [str(column) for column in range(width_of(group))]
    labels, first = ["0"], 1
    for length in brackets:
        last = first + length - 1
        labels.append(f"{first}–{last}" if length > 1 else str(first))
        first = last + 1
    return labels


def width_of(group: RetentionGroup) -> int:
    return max((len(row.people) for row in group.rows), default=0)


def _cell(row: RetentionRow, column: int) -> Text:
    mark = "" if row.complete[column] else "*"  # in front, so that figures stay in line
    people = mark + count(row.people[column])
    return Text.same(people if column == 0 else f"{share(row.percent[column])}\n{people}")


def shares_of(percents: Sequence[float | None]) -> tuple[float | None, ...]:
    return tuple(fraction(value) for value in percents)


def extra_tables(answer: RetentionAnswer, group: RetentionGroup, key: str) -> tuple[Table, ...]:
    """The values of the cells and the people who are lost, where they were asked for."""
    tables = []
    if any(row.values is not None for row in group.rows):
        values = matrix(answer, group, f"values{key}", "values", lambda row: row.values or ())
        tables.append(values)
    if any(row.lost is not None for row in group.rows):
        tables.append(matrix(answer, group, f"lost{key}", "lost", lambda row: row.lost or ()))
    return tuple(tables)


def matrix(
    answer: RetentionAnswer,
    group: RetentionGroup,
    key: str,
    what: str,
    cells: Callable[[RetentionRow], Sequence[Any]],
) -> Table:
    """One kind of number of all cells; the page shows the newest rows, the CSV file has all."""
    kind = {"percent": "percent", "values": "number"}.get(what, "count")
    start, by = Column(TEXTS["from_interval"], "text"), period_of(answer)
    columns = tuple(Column(Text.same(name), kind) for name in column_labels(answer, group))
    rows = tuple((interval(row.start, by), *cells(row)) for row in group.rows)
    return Table(
        key=f"retention-{key}",
        caption=titled(f"retention.{what}", answer, group),
        columns=(start, *columns[:MOST_COLUMNS]),
        rows=tuple(row[: MOST_COLUMNS + 1] for row in rows[-MOST_ROWS:]),
        csv_columns=(start, *columns),
        csv_rows=rows,
    )
