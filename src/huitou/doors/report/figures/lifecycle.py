"""New, returning and resurrected people above the line, dormant ones below it, by period."""

from __future__ import annotations

from typing import Any

from huitou.doors.report import formats
from huitou.doors.report.chart import Chart, LegendItem, Token
from huitou.doors.report.tables import Column, Table
from huitou.doors.report.text import Text
from huitou.doors.report.texts import TEXTS, say
from huitou.engine.analytics import Lifecycle, LifecyclePeriod

PARTS = ("returning", "new", "resurrected", "dormant")
# Few periods get a tick each; plotly would otherwise fill the gaps with days and hours.
_TICK_EACH = 6


def lifecycle_chart(answer: Lifecycle) -> Chart:
    """Stacked bars, one a period; the period that is not over is striped."""
    legend = tuple(LegendItem(TEXTS[part], part) for part in PARTS)
    if not all(period.complete for period in answer.periods):
        legend += (LegendItem(TEXTS["incomplete"], "faint", "stripe"),)
    return Chart(
        key=f"lifecycle-{answer.period}",
        summary=summary(answer),
        spec={"data": [_bars(part, answer) for part in PARTS], "layout": _layout(answer)},
        height=360,
        legend=legend,
    )


def summary(answer: Lifecycle) -> Text:
    """The last full period in a sentence."""
    full = [period for period in answer.periods if period.complete]
    if not full:
        return TEXTS["lifecycle_no_lead"]
    numbers = {part: formats.count(getattr(full[-1], part)) for part in PARTS}
    start = formats.period(full[-1].start, answer.period)
    return say(f"lifecycle_{answer.period}_lead", period=start, **numbers)


def lifecycle_table(answer: Lifecycle) -> Table:
    """One row a period, latest last."""
    columns = (
        Column(TEXTS["period_start"], "date"),
        *(Column(TEXTS[part], "count") for part in PARTS),
        Column(TEXTS["complete"], "text"),
    )
    rows = tuple(
        (
            period.start,
            *(getattr(period, part) for part in PARTS),
            TEXTS["yes" if period.complete else "no"],
        )
        for period in answer.periods
    )
    return Table(f"lifecycle-{answer.period}", TEXTS["lifecycle"], columns, rows)


def _bars(part: str, answer: Lifecycle) -> dict[str, Any]:
    counts = [getattr(period, part) for period in answer.periods]
    return {
        "type": "bar",
        "name": TEXTS[part],
        "x": [period.start.isoformat() for period in answer.periods],
        "y": [-count if part == "dormant" else count for count in counts],
        "customdata": [formats.count(count) for count in counts],
        "hovertemplate": "%{customdata}",
        "marker": {"color": Token(part), "line": {"width": 0}, "pattern": _pattern(answer.periods)},
    }


def _pattern(periods: tuple[LifecyclePeriod, ...]) -> dict[str, Any]:
    return {
        "shape": ["" if period.complete else "/" for period in periods],
        "size": 6,
        "solidity": 0.5,
    }


def _layout(answer: Lifecycle) -> dict[str, Any]:
    return {
        "barmode": "relative",
        "bargap": 0.28 if answer.period == "month" else 0.18,
        "hovermode": "x unified",
        "xaxis": {"type": "date", "showgrid": False, **_ticks(answer)},
        "yaxis": {"tickformat": ",d", "zeroline": True, "zerolinecolor": Token("control")},
    }


def _ticks(answer: Lifecycle) -> dict[str, Any]:
    hover = Text("%b %Y", "%Y年%-m月")
    if answer.period == "week":
        hover = Text("%-d %b %Y", "%Y年%-m月%-d日")
    if len(answer.periods) > _TICK_EACH:
        ticks: dict[str, Any] = {"tickformat": Text("%b\n%Y", "%-m月\n%Y年")}
    else:
        ticks = {
            "tickvals": [period.start.isoformat() for period in answer.periods],
            "tickformat": hover,
        }
    return {**ticks, "hoverformat": hover}
