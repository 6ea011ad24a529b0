"""What is offered below the field of the search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from huitou.doors.design import Component, Picture
from huitou.kernel import Money


@dataclass(frozen=True)
class Suggestion:
    """A place to go to: a category with an icon, or a product with its price."""

    label: str
    address: str
    icon: str = ""
    price: Money | None = None
    picture: Picture | None = None
    initial: str = ""
    tone: int = 0


@dataclass(frozen=True)
class Suggestions(Component):
    found: Sequence[Suggestion]
    template: ClassVar[str] = "shop/suggestions.html"
