"""Which paths queries are impossible."""

from __future__ import annotations

import re

from huitou.engine.analytics.paths.query import Cleaning, Grouping, PathsCell, PathsQuery
from huitou.engine.analytics.query.calendar import Intervals, range_of
from huitou.engine.analytics.query.definition import AsOf
from huitou.engine.analytics.query.refusals import check_whole, refuse
from huitou.engine.analytics.source.extract import MOST_FILTERS

MOST_STEPS = 50
MOST_LINKS = 1_000
MOST_PATTERNS = 100
DEFAULT_DAYS = 7
_MOST_PEOPLE = 1_000_000_000
_LONGEST = 366 * 86_400


def days_of(query: PathsQuery, as_of: AsOf) -> Intervals:
    """The days of a query; InvalidInput, with the field, for an impossible one."""
    least = 3 if query.start is not None and query.end is not None else 2
    check_whole("step_limit", query.step_limit, least, MOST_STEPS)
    check_whole("edge_limit", query.edge_limit, 1, MOST_LINKS)
    check_whole("min_people", query.min_people, 1, _MOST_PEOPLE)
    check_whole("session_seconds", query.session_seconds, 1, _LONGEST)
    if query.by == "":
        raise refuse("by", "The property has no name.", "Name one, like url, or leave it out.")
    if len(query.events) > MOST_FILTERS:
        remedy = f"Name {MOST_FILTERS} at most, or none for all."
        raise refuse("events", f"There are {len(query.events)} event names.", remedy)
    _check_patterns("groupings", query.groupings)
    _check_patterns("cleanings", query.cleanings)
    for cleaning in query.cleanings:
        _check_expression(cleaning.pattern)
    return range_of(query, "day", "monday", as_of.moment, DEFAULT_DAYS)


def check_cell(query: PathsQuery, cell: PathsCell) -> None:
    """InvalidInput for a place that no link of this query has."""
    last = query.step_limit - 1
    first, last = (-last, -1) if from_end(query) else (1, last)
    check_whole("cell.step", cell.step, first, last)


def from_end(query: PathsQuery) -> bool:
    """Whether places are counted from the end."""
    return query.end is not None and query.start is None


def _check_patterns(field: str, given: tuple[Grouping, ...] | tuple[Cleaning, ...]) -> None:
    if len(given) > MOST_PATTERNS:
        raise refuse(field, f"There are {len(given)} {field}.", f"Give {MOST_PATTERNS} at most.")
    if any(not one.pattern for one in given):
        raise refuse(f"{field}.pattern", "A pattern is empty.", "Write what it is to match.")


def _check_expression(pattern: str) -> None:
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        message = f"{pattern!r} is not a regular expression: {error}."
        raise refuse("cleanings.pattern", message, "Write it as Python's re does.") from None
