"""The basket."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from huitou.doors.design import (
    ActionButton,
    Button,
    Component,
    EmptyState,
    Field,
    Page,
    Progress,
    Quantity,
)
from huitou.doors.shop.pages.lines import Thumb
from huitou.kernel import Money


@dataclass(frozen=True)
class BasketRow:
    """A line with its own forms: `change` takes its quantity, `remove` takes it out."""

    thumb: Thumb
    name: str
    options: str
    address: str
    change: str
    quantity: Quantity
    remove: ActionButton
    unit: Money | None
    total: Money | None
    problem: str


@dataclass(frozen=True)
class Undo:
    """What was just taken out, and the form that puts it back."""

    text: str
    button: ActionButton


@dataclass(frozen=True)
class FreeDelivery:
    """How far it is to free delivery; None of `missing` is there."""

    words: str
    progress: Progress


@dataclass(frozen=True)
class Basket(Component):
    """All that changes with a line. `empty` stands in place of no line."""

    rows: Sequence[BasketRow]
    in_it: int  # units, of all lines
    units: int  # of those that are sold
    goods: Money | None
    checkout: Button
    undo: Undo | None
    blocked: str
    free_delivery: FreeDelivery | None
    empty: EmptyState | None
    note: Field
    note_filled: bool
    template: ClassVar[str] = "shop/buying/basket_part.html"


@dataclass(frozen=True)
class BasketPage(Page):
    basket: Basket
    parts: ClassVar[tuple[str, ...]] = ("basket",)
    styles: ClassVar[tuple[str, ...]] = ("shop/buying.css",)
    scripts: ClassVar[tuple[str, ...]] = ("shop/basket.js",)
    template: ClassVar[str] = "shop/buying/basket.html"
