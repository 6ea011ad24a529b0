"""The charts of a cohort: how large it was, and how many of its people were active."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huitou.doors.console.explore import words
from huitou.doors.console.explore.answering import Question, answering
from huitou.doors.console.explore.log import opened_log
from huitou.doors.design import ChartFrame, Series, lines, number, short_day
from huitou.foundation import boards
from huitou.foundation.clocks import current_clock

_HALF_A_YEAR = timedelta(days=180)


def cohort_charts(name: str, people: int, wait: float) -> tuple[ChartFrame, ...]:
    """Its size day by day, as far as that was noted, up to the `people` of today; and who of them
    was active, if that is counted within `wait` seconds.
    """
    charts = (_sizes(name, people), _active(name, wait))
    return tuple(chart for chart in charts if chart is not None)


def _sizes(name: str, people: int) -> ChartFrame | None:
    today = current_clock().now().astimezone(ZoneInfo(settings.SHOP_TIMEZONE)).date()
    noted = {row.day: row.people for row in boards.sizes_of(name)} | {today: people}
    if len(noted) < 2:
        return None
    series = [Series(pgettext("how many", "People"), list(noted.values()), 2)]
    chart = lines(
        [short_day(day) for day in noted], series, label=_("Size of the cohort"), written=number
    )
    lead = _("How many were in it each day. It is noted once a day.")
    return ChartFrame(_("Size of the cohort"), chart, lead=lead, png=f"cohort-size-{name}")


def _active(name: str, wait: float) -> ChartFrame | None:
    opened = opened_log()
    query = {
        "period": "week",
        "timezone": settings.SHOP_TIMEZONE,
        "from": _first(opened.newest),
        "to": opened.newest.isoformat(),
        "within": name,
    }
    answer = answering.answer(Question(opened, "lifecycle", query), wait)
    if answer is None:
        return None
    rows = answer.intervals
    active = [row.new + row.returning + row.resurrecting for row in rows]
    chart = lines(
        [words.interval(row.start, "week", short=True) for row in rows],
        [Series(_("Active people"), active, 3)],
        label=_("Active people of the cohort"),
        written=number,
        filled=True,
    )
    title = _("Active people of the cohort, by week")
    return ChartFrame(title, chart, png=f"cohort-{name}")


def _first(newest: date) -> str:
    return (newest - _HALF_A_YEAR).isoformat()
