"""Products in lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from huitou.doors.design import Component, Link, Picture
from huitou.kernel import Money


@dataclass(frozen=True)
class Card:
    """A product in a list. `tone` (0 to 5) and `initial` stand in for a picture that there is not;
    `up_to` is the dearest variant's price where that is another.
    """

    name: str
    address: str
    initial: str
    tone: int
    price: Money | None = None
    before: Money | None = None
    up_to: Money | None = None
    brand: str = ""
    picture: Picture | None = None
    stock: Literal["in_stock", "few_left", "none"] = "in_stock"
    off_percent: int = 0  # by how much it is reduced


@dataclass(frozen=True)
class Cards(Component):
    """The items of a list of products, without the list."""

    cards: Sequence[Card]
    template: ClassVar[str] = "shop/cards.html"


@dataclass(frozen=True)
class Shelf(Component):
    """Products under a title, in a grid or in one line that is pushed sideways."""

    title: str
    cards: Cards
    more: Link | None = None
    layout: Literal["grid", "line"] = "line"
    id: str = ""
    template: ClassVar[str] = "shop/shelf.html"
