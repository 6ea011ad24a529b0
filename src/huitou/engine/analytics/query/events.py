"""Which events a question is about, and by what its answer is split."""

from __future__ import annotations

from typing import Literal

import msgspec

Value = str | int | float | bool | None
"""A JSON scalar. Equality is that of JSON: "1" is not 1, but 1 is 1.0; null is also "absent"."""

Where = dict[str, Value]
"""Properties (by their exact top-level names) that an event must have, with these values."""

Period = Literal["hour", "day", "week", "month"]
WeekStart = Literal["monday", "sunday"]

DEFAULT_GROUPS = 10
MOST_GROUPS = 100


class Question(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    rename={"from_": "from"},
):
    """A piece of a query: frozen, with named fields, and the same as JSON both ways."""


class EventFilter(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Events by name (null: any named event) and by properties that they must have.

    Identify, alias and group calls have no name: they say who people are, not what they did.
    """

    event: str | None = None
    where: Where = {}


class Breakdown(Question, frozen=True):
    """By what an answer is split.

    - `event`: the property `name` of the events; people count under every value that they had.
    - `person`: the trait `name`, as it was last said of the person.
    - `cohort`: in the saved cohort `name`, or not ("in", "out").
    - `first_channel`: the channel of the person's first named event ever ("direct" if none).
    - `inviter`: who invited the person ("nobody" without an inviter).
    - `group_buy`: how the person first took part in a group buy: "leader", "member" or "none".

    The `limit` groups with the most people are kept; the rest become one, "other", counted again
    as one group and not added up.
    """

    by: Literal["event", "person", "cohort", "first_channel", "inviter", "group_buy"]
    name: str | None = None
    limit: int = DEFAULT_GROUPS


class Query(Question, frozen=True):
    """What every query has: the timezone that decides days, `where` that all events must meet,
    and `within`, the cohort whose people alone are counted (null: everybody).
    """

    timezone: str = "UTC"
    where: Where = {}
    within: str | None = None


def event(name: str | None = None, /, **where: Value) -> EventFilter:
    """`event("Order Completed", category="tea")`: an EventFilter, written shortly."""
    return EventFilter(name, where)


def narrowed(one: EventFilter, where: Where) -> EventFilter:
    """The events of `one` that also meet `where`; if both ask for different values of a property,
    no event can.
    """
    both = {**one.where, **where}
    # Strictly the same: 1 is not True here.
    agree = all(repr(both[name]) == repr(value) for name, value in one.where.items())
    return EventFilter(one.event, both) if agree else NEVER


NEVER = EventFilter("", {})
"""Matches nothing: no event has an empty name."""
