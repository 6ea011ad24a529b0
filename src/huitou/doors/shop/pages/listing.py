"""A list of goods that can be narrowed and sorted: a category, or the results of a search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from huitou.doors.design import Button, Component, FilterChips, Form, Link, Page, PageHead
from huitou.doors.shop.pages.cards import Cards, Shelf
from huitou.doors.shop.pages.home import Tiles


@dataclass(frozen=True)
class More(Component):
    """Some goods, and the way to those that follow; `by_itself` where they come when one has come
    to the end. It stands within the list.
    """

    cards: Cards
    next: str = ""
    by_itself: bool = False
    template: ClassVar[str] = "shop/more.html"


@dataclass(frozen=True)
class Results(Component):
    """The goods with their order; `empty` in place of goods that there are not, and `instead` what
    else there is."""

    sorts: Sequence[Link]
    chips: FilterChips | None
    more: More
    empty: Component | None
    instead: Shelf | None
    filter_count: int
    has_filters: bool
    template: ClassVar[str] = "shop/results.html"


@dataclass(frozen=True)
class Filters(Component):
    """What narrows the list: a sheet on a phone, a column beside the list on a wide screen."""

    form: Form
    clear: Button | None
    template: ClassVar[str] = "shop/filters.html"


@dataclass(frozen=True)
class ListPage(Page):
    """`top` is what other features put above the goods."""

    head: PageHead
    tiles: Tiles | None
    kinds: FilterChips | None
    filters: Filters | None
    results: Results
    more: More
    top: Sequence[Component] = ()
    parts: ClassVar[tuple[str, ...]] = ("results", "more")
    template: ClassVar[str] = "shop/listing.html"


@dataclass(frozen=True)
class CategoriesPage(Page):
    """All categories."""

    head: PageHead
    groups: Sequence[tuple[Link, Tiles]]
    tiles: Tiles
    template: ClassVar[str] = "shop/categories.html"
