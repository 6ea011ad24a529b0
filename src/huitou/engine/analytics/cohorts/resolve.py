"""Saved cohorts for the other families: what an Events object carries to find members by name."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

import pyarrow as pa

from huitou.engine.analytics.cohorts.cells import CellPeople
from huitou.engine.analytics.cohorts.evaluate import Finder, Found
from huitou.engine.analytics.cohorts.saved import CohortStore
from huitou.engine.analytics.source.limits import limited


class SavedCohorts:
    """The cohorts of a `store`; `cell_people` finds the people behind cells that a cohort names.

    `cohorts(events, name)` gives the sorted ids of the people in the newest version of a saved
    cohort. They are kept for as long as the events object lives, whose events do not change;
    another version of the cohort is evaluated anew.
    """

    def __init__(self, store: CohortStore, cell_people: CellPeople | None = None) -> None:
        self.store = store
        self.cell_people = cell_people
        self._known: WeakKeyDictionary[Any, dict[tuple[str, int], Found]] = WeakKeyDictionary()

    def __call__(self, events: Any, name: str) -> pa.Array:
        return _people(events, self, name, self._known.setdefault(events, {}))


@limited
def _people(
    events: Any, cohorts: SavedCohorts, name: str, found: dict[tuple[str, int], Found]
) -> pa.Array:
    return Finder(events, cohorts.store, cohorts.cell_people, found).saved(name).ids
