"""The moments that a drivers answer goes by; impossible queries are refused here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from huitou.engine.analytics.drivers.query import DriversQuery
from huitou.engine.analytics.query.calendar import LENGTH, Intervals, intervals_until, moment
from huitou.engine.analytics.query.definition import AsOf
from huitou.engine.analytics.query.refusals import check_whole, refuse
from huitou.kernel import to_micros

_DAY = LENGTH["day"]
MOST_ACTIONS = 50
_ALWAYS = int(np.iinfo(np.int64).min)
_MOST_DAYS = 3_660
_MOST_PEOPLE = 1_000_000


@dataclass(frozen=True)
class Frame:
    """In microseconds: entries count from `first` to before `end`, if they are not later than
    `last`; actions for `early` after the entry, returns from `outcome_first` to before
    `outcome_end` after it.
    """

    first: int
    end: int
    last: int
    early: int
    outcome_first: int
    outcome_end: int

    @property
    def reach(self) -> int:
        """Before this moment lies everything that matters."""
        return self.end + self.outcome_end


def frame_of(query: DriversQuery, as_of: AsOf) -> Frame:
    """The moments of a query; InvalidInput, with the field, for an impossible one."""
    _check(query)
    first = _ALWAYS if query.from_ is None else _day("from_", query.from_, query.timezone).first
    end = _day("to", query.to or as_of.moment.isoformat(), query.timezone).end
    if end <= first:
        raise refuse("to", "The range ends before it starts.", "Give a `to` that is not earlier.")
    return Frame(
        first=first,
        end=end,
        last=to_micros(as_of.moment) - query.outcome_to_days * _DAY,
        early=query.days * _DAY,
        outcome_first=query.outcome_from_days * _DAY,
        outcome_end=query.outcome_to_days * _DAY,
    )


def _day(field: str, said: str, timezone: str) -> Intervals:
    """The local day that is named; InvalidInput, with the field, if it is none."""
    moment(field, said, timezone)
    return intervals_until(said, 1, "day", timezone)


def _check(query: DriversQuery) -> None:
    check_whole("days", query.days, 1, _MOST_DAYS)
    check_whole("outcome_to_days", query.outcome_to_days, 2, _MOST_DAYS)
    check_whole("outcome_from_days", query.outcome_from_days, 1, query.outcome_to_days - 1)
    check_whole("actions_limit", query.actions_limit, 1, MOST_ACTIONS)
    check_whole("min_people", query.min_people, 1, _MOST_PEOPLE)
    if query.outcome_from_days < query.days:
        raise refuse(
            "outcome_from_days",
            "The outcome window begins before the first days end.",
            f"Begin it on day {query.days} at the earliest, or look at fewer first days.",
        )
    if len(query.actions) > MOST_ACTIONS:
        message = f"There are {len(query.actions)} actions."
        raise refuse("actions", message, f"Give {MOST_ACTIONS} at most.")
