"""Paying an order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from huitou.doors.design import ActionButton, Button, Component, CopyButton, Field, Page
from huitou.kernel import Money

Standing = Literal["to_pay", "waiting", "paid", "over"]


@dataclass(frozen=True)
class Payment(Component):
    """How it stands. While it is `waiting` the part asks again by itself. `choose` is the form's
    field of ways to pay; `left` is how many seconds of the time to pay are left.
    """

    standing: Standing
    address: str
    title: str
    text: str
    number: str
    amount: Money
    left: int
    left_words: str
    choose: Field | None
    pay: Button | None
    key: str
    actions: Sequence[Button]
    template: ClassVar[str] = "shop/buying/payment_part.html"

    @property
    def icon(self) -> str:
        icons = {"to_pay": "wallet", "waiting": "clock", "paid": "check", "over": "clock"}
        return icons[self.standing]


@dataclass(frozen=True)
class PayPage(Page):
    """`onward` is the cashier's address, to which the browser goes at once; else the page comes
    again after `again` seconds where no script runs (0: not).
    """

    payment: Payment
    onward: str = ""
    again: int = 0
    parts: ClassVar[tuple[str, ...]] = ("payment",)
    styles: ClassVar[tuple[str, ...]] = ("shop/buying.css",)
    scripts: ClassVar[tuple[str, ...]] = ("shop/countdown.js",)
    template: ClassVar[str] = "shop/buying/pay.html"


@dataclass(frozen=True)
class ScanPage(Page):
    """What the gateway's app reads, where the gateway has no page of its own."""

    number: str
    amount: Money
    code: CopyButton
    back: Button
    styles: ClassVar[tuple[str, ...]] = ("shop/buying.css",)
    template: ClassVar[str] = "shop/buying/scan.html"


@dataclass(frozen=True)
class CashierPage(Page):
    """Where one plays paying."""

    amount: Money
    pay: ActionButton
    leave: Button
    styles: ClassVar[tuple[str, ...]] = ("shop/buying.css",)
    template: ClassVar[str] = "shop/buying/cashier.html"
