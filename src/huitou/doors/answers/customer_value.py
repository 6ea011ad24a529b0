"""A customer value answer: how the revenue of each cohort adds up, and who bought again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from huitou.doors.answers.curves import Curve, curves_chart
from huitou.doors.answers.labels import (
    fraction,
    group_name,
    interval,
    is_split,
    long_interval,
    period_of,
    share,
    titled,
    unit,
)
from huitou.doors.answers.words import TEXTS, said
from huitou.doors.report import NONE, Column, Panel, Section, Table, Text, count, money
from huitou.kernel import Currency, Money

_DRAWN = 12  # more lines cannot be told apart


def screen(answer: Any) -> tuple[Table, ...]:
    """The totals, and for each group a triangle of revenue per customer and repeat rate."""
    triangles = (_triangle(answer, group) for group in answer.groups)
    return (_totals(answer), *triangles)


def sections(answer: Any) -> tuple[Section, ...]:
    """A picture of curves for each group, a curve for each of the newest rows."""
    panels = tuple(_panel(answer, group, at) for at, group in enumerate(answer.groups))
    name, title = TEXTS["value.curves"], TEXTS["customer_value.title"]
    totals = TEXTS["value.totals"]
    panel = Panel("totals-0", "", _lead(answer), None, (_totals(answer),))
    return (
        Section("value", name, name, title, panels),
        Section("totals", totals, totals, totals, (panel,)),
    )


def _amount(answer: Any, minor: int | None) -> Money | None:
    if minor is None or answer.currency is None:
        return None
    return Money(minor, Currency.of(answer.currency))


def _totals(answer: Any) -> Table:
    columns = (
        Column(TEXTS["group"], "text"),
        Column(TEXTS["value.customers"], "count"),
        Column(TEXTS["value.purchases"], "count"),
        Column(TEXTS["value.revenue"], "money"),
        Column(TEXTS["value.average"], "money"),
        Column(TEXTS["value.each"], "decimal"),
        Column(TEXTS["value.repeat"], "percent"),
        Column(TEXTS["low"], "percent"),
        Column(TEXTS["high"], "percent"),
        Column(TEXTS["value.gap_median"], "number"),
    )
    rows = tuple(
        (
            group_name(group) if is_split(answer) else TEXTS["all"],
            group.customers,
            group.purchases,
            _amount(answer, group.revenue),
            _amount(answer, group.average_order_value),
            group.purchases_per_customer,
            *(fraction(getattr(group, f"repeat_{what}")) for what in ("percent", "low", "high")),
            group.gaps.median_days,
        )
        for group in answer.groups
    )
    return Table("value-totals", TEXTS["value.totals"], columns, rows)


def _triangle(answer: Any, group: Any) -> Table:
    by = period_of(answer)
    rows = tuple(
        (
            interval(row.start, by),
            row.customers,
            *(_cell(answer, row, column) for column in range(len(row.complete))),
        )
        for row in group.rows
    )
    whole = all(done for row in group.rows for done in row.complete)
    return Table(
        "value",
        titled("value.curves", answer, group),
        (
            Column(TEXTS["from_interval"], "text"),
            Column(TEXTS["value.customers"], "count"),
            *(Column(Text.same(str(column)), "money") for column in range(_width(group))),
        ),
        rows,
        note=None if whole else TEXTS["incomplete_mark"],
    )


def _cell(answer: Any, row: Any, column: int) -> Text:
    amount = _amount(answer, row.per_customer[column])
    mark = "" if row.complete[column] else "*"
    shown = NONE if amount is None else money(amount)
    return Text.same(f"{mark}{shown}\n{share(row.repeat_percent[column])}")


def _width(group: Any) -> int:
    return max((len(row.complete) for row in group.rows), default=0)


def _panel(answer: Any, group: Any, at: int) -> Panel:
    lead = _lead_of(answer, group)
    scale = 10 ** Currency.of(answer.currency).exponent if answer.currency else 1
    by = period_of(answer)
    curves = [
        Curve(
            long_interval(row.start, by),
            tuple(range(len(row.complete))),
            tuple(amount / scale for amount in row.per_customer),
            place=place,
            open=tuple(not done for done in row.complete),
        )
        for place, row in enumerate(row for row in group.rows[-_DRAWN:] if row.customers)
    ]
    chart = curves_chart(
        f"value-{at}",
        lead,
        curves,
        x_title=said("value.after", unit=unit(answer)),
        suffix=Text.same(f" {answer.currency}" if answer.currency else ""),
    )
    tables = (
        _matrix(answer, group, f"each-{at}", "curves", lambda row: _amounts(answer, row)),
        _matrix(answer, group, f"repeat-{at}", "repeat_table", _repeats),
    )
    return Panel(f"value-{at}", "", lead, None, tables, chart=chart, drawn=bool(curves))


def _matrix(
    answer: Any, group: Any, key: str, what: str, cells: Callable[[Any], tuple[Any, ...]]
) -> Table:
    kind = "percent" if what == "repeat_table" else "money"
    columns = (
        Column(TEXTS["from_interval"], "text"),
        *(Column(Text.same(str(column)), kind) for column in range(_width(group))),
    )
    by = period_of(answer)
    rows = tuple((interval(row.start, by), *cells(row)) for row in group.rows)
    return Table(f"value-{key}", titled(f"value.{what}", answer, group), columns, rows)


def _amounts(answer: Any, row: Any) -> tuple[Money | None, ...]:
    return tuple(_amount(answer, minor) for minor in row.per_customer)


def _repeats(row: Any) -> tuple[float | None, ...]:
    return tuple(fraction(percent) for percent in row.repeat_percent)


def _lead(answer: Any) -> Text:
    leads = [_lead_of(answer, group) for group in answer.groups]
    return leads[0] if len(leads) == 1 else TEXTS["value.totals"]


def _lead_of(answer: Any, group: Any) -> Text:
    revenue = _amount(answer, group.revenue)
    lead = said(
        "value.lead",
        customers=count(group.customers),
        revenue=NONE if revenue is None else money(revenue),
        repeat=share(group.repeat_percent),
    )
    return said("of_group", what=group_name(group), group=lead) if is_split(answer) else lead
