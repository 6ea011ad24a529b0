"""What baskets, orders and returns are shown with: a thing's picture, a line, a sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from huitou.doors.design import Component
from huitou.kernel import Money


@dataclass(frozen=True)
class Thumb(Component):
    """A small square picture; `initial` and `tone` (0 to 5) stand in where there is none."""

    picture: str  # its address
    initial: str
    tone: int
    template: ClassVar[str] = "shop/buying/thumb.html"


@dataclass(frozen=True)
class LineShown:
    """Something that is bought: `address` is its product's page, `notes` what else is said."""

    thumb: Thumb
    name: str
    options: str
    quantity: int
    total: Money | None
    unit: Money | None = None
    before: Money | None = None  # the total that is struck through
    address: str = ""
    changed: str = ""  # what is another than it was shown before
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Lines(Component):
    """Things that are bought, below each other."""

    lines: Sequence[LineShown]
    template: ClassVar[str] = "shop/buying/lines.html"


@dataclass(frozen=True)
class Row:
    """A part of a sum; `changed` marks one that is another than it was shown before."""

    label: str
    amount: Money
    note: str = ""
    off: bool = False
    free: bool = False
    changed: bool = False


@dataclass(frozen=True)
class Sums(Component):
    """Parts and what they come to."""

    rows: Sequence[Row]
    label: str
    total: Money
    note: str = ""
    changed: bool = False
    template: ClassVar[str] = "shop/buying/sums.html"
