"""From counted cells to the rows that people read."""

from __future__ import annotations

from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.query.definition import AsOf
from huitou.engine.analytics.retention.answer import RetentionGroup, RetentionRow
from huitou.engine.analytics.retention.count import Cells
from huitou.engine.analytics.retention.frame import Frame, complete
from huitou.engine.analytics.retention.query import RetentionQuery
from huitou.engine.analytics.source.groups import Groups
from huitou.engine.analytics.source.rows import MILLION

Percents = tuple[float | None, ...]


def groups_of(
    query: RetentionQuery, frame: Frame, groups: Groups, cells: Cells, as_of: AsOf
) -> tuple[RetentionGroup, ...]:
    """A RetentionGroup for each group."""
    made = []
    for number, (key, other) in enumerate(groups.labels):
        rows = tuple(
            _row(query, frame, cells, number, row, as_of) for row in range(len(frame.rows))
        )
        made.append(RetentionGroup(key, other, rows, _mean(query, rows)))
    return tuple(made)


def _row(
    query: RetentionQuery, frame: Frame, cells: Cells, group: int, row: int, as_of: AsOf
) -> RetentionRow:
    width = len(frame.columns[row])
    people = tuple(cells.people[group, row, :width].tolist())
    return RetentionRow(
        start=frame.rows.start(row),
        people=people,
        percent=tuple(percent(n, of) for n, of in zip(people, _bases(query, people), strict=True)),
        complete=tuple(complete(frame, query, row, column, as_of) for column in range(width)),
        values=_values(query, people, cells.values, group, row),
        lost=None if cells.lost is None else tuple(cells.lost[group, row, :width].tolist()),
    )


def _bases(query: RetentionQuery, people: tuple[int, ...]) -> tuple[int, ...]:
    if query.percent_of == "first":
        return (people[0],) * len(people)
    return (people[0], *people[:-1])


def percent(part: int, whole: int) -> float | None:
    """In percent; None of nothing."""
    return 100 * part / whole if whole else None


def _values(
    query: RetentionQuery, people: tuple[int, ...], values: Ints | None, group: int, row: int
) -> Percents | None:
    if values is None or query.aggregate is None:
        return None
    sums = [int(value) / MILLION for value in values[group, row, : len(people)]]
    if query.aggregate.kind == "sum":
        return tuple(sums)
    return tuple(value / n if n else None for value, n in zip(sums, people, strict=True))


def _mean(query: RetentionQuery, rows: tuple[RetentionRow, ...]) -> Percents:
    if query.mean == "none":
        return ()
    width = max(len(row.people) for row in rows)
    return tuple(_mean_of(query, rows, column) for column in range(width))


def _mean_of(query: RetentionQuery, rows: tuple[RetentionRow, ...], column: int) -> float | None:
    known = [row for row in rows if column < len(row.people) and row.complete[column]]
    if query.mean == "weighted":
        bases = [_bases(query, row.people)[column] for row in known]
        return percent(sum(row.people[column] for row in known), sum(bases))
    shares = [share for row in known if (share := row.percent[column]) is not None]
    return sum(shares) / len(shares) if shares else None
