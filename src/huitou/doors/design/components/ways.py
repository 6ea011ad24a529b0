"""How one goes on from here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from huitou.doors.design.component import Component
from huitou.doors.design.links import Link
from huitou.doors.design.words import Content


@dataclass(frozen=True)
class Tabs(Component):
    """Views of the same thing, as links; `part` is the part of the page that htmx replaces."""

    links: Sequence[Link]
    label: str
    part: str = ""
    template: ClassVar[str] = "design/components/tabs.html"


@dataclass(frozen=True)
class Breadcrumb(Component):
    """The way to this page, from the top; the last is the page itself."""

    links: Sequence[Link]
    template: ClassVar[str] = "design/components/breadcrumb.html"


@dataclass(frozen=True)
class Menu(Component):
    """Things to do, behind a button. `items` are links and action buttons."""

    label: str
    items: Sequence[Link | Component]
    icon: str = "more"
    icon_only: bool = False
    template: ClassVar[str] = "design/components/menu.html"

    @property
    def shown_items(self) -> list[tuple[bool, Link | Component]]:
        return [(isinstance(item, Link), item) for item in self.items]


@dataclass(frozen=True)
class FilterChips(Component):
    """What a list is filtered by: links that switch one on or off. `clear` takes all away."""

    label: str
    chips: Sequence[Link]
    clear: str = ""
    part: str = ""
    template: ClassVar[str] = "design/components/filter_chips.html"


@dataclass(frozen=True)
class Step:
    """A step on a way: done, current, coming, or failed."""

    label: str
    state: Literal["done", "current", "coming", "failed"]
    note: Content = ""
    address: str = ""


@dataclass(frozen=True)
class StepBar(Component):
    """How far something has come: a checkout, a parcel, a return."""

    steps: Sequence[Step]
    label: str
    template: ClassVar[str] = "design/components/step_bar.html"


@dataclass(frozen=True)
class KeyHints(Component):
    """What keys do on this page: pairs of the key and what it does."""

    keys: Sequence[tuple[str, str]]
    template: ClassVar[str] = "design/components/key_hints.html"
