"""Stickiness: on how many days, weeks or months of a range people were active."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from huitou.doors.console.explore import words
from huitou.doors.console.explore.asks import Around
from huitou.doors.console.explore.asks_days import PERIODS
from huitou.doors.console.explore.asks_log import EventAsk, SplitAsk
from huitou.doors.console.explore.asks_plain import ChoiceAsk, NumberAsk, TickAsk
from huitou.doors.console.explore.draw import counts, framed, group_cell, is_split, linked
from huitou.doors.console.explore.explorer import Drawn, Explorer, Links, Values
from huitou.doors.console.explore.families.usual import (
    DAYS,
    WEEK_START,
    WHERE,
    WITHIN,
    usual_query,
)
from huitou.doors.design import LegendItem, Series, bars, number, percent


def _query(values: Values, around: Around) -> dict[str, Any]:
    return {
        **usual_query(values, around),
        "event": values["event"],
        "criterion": {"op": ">=", "count": values["least"]},
        "interval_count": values["joined"],
        "cumulative": values["cumulative"],
        "compare": values["compare"],
    }


def _draw(answer: Any, values: Values, links: Links) -> Drawn:
    if not any(one.people for one in answer.groups):
        return Drawn("", ())
    width = max(len(one.histogram) for one in answer.groups)
    names = [str(n) for n in range(1, width + 1)]
    series = [_series(one, place, answer, links) for place, one in enumerate(answer.groups)]
    if not is_split(answer) and answer.groups[0].previous is not None:
        before = answer.groups[0].previous
        series.append(Series(_("The same range before"), list(before), 8))
    split = len(series) > 1
    chart = bars(names, series, label=_("People by active periods"), written=number, stacked=False)
    table = counts(
        _("People by active periods"),
        [_("Periods"), *(one.label for one in series)],
        [
            (
                name,
                [
                    linked(_at(one.values, at), one.address(at))
                    if one.addresses
                    else number(_at(one.values, at))
                    for one in series
                ],
            )
            for at, name in enumerate(names)
        ],
    )
    frame = framed(
        _("On how many of the periods people were active"),
        chart,
        links,
        lead=_("Each bar is people; a bar far to the right is a habit."),
        table=table,
        legend=[LegendItem(one.label, one.colour) for one in series] if split else (),
        png="stickiness",
    )
    return Drawn(_lead(answer, values), (frame,))


def _series(one: Any, place: int, answer: Any, links: Links) -> Series:
    return Series(
        words.group(one) if is_split(answer) else pgettext("how many", "People"),
        list(one.histogram),
        place % 7 + 1,
        addresses=[
            links.people(intervals=n, **group_cell(one)) for n in range(1, len(one.histogram) + 1)
        ],
    )


def _at(values: Any, at: int) -> int | None:
    return values[at] if at < len(values) else None


def _lead(answer: Any, values: Values) -> str:
    one = answer.groups[0]
    if is_split(answer) or values["cumulative"] or not one.people:
        return ""
    often = sum(one.histogram[1:])
    return _("%(share)s of %(people)s active people were active more than once.") % {
        "share": percent(often / one.people),
        "people": number(one.people),
    }


def _about(cell: dict[str, Any], answer: Any, values: Values) -> str:
    names = {"n": cell.get("intervals", 0)}
    if values["cumulative"]:
        return _("Active in %(n)s periods or more") % names
    return _("Active in exactly %(n)s periods") % names


STICKINESS = Explorer(
    slug="stickiness",
    family="stickiness",
    title=gettext_lazy("Stickiness"),
    lead=gettext_lazy("How much of a habit it is: on how many days, weeks or months people come."),
    icon="chart",
    asks=(
        EventAsk("event", gettext_lazy("Active are people who did")),
        ChoiceAsk("period", gettext_lazy("Counted by"), PERIODS, "week"),
        DAYS,
        SplitAsk("by", gettext_lazy("Compare by")),
        TickAsk("cumulative", gettext_lazy("So many periods or more")),
        TickAsk("compare", gettext_lazy("Beside the same range before")),
        NumberAsk(
            "least", gettext_lazy("Active is at least so many events"), 1, 1, 1_000, more=True
        ),
        NumberAsk("joined", gettext_lazy("Periods joined into one"), 1, 1, 60, more=True),
        WEEK_START,
        WHERE,
        WITHIN,
    ),
    query=_query,
    draw=_draw,
    about_cell=_about,
    tabs=("retention", "stickiness", "drivers", "groups"),
)
