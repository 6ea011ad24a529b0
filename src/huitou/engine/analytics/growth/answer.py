"""The answer to a growth question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from huitou.engine.analytics.query.definition import Note, QueryDefinition


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `of` people, in percent, with the 95% Wilson interval; None of nobody."""

    count: int
    of: int
    percent: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class GrowthStage:
    """Distinct `people` of a stage, and how many they are per person of the stage before (None
    for the first, or where nobody is). `rate` is a true share: of exposed people who shared, of
    clicked people who joined, of joined people whose window has run out who qualified or were
    retained (None for the others). `open` are joined people whose window has not run out.
    """

    stage: str
    people: int
    per_previous: float | None
    rate: Share | None
    open: int = 0


@dataclass(frozen=True, slots=True)
class GrowthGroup:
    """One campaign or channel (`key`: the property's value, None without; `other`: all that are not
    shown, counted as one). `reached` are people of any stage up to joined. `share_rate`: exposed
    people who shared; `participation`: reached people who shared or joined.
    """

    key: str | None
    other: bool
    reached: int
    exposed: int
    shared: int
    clicked: int
    joined: int
    qualified: int
    retained: int
    share_rate: Share
    participation: Share


@dataclass(frozen=True, slots=True)
class Invitations:
    """What users did in their windows. `histogram`: (invitations, people with so many), for people
    with at least one. `conversion` is links per invitation, which may exceed 1 (a link that many
    follow), with its interval; None without invitations.
    """

    inviters: int
    invitations: int
    per_inviter: float | None
    median_per_inviter: float | None
    histogram: tuple[tuple[int, int], ...]
    links: int
    conversion: float | None
    conversion_low: float | None
    conversion_high: float | None


@dataclass(frozen=True, slots=True)
class KFactor:
    """K, its 95% interval, and what it was counted from: `links` in the windows of `users` (for
    the incremental K those of the people who could invite, and `held_out_users` and
    `held_out_links` those of the people who could not). None without users.

    `after_cycles[n-1]` is what one user has become after n cycles, `multiplier` what in the end
    (None if K is 1 or more: it has no end); a K below 0 counts as 0. `en` and `zh` say what was
    counted.
    """

    k: float | None
    low: float | None
    high: float | None
    users: int
    links: int
    after_cycles: tuple[float, ...]
    multiplier: float | None
    en: str
    zh: str
    held_out_users: int | None = None
    held_out_links: int | None = None


@dataclass(frozen=True, slots=True)
class Wait:
    """A wait of `people`: `done` is over within the window, `young` are still waiting and their
    window has not run out. `share_percent` by the end of the window, and `median_seconds` (None
    while less than half are done), count everyone for as long as they have been observed;
    `median_of_done_seconds` is of those that are done alone.
    """

    people: int
    done: int
    young: int
    share_percent: float | None
    median_seconds: float | None
    median_of_done_seconds: float | None


@dataclass(frozen=True, slots=True)
class Tree:
    """The tree below the person `root`: its people, root included, and its last generation."""

    root: str
    people: int
    depth: int


@dataclass(frozen=True, slots=True)
class Spread:
    """The spread tree. `generations[n]`: people n links below a root. `children`: (links from a
    person, people with so many), over everyone in the trees; `mean_children` over everyone,
    `mean_children_of_inviters` over those with at least one (None if nobody is). `largest`: by
    people, then depth, then id of the root. `without_inviter`: people who joined in the range and
    are bound to nobody; of those who were bound in the range, `self_links` named themselves and
    `closing_links` would have closed a circle.
    """

    links: int
    people: int
    trees: int
    generations: tuple[int, ...]
    children: tuple[tuple[int, int], ...]
    mean_children: float | None
    mean_children_of_inviters: float | None
    largest: tuple[Tree, ...]
    without_inviter: int
    self_links: int
    closing_links: int


@dataclass(frozen=True, slots=True)
class GrowthAnswer:
    """From `start` to before `end` (local times). `stages` in their order; `participation` as in
    GrowthGroup; groups with the most people reached first, "other" last. `young_users` have a
    window that has not run out and are in no K. `k_without_flagged` and `k_incremental` are None
    where the query gives nothing to count them from, and a note says so.
    """

    start: datetime
    end: datetime
    stages: tuple[GrowthStage, ...]
    participation: Share
    campaigns: tuple[GrowthGroup, ...]
    channels: tuple[GrowthGroup, ...]
    young_users: int
    invitations: Invitations
    k_raw: KFactor
    k_without_flagged: KFactor | None
    k_incremental: KFactor | None
    invite_to_join: Wait
    join_to_invite: Wait
    cycle: Wait
    spread: Spread
    definition: QueryDefinition
    notes: tuple[Note, ...] = ()
