"""How many days pass between one order day and the person's next."""

from __future__ import annotations

from typing import Any

from huitou.doors.report import formats
from huitou.doors.report.chart import Chart, LegendItem, Token
from huitou.doors.report.tables import Column, Table
from huitou.doors.report.text import Text
from huitou.doors.report.texts import TEXTS, say
from huitou.engine.analytics import GapBin, OrderGaps

_HEADROOM = 1.32  # of the highest bar, for three flags


def gaps_chart(answer: OrderGaps) -> Chart:
    """Bars as wide as their bins, with the median and the 75th and 90th percentile marked. The
    last bin, which takes all longer gaps, is drawn as wide as the others and in another colour.
    """
    bins = answer.bins
    width = bins[0].to_day - bins[0].from_day if bins else 1
    bars = {
        "type": "bar",
        "x": [b.from_day + width / 2 for b in bins],
        "width": [width * 0.92 for b in bins],
        "y": [b.gaps for b in bins],
        "text": [_span(b, width) for b in bins],
        "textposition": "none",
        "customdata": [formats.count(b.gaps) for b in bins],
        "hovertemplate": "%{text}<br>%{customdata}<extra></extra>",
        "marker": {
            "color": [Token("dormant" if _is_open(b, width) else "returning") for b in bins],
            "line": {"width": 0},
        },
    }
    legend = [LegendItem(TEXTS["gap_count"], "returning")]
    if bins and _is_open(bins[-1], width):
        legend.append(LegendItem(_span(bins[-1], width), "dormant"))
    return Chart("gaps", summary(answer), {"data": [bars], "layout": _layout(answer)}, 360,
                 tuple(legend))  # fmt: skip


def summary(answer: OrderGaps) -> Text:
    """The three marks in a sentence."""
    if answer.median_days is None:
        return TEXTS["gaps_no_lead"]
    return say(
        "gaps_lead",
        median=formats.days(answer.median_days),
        p75=formats.days(answer.p75_days),
        p90=formats.days(answer.p90_days),
    )


def gaps_table(answer: OrderGaps) -> Table:
    """One row a bin."""
    columns = (
        Column(TEXTS["from_day"], "count"),
        Column(TEXTS["to_day"], "count"),
        Column(TEXTS["gap_count"], "count"),
        Column(TEXTS["gap_share"], "percent"),
    )
    rows = tuple(
        (b.from_day, b.to_day, b.gaps, b.gaps / answer.gaps if answer.gaps else None)
        for b in answer.bins
    )
    return Table("gaps", TEXTS["gaps"], columns, rows)


def _is_open(gap_bin: GapBin, width: int) -> bool:
    return gap_bin.to_day - gap_bin.from_day > width


def _span(gap_bin: GapBin, width: int) -> Text:
    if _is_open(gap_bin, width):
        return say("gap_longer", from_day=formats.count(gap_bin.from_day))
    last = gap_bin.to_day - 1
    if last == gap_bin.from_day:
        return say("gap_hover_one", day=formats.count(last))
    return say("gap_hover", from_day=formats.count(gap_bin.from_day), to_day=formats.count(last))


def _layout(answer: OrderGaps) -> dict[str, Any]:
    marks = (
        ("mark_median", answer.median_days),
        ("mark_p75", answer.p75_days),
        ("mark_p90", answer.p90_days),
    )
    known = [(say(key, days=formats.days(d)), d) for key, d in marks if d is not None]
    top = max((b.gaps for b in answer.bins), default=1)
    return {
        "bargap": 0,
        "xaxis": {"showgrid": False, "rangemode": "tozero", "title": {"text": TEXTS["gap_days"]}},
        "yaxis": {"tickformat": ",d", "range": [0, top * _HEADROOM]},
        "shapes": [_line(days, row) for row, (_, days) in enumerate(known)],
        "annotations": [_flag(name, days, row) for row, (name, days) in enumerate(known)],
    }


def _line(days: float, row: int) -> dict[str, Any]:
    return {
        "type": "line",
        "x0": days,
        "x1": days,
        "yref": "paper",
        "y0": 0,
        "y1": _flag_height(row),
        "line": {"color": Token("mark"), "width": 1.5},
    }


def _flag(name: Text, days: float, row: int) -> dict[str, Any]:
    """The name of a mark, to the right of its line's end."""
    return {
        "x": days,
        "y": _flag_height(row),
        "yref": "paper",
        "yanchor": "top",
        "xanchor": "left",
        "xshift": 3,
        "text": name,
        "showarrow": False,
        "font": {"color": Token("mark"), "size": 12},
    }


def _flag_height(row: int) -> float:
    """The flags stand on stairs above the bars, so that near marks do not collide."""
    return 1 - 0.08 * row
