"""How a retention answer is drawn: the triangle, one period over time, and the curves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huitou.doors.console.explore import words
from huitou.doors.console.explore.draw import (
    MOST_ROWS,
    framed,
    group_cell,
    is_split,
    share_of_one,
    titled,
)
from huitou.doors.console.explore.explorer import Drawn, Links, Values
from huitou.doors.design import (
    ChartFrame,
    Disclosure,
    HeatCell,
    Heatmap,
    HeatRow,
    LegendItem,
    Series,
    lines,
    number,
)

USUAL_BRACKETS = (1, 6, 7, 14)
_MOST_COLUMNS = 40
_BEFORE = 4


def draw(answer: Any, values: Values, links: Links) -> Drawn:
    """The charts of the answer, and what it says."""
    if not any(row.people[0] for one in answer.groups for row in one.rows):
        return Drawn("", ())
    column = _followed(answer, values, links)
    charts: list[Any] = []
    if is_split(answer):
        charts = [_compared(answer, values, links), _over_time(answer, values, links, column)]
        for one in answer.groups:
            heat = _triangle(answer, one, values, links)
            charts.append(Disclosure(titled(_("Cohort by cohort"), answer, one), heat))
    else:
        charts = [_triangle(answer, answer.groups[0], values, links)]
        charts.append(_over_time(answer, values, links, column))
    charts.append(_curves(answer, values, links))
    return Drawn(_lead(answer, values, links, column), tuple(charts))


def column_name(answer: Any, period: str, column: int) -> str:
    """Week 4; of brackets, Week 2–7."""
    names = column_names(answer, column + 1)
    return words.place(period, names[column] if column < len(names) else column)


def column_names(answer: Any, width: int) -> list[str]:
    """The numbers of the columns, or the stretches of brackets."""
    brackets = answer.definition.query.get("brackets")
    if not brackets:
        return [str(column) for column in range(width)]
    names, first = ["0"], 1
    for length in brackets:
        last = first + length - 1
        names.append(f"{first}–{last}" if length > 1 else str(first))
        first = last + 1
    return names[:width]


def _followed(answer: Any, values: Values, links: Links) -> int:
    """The wanted column, or the last one of which at least two rows are over."""
    rows = answer.groups[0].rows
    known = [
        column
        for column in range(1, _width(answer))
        if sum(_is_over(row, column, values, links) for row in rows) > 1
    ]
    return min(values["column"], known[-1]) if known else 1


def _is_over(row: Any, column: int, values: Values, links: Links) -> bool:
    """Whether the number of a cell is final."""
    if column >= len(row.complete) or not row.complete[column]:
        return False
    return links.is_over(row.start, values["period"], _reach(values, column))


def _reach(values: Values, column: int) -> int:
    """The last interval of a column, counted from that of the row."""
    if values["counts"] != "brackets":
        return column
    return sum((values["brackets"] or USUAL_BRACKETS)[:column])


def _width(answer: Any) -> int:
    widths = (len(row.people) for one in answer.groups for row in one.rows)
    return min(max(widths, default=0), _MOST_COLUMNS)


def _lead(answer: Any, values: Values, links: Links, column: int) -> str:
    """Whether the newest row that is over came back more or less than those before it."""
    if is_split(answer):
        return ""
    rows = [r for r in answer.groups[0].rows if _is_over(r, column, values, links)]
    rows = [row for row in rows if row.people[0]]
    if len(rows) < 2:
        return ""
    newest, before = rows[-1], rows[-1 - _BEFORE : -1]
    base = 100 * sum(r.people[column] for r in before) / sum(r.people[0] for r in before)
    now = newest.percent[column] if values["percent_of"] == "first" else None
    now = 100 * newest.people[column] / newest.people[0] if now is None else now
    names = {
        "place": column_name(answer, values["period"], column),
        "start": words.interval(newest.start, values["period"]),
        "now": words.share(now),
        "before": words.share(base),
    }
    if now < base * 0.9:
        said = _("%(place)s fell: %(now)s of those who started %(start)s, %(before)s before.")
    elif now > base * 1.1:
        said = _("%(place)s rose: %(now)s of those who started %(start)s, %(before)s before.")
    else:
        said = _("%(place)s is steady: %(now)s of those who started %(start)s, %(before)s before.")
    return said % names


def _triangle(answer: Any, one: Any, values: Values, links: Links) -> ChartFrame:
    period, width = values["period"], _width(answer)
    rows = list(enumerate(one.rows))[-MOST_ROWS:]
    places = [column_name(answer, period, column) for column in range(width)]
    heat = Heatmap(
        titled(_("Retention by cohort"), answer, one),
        _("Started"),
        pgettext("how many", "People"),
        column_names(answer, width),
        [_row(at, row, one, values, links, places) for at, row in rows] + _mean(one, width),
        skip=1,
    )
    lead = _("Each row is a cohort, each column a %(unit)s later. A cell opens its people.") % {
        "unit": words.unit(period).lower()
    }
    return framed(
        titled(_("Cohort by cohort"), answer, one), heat, links, lead=lead, png="retention"
    )


def _row(
    at: int, row: Any, one: Any, values: Values, links: Links, places: Sequence[str]
) -> HeatRow:
    name = words.interval(row.start, values["period"])
    cells = [
        _cell(at, column, row, one, values, links, f"{name}, {places[column]}")
        for column in range(min(len(row.people), len(places)))
    ]
    return HeatRow(name, cells, size=number(row.people[0]))


def _cell(
    at: int, column: int, row: Any, one: Any, values: Values, links: Links, name: str
) -> HeatCell:
    share = row.percent[column]
    shows_lost = values["cells"] == "lost" and row.lost is not None
    if shows_lost:
        share = 100 * row.lost[column] / row.people[0] if row.people[0] else None
    count = row.lost[column] if shows_lost else row.people[column]
    said = _("%(cell)s: %(share)s, %(people)s of %(size)s") % {
        "cell": name,
        "share": words.share(share),
        "people": number(count),
        "size": number(row.people[0]),
    }
    lost = True if shows_lost and column else None
    address = links.people(row=at, column=column, lost=lost, **group_cell(one))
    return HeatCell(
        number(count) if values["cells"] == "people" else _narrow(share),
        None if share is None or not column else share / 100,
        said,
        address if row.people[0] else "",
        not _is_over(row, column, values, links),
    )


def _narrow(share: float | None) -> str:
    """Two or three figures: 3.4%, 27%."""
    return words.share(share, 1 if share is not None and 0 < share < 9.95 else 0)


def _mean(one: Any, width: int) -> list[HeatRow]:
    if all(value is None for value in one.mean[:width]):
        return []
    cells = [
        HeatCell(_narrow(value), _known(value) if at else None, _("Mean of what is over"))
        for at, value in enumerate(one.mean[:width])
    ]
    return [HeatRow(_("Mean"), cells, is_mean=True)]


def _compared(answer: Any, values: Values, links: Links) -> ChartFrame:
    """The means of the groups below each other."""
    width = _width(answer)
    places = [column_name(answer, values["period"], column) for column in range(width)]
    rows = []
    for one in answer.groups:
        size = sum(row.people[0] for row in one.rows)
        cells = [
            None
            if value is None
            else HeatCell(
                _narrow(value),
                value / 100 if column else None,
                f"{words.group(one)}, {places[column]}: {words.share(value)}",
            )
            for column, value in enumerate(one.mean[:width])
        ]
        rows.append(HeatRow(words.group(one), cells, size=number(size)))
    heat = Heatmap(
        _("Mean retention of each group"),
        _("Group"),
        pgettext("how many", "People"),
        column_names(answer, width),
        rows,
        skip=1,
    )
    return framed(
        _("Groups compared"), heat, links, lead=_("The mean of all cohorts that are over.")
    )


def _over_time(answer: Any, values: Values, links: Links, column: int) -> ChartFrame:
    """One column, cohort by cohort: whether it gets better or worse."""
    period = values["period"]
    rows = [
        at for at, row in enumerate(answer.groups[0].rows) if _is_over(row, column, values, links)
    ][-MOST_ROWS:]
    starts = answer.groups[0].rows
    series = [
        Series(
            words.group(one) if is_split(answer) else column_name(answer, period, column),
            [_known(one.rows[at].percent[column]) for at in rows],
            place % 8 + 1,
            addresses=[links.people(row=at, column=column, **group_cell(one)) for at in rows],
        )
        for place, one in enumerate(answer.groups)
    ]
    named = column_name(answer, period, column)
    chart = lines(
        [words.interval(starts[at].start, period, short=True) for at in rows],
        series,
        label=_("%(place)s by cohort") % {"place": named},
        written=share_of_one,
    )
    return framed(
        _("%(place)s over time") % {"place": named},
        chart,
        links,
        lead=_("The share of each cohort that came back in %(place)s, by when it started.")
        % {"place": named},
        legend=_legend(series) if is_split(answer) else (),
        png="retention-over-time",
    )


def _curves(answer: Any, values: Values, links: Links) -> ChartFrame:
    """The means from column 1 on: how fast people fall away."""
    width = _width(answer)
    series = [
        Series(
            words.group(one) if is_split(answer) else _("Mean of all cohorts"),
            [_known(value) for value in one.mean[1:width]],
            place % 8 + 1,
        )
        for place, one in enumerate(answer.groups)
    ]
    chart = lines(
        column_names(answer, width)[1:],
        series,
        label=_("Mean retention by period"),
        written=share_of_one,
    )
    return framed(
        _("How retention runs"),
        chart,
        links,
        lead=_("The mean share that came back, period by period."),
        legend=_legend(series) if is_split(answer) else (),
        png="retention-curves",
    )


def _known(value: float | None) -> float | None:
    return None if value is None else value / 100


def _legend(series: list[Series]) -> list[LegendItem]:
    return [LegendItem(one.label, one.colour) for one in series]
