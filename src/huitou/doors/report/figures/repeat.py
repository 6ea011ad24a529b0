"""The share with a second order by days since the first: seen, then extrapolated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from huitou.doors.report import formats
from huitou.doors.report.chart import Chart, LegendItem, Token, label
from huitou.doors.report.tables import Column, Table
from huitou.doors.report.text import Text
from huitou.doors.report.texts import TEXTS, say
from huitou.engine.analytics import CurvePoint, RepeatCurve

_LEAD_DAY = 90
_TICK_STEPS = (1, 7, 14, 30, 60, 90, 180, 365, 730)
_MOST_TICKS = 9


def repeat_chart(answer: RepeatCurve) -> Chart:
    """A line in its interval; beyond the data, a dashed one in a paler interval."""
    data = _curve(answer.observed, "observed", "band", "solid")
    legend = [LegendItem(TEXTS["observed"], "returning", "line")]
    if answer.extrapolated:
        joined = (*answer.observed[-1:], *answer.extrapolated)
        data += _curve(joined, "extrapolated", "band-far", "dash")
        legend.append(LegendItem(TEXTS["extrapolated"], "returning", "dash"))
    legend.append(LegendItem(TEXTS["interval"], "band", "band"))
    return Chart("repeat", summary(answer), {"data": data, "layout": _layout(answer)}, 360,
                 tuple(legend))  # fmt: skip


def summary(answer: RepeatCurve) -> Text:
    """The share at 90 days (or at the last known day before), and where it is heading."""
    point = _last_until(answer.observed, _LEAD_DAY)
    if point is None or not answer.observed[-1].share:
        return TEXTS["repeat_no_lead"]
    known: dict[str, str | Text] = {
        "share": formats.percent(point.share),
        "days": formats.days(point.day),
    }
    if not answer.extrapolated:
        return say("repeat_lead", **known)
    far = answer.extrapolated[-1]
    return say(
        "repeat_lead_far",
        **known,
        far=formats.percent(far.share),
        far_days=formats.days(far.day),
    )


def model_note(answer: RepeatCurve) -> Text:
    """What the dashed line is, and how far it missed when it could be checked."""
    if not answer.extrapolated:
        return TEXTS["no_model"]
    if answer.backtest_error is None:
        return say("model_untested", model=_model_words(answer.model))
    points = formats.number(round(answer.backtest_error * 100, 1))
    error = say("share_points", points=points)
    return say("model_note", model=_model_words(answer.model), error=error)


def _model_words(model: str) -> Text:
    """The mix of models, such as "beta-geometric 0.62 + power law 0.38", in both languages."""
    return Text(model, model.replace("beta-geometric", "贝塔几何").replace("power law", "幂律"))


def repeat_tables(answer: RepeatCurve) -> tuple[Table, ...]:
    """One row a point: of what was seen, then of what is extrapolated (if anything is)."""
    days = (Column(TEXTS["day"], "count"),)
    shares = tuple(Column(TEXTS[key], "percent") for key in ("share", "low", "high"))
    people = (Column(TEXTS["still_watched"], "count"),)
    seen = Table(
        "repeat",
        TEXTS["observed"],
        days + shares + people,
        tuple((p.day, p.share, p.low, p.high, p.people) for p in answer.observed),
    )
    far = Table(
        "repeat-extrapolated",
        TEXTS["extrapolated"],
        days + shares,
        tuple((p.day, p.share, p.low, p.high) for p in answer.extrapolated),
    )
    return (seen, far) if answer.extrapolated else (seen,)


def _last_until(points: Sequence[CurvePoint], day: int) -> CurvePoint | None:
    known = [point for point in points if point.day <= day]
    return known[-1] if known else None


def _curve(points: Sequence[CurvePoint], name: str, band: str, dash: str) -> list[dict[str, Any]]:
    x = [point.day for point in points]
    edge = {"type": "scatter", "mode": "lines", "x": x, "line": {"width": 0}, "hoverinfo": "skip"}
    line = {
        "type": "scatter",
        "mode": "lines",
        "name": TEXTS[name],
        "x": x,
        "y": [point.share for point in points],
        "line": {"color": Token("returning"), "width": 2.5, "dash": dash},
        "customdata": [_interval(point) for point in points],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    low = {**edge, "y": [point.low for point in points]}
    high = {**edge, "y": [point.high for point in points], "fill": "tonexty"}
    return [low, {**high, "fillcolor": Token(band)}, line]


def _interval(point: CurvePoint) -> str:
    share, low, high = (formats.percent(v) for v in (point.share, point.low, point.high))
    return f"{share} ({low} – {high})"


def _layout(answer: RepeatCurve) -> dict[str, Any]:
    points = (*answer.observed, *answer.extrapolated)
    last = points[-1].day if points else 0
    top = max((point.high for point in points), default=0.0)
    step = next((s for s in _TICK_STEPS if last / s <= _MOST_TICKS), _TICK_STEPS[-1])
    layout: dict[str, Any] = {
        "hovermode": "x unified",
        "xaxis": {
            "showgrid": False,
            "range": [0, max(last, 1) * 1.02],
            "dtick": step,
            "tickformat": ",d",
            "title": {"text": TEXTS["days_after"]},
            "unifiedhovertitle": {"text": Text("Day %{x}", "第 %{x} 天")},
        },
        "yaxis": {"tickformat": ".0%", "range": [0, min(1.0, top * 1.12) or 1.0]},
        "annotations": [_end_label(part[-1]) for part in _ends(answer)],
    }
    if answer.extrapolated and answer.observed:
        layout["shapes"] = [_edge_of_data(answer.observed[-1].day)]
    return layout


def _ends(answer: RepeatCurve) -> list[tuple[CurvePoint, ...]]:
    return [part for part in (answer.observed, answer.extrapolated) if part]


def _end_label(point: CurvePoint) -> dict[str, Any]:
    return {
        "x": point.day,
        "y": point.share,
        "text": label(formats.percent(point.share)),
        "showarrow": False,
        "xanchor": "right",
        "yanchor": "bottom",
        "yshift": 4,
        "font": {"color": Token("ink"), "size": 13, "weight": 600},
    }


def _edge_of_data(day: int) -> dict[str, Any]:
    return {
        "type": "line",
        "x0": day,
        "x1": day,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": Token("control"), "width": 1, "dash": "dot"},
    }
