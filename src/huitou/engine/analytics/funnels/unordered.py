"""How many steps attempts serve in a funnel whose steps come in any order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from huitou.engine.analytics.funnels.exclusions import ExclusionWatch
from huitou.engine.analytics.funnels.kinds import steps_of
from huitou.engine.analytics.funnels.matching import Steps, components, most_served
from huitou.engine.analytics.funnels.search import Search, Targets
from huitou.engine.analytics.periods import Ints


def reached(search: Search, starts: Ints) -> Ints:
    """How many steps each attempt serves; 0 if it is void."""
    services = _services(search)
    limits = search.limits(starts)
    reach = _served(services, starts, limits)
    for exclusion in search.plan.exclusions:
        first = ExclusionWatch(search, exclusion, 0).next_after(search.timeline.key[starts])
        early = np.flatnonzero(first <= limits)
        # It voids only what was not complete when it happened.
        complete = _served(services, starts[early], first[early]) == search.plan.steps
        reach[early[~complete]] = 0
    return reach


@dataclass(frozen=True, eq=False)
class Service:
    """Steps, and events that can serve them: `targets[i]` those that can serve any one of
    `supplies[i]`.
    """

    steps: Steps
    supplies: tuple[Steps, ...]
    targets: tuple[Targets, ...]

    def served(self, starts: Ints, limits: Ints) -> Ints:
        """How many of the steps are served by events from each start on, up to the limits."""
        counts = [self._count(supply, starts, limits) for supply in range(len(self.supplies))]
        if len(self.steps) == 1:
            return counts[0].astype(np.int64)
        combinations, of_row = np.unique(np.stack(counts, axis=1), axis=0, return_inverse=True)
        best = [most_served(self.supplies, row) for row in combinations.tolist()]
        of_combination: Ints = np.array(best, dtype=np.int64)
        served: Ints = of_combination[of_row.ravel()]
        return served

    def _count(self, supply: int, starts: Ints, limits: Ints) -> NDArray[np.uint8]:
        """How many events there are of one sort; more than it has steps are of no use."""
        targets, count = self.targets[supply], np.zeros(len(starts), dtype=np.uint8)
        for skip in range(len(self.supplies[supply])):
            count += targets.timeline.key[targets.not_before(starts, skip)] <= limits
        return count


def _services(search: Search) -> list[Service]:
    line, steps = search.timeline, search.plan.steps
    of_kind = [steps_of(mark, steps) for mark in line.kinds.tolist()]
    sorts = sorted({served for served in of_kind if served})
    services = []
    for part in components(steps, sorts):
        supplies = tuple(served for served in sorts if set(served) <= set(part))
        targets = tuple(
            Targets.of(line, line.places_of(np.array([served == one for one in of_kind])))
            for served in supplies
        )
        if supplies:
            services.append(Service(part, supplies, targets))
    return services


def _served(services: list[Service], starts: Ints, limits: Ints) -> Ints:
    total = np.zeros(len(starts), dtype=np.int64)
    for service in services:
        total += service.served(starts, limits)
    return total
