"""The checkout: all on one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from huitou.doors.design import Alert, Button, Component, Field, Page
from huitou.doors.shop.pages.lines import Lines, Sums


@dataclass(frozen=True)
class Checkout(Component):
    """The form. `shown` is the price that the shopper looks at; `saved` the member's addresses,
    None where there are none; `confirm` what has to be known of goods that are not taken back.
    """

    key: str
    shown: str
    alert: Alert | None
    saved: Field | None
    written: Sequence[Field]
    shipping: Field
    promise: str
    promise_changed: bool
    lines: Lines
    coupons: Field
    sums: Sums
    gateway: Field | None
    confirm: Field | None
    note: str
    place: Button
    no_way_to_pay: str
    template: ClassVar[str] = "shop/buying/checkout_part.html"


@dataclass(frozen=True)
class CheckoutPage(Page):
    checkout: Checkout
    parts: ClassVar[tuple[str, ...]] = ("checkout",)
    styles: ClassVar[tuple[str, ...]] = ("shop/buying.css",)
    template: ClassVar[str] = "shop/buying/checkout.html"
