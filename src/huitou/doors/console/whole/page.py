"""The page on which something is seen whole: what it is, tabs, and cards in one or two columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from huitou.doors.console.whole.asking import SCRIPTS, STYLES
from huitou.doors.design import ConsoleFrame, Content, Link, Page, Tabs


@dataclass(frozen=True, kw_only=True)
class WholePage(Page):
    """`title` may be read in a browser's history, and says nothing of a person; `heading` stands on
    the page.
    """

    frame: ConsoleFrame
    heading: str
    trail: Sequence[Link] = ()
    initial: str = ""  # a letter in place of a picture
    picture_part: Content = ""
    badges: Sequence[Content] = ()
    lead: Content = ""
    actions: Sequence[Content] = ()
    notices: Sequence[Content] = ()
    above: Content = ""
    tabs: Tabs | None = None
    main: Sequence[Content] = ()
    side: Sequence[Content] = ()
    indexed: bool = False
    template: ClassVar[str] = "console/whole/page.html"
    styles: ClassVar[tuple[str, ...]] = STYLES
    scripts: ClassVar[tuple[str, ...]] = SCRIPTS


def tabs_of(address: str, label: str, chosen: str, tabs: Sequence[tuple[str, str, int]]) -> Tabs:
    """The tabs at `address?show=NAME`, each with its label and how much is behind it; the first
    stands at the address itself.
    """
    links = tuple(
        Link(
            words,
            address if place == 0 else f"{address}?show={name}",
            current=name == chosen,
            count=count,
        )
        for place, (name, words, count) in enumerate(tabs)
    )
    return Tabs(links, label)
