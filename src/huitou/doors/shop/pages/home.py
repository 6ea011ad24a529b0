"""The first page of the shop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from huitou.doors.design import Button, Component, Page, Picture, Price
from huitou.doors.shop.pages.cards import Shelf


@dataclass(frozen=True)
class Tile:
    """A category, with one of its pictures if it has any."""

    name: str
    address: str
    initial: str
    tone: int
    picture: Picture | None = None


@dataclass(frozen=True)
class Tiles(Component):
    """Categories side by side."""

    title: str
    tiles: tuple[Tile, ...]
    large: bool = False
    template: ClassVar[str] = "shop/tiles.html"


@dataclass(frozen=True)
class Hero(Component):
    """What one sees first: one product that the shop is proud of."""

    eyebrow: str
    title: str
    action: Button
    initial: str
    tone: int
    picture: Picture | None = None
    price: Price | None = None
    template: ClassVar[str] = "shop/hero.html"


@dataclass(frozen=True)
class HomePage(Page):
    """`top`, `middle` and `bottom` are what other features put there (see slots.py)."""

    hero: tuple[Component, ...]
    tiles: Tiles
    shelves: tuple[Shelf, ...]
    top: tuple[Component, ...] = ()
    middle: tuple[Component, ...] = ()
    bottom: tuple[Component, ...] = ()
    empty: Component | None = None
    template: ClassVar[str] = "shop/home.html"
