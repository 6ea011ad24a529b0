"""How a funnel is drawn: its bars with what is lost between them, times, and its way over time."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from huitou.doors.console.explore import words
from huitou.doors.console.explore.draw import (
    counts,
    framed,
    group_cell,
    is_split,
    linked,
    tables,
    titled,
    unfinished,
)
from huitou.doors.console.explore.explorer import Drawn, Links, Values
from huitou.doors.design import (
    ChartFrame,
    FunnelBars,
    FunnelStep,
    LegendItem,
    Series,
    bars,
    histogram,
    lines,
    number,
)


def draw(answer: Any, values: Values, links: Links) -> Drawn:
    """The charts of the answer, and where most are lost."""
    shown = [one for one in answer.groups if one.steps and one.steps[0].people]
    if not shown:
        return Drawn("", ())
    charts: list[Any] = []
    if is_split(answer):
        charts.append(_compared(shown, links))
    numbers = tables("funnel", answer)
    for place, one in enumerate(shown):
        table = numbers[place] if place < len(numbers) and len(numbers) >= len(shown) else None
        charts.append(_funnel(answer, one, place, links, table))
    if any(one.trend for one in shown):
        charts.append(_trend(answer, shown, values, links))
    if not is_split(answer) and shown[0].times is not None and shown[0].times.people:
        charts.append(_times(shown[0], links))
    return Drawn("" if is_split(answer) else _lead(shown[0]), tuple(charts))


def _lead(one: Any) -> str:
    lost = [
        (before.people - step.people, at)
        for at, (before, step) in enumerate(zip(one.steps, one.steps[1:], strict=False))
    ]
    most, at = max(lost)
    names = {
        "share": words.share(one.steps[-1].percent_of_first),
        "lost": number(most),
        "from": one.steps[at].label,
        "to": one.steps[at + 1].label,
    }
    return _("%(share)s get through. Most are lost from %(from)s to %(to)s: %(lost)s.") % names


def _funnel(answer: Any, one: Any, place: int, links: Links, table: Any) -> ChartFrame:
    steps = [_step(at, one, links) for at in range(len(one.steps))]
    title = titled(_("Steps"), answer, one)
    chart = FunnelBars(steps, title, place % 8 + 1)
    return framed(title, chart, links, table=table)


def _step(at: int, one: Any, links: Links) -> FunnelStep:
    step, cell = one.steps[at], group_cell(one)
    lost = one.steps[at - 1].people - step.people if at else 0
    took = step.median_seconds
    return FunnelStep(
        step.label,
        number(step.people),
        (step.percent_of_first or 0) / 100,
        words.share(step.percent_of_first),
        from_last=words.share(step.percent_of_previous) if at else "",
        lost=number(lost) if lost > 0 else "",
        address=links.people(step=at + 1, **cell) if step.people else "",
        lost_address=links.people(step=at + 1, dropped=True, **cell) if lost > 0 else "",
        note="" if took is None else _("half within %(time)s") % {"time": words.duration(took)},
    )


def _compared(shown: list[Any], links: Links) -> ChartFrame:
    """The share of each group that gets to each step."""
    labels = [step.label for step in shown[0].steps]
    series = [
        Series(
            words.group(one),
            [(step.percent_of_first or 0) / 100 for step in one.steps],
            place % 8 + 1,
        )
        for place, one in enumerate(shown)
    ]
    chart = bars(
        labels,
        series,
        label=_("Share that got to each step"),
        written=lambda share: words.share(share * 100, 0),
        stacked=False,
    )
    table = counts(
        _("People at each step"),
        [_("Group"), *labels],
        [
            (
                words.group(one),
                [
                    linked(step.people, links.people(step=at, **group_cell(one)))
                    for at, step in enumerate(one.steps, 1)
                ],
            )
            for one in shown
        ],
    )
    return framed(
        _("Groups compared"),
        chart,
        links,
        lead=_("The share of each group that got to a step."),
        table=table,
        legend=[LegendItem(one.label, one.colour) for one in series],
        png="funnel-groups",
    )


def _trend(answer: Any, shown: list[Any], values: Values, links: Links) -> ChartFrame:
    period, points = values["trend"], shown[0].trend
    last = len(shown[0].steps)
    series = [
        Series(
            words.group(one) if is_split(answer) else _("Got through"),
            [None if p.percent is None else p.percent / 100 for p in one.trend],
            place % 8 + 1,
            addresses=[
                links.people(step=last, interval=at, **group_cell(one))
                for at in range(len(one.trend))
            ],
            unfinished=unfinished(one.trend, period, links),
        )
        for place, one in enumerate(shown)
    ]
    chart = lines(
        [words.interval(p.start, period, short=True) for p in points],
        series,
        label=_("Share that got through, by when they began"),
        written=lambda share: words.share(share * 100, 0),
    )
    return framed(
        _("Over time"),
        chart,
        links,
        lead=_("The share that got through, by when they began. Dotted: may still get through."),
        legend=[LegendItem(one.label, one.colour) for one in series] if is_split(answer) else (),
        png="funnel-over-time",
    )


def _times(one: Any, links: Links) -> ChartFrame:
    edges = [words.duration(edge) for edge in one.times.edges]
    chart = histogram(
        edges, list(one.times.people), label=_("Time to get through"), written=number, colour=2
    )
    average = words.duration(one.times.average_seconds)
    return framed(
        _("How long it takes"),
        chart,
        links,
        lead=_("From the first step to the last; %(time)s on average.") % {"time": average},
        png="funnel-times",
    )
