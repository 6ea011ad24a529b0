"""Which funnel queries are impossible."""

from __future__ import annotations

from huitou.engine.analytics.funnels.plan import Plan
from huitou.engine.analytics.funnels.query import Exclusion, FunnelCell, FunnelQuery, TimeToConvert
from huitou.engine.analytics.query.calendar import Intervals, intervals_between, range_of
from huitou.engine.analytics.query.definition import AsOf
from huitou.engine.analytics.query.refusals import check_whole, refuse
from huitou.engine.analytics.source.extract import MOST_FILTERS
from huitou.engine.analytics.source.groups import check_breakdown
from huitou.kernel import from_micros

MOST_STEPS = 50
MOST_EXCLUSIONS = MOST_FILTERS - MOST_STEPS
MOST_BINS = 200
DEFAULT_DAYS = 30
_LONGEST = 366 * 86_400


def plan_of(query: FunnelQuery, as_of: AsOf) -> Plan:
    """The plan of a query; InvalidInput, with the field, for an impossible one."""
    _check_steps(query)
    check_whole("window_seconds", query.window_seconds, 1, _LONGEST)
    check_whole("session_seconds", query.session_seconds, 1, _LONGEST)
    check_breakdown(query.breakdown)
    check_whole("attribution_step", query.attribution_step, 1, len(query.steps))
    for exclusion in query.exclusions:
        _check_exclusion(exclusion, len(query.steps))
    if query.time_to_convert is not None:
        _check_times(query.time_to_convert, len(query.steps))
    if query.hold_constant == "":
        raise refuse("hold_constant", "The property has no name.", "Name one, like product_id.")
    if query.order == "unordered":
        _check_unordered(query)
    days = range_of(query, "day", "monday", as_of.moment, DEFAULT_DAYS)
    return Plan(query, days, _trend(query, days))


def check_cell(plan: Plan, cell: FunnelCell) -> None:
    """InvalidInput for a cell that no answer to this query has."""
    check_whole("cell.step", cell.step, 2 if cell.dropped else 1, plan.steps)
    if cell.interval is None:
        return
    if plan.trend is None:
        remedy = "Ask for a trend, or leave the interval out."
        raise refuse("cell.interval", "The query has no trend.", remedy)
    check_whole("cell.interval", cell.interval, 0, len(plan.trend) - 1)


def _trend(query: FunnelQuery, days: Intervals) -> Intervals | None:
    if query.trend is None:
        return None
    first, last = from_micros(days.first).isoformat(), from_micros(days.end - 1).isoformat()
    return intervals_between(first, last, query.trend, query.timezone, query.week_start)


def _check_steps(query: FunnelQuery) -> None:
    if len(query.steps) < 2:
        remedy = "Give at least 2 steps."
        raise refuse("steps", f"A step is missing: there are {len(query.steps)}.", remedy)
    if len(query.steps) > MOST_STEPS:
        remedy = f"Give {MOST_STEPS} at most."
        raise refuse("steps", f"The funnel has {len(query.steps)} steps.", remedy)
    if len(query.exclusions) > MOST_EXCLUSIONS:
        remedy = f"Give {MOST_EXCLUSIONS} at most."
        raise refuse("exclusions", f"There are {len(query.exclusions)} exclusions.", remedy)


def _check_exclusion(exclusion: Exclusion, steps: int) -> None:
    check_whole("exclusions.from_step", exclusion.from_step, 1, steps - 1)
    if exclusion.to_step is not None:
        check_whole("exclusions.to_step", exclusion.to_step, exclusion.from_step + 1, steps)


def _check_times(times: TimeToConvert, steps: int) -> None:
    check_whole("time_to_convert.from_step", times.from_step, 1, steps - 1)
    if times.to_step is not None:
        check_whole("time_to_convert.to_step", times.to_step, times.from_step + 1, steps)
    check_whole("time_to_convert.bins", times.bins, 1, MOST_BINS)


def _check_unordered(query: FunnelQuery) -> None:
    if query.attribution in ("last_touch", "step"):
        remedy = 'Take "first_touch" or "all", or order the steps.'
        raise refuse("attribution", "An unordered funnel has no such step.", remedy)
    if query.time_to_convert is not None:
        remedy = "Leave it out, or order the steps."
        raise refuse("time_to_convert", "The steps of an unordered funnel have no times.", remedy)
    if query.ties != "in_order":
        remedy = 'Leave it "in_order", or order the steps.'
        raise refuse("ties", "In an unordered funnel no step must be later than another.", remedy)
    for one in query.exclusions:
        if one.from_step != 1 or one.to_step not in (None, len(query.steps)):
            remedy = "Let it reach from the first step to the last, or order the steps."
            raise refuse("exclusions", "An unordered funnel has no steps to be between.", remedy)
