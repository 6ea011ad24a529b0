"""Where later rooms put what they know of a person or a product: points, messages, reviews.

A room's door registers a section when it starts. A section that has nothing to say of somebody says
None, and nothing is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from huitou.doors.design import Content
from huitou.foundation.actors import Actor
from huitou.kernel import Clock

Thing = Literal["person", "product"]


@dataclass(frozen=True)
class SectionAsked:
    """Of what a section tells. `ids` are all ids of a person (the member's, the guests'), the
    person's own first; of a product the one id that it has.
    """

    ids: tuple[str, ...]
    actor: Actor
    clock: Clock


@dataclass(frozen=True)
class Section:
    """`build` answers with a card, or None for nothing; at most two queries. `place` sorts them."""

    name: str
    thing: Thing
    permission: str
    place: int
    build: Callable[[SectionAsked], Content | None]


_sections: dict[tuple[Thing, str], Section] = {}


def register_section(section: Section) -> None:
    """Let the section be shown; from an AppConfig.ready. ValueError for a name that another has."""
    if _sections.setdefault((section.thing, section.name), section) != section:
        raise ValueError(f"two sections of a {section.thing} are called {section.name}")


def sections_of(thing: Thing, asked: SectionAsked) -> tuple[Content, ...]:
    """What the sections that the actor may see have to say."""
    mine = (one for one in _sections.values() if one.thing == thing)
    allowed = [one for one in mine if asked.actor.may(one.permission)]
    said = (one.build(asked) for one in sorted(allowed, key=lambda one: (one.place, one.name)))
    return tuple(one for one in said if one is not None)
