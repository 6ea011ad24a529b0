"""How customer value is drawn: money as it adds up, the wait between orders, and the table."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from huitou.doors.console.explore import words
from huitou.doors.console.explore.draw import (
    MOST_ROWS,
    counts,
    framed,
    group_cell,
    is_split,
    linked,
    titled,
)
from huitou.doors.console.explore.explorer import Drawn, Links, Values
from huitou.doors.design import (
    ChartFrame,
    Disclosure,
    Group,
    HeatCell,
    Heatmap,
    HeatRow,
    LegendItem,
    Link,
    Series,
    Stat,
    histogram,
    lines,
    money_whole,
    number,
)
from huitou.kernel import Currency, Money

_MOST_COLUMNS = 24


def draw(answer: Any, values: Values, links: Links) -> Drawn:
    """The charts of the answer."""
    shown = [one for one in answer.groups if one.customers]
    if not shown:
        return Drawn("", ())
    code = answer.currency or "CNY"
    charts: list[Any] = [] if is_split(answer) else [_stats(shown[0], code, links)]
    charts.append(_totals(answer, shown, code, links) if is_split(answer) else None)
    charts.append(_curves(answer, shown, values, links, code))
    for one in shown:
        grid = _grid(answer, one, values, links, code)
        charts.append(
            Disclosure(titled(_("Cohort by cohort"), answer, one), grid)
            if is_split(answer)
            else grid
        )
    if not is_split(answer) and shown[0].gaps.bins:
        charts.append(_gaps(shown[0].gaps, links))
    return Drawn(
        _lead(shown[0], answer, code), tuple(chart for chart in charts if chart is not None)
    )


def said_money(minor: float | None, code: str) -> str:
    """An amount in whole units of its currency."""
    return money_whole(None if minor is None else Money(round(minor), Currency.of(code)))


def _lead(one: Any, answer: Any, code: str) -> str:
    if is_split(answer):
        return ""
    return _("%(share)s of customers bought again; each customer brought %(money)s so far.") % {
        "share": words.share(one.repeat_percent),
        "money": said_money(one.revenue / one.customers, code),
    }


def _stats(one: Any, code: str, links: Links) -> Group:
    people = _("Their people")
    return Group(
        (
            Stat(
                _("Customers"),
                number(one.customers),
                people=Link(people, links.people(of="customers")),
            ),
            Stat(
                _("Bought again"),
                words.share(one.repeat_percent),
                note=_("%(low)s to %(high)s, with 95%% certainty")
                % {"low": words.share(one.repeat_low), "high": words.share(one.repeat_high)},
                people=Link(people, links.people(of="repeat")),
            ),
            Stat(_("Net revenue"), said_money(one.revenue, code)),
            Stat(_("An order is worth"), said_money(one.average_order_value, code)),
            Stat(
                _("Orders of a customer"),
                "–" if one.purchases_per_customer is None else f"{one.purchases_per_customer:.2f}",
            ),
        ),
        "grid",
    )


def _totals(answer: Any, shown: list[Any], code: str, links: Links) -> ChartFrame:
    table = counts(
        _("Customers by group"),
        [
            _("Group"),
            _("Customers"),
            _("Bought again"),
            _("Share of them"),
            _("Net revenue"),
            _("Each customer"),
        ],
        [
            (
                words.group(one),
                [
                    linked(one.customers, links.people(of="customers", **group_cell(one))),
                    linked(one.repeat_customers, links.people(of="repeat", **group_cell(one))),
                    words.share(one.repeat_percent),
                    said_money(one.revenue, code),
                    said_money(one.revenue / one.customers, code),
                ],
            )
            for one in shown
        ],
    )
    return framed(_("Groups compared"), table, links)


def _curves(answer: Any, shown: list[Any], values: Values, links: Links, code: str) -> ChartFrame:
    """Money per customer by how long they have been customers: all rows of a group together."""
    width = min(max(len(row.revenue) for one in shown for row in one.rows), _MOST_COLUMNS)
    series = [
        Series(
            words.group(one) if is_split(answer) else _("Each customer"),
            [_mean(one.rows, column) for column in range(width)],
            place % 8 + 1,
        )
        for place, one in enumerate(shown)
    ]
    chart = lines(
        [str(column) for column in range(width)],
        series,
        label=_("Money per customer so far"),
        written=lambda minor: said_money(minor, code),
    )
    return framed(
        _("What a customer brings as time goes by"),
        chart,
        links,
        lead=_(
            "Net revenue of a customer by periods since the first order, of cohorts that are over."
        ),
        legend=[LegendItem(one.label, one.colour) for one in series] if is_split(answer) else (),
        png="customer-value",
    )


def _mean(rows: Any, column: int) -> float | None:
    over = [r for r in rows if column < len(r.revenue) and r.complete[column] and r.customers]
    people = sum(row.customers for row in over)
    return sum(row.revenue[column] for row in over) / people if people else None


def _grid(answer: Any, one: Any, values: Values, links: Links, code: str) -> ChartFrame:
    rows = list(enumerate(one.rows))[-MOST_ROWS:]
    width = min(max(len(row.revenue) for _at, row in rows), _MOST_COLUMNS)
    money = values["cells"] == "money"
    top = max((v or 0 for _at, row in rows for v in row.per_customer), default=0) or 1
    heat = Heatmap(
        titled(_("Customer value by cohort"), answer, one),
        _("First bought"),
        _("Customers"),
        [str(column) for column in range(width)],
        [
            HeatRow(
                words.interval(row.start, values["period"]),
                [
                    _cell(at, column, row, one, values, links, code, top if money else None)
                    for column in range(min(len(row.revenue), width))
                ],
                size=number(row.customers),
            )
            for at, row in rows
        ],
        skip=0 if money else 1,
    )
    return framed(
        titled(_("Cohort by cohort"), answer, one), heat, links, png="customer-value-cohorts"
    )


def _cell(
    at: int,
    column: int,
    row: Any,
    one: Any,
    values: Values,
    links: Links,
    code: str,
    top: int | None,
) -> HeatCell:
    money, repeat = row.per_customer[column], row.repeat_percent[column]
    said = _("%(start)s, after %(n)s: %(money)s each, %(share)s bought again") % {
        "start": words.interval(row.start, values["period"]),
        "n": column,
        "money": said_money(money, code),
        "share": words.share(repeat),
    }
    address = links.people(of="repeat", row=at, column=column, **group_cell(one))
    if top is None:
        depth = None if repeat is None else repeat / 100
        text = words.share(repeat, 0)
    else:
        depth = None if money is None else max(money, 0) / top
        text = said_money(money, code)
    return HeatCell(text, depth, said, address if row.customers else "", not row.complete[column])


def _gaps(gaps: Any, links: Links) -> ChartFrame:
    bins = gaps.bins
    chart = histogram(
        [str(one.from_day) for one in bins] + [str(bins[-1].to_day)],
        [one.gaps for one in bins],
        label=_("Days between orders"),
        written=number,
        colour=2,
    )
    lead = _("Half of the waits that ended took up to %(days)s days.") % {
        "days": "–" if gaps.median_days is None else f"{gaps.median_days:.0f}"
    }
    return framed(_("Days between orders"), chart, links, lead=lead, png="days-between-orders")
