"""From counted people to the stages and groups that people read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from huitou.engine.analytics.growth.answer import GrowthGroup, GrowthStage, Share
from huitou.engine.analytics.growth.frame import Frame
from huitou.engine.analytics.growth.intervals import share
from huitou.engine.analytics.growth.outcomes import Joined
from huitou.engine.analytics.growth.stages import Counts
from huitou.engine.analytics.sets import Flags
from huitou.engine.analytics.source.groups import Groups


@dataclass(frozen=True, eq=False)
class Outcomes:
    """Who joined, and by their place who `qualified` and who was `retained` so far."""

    joined: Joined
    qualified: Flags
    retained: Flags


def stages_of(counts: dict[str, int], outcomes: Outcomes, frame: Frame) -> tuple[GrowthStage, ...]:
    """The six stages, in their order."""
    joined = outcomes.joined
    shared = share(counts["exposed and shared"], counts["exposed"])
    clicked = share(counts["clicked and joined"], counts["clicked"])
    made = [
        GrowthStage("exposed", counts["exposed"], None, None),
        GrowthStage("shared", counts["shared"], _per(counts, "shared", "exposed"), shared),
        GrowthStage("clicked", counts["clicked"], _per(counts, "clicked", "shared"), None),
        GrowthStage("joined", counts["joined"], _per(counts, "joined", "clicked"), clicked),
    ]
    ends = {"qualified": frame.qualify, "retained": frame.retain_to}
    for (stage, window), before in zip(ends.items(), ("joined", "qualified"), strict=True):
        mask: Flags = getattr(outcomes, stage)
        counts = {**counts, stage: int(np.count_nonzero(mask))}
        run_out = joined.at + window <= frame.now
        rate = share(int(np.count_nonzero(mask & run_out)), int(np.count_nonzero(run_out)))
        still_open = int(np.count_nonzero(~run_out))
        made.append(
            GrowthStage(stage, counts[stage], _per(counts, stage, before), rate, still_open)
        )
    return tuple(made)


def participation(counts: dict[str, int]) -> Share:
    """Of the people reached, who shared or joined."""
    return share(counts["took part"], counts["reached"])


def groups_of(
    by: str, groups: Groups, counts: Counts, outcomes: Outcomes
) -> tuple[GrowthGroup, ...]:
    """The groups of one breakdown."""
    made = []
    inside = outcomes.joined.in_group(by, groups)
    for number, (key, other) in enumerate(groups.labels):
        people = counts.of(number)
        made.append(
            GrowthGroup(
                key=key,
                other=other,
                reached=people["reached"],
                exposed=people["exposed"],
                shared=people["shared"],
                clicked=people["clicked"],
                joined=people["joined"],
                qualified=int(np.count_nonzero(outcomes.qualified & inside[number])),
                retained=int(np.count_nonzero(outcomes.retained & inside[number])),
                share_rate=share(people["exposed and shared"], people["exposed"]),
                participation=participation(people),
            )
        )
    return tuple(made)


def _per(counts: dict[str, int], stage: str, before: str) -> float | None:
    return counts[stage] / counts[before] if counts[before] else None
