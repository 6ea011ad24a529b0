"""From counts to the answer that people read."""

from __future__ import annotations

import json

import numpy as np

from huitou.engine.analytics.funnels.answer import (
    ConversionTimes,
    FunnelGroup,
    FunnelStep,
    TrendPoint,
)
from huitou.engine.analytics.funnels.counts import Counts
from huitou.engine.analytics.funnels.plan import SECOND, Plan
from huitou.engine.analytics.periods import Ints
from huitou.engine.analytics.query.definition import AsOf
from huitou.engine.analytics.query.events import EventFilter
from huitou.engine.analytics.source.groups import Groups
from huitou.kernel import to_micros


def groups_of(plan: Plan, groups: Groups, counts: Counts, as_of: AsOf) -> tuple[FunnelGroup, ...]:
    """A FunnelGroup for each group."""
    asked = plan.query.time_to_convert
    made = []
    for number, (key, other) in enumerate(groups.labels):
        trend = None if plan.trend is None else _trend(plan, counts.entries[number], as_of)
        times = None if asked is None else _times(counts.times.of_group(number), asked.bins)
        made.append(FunnelGroup(key, other, _steps(plan, counts, number), trend, times))
    return tuple(made)


def step_label(step: EventFilter) -> str:
    """A step by its event, and by what the event must have; `*` is any event."""
    name = "*" if step.event is None else step.event
    if not step.where:
        return name
    wheres = (
        f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in step.where.items()
    )
    return f"{name} ({', '.join(wheres)})"


def _steps(plan: Plan, counts: Counts, group: int) -> tuple[FunnelStep, ...]:
    people = counts.reached[group].tolist()
    unordered = plan.query.order == "unordered"
    steps = []
    for k, step in enumerate(plan.query.steps):
        gaps = counts.gaps[k - 1].of_group(group) if k and not unordered else np.empty(0, int)
        steps.append(
            FunnelStep(
                label=f"{k + 1}/{plan.steps}" if unordered else step_label(step),
                people=people[k],
                percent_of_first=_percent(people[k], people[0]),
                percent_of_previous=_percent(people[k], people[max(k - 1, 0)]),
                average_seconds=_average(gaps),
                median_seconds=float(np.median(gaps)) / SECOND if len(gaps) else None,
            )
        )
    return tuple(steps)


def _percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


def _average(micros: Ints) -> float | None:
    return int(micros.sum()) / len(micros) / SECOND if len(micros) else None


def _trend(plan: Plan, entries: Ints, as_of: AsOf) -> tuple[TrendPoint, ...]:
    assert plan.trend is not None
    known = to_micros(as_of.moment)
    points = []
    for number, (entered, completed) in enumerate(entries.tolist()):
        share = _percent(completed, entered)
        # Nobody enters after the range, so the last windows may run out before the interval does.
        last = min(plan.trend.edges[number + 1], plan.days.end) + plan.window
        points.append(
            TrendPoint(
                start=plan.trend.start(number),
                entered=entered,
                completed=completed,
                percent=None if share is None else round(share, 2),
                complete=last <= known,
            )
        )
    return tuple(points)


def _times(micros: Ints, bins: int) -> ConversionTimes:
    if not len(micros):
        return ConversionTimes((), (), None)
    seconds = micros // SECOND
    least = int(seconds.min())
    width = max(-(-(int(seconds.max()) - least) // bins), 1)
    bin_of = np.minimum((seconds - least) // width, bins - 1)
    people = np.bincount(bin_of, minlength=bins).tolist()
    edges = tuple(least + width * edge for edge in range(bins + 1))
    return ConversionTimes(edges, tuple(people), _average(micros))
