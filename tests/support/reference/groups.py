"""The groups of a breakdown, each as a rule that says which events are in it.

- A person without any value of a person's attribute is in the group None, or in the group that says
  so ("direct", "nobody", "none"). An event without the property is in the group None. This group
  competes with the others.
- Only groups with people are shown. Equal ones come in the order of their texts, None last.
- "other" is there if more groups have people than are shown; it holds all events that are in no
  shown group.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from huitou.engine.analytics.query.events import Breakdown
from reference.events import Cohorts, Event, named, text

Value = str | None
Rule = Callable[[Event], bool]


@dataclass(frozen=True)
class Group:
    """A group that is shown: its key, whether it is "other", and which events are in it."""

    key: Value
    other: bool
    holds: Rule


def everything(_: Event) -> bool:
    """The rule of the only group where nothing is split."""
    return True


def values(events: list[Event], split: Breakdown, cohorts: Cohorts) -> Callable[[Event], Value]:
    """The value of each event: its own, or its person's."""
    if split.by == "event":
        return lambda one: text(one.properties.get(split.name or ""))
    people = {one.person for one in events if one.person is not None}
    known = {person: attribute(_of(events, person), split, cohorts) for person in people}
    return lambda one: known[one.person or ""]


def _of(events: list[Event], person: str) -> list[Event]:
    """What a person did and said, in order."""
    own = [one for one in events if one.person == person]
    return sorted(own, key=lambda one: (one.at, one.message_id))


def attribute(own: list[Event], split: Breakdown, cohorts: Cohorts) -> Value:
    """The value of a person of whom these are the events, in order."""
    if split.by == "person":
        return text(trait(own, split.name or ""))
    if split.by == "cohort":
        return "in" if own[0].person in cohorts[split.name or ""] else "out"
    if split.by == "first_channel":
        return next((channel(one) for one in named(own)), "direct")
    if split.by == "inviter":
        accepted = [one for one in own if one.name == "Invite Accepted"]
        told = (text(one.properties.get("inviter_id")) for one in accepted)
        return next((one for one in told if one is not None), "nobody")
    parts = {"Group Buy Started": "leader", "Group Buy Joined": "member"}
    return next((parts[one.name] for one in own if one.name in parts), "none")


def trait(own: list[Event], name: str) -> object:
    """A trait as it was last said."""
    said = [one.traits[name] for one in own if one.type == "identify" and name in one.traits]
    return said[-1] if said else None


def channel(event: Event) -> str:
    """The campaign's source, else the property, else "direct"."""
    source = text(event.context.get("campaign", {}).get("source"))
    own = text(event.properties.get("channel"))
    return next((one for one in (source, own) if one is not None), "direct")


def groups(
    events: list[Event],
    split: Breakdown | None,
    cohorts: Cohorts,
    size: Callable[[Rule], int],
) -> list[Group]:
    """The groups that are shown, most people first, then "other"; one group without a breakdown.
    `size` counts the people whom a group of the events with that rule would have.
    """
    if split is None:
        return [Group(None, False, everything)]
    value = values(events, split, cohorts)

    def within(chosen: set[Value]) -> Rule:
        return lambda one: value(one) in chosen

    keys = {value(one) for one in named(events)}
    sizes = {key: size(within({key})) for key in keys}
    ranked = sorted(
        (key for key in keys if sizes[key] > 0),
        key=lambda key: (-sizes[key], key is None, key or ""),
    )
    shown = [Group(key, False, within({key})) for key in ranked[: split.limit]]
    if len(ranked) > split.limit:
        shown.append(Group(None, True, within(keys - set(ranked[: split.limit]))))
    return shown
