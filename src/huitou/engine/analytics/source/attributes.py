"""What is known of a person as one value: a trait, the first channel, the inviter, the part that
they first took in a group buy. Each is an Ibis table with the columns `person` and `grp`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ibis

from huitou.engine.analytics.query.events import Breakdown
from huitou.engine.analytics.source.dialect import Dialect

DIRECT, NOBODY, LEADER, MEMBER, NONE = "direct", "nobody", "leader", "member", "none"
MISSING = {"first_channel": DIRECT, "inviter": NOBODY, "group_buy": NONE}
"""The group of a person of whom no event tells."""


def attribute(events: Any, split: Breakdown, dialect: Dialect) -> Any:
    """The value of every person of whom there is one."""
    known = events.filter(events.person.notnull())
    if split.by == "person":
        return trait(known, split.name or "", dialect)
    if split.by == "first_channel":
        return _first(known.filter(known.event.notnull()), lambda t: channel(t, dialect))
    if split.by == "inviter":
        accepted = known.filter(known.event == "Invite Accepted")
        invited = accepted.filter(dialect.text(accepted.properties, "inviter_id").notnull())
        return _first(invited, lambda t: dialect.text(t.properties, "inviter_id"))
    bought = known.filter(known.event.isin(("Group Buy Started", "Group Buy Joined")))
    return _first(bought, lambda t: (t.event == "Group Buy Started").ifelse(LEADER, MEMBER))


def trait(known: Any, name: str, dialect: Dialect) -> Any:
    """The trait as an identify last said it, by moment and then message id, as text."""
    return last_said(known, name, dialect, lambda t: dialect.text(t.traits, name))


def last_said(known: Any, name: str, dialect: Dialect, value: Callable[[Any], Any]) -> Any:
    """`value` of each person's newest identify that says the trait, as `grp`."""
    said = known.filter(known.type == "identify")
    said = said.filter(~dialect.is_absent(said.traits, name))
    return _one_each(said, value, newest=True)


def channel(events: Any, dialect: Dialect) -> Any:
    """Where an event came from: the campaign's source in its context, else the property
    `channel`, else "direct".
    """
    campaign = dialect.text(events.context, "campaign", "source")
    return ibis.coalesce(campaign, dialect.text(events.properties, "channel"), DIRECT)


def _first(events: Any, value: Any) -> Any:
    return _one_each(events, value, newest=False)


def _one_each(events: Any, value: Any, *, newest: bool) -> Any:
    """`value` of each person's first or newest event, by moment and then message id."""
    keys = (events.timestamp, events.message_id)
    order = [key.desc() if newest else key.asc() for key in keys]
    place = ibis.row_number().over(group_by=events.person, order_by=order)
    ranked = events.select(person=events.person, grp=value(events), place=place)
    return ranked.filter(ranked.place == 0).drop("place")
