"""A shopper's orders, and one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from huitou.doors.design import (
    ActionButton,
    Alert,
    Badge,
    Button,
    Component,
    CopyButton,
    EmptyState,
    Facts,
    FilterChips,
    Form,
    Page,
    Pager,
    StepBar,
    Timeline,
)
from huitou.doors.shop.pages.lines import Lines, Sums, Thumb
from huitou.kernel import Money


@dataclass(frozen=True)
class OrderCard:
    """An order in the list: `more` things are not pictured; `act` is what it waits for."""

    address: str
    number: str
    placed: str
    state: Badge
    thumbs: Sequence[Thumb]
    more: int
    name: str
    units: int
    total: Money
    note: str
    act: Button | None


@dataclass(frozen=True)
class OrderList(Component):
    filters: FilterChips
    cards: Sequence[OrderCard]
    empty: EmptyState | None
    pager: Pager
    template: ClassVar[str] = "shop/buying/orders_part.html"


@dataclass(frozen=True)
class OrdersPage(Page):
    orders: OrderList
    parts: ClassVar[tuple[str, ...]] = ("orders",)
    styles: ClassVar[tuple[str, ...]] = ("shop/buying.css",)
    template: ClassVar[str] = "shop/buying/orders.html"


@dataclass(frozen=True)
class Parcel:
    """A parcel: what is in it stands in `what`; `is_there` once it was delivered."""

    title: str
    carrier: str
    number: CopyButton
    what: str
    timeline: Timeline
    is_there: bool


@dataclass(frozen=True)
class CaseLink:
    """A return of the order."""

    address: str
    title: str
    state: Badge


@dataclass(frozen=True)
class OrderPage(Page):
    """`ask_cancel` and `ask_receipt` are forms that open below their names."""

    number: str
    state: Badge
    headline: str
    lead: str
    steps: StepBar | None
    alert: Alert | None
    pay: Button | None
    parcels: Sequence[Parcel]
    cases: Sequence[CaseLink]
    lines: Lines
    sums: Sums
    given_back: Money | None
    address: Facts | None
    facts: Facts
    history: Timeline
    receive: ActionButton | None
    receive_hint: str
    cancel: Form | None
    again: ActionButton
    send_back: Button | None
    help: Button
    styles: ClassVar[tuple[str, ...]] = ("shop/buying.css",)
    template: ClassVar[str] = "shop/buying/order.html"
