"""The question of what goes with staying."""

from __future__ import annotations

from typing import Literal

from huitou.engine.analytics.query.events import EventFilter, Query, Question


class DriversQuery(Query, frozen=True):
    """Which behaviours of people's first days go with coming back later.

    - Entry: a person's first `start` event of all time (null event: when they were first seen),
      if it lies between `from_` and `to` (whole local days; without them from the first event to
      the as-of moment). Only people whose outcome window has run out at the as-of moment are
      counted; the answer tells how many entered too recently.
    - Actions: each of `actions`, or without any the `actions_limit` event names that most people
      did in their first days. A person did an action if it happened in the first `days` x 24 hours
      from the entry on (the entry itself included).
    - Outcome: at least one `returning` event `outcome_from_days` (included) to `outcome_to_days`
      (excluded) x 24 hours after the entry. It may not begin before the first days end.
    - An action that fewer than `min_people` people did, or did not, is listed as too few.
    - Every other action is tested; an effect is called significant if its p-value, adjusted for
      the number of actions tested by `adjust` ("holm": Holm, "bh": Benjamini-Hochberg), is below
      0.05. An effect is always an association: people were not assigned to what they did.
    """

    from_: str | None = None
    to: str | None = None
    start: EventFilter = EventFilter()
    actions: tuple[EventFilter, ...] = ()
    actions_limit: int = 20
    days: int = 7
    returning: EventFilter = EventFilter()
    outcome_from_days: int = 28
    outcome_to_days: int = 35
    min_people: int = 30
    adjust: Literal["holm", "bh"] = "holm"


class DriversCell(Question, frozen=True):
    """The people who did `action` in their first days (or with `did` false did not), of whom only
    those who returned or did not, if `returned` says so.
    """

    action: EventFilter
    did: bool = True
    returned: bool | None = None
