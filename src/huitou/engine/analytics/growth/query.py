"""The growth question."""

from __future__ import annotations

from typing import Literal

from huitou.engine.analytics.query.events import (
    DEFAULT_GROUPS,
    EventFilter,
    Query,
    Question,
    event,
)

Stage = Literal["exposed", "shared", "clicked", "joined", "qualified", "retained"]


class Marked(Question, frozen=True):
    """People by a mark that they carry: who has any of `events` at any time up to the as-of
    moment, whose trait `trait` was last said to be `value` (as text: true, 3, vip), or whose ids
    are among `ids`. One of these is enough.
    """

    events: tuple[EventFilter, ...] = ()
    trait: str | None = None
    value: str = "true"
    ids: tuple[str, ...] = ()


class GrowthQuery(Query, frozen=True):
    """How people bring people, from `from_` to `to` (whole days in `timezone`; default: 30 days up
    to the as-of moment). What is later than the as-of moment does not count.

    - The stages count distinct people. `exposed`, `shared`, `clicked`: with any of these events in
      the range. `joined`: whose first such event of all time lies in the range. Of these
      `qualified` are those with a purchase (an order with more paid than refunded) or, if events
      are given, with any of them, from joining to before `qualify_days` times 24 hours after; and
      `retained` those with any of these events (none given: any named event) from
      `retain_from_days` to before `retain_to_days` times 24 hours after. Rates of the last two are
      of people whose window has run out.
    - An invitation is an event of `shared`. A link binds a person to one inviter: of their events
      of `joined` that name an inviter (`inviter_id`, else the person whose `shared` event has the
      same `share_id`), the first of all time decides (ties by message id). People who name
      themselves, and links that would close a circle (of every circle the latest one, ties by id),
      are reported and not counted.
    - The spread tree holds the links of the range. Its roots are inviters without a link in it, and
      generation n are the people who are n links below a root.
    - K: of people with any of the events `users` in the range (none given: any named event) each is
      observed for `cycle_days` times 24 hours from the first of them; people whose window has not
      run out are left out. K is links in the windows of their inviters per user, which is
      invitations per user times links per invitation.
    - `flagged` people: K without them leaves out them, their invitations, and links from or to
      them. `held_out` people were not offered to invite: K incremental is the K of all others less
      that of the held-out, both without flagged people, since what came through the held-out would
      have come anyway.
    - After n cycles one user has become 1 + K + .. + K^n; if K < 1, 1 / (1 - K) in the end.
    - Waits, each observed for up to `cycle_days`: from an inviter's first invitation in the range
      to the first link through them; from a link in the range to the person's own first
      invitation; and for links in the range from the inviter's latest invitation before to the
      person's own first one (the cycle). Who is still waiting counts as long as they have been
      observed (Kaplan-Meier).
    - Groups by the event properties `campaign` and `channel`: a person counts in every group in
      which they have the stage's event; whoever joined, in those of their first joining, and so
      for qualified and retained. Of each the `limit` with the most people reached.
    - `where` is asked of the events of users, exposed, shared, clicked and joined; not of those
      that qualify, retain, flag or hold out. `within` keeps only people of that cohort in all
      counts; an inviter from outside can only be the root of a tree.
    - Intervals are of 95%: Wilson's for shares; for K and conversion from 1,000 samples of users
      drawn with `seed`, users taken to be independent.
    """

    from_: str | None = None
    to: str | None = None
    exposed: tuple[EventFilter, ...] = (event("Promotion Viewed"),)
    shared: tuple[EventFilter, ...] = (
        event("Product Shared"),
        event("Cart Shared"),
        event("Content Shared"),
        event("Invite Sent"),
    )
    clicked: tuple[EventFilter, ...] = (event("Share Link Opened"), event("Invite Opened"))
    joined: tuple[EventFilter, ...] = (event("Invite Accepted"),)
    qualified: tuple[EventFilter, ...] = ()
    qualify_days: int = 30
    retained: tuple[EventFilter, ...] = ()
    retain_from_days: int = 7
    retain_to_days: int = 30
    users: tuple[EventFilter, ...] = ()
    cycle_days: int = 14
    flagged: Marked | None = None
    held_out: Marked | None = None
    campaign: str = "campaign_id"
    channel: str = "channel"
    limit: int = DEFAULT_GROUPS
    largest_trees: int = 10
    cycles: int = 5
    seed: int = 0


class GrowthCell(Question, frozen=True):
    """The people behind a number: of `stage`, in all or in the group `group` (`key` and `other` of
    the answer) by campaign or channel; or of the spread tree: of a `generation`, of the tree with
    that `root`, or of a generation of it.
    """

    stage: Stage | None = None
    by: Literal["campaign", "channel"] | None = None
    group: str | None = None
    other: bool = False
    generation: int | None = None
    root: str | None = None
