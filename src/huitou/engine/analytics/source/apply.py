"""Restrictions and groups by who the people are, which are lists of ids and not in the log."""

from __future__ import annotations

from huitou.engine.analytics.source.attributes import MISSING
from huitou.engine.analytics.source.extract import Extract
from huitou.engine.analytics.source.rows import Rows


def of_people(rows: Rows, extract: Extract) -> Rows:
    """The rows of the people that `extract` keeps, grouped by its cohort or with the group of
    people of whom nothing is told.
    """
    if extract.within is not None:
        rows = rows.of_people(extract.within)
    split = extract.breakdown
    if split is None:
        return rows
    if split.by == "cohort":
        assert extract.cohort is not None
        return rows.split_by(extract.cohort)
    if split.by in MISSING and None in rows.groups:
        return rows.with_missing_group(MISSING[split.by])
    return rows
