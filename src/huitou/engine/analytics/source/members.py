"""Who is in a saved cohort. The families stand below the room that knows; it is reached through
the events, to which whoever opens them gives it.
"""

from __future__ import annotations

from typing import TypedDict

import pyarrow as pa

from huitou.engine.analytics.query.events import Breakdown
from huitou.engine.analytics.query.refusals import refuse
from huitou.engine.analytics.source.events import Events


class Members(TypedDict):
    """As an Extract takes them: `Extract(..., **restricted(...))`."""

    within: pa.Array | None
    cohort: pa.Array | None


def members_of(events: Events, name: str) -> pa.Array:
    """The sorted ids of the people in the saved cohort `name`, as of these events."""
    if events.cohorts is None:
        remedy = "Open the events with the folder of saved cohorts, or leave the cohort out."
        raise refuse("cohort", f"No saved cohorts are at hand, so {name!r} is unknown.", remedy)
    return events.cohorts(events, name)


def restricted(events: Events, within: str | None, split: Breakdown | None) -> Members:
    """The people that a query is restricted to and that its breakdown is by, if cohorts say so."""
    return Members(
        within=None if within is None else members_of(events, within),
        cohort=None
        if split is None or split.by != "cohort"
        else members_of(events, split.name or ""),
    )
