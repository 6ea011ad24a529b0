"""Growth accounting: how many came, stayed, came back and went, and the quick ratio."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from huitou.doors.console.explore import words
from huitou.doors.console.explore.asks import Around
from huitou.doors.console.explore.asks_log import EventAsk
from huitou.doors.console.explore.draw import counts, framed, linked, unfinished
from huitou.doors.console.explore.explorer import Drawn, Explorer, Links, Values
from huitou.doors.console.explore.families.usual import (
    DAYS,
    PERIOD,
    WEEK_START,
    WHERE,
    WITHIN,
    usual_query,
)
from huitou.doors.design import Content, LegendItem, Series, bars, lines, number


def _query(values: Values, around: Around) -> dict[str, Any]:
    return {**usual_query(values, around), "event": values["event"]}


def quick_ratio(row: Any) -> float | None:
    """People gained (new and back) for each one lost; None where nobody was lost."""
    gained = row.new + row.resurrecting
    return gained / row.dormant if row.dormant else None


def _draw(answer: Any, values: Values, links: Links) -> Drawn:
    rows = answer.intervals
    if not any(row.new or row.returning or row.resurrecting or row.dormant for row in rows):
        return Drawn("", ())
    names = [words.interval(row.start, values["period"], short=True) for row in rows]
    late = unfinished(rows, values["period"], links)
    charts: tuple[Content, ...] = (
        _flow(rows, names, values, links, late),
        _active(rows, names, links, late),
        _ratio(rows, names, links, late),
    )
    return Drawn(_lead(rows[: len(rows) - late], values), charts)


def _lead(rows: Any, values: Values) -> str:
    if not rows:
        return ""
    last = rows[-1]
    net = last.new + last.resurrecting - last.dormant
    names = {
        "start": words.interval(last.start, values["period"]),
        "net": f"{net:+,}".replace("-", "−"),
        "ratio": _written(quick_ratio(last)),
    }
    return _("%(net)s active people in the period from %(start)s; quick ratio %(ratio)s.") % names


def _flow(rows: Any, names: list[str], values: Values, links: Links, late: int) -> Content:
    kinds = (
        ("new", _("New"), 2, 1),
        ("resurrecting", pgettext("state", "Came back"), 4, 1),
        ("dormant", _("Lost"), 1, -1),
    )
    series = [
        Series(
            label,
            [sign * getattr(row, state) for row in rows],
            colour,
            unfinished=late,
            addresses=[links.people(interval=at, state=state) for at in range(len(rows))],
        )
        for state, label, colour, sign in kinds
    ]
    net = [row.new + row.resurrecting - row.dormant for row in rows]
    table = counts(
        _("Gained and lost"),
        [_("From"), *(label for _s, label, _c, _n in kinds), _("Net"), _("Quick ratio")],
        [
            (
                words.interval(row.start, values["period"]) + ("" if row.complete else " *"),
                [
                    *(
                        linked(getattr(row, state), links.people(interval=at, state=state))
                        for state, _label, _colour, _sign in kinds
                    ),
                    f"{net[at]:+,}".replace("-", "−"),
                    _written(quick_ratio(row)),
                ],
            )
            for at, row in enumerate(rows)
        ],
    )
    return framed(
        _("Gained and lost"),
        bars(names, series, label=_("Gained and lost"), written=lambda v: number(abs(round(v)))),
        links,
        lead=_("Lost are those who were active the period before, and now are not."),
        table=table,
        legend=[LegendItem(one.label, one.colour) for one in series],
        png="growth",
    )


def _active(rows: Any, names: list[str], links: Links, late: int) -> Content:
    active = [row.new + row.returning + row.resurrecting for row in rows]
    series = [Series(_("Active people"), active, 3, unfinished=late)]
    chart = lines(names, series, label=_("Active people"), written=number, filled=True)
    return framed(_("Active people"), chart, links, png="active-people")


def _ratio(rows: Any, names: list[str], links: Links, late: int) -> Content:
    series = [
        Series(_("Quick ratio"), [quick_ratio(row) for row in rows], 2, unfinished=late),
        Series(_("As many come as go"), [1.0 for _row in rows], 8),
    ]
    chart = lines(names, series, label=_("Quick ratio"), written=_written)
    return framed(
        _("Quick ratio"),
        chart,
        links,
        lead=_("People gained, new or back, for each one lost."),
        legend=[LegendItem(one.label, one.colour) for one in series],
        png="quick-ratio",
    )


def _written(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _about(cell: dict[str, Any], answer: Any, values: Values) -> str:
    start = words.start_of(answer.intervals, cell.get("interval"), values["period"])
    names = {"start": start}
    said = {
        "new": _("New in the period from %(start)s"),
        "resurrecting": _("Came back in the period from %(start)s"),
        "dormant": _("Lost in the period from %(start)s"),
        "returning": _("Stayed in the period from %(start)s"),
    }
    return said.get(cell.get("state", ""), "%(start)s") % names


def _cells(cell: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    labels = {
        "new": _("New"),
        "resurrecting": pgettext("state", "Came back"),
        "dormant": _("Lost"),
        "returning": _("Stayed"),
    }
    return [(label, {**cell, "state": state}) for state, label in labels.items()]


GROWTH = Explorer(
    slug="growth",
    family="lifecycle",
    title=gettext_lazy("Growth"),
    lead=gettext_lazy("Whether more people come than go."),
    icon="growth",
    asks=(
        EventAsk("event", gettext_lazy("Active are people who did"), ("Order Completed",)),
        PERIOD,
        DAYS,
        WEEK_START,
        WHERE,
        WITHIN,
    ),
    query=_query,
    draw=_draw,
    about_cell=_about,
    cells=_cells,
    tabs=("growth", "invitations"),
)
