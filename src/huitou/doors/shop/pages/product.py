"""The page of one product."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from django.utils.safestring import SafeString

from huitou.doors.design import (
    Breadcrumb,
    Button,
    Component,
    CopyButton,
    Facts,
    Page,
    Picture,
    Price,
    Quantity,
)


@dataclass(frozen=True)
class Gallery(Component):
    """Pictures that are pushed sideways; `small` ones lead to each."""

    pictures: Sequence[Picture]
    small: Sequence[Picture]
    initial: str
    tone: int
    template: ClassVar[str] = "shop/gallery.html"


@dataclass(frozen=True)
class Choice:
    """One value of an option, as a link to the variant that has it. `is_there` is False where no
    variant has it beside what else is chosen; `is_left` where it is sold out.
    """

    label: str
    address: str
    chosen: bool
    is_there: bool = True
    is_left: bool = True


@dataclass(frozen=True)
class OptionShown:
    """What variants differ in, with what is chosen."""

    label: str
    chosen: str
    choices: Sequence[Choice]


@dataclass(frozen=True)
class Promise:
    """A sentence with an icon: when it comes, what that costs, whether it can be sent back."""

    icon: str
    title: str
    text: str = ""
    address: str = ""


@dataclass(frozen=True)
class BuyBox(Component):
    """All that changes with the chosen variant."""

    price: Price | None
    stock_words: str
    stock: Literal["in_stock", "few_left", "none"]
    options: Sequence[OptionShown]
    promises: Sequence[Promise]
    offers: Sequence[Component]
    variant_id: str
    quantity: Quantity | None
    button: Button
    key: str
    back: str
    basket_count: int
    template: ClassVar[str] = "shop/buy.html"


@dataclass(frozen=True)
class Share(Component):
    """A button that opens the device's own way of sharing; without script the address to copy."""

    title: str
    address: str
    copy: CopyButton
    template: ClassVar[str] = "shop/share.html"


@dataclass(frozen=True)
class Similar(Component):
    """Room for goods like this one, fetched when one comes near."""

    title: str
    address: str
    elsewhere: Button
    template: ClassVar[str] = "shop/similar.html"


@dataclass(frozen=True)
class ProductPage(Page):
    """`json_ld` is what search engines read of it."""

    trail: Breadcrumb
    name: str
    brand: str
    gallery: Gallery
    buy: BuyBox
    share: Share
    paragraphs: Sequence[str]
    facts: Facts | None
    reviews: Sequence[Component]
    below: Sequence[Component]
    similar: Similar
    json_ld: SafeString
    seen: str  # the slug, which the browser remembers by itself
    parts: ClassVar[tuple[str, ...]] = ("buy",)
    template: ClassVar[str] = "shop/product.html"
