"""A report by group: a row for each group, bars of its people."""

from __future__ import annotations

from typing import Any

from huitou.doors.answers.bars import HorizontalBar, horizontal_bars
from huitou.doors.answers.labels import fraction
from huitou.doors.answers.words import TEXTS, said
from huitou.doors.report import Column, Panel, Section, Table, Text, count
from huitou.kernel import Currency, Money

_DRAWN = 40


def screen(answer: Any) -> tuple[Table, ...]:
    """A row for each group and one for the total; what is suppressed says so."""
    currencies = [one.currency for one in answer.total.revenue]
    columns = (
        Column(TEXTS["group"], "text"),
        Column(TEXTS["people"], "count"),
        Column(TEXTS["events"], "count"),
        Column(TEXTS["groups.came_back"], "count"),
        Column(TEXTS["groups.came_back_percent"], "percent"),
        Column(TEXTS["groups.orders"], "count"),
        Column(TEXTS["groups.buyers"], "count"),
        Column(TEXTS["groups.repeat_buyers"], "count"),
        Column(TEXTS["groups.repeat_percent"], "percent"),
        *(Column(_revenue_heading(code), "money") for code in currencies),
    )
    rows = [_row(_name(row), row, currencies) for row in answer.rows]
    rows.append(_row(TEXTS["groups.total"], answer.total, currencies))
    return (Table("groups", TEXTS["groups"], columns, tuple(rows)),)


def sections(answer: Any) -> tuple[Section, ...]:
    """Bars of people. A suppressed group has no bar, but says that it is there."""
    lead = _lead(answer)
    bars = [HorizontalBar(_name(row), row.people or 0, _words(row)) for row in answer.rows[:_DRAWN]]
    panel = Panel(
        id="groups-0",
        view="",
        summary=lead,
        definition=None,
        tables=screen(answer),
        chart=horizontal_bars("groups", lead, bars),
        drawn=bool(bars),
    )
    return (Section("groups", TEXTS["groups"], TEXTS["groups"], TEXTS["groups.title"], (panel,)),)


def _row(name: Text, row: Any, currencies: list[str]) -> tuple[Any, ...]:
    people = (row.people, row.events, row.came_back)
    bought = (row.orders, row.buyers, row.repeat_buyers)
    revenue = {one.currency: one for one in row.revenue}
    return (
        name,
        *(_told(value, row.suppressed) for value in people),
        _told(fraction(row.came_back_percent), row.suppressed),
        *(_told(value, row.buying_suppressed) for value in bought),
        _told(fraction(row.repeat_percent), row.buying_suppressed),
        *(_money(row, code, revenue.get(code)) for code in currencies),
    )


def _told(value: Any, suppressed: bool) -> Any:
    return TEXTS["groups.hidden"] if suppressed else value


def _money(row: Any, currency: str, revenue: Any) -> Any:
    if row.suppressed or row.buying_suppressed or (revenue is not None and revenue.suppressed):
        return TEXTS["groups.hidden"]
    if revenue is None or revenue.net is None:
        return None
    return Money(revenue.net, Currency.of(currency))


def _revenue_heading(currency: str) -> Text:
    return said("event_where", event=TEXTS["groups.revenue"], where=currency)


def _name(row: Any) -> Text:
    """The values of its dimensions."""
    parts = [
        TEXTS["other"] if other else TEXTS["no_value"] if key is None else Text.same(key)
        for key, other in zip(row.keys, row.other, strict=True)
    ]
    return Text(" · ".join(part.en for part in parts), " · ".join(part.zh for part in parts))


def _words(row: Any) -> Text:
    return TEXTS["groups.hidden"] if row.people is None else Text.same(count(row.people))


def _lead(answer: Any) -> Text:
    total = answer.total
    if total.people is None or total.buyers is None:
        return TEXTS["groups.suppressed"]
    return said("groups.lead", people=count(total.people), buyers=count(total.buyers))
