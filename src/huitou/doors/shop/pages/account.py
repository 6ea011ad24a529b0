"""The pages of the account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from huitou.doors.design import ActionButton, Alert, Button, Component, Form, Page

STYLES = ("shop/account.css",)


@dataclass(frozen=True)
class Shortcut:
    """To some of the orders, with how many there are; 0 shows no number."""

    label: str
    address: str
    icon: str
    count: int


@dataclass(frozen=True)
class Entry:
    """A line that leads on, with what stands there now."""

    label: str
    address: str
    icon: str
    value: str = ""


@dataclass(frozen=True)
class EntryGroup(Component):
    """Lines below a title."""

    title: str
    entries: Sequence[Entry]
    template: ClassVar[str] = "shop/account/entries.html"


@dataclass(frozen=True)
class AccountPage(Page):
    greeting: str
    initial: str
    since: str
    alert: Alert | None
    shortcuts: Sequence[Shortcut]
    groups: Sequence[EntryGroup]
    styles: ClassVar[tuple[str, ...]] = STYLES
    template: ClassVar[str] = "shop/account/account.html"


@dataclass(frozen=True)
class ProfilePage(Page):
    """Forms below each other, each for one thing. `lead` says what they are for."""

    forms: Sequence[Component]
    lead: str = ""
    alert: Alert | None = None
    styles: ClassVar[tuple[str, ...]] = STYLES
    scripts: ClassVar[tuple[str, ...]] = ("shop/signing_in.js",)
    template: ClassVar[str] = "shop/account/forms.html"


@dataclass(frozen=True)
class Device:
    """Where one is signed in. `end` signs out there, None for the device in use."""

    name: str
    icon: str
    words: str
    end: ActionButton | None


@dataclass(frozen=True)
class DevicesPage(Page):
    devices: Sequence[Device]
    end_others: ActionButton | None
    styles: ClassVar[tuple[str, ...]] = STYLES
    template: ClassVar[str] = "shop/account/devices.html"


@dataclass(frozen=True)
class AddressCard:
    """An address with what can be done to it."""

    name: str
    phone: str
    place: str
    street: str
    is_default: bool
    edit: Button
    make_default: ActionButton | None
    remove: ActionButton


@dataclass(frozen=True)
class AddressesPage(Page):
    """`undo` puts back the one that was just deleted; `empty` stands in place of none."""

    cards: Sequence[AddressCard]
    add: Button | None
    undo: ActionButton | None
    empty: Component | None
    full: str
    styles: ClassVar[tuple[str, ...]] = (*STYLES, "shop/buying.css")
    template: ClassVar[str] = "shop/account/addresses.html"


@dataclass(frozen=True)
class AddressPage(Page):
    form: Form
    styles: ClassVar[tuple[str, ...]] = STYLES
    template: ClassVar[str] = "shop/account/address.html"
