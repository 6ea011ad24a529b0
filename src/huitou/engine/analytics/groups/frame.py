"""Which days a report by group is about; impossible queries are refused here."""

from __future__ import annotations

from itertools import pairwise

from huitou.engine.analytics.groups.persons import OLDEST
from huitou.engine.analytics.groups.query import Dimension, GroupsQuery
from huitou.engine.analytics.query.calendar import Intervals, range_of
from huitou.engine.analytics.query.definition import AsOf
from huitou.engine.analytics.query.events import MOST_GROUPS
from huitou.engine.analytics.query.refusals import check_whole, refuse
from huitou.kernel import Currency, InvalidInput

DEFAULT_DAYS = 30
_MOST_DIMENSIONS = 2
_MOST_BANDS = 20
_MOST_PEOPLE = 1_000_000
_FIXED = ("frequency", "hour", "weekday", "channel")
"""Dimensions that read no trait or property that could have another name."""


def days_of(query: GroupsQuery, as_of: AsOf) -> Intervals:
    """The days of a query; InvalidInput, with the field, for an impossible one."""
    if not 1 <= len(query.by) <= _MOST_DIMENSIONS:
        remedy = "Split by one dimension or by two."
        raise refuse("by", f"There are {len(query.by)} dimensions.", remedy)
    for number, dimension in enumerate(query.by):
        _check_dimension(f"by[{number}]", dimension)
    if len(query.by) > 1 and query.by[0].by == query.by[1].by:
        remedy = "Give two different dimensions, or one."
        raise refuse("by[1].by", f"Both dimensions are {query.by[0].by}.", remedy)
    check_whole("min_people", query.min_people, 1, _MOST_PEOPLE)
    if query.default_currency is not None:
        _check_currency(query.default_currency)
    return range_of(query, "day", "monday", as_of.moment, DEFAULT_DAYS)


def _check_dimension(field: str, dimension: Dimension) -> None:
    check_whole(f"{field}.limit", dimension.limit, 1, MOST_GROUPS)
    if dimension.name is not None and (dimension.by in _FIXED or not dimension.name):
        remedy = "Leave the name out." if dimension.by in _FIXED else "Give a name, or none."
        raise refuse(f"{field}.name", f"{dimension.by} has no such name.", remedy)
    check_whole(f"{field}.bands", len(dimension.bands), 1, _MOST_BANDS)
    for age in dimension.bands:
        check_whole(f"{field}.bands", age, 1, OLDEST)
    if any(later <= earlier for earlier, later in pairwise(dimension.bands)):
        remedy = "Give ages in ascending order, such as 18, 25, 35."
        raise refuse(f"{field}.bands", "The age bands are not ascending.", remedy)


def _check_currency(code: str) -> None:
    try:
        Currency.of(code)
    except InvalidInput as error:
        raise refuse("default_currency", error.message, error.remedy) from None
