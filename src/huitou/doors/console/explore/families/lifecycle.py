"""Lifecycle: who is new, returning, resurrecting or dormant."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from huitou.doors.console.explore import words
from huitou.doors.console.explore.asks import Around
from huitou.doors.console.explore.asks_log import EventAsk
from huitou.doors.console.explore.asks_plain import ChoiceAsk
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
from huitou.doors.design import LegendItem, Series, bars, lines, number

_STATES = {
    "new": (gettext_lazy("New"), 2),
    "returning": (gettext_lazy("Returning"), 3),
    "resurrecting": (pgettext_lazy("state", "Came back"), 4),
    "dormant": (gettext_lazy("Gone quiet"), 1),
}


def _query(values: Values, around: Around) -> dict[str, Any]:
    return {
        **usual_query(values, around),
        "event": values["event"],
        "new_by": values["new_by"],
    }


def _draw(answer: Any, values: Values, links: Links) -> Drawn:
    rows = answer.intervals
    if not any(row.new or row.returning or row.resurrecting or row.dormant for row in rows):
        return Drawn("", ())
    names = [words.interval(row.start, values["period"], short=True) for row in rows]
    late = unfinished(rows, values["period"], links)
    series = [
        Series(
            str(label),
            [getattr(row, state) * (-1 if state == "dormant" else 1) for row in rows],
            colour,
            unfinished=late,
            addresses=[links.people(interval=at, state=state) for at in range(len(rows))],
        )
        for state, (label, colour) in _STATES.items()
    ]
    chart = bars(names, series, label=_("People by state"), written=_whole)
    table = counts(
        _("People by state"),
        [_("From"), *(str(label) for label, _colour in _STATES.values()), _("Pulse")],
        [
            (
                words.interval(row.start, values["period"]) + ("" if row.complete else " *"),
                [
                    *(
                        linked(getattr(row, state), links.people(interval=at, state=state))
                        for state in _STATES
                    ),
                    _pulse(row.pulse),
                ],
            )
            for at, row in enumerate(rows)
        ],
    )
    piled = framed(
        _("Who is here, and who has gone"),
        chart,
        links,
        lead=_("Below the line are those who were here the %(unit)s before, and now are not.")
        % {"unit": words.unit(values["period"]).lower()},
        table=table,
        legend=[LegendItem(one.label, one.colour) for one in series],
        png="lifecycle",
    )
    return Drawn(
        _lead(rows[: len(rows) - late], values), (piled, _pulses(rows, names, links, late))
    )


def _pulses(rows: Any, names: list[str], links: Links, late: int) -> Any:
    series = [
        Series(_("Pulse"), [row.pulse for row in rows], 2, unfinished=late),
        Series(_("As many come as go"), [1.0 for _row in rows], 8),
    ]
    chart = lines(names, series, label=_("Pulse"), written=_pulse)
    return framed(
        _("Pulse"),
        chart,
        links,
        lead=_("New and returned people for each one who went quiet: above 1 the shop grows."),
        legend=[LegendItem(one.label, one.colour) for one in series],
        png="pulse",
    )


def _lead(rows: Any, values: Values) -> str:
    over = [row for row in rows if row.pulse is not None]
    if not over:
        return ""
    last = over[-1]
    said = {
        "start": words.interval(last.start, values["period"]),
        "come": number(last.new + last.resurrecting),
        "gone": number(last.dormant),
    }
    if last.pulse >= 1:
        return (
            _("Growing: %(come)s came and %(gone)s went quiet in the period from %(start)s.") % said
        )
    return (
        _("Shrinking: %(come)s came and %(gone)s went quiet in the period from %(start)s.") % said
    )


def _whole(value: float) -> str:
    return number(abs(round(value)))


def _pulse(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _about(cell: dict[str, Any], answer: Any, values: Values) -> str:
    label = str(_STATES.get(cell.get("state", ""), ("", 0))[0])
    start = words.start_of(answer.intervals, cell.get("interval"), values["period"])
    return _("%(state)s in the period from %(start)s") % {"state": label, "start": start}


def _cells(cell: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(str(label), {**cell, "state": state}) for state, (label, _c) in _STATES.items()]


LIFECYCLE = Explorer(
    slug="lifecycle",
    family="lifecycle",
    title=gettext_lazy("Lifecycle"),
    lead=gettext_lazy("Who is new, who stays, who came back, and who has gone quiet."),
    icon="lifecycle",
    asks=(
        EventAsk("event", gettext_lazy("Active are people who did")),
        PERIOD,
        DAYS,
        ChoiceAsk(
            "new_by",
            gettext_lazy("New is"),
            {
                "person": gettext_lazy("Seen for the first time"),
                "event": gettext_lazy("Doing this for the first time"),
            },
            "person",
        ),
        WEEK_START,
        WHERE,
        WITHIN,
    ),
    query=_query,
    draw=_draw,
    about_cell=_about,
    cells=_cells,
)
