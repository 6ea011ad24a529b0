"""The words of the event catalogue: a known event, and what it needs in its properties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class EventGroup(StrEnum):
    """What part of a shopper's life an event belongs to."""

    NAVIGATION = "navigation"
    BROWSING = "browsing"
    PROMOTION = "promotion"
    ORDERING = "ordering"
    AFTERSALES = "aftersales"
    COUPON = "coupon"
    WISHLIST = "wishlist"
    SHARING = "sharing"
    REVIEW = "review"
    ACCOUNT = "account"
    SOCIAL = "social"
    INVITATION = "invitation"
    GROUP_BUY = "group_buy"
    LOYALTY = "loyalty"
    MESSAGE = "message"
    CARE = "care"


class Kind(StrEnum):
    """The kind of value that a property must hold."""

    ID = "id"  # text that is not empty, or a whole number
    TEXT = "text"  # text that is not empty
    NUMBER = "number"  # a JSON number; a number inside text is not one
    LIST = "list"  # at least one value
    PRODUCTS = "products"  # at least one object; ids, price and quantity of the right kind if given


@dataclass(frozen=True, slots=True)
class Property:
    """A property by its exact name, and the kind of value it must hold."""

    name: str
    kind: Kind


Need = tuple[Property, ...]
"""At least one of these must be there, and those that are there must be of their kind."""


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """An event name with an agreed meaning. `ga4` is the name in Google Analytics 4 (null: none);
    every one of `needs` must be met.
    """

    name: str
    group: EventGroup
    ga4: str | None
    english: str
    chinese: str
    needs: tuple[Need, ...] = ()


def any_of(kind: Kind, *names: str) -> Need:
    """At least one of the properties `names`, all of one kind."""
    return tuple(Property(name, kind) for name in names)


Line = tuple[str, str | None, str, str, *tuple[Need, ...]]
"""One event of a group: name, Google Analytics 4 name, English, Chinese, and what it needs."""


def known_events(lines: Mapping[EventGroup, Iterable[Line]]) -> tuple[KnownEvent, ...]:
    """The events that a catalogue page lists by group."""
    return tuple(
        KnownEvent(name, group, ga4, english, chinese, tuple(needs))
        for group, of_group in lines.items()
        for name, ga4, english, chinese, *needs in of_group
    )
