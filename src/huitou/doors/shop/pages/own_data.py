"""The pages about a member's data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from huitou.doors.design import ActionButton, Alert, Button, Component, Form, Page
from huitou.doors.shop.pages.account import STYLES


@dataclass(frozen=True)
class Consent:
    """A purpose with its switch; `since` says how it stands and since when."""

    purpose: str
    title: str
    words: str
    given: bool
    since: str


@dataclass(frozen=True)
class KnownPart(Component):
    """Something that is known: a text, or a group of further parts under a label."""

    label: str
    text: str = ""
    parts: Sequence[KnownPart] = ()
    template: ClassVar[str] = "shop/account/known_part.html"

    @property
    def plain(self) -> list[KnownPart]:
        return [part for part in self.parts if not part.parts]

    @property
    def groups(self) -> list[KnownPart]:
        return [part for part in self.parts if part.parts]


@dataclass(frozen=True)
class KnownRoom:
    """What one room of the shop knows."""

    title: str
    words: str
    parts: KnownPart


@dataclass(frozen=True)
class DataPage(Page):
    """`rooms` are titles with a sentence each."""

    alert: Alert | None
    rooms: Sequence[tuple[str, str]]
    see: ActionButton
    download: ActionButton
    consents: Sequence[Consent]
    erase: Button
    styles: ClassVar[tuple[str, ...]] = STYLES
    scripts: ClassVar[tuple[str, ...]] = ("shop/own_data.js",)
    template: ClassVar[str] = "shop/account/data.html"


@dataclass(frozen=True)
class KnownPage(Page):
    rooms: Sequence[KnownRoom]
    download: ActionButton
    styles: ClassVar[tuple[str, ...]] = STYLES
    scripts: ClassVar[tuple[str, ...]] = ("shop/own_data.js",)
    template: ClassVar[str] = "shop/account/known.html"


@dataclass(frozen=True)
class ErasePage(Page):
    """`until` is the day of an erasure that was asked for, "" for none."""

    until: str
    stay: ActionButton
    grace: str
    form: Form
    styles: ClassVar[tuple[str, ...]] = STYLES
    template: ClassVar[str] = "shop/account/erase.html"
