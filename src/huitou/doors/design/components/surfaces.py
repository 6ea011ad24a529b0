"""What other things stand on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from huitou.doors.design.component import Component
from huitou.doors.design.links import Link
from huitou.doors.design.words import Content


@dataclass(frozen=True)
class Group(Component):
    """Several things, below each other, in a row, or in as many columns as there is room for."""

    items: Sequence[Content]
    layout: Literal["stack", "row", "grid", "columns"] = "stack"
    template: ClassVar[str] = "design/components/group.html"


@dataclass(frozen=True)
class PageHead(Component):
    """The top of a page: where it is, its title, one line about it, what one can do here."""

    title: str
    lead: Content = ""
    trail: Sequence[Link] = ()
    actions: Sequence[Content] = ()
    template: ClassVar[str] = "design/components/page_head.html"


@dataclass(frozen=True)
class Card(Component):
    """Something with a border. `link` stands at the right of the title."""

    body: Content
    title: str = ""
    note: Content = ""
    link: Link | None = None
    flush: bool = False  # the body reaches the border: a table, a picture
    id: str = ""
    template: ClassVar[str] = "design/components/card.html"


@dataclass(frozen=True)
class Dialog(Component):
    """A question above the page. A link or button with `attributes={"data-dialog": name}` opens it,
    and has the address of a page that asks the same for those without script: the same dialog
    with `open_in_page`.
    """

    name: str
    title: str
    body: Content
    open_in_page: bool = False
    template: ClassVar[str] = "design/components/dialog.html"


@dataclass(frozen=True)
class Disclosure(Component):
    """Something that is opened to be read."""

    label: str
    body: Content
    opened: bool = False
    template: ClassVar[str] = "design/components/disclosure.html"


@dataclass(frozen=True)
class Picture(Component):
    """A picture with its size, so that nothing jumps when it comes. `sources` are addresses with
    their widths in pixels, of which the browser takes one that fits `sizes`. The one at the top of
    a page is `first`: it is fetched at once, the others when they are near.
    """

    address: str
    alt: str
    width: int
    height: int
    sources: Sequence[tuple[str, int]] = ()
    sizes: str = "100vw"
    first: bool = False
    template: ClassVar[str] = "design/components/picture.html"

    @property
    def srcset(self) -> str:
        return ", ".join(f"{address} {width}w" for address, width in self.sources)
