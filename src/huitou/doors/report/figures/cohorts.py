"""The cohort grid: a row a cohort, a column a period after the first order, a cell a colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from huitou.doors.report import formats
from huitou.doors.report.heat import HeatCell, HeatGrid, HeatRow, heat_level
from huitou.doors.report.tables import Column, Table
from huitou.doors.report.text import Text
from huitou.doors.report.texts import TEXTS, say
from huitou.engine.analytics import CohortGrid, CohortRow
from huitou.kernel import Currency, Money

SHOWN = {"month": 24, "week": 26}


def cohort_heat(answer: CohortGrid, currency: Currency) -> HeatGrid:
    """The latest 24 monthly or 26 weekly cohorts, and as many periods."""
    rows = answer.rows[-SHOWN[answer.period] :]
    width = min(max((len(row.active) for row in rows), default=0), SHOWN[answer.period])
    mean = answer.mean[:width]
    top = _top_share(rows, mean, width)
    richest = max((v for row in rows for v in row.revenue[1:width] if v is not None), default=0)
    trimmed = len(rows) < len(answer.rows) or width < len(answer.mean)
    return HeatGrid(
        key=f"cohorts-{answer.period}",
        summary=summary(answer),
        caption=TEXTS["cohorts"],
        corner=TEXTS["first_order_in"],
        mean_label=TEXTS["mean"],
        axis=TEXTS[f"{answer.period}s_after"],
        columns=tuple(str(column) for column in range(width)),
        rows=tuple(_row(row, answer.period, width, top, richest, currency) for row in rows),
        mean=tuple(
            (_cell_percent(share), -1 if column == 0 else heat_level(share or 0.0, top))
            for column, share in enumerate(mean)
        ),
        total=formats.count(sum(row.size for row in answer.rows)),
        top_share=formats.percent(top, 0),
        trimmed=_trimmed(answer, len(rows), width) if trimmed else None,
    )


def summary(answer: CohortGrid) -> Text:
    """The mean share of the first period after."""
    if len(answer.mean) < 2 or answer.mean[1] is None:
        return TEXTS["cohorts_no_lead"]
    return say(f"cohorts_{answer.period}_lead", share=formats.percent(answer.mean[1]))


def people_table(answer: CohortGrid) -> Table:
    """People active, a row a cohort; the CSV file has every cohort."""
    values = [row.active for row in answer.rows]
    return _matrix(answer, "people", "count", values)


def revenue_table(answer: CohortGrid, currency: Currency) -> Table:
    """Net revenue, a row a cohort; the CSV file has every cohort."""
    values = [
        tuple(None if value is None else Money(value, currency) for value in row.revenue)
        for row in answer.rows
    ]
    return _matrix(answer, "revenue", "money", values)


def _matrix(
    answer: CohortGrid, measure: str, kind: str, values: Sequence[tuple[Any, ...]]
) -> Table:
    shown = SHOWN[answer.period]
    full = max((len(row) for row in values), default=0)
    pairs = list(zip(answer.rows, values, strict=True))
    return Table(
        key=f"cohorts-{answer.period}-{measure}",
        caption=TEXTS[f"cohorts_{measure}"],
        columns=_columns(kind, min(full, shown)),
        rows=tuple((row.start, row.size, *cells[:shown]) for row, cells in pairs[-shown:]),
        csv_columns=_columns(kind, full),
        csv_rows=tuple((row.start, row.size, *cells) for row, cells in pairs),
    )


def _columns(kind: str, width: int) -> tuple[Column, ...]:
    periods = (Column(Text.same(str(period)), kind) for period in range(width))
    return Column(TEXTS["first_order_in"], "date"), Column(TEXTS["people"], "count"), *periods


def _trimmed(answer: CohortGrid, rows: int, width: int) -> Text:
    return say(
        "cohorts_trimmed",
        shown=formats.count(rows),
        all=formats.count(len(answer.rows)),
        columns=str(width),
    )


def _top_share(rows: tuple[CohortRow, ...], mean: tuple[float | None, ...], width: int) -> float:
    """The darkest share of the scale: the greatest of the averages and of the cohorts that are
    large enough (a tenth of the largest) for their share to mean something.
    """
    largest = max((row.size for row in rows), default=0)
    shares = [
        value / row.size
        for row in rows
        if row.size * 10 >= largest
        for value in row.active[1:width]
        if value is not None
    ]
    return max([*shares, *(share for share in mean[1:] if share is not None)], default=0.0)


def _row(
    row: CohortRow, period: str, width: int, top: float, richest: int, currency: Currency
) -> HeatRow:
    cells = tuple(
        HeatCell("open")
        if active is None
        else _known(column, active, row.size, revenue or 0, top, richest, currency)
        for column, (active, revenue) in enumerate(
            zip(row.active[:width], row.revenue[:width], strict=True)
        )
    )
    return HeatRow(formats.period(row.start, period), formats.count(row.size), cells)


def _known(
    column: int, active: int, size: int, revenue: int, top: float, richest: int, currency: Currency
) -> HeatCell:
    share = active / size if size else None
    amount = Money(revenue, currency)
    return HeatCell(
        state="known",
        percent=_cell_percent(share),
        people=formats.count(active),
        revenue=formats.money_short(amount),
        exact_revenue=formats.money(amount),
        share_level=-1 if column == 0 else heat_level(share or 0.0, top),
        revenue_level=-1 if column == 0 else heat_level(revenue, richest),
    )


def _cell_percent(share: float | None) -> str:
    """Two or three figures, for a narrow cell: 3.4%, 27%, 100%."""
    if share is None:
        return ""
    return formats.percent(share, 1 if 0 < share < 0.0995 else 0)
