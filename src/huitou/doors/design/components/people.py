"""People, and what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from huitou.doors.design.component import Component
from huitou.doors.design.words import Content, Tone


@dataclass(frozen=True)
class Person:
    """One person in a list. `name` is what may be shown of them."""

    name: str
    address: str = ""
    line: Content = ""  # what is said about them here
    figure: Content = ""  # a number at the right
    badges: Sequence[Content] = ()

    @property
    def initial(self) -> str:
        """One letter or character for the round picture."""
        letters = [letter for letter in self.name if letter.isalnum()]
        return letters[0].upper() if letters else "·"


@dataclass(frozen=True)
class PeopleList(Component):
    """People; `more` is a pager or a link to all of them."""

    people: Sequence[Person]
    empty: Content = ""
    more: Content = ""
    template: ClassVar[str] = "design/components/people_list.html"


@dataclass(frozen=True)
class Entry:
    """Something that happened, or will."""

    title: Content
    at: datetime | None = None
    text: Content = ""
    icon: str = ""
    tone: Tone = "plain"
    address: str = ""
    who: str = ""


@dataclass(frozen=True)
class Timeline(Component):
    """What happened, in the order given."""

    entries: Sequence[Entry]
    empty: Content = ""
    template: ClassVar[str] = "design/components/timeline.html"
