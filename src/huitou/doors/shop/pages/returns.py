"""Sending something back, in three steps, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from huitou.doors.design import (
    ActionButton,
    Alert,
    Badge,
    Button,
    EmptyState,
    Facts,
    Field,
    Form,
    Page,
    Pager,
    StepBar,
    Timeline,
)
from huitou.doors.shop.pages.lines import Lines, Sums, Thumb
from huitou.kernel import Money


@dataclass(frozen=True)
class LineChoice:
    """A line of the order; `why_not` stands where nothing can be asked for. `units` is None where
    there is one unit: a select, because it works without script where steps up and down do not.
    """

    id: str
    thumb: Thumb
    name: str
    options: str
    chosen: bool
    units: Field | None
    until: str
    why_not: str


@dataclass(frozen=True)
class ChooseLinesPage(Page):
    steps: StepBar
    action: str
    choices: Sequence[LineChoice]
    error: str
    go_on: Button
    cancel: str
    styles: ClassVar[tuple[str, ...]] = ("shop/buying.css",)
    template: ClassVar[str] = "shop/buying/return_lines.html"


@dataclass(frozen=True)
class Choice:
    """A radio button: of a reason with the `grounds` that it stands on, of a way with those that it
    can be asked for on.
    """

    value: str
    label: str
    hint: str
    grounds: str
    chosen: bool


@dataclass(frozen=True)
class ChooseReasonPage(Page):
    """`kept` are the lines that were chosen, as names and values of the form."""

    steps: StepBar
    action: str
    kept: Sequence[tuple[str, str]]
    lines: Lines
    reasons: Sequence[Choice]
    ways: Sequence[Choice]
    reason_error: str
    way_error: str
    text: Field
    pictures: Field
    go_on: Button
    back: str
    styles: ClassVar[tuple[str, ...]] = ("shop/buying.css",)
    template: ClassVar[str] = "shop/buying/return_reason.html"


@dataclass(frozen=True)
class ConfirmPage(Page):
    """`sums` is None where no money comes back."""

    steps: StepBar
    action: str
    key: str
    kept: Sequence[tuple[str, str]]
    lines: Lines
    facts: Facts
    sums: Sums | None
    next_words: str
    pictures: Sequence[str]
    send: Button
    back: str
    styles: ClassVar[tuple[str, ...]] = ("shop/buying.css",)
    template: ClassVar[str] = "shop/buying/return_confirm.html"


@dataclass(frozen=True)
class CaseCard:
    """A request in a list."""

    address: str
    title: str
    state: Badge
    asked: str
    amount: Money | None
    due: str


@dataclass(frozen=True)
class ReturnsPage(Page):
    cards: Sequence[CaseCard]
    empty: EmptyState | None
    pager: Pager
    styles: ClassVar[tuple[str, ...]] = ("shop/buying.css",)
    template: ClassVar[str] = "shop/buying/returns.html"


@dataclass(frozen=True)
class CasePage(Page):
    """`due`: until when the state lasts, with what follows said in `lead`."""

    way: str
    headline: str
    lead: str
    due: datetime | None
    due_words: str
    steps: StepBar | None
    said: Alert | None
    send_to: str
    parcel: Form | None
    complain: Form | None
    withdraw: ActionButton | None
    lines: Lines
    sums: Sums | None
    facts: Facts
    pictures: Sequence[str]
    add_pictures: Form | None
    history: Timeline
    order: Button
    styles: ClassVar[tuple[str, ...]] = ("shop/buying.css",)
    template: ClassVar[str] = "shop/buying/case.html"
