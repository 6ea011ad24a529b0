"""The range and the windows of a growth query; impossible queries are refused here."""

from __future__ import annotations

from dataclasses import dataclass

from huitou.engine.analytics.growth.query import GrowthQuery, Marked
from huitou.engine.analytics.query.calendar import (
    LENGTH,
    Intervals,
    intervals_between,
    intervals_until,
)
from huitou.engine.analytics.query.definition import AsOf
from huitou.engine.analytics.query.events import MOST_GROUPS, EventFilter
from huitou.engine.analytics.query.refusals import check_whole, refuse
from huitou.engine.analytics.source.extract import MOST_FILTERS
from huitou.kernel import to_micros

_DAY = LENGTH["day"]
_DEFAULT_DAYS = 30
_MOST_DAYS = 3_660
_MOST_TREES = 1_000
_MOST_CYCLES = 100


@dataclass(frozen=True)
class Frame:
    """The range is from `first` to before `end`, and everything up to `now`, the as-of moment, is
    known; windows are in microseconds, as all of these.
    """

    days: Intervals
    now: int
    cycle: int
    qualify: int
    retain_from: int
    retain_to: int

    @property
    def first(self) -> int:
        return self.days.first

    @property
    def end(self) -> int:
        return self.days.end

    @property
    def known_end(self) -> int:
        """The moment before which the events of the range lie, as far as they are known."""
        return min(self.end, self.now + 1)


def frame_of(query: GrowthQuery, as_of: AsOf) -> Frame:
    """The frame of a query; InvalidInput, with the field, for an impossible one."""
    _check(query)
    return Frame(
        days=_days(query, as_of),
        now=to_micros(as_of.moment),
        cycle=query.cycle_days * _DAY,
        qualify=query.qualify_days * _DAY,
        retain_from=query.retain_from_days * _DAY,
        retain_to=query.retain_to_days * _DAY,
    )


def _days(query: GrowthQuery, as_of: AsOf) -> Intervals:
    mark = as_of.moment.isoformat()
    if query.from_ is None and query.to is None:
        return intervals_until(mark, _DEFAULT_DAYS, "day", query.timezone)
    if query.from_ is None:
        raise refuse("from_", "The range has no start.", "Give `from` as well as `to`.")
    return intervals_between(query.from_, query.to or mark, "day", query.timezone)


def _check(query: GrowthQuery) -> None:
    for stage in ("exposed", "shared", "clicked", "joined"):
        if not getattr(query, stage):
            raise refuse(stage, f"No event says who {stage}.", "Give at least one event.")
    filters = (*query.exposed, *query.shared, *query.clicked, *query.joined)
    check_whole("joined", len(filters), 1, MOST_FILTERS)
    check_whole("qualify_days", query.qualify_days, 1, _MOST_DAYS)
    check_whole("retain_from_days", query.retain_from_days, 1, _MOST_DAYS)
    check_whole("cycle_days", query.cycle_days, 1, _MOST_DAYS)
    least = query.retain_from_days + 1
    check_whole("retain_to_days", query.retain_to_days, least, _MOST_DAYS + 1)
    check_whole("limit", query.limit, 1, MOST_GROUPS)
    check_whole("largest_trees", query.largest_trees, 0, _MOST_TREES)
    check_whole("cycles", query.cycles, 0, _MOST_CYCLES)
    check_whole("seed", query.seed, 0, 2**63 - 1)
    for field in ("campaign", "channel"):
        if not getattr(query, field):
            raise refuse(field, f"The {field} has no property.", f"Name the property of {field}s.")
    _check_marked("flagged", query.flagged)
    _check_marked("held_out", query.held_out)


def _check_marked(field: str, marked: Marked | None) -> None:
    if marked is not None and not (marked.events or marked.trait or marked.ids):
        remedy = "Give events, a trait or ids, or leave it out."
        raise refuse(field, f"Nothing says who is {field.replace('_', ' ')}.", remedy)


def stage_filters(query: GrowthQuery) -> dict[str, tuple[EventFilter, ...]]:
    """The events of the stages that events alone decide."""
    return {
        "exposed": query.exposed,
        "shared": query.shared,
        "clicked": query.clicked,
        "joined": query.joined,
    }
