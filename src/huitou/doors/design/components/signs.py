"""What tells how things stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from huitou.doors.design.component import Component
from huitou.doors.design.words import Content, Tone

_ICONS = {"good": "check", "warn": "warning", "bad": "warning", "info": "info"}


@dataclass(frozen=True)
class Badge(Component):
    """A state in one word."""

    label: str
    tone: Tone = "plain"
    icon: str = ""
    template: ClassVar[str] = "design/components/badge.html"


@dataclass(frozen=True)
class Alert(Component):
    """Something that has to be known, in its place in the page. A bad one is read out at once."""

    text: Content
    title: str = ""
    tone: Tone = "info"
    actions: Sequence[Content] = ()
    template: ClassVar[str] = "design/components/alert.html"

    @property
    def icon(self) -> str:
        return _ICONS.get(self.tone, "info")


@dataclass(frozen=True)
class Toast(Component):
    """What was just done. Those of django.contrib.messages are shown on the next page by itself."""

    text: str
    tone: Tone = "info"
    template: ClassVar[str] = "design/components/toast.html"

    @property
    def icon(self) -> str:
        return _ICONS.get(self.tone, "info")


@dataclass(frozen=True)
class EmptyState(Component):
    """In place of what there is not yet: what would stand here, and how to get it."""

    title: str
    text: Content = ""
    icon: str = "info"
    actions: Sequence[Content] = ()
    template: ClassVar[str] = "design/components/empty_state.html"


@dataclass(frozen=True)
class Skeleton(Component):
    """The outline of what comes. `count` rows, cards or lines."""

    kind: Literal["text", "cards", "rows", "chart", "picture"] = "text"
    count: int = 3
    template: ClassVar[str] = "design/components/skeleton.html"

    @property
    def places(self) -> range:
        return range(self.count)


@dataclass(frozen=True)
class Progress(Component):
    """How much of `most` is done; None is at work without knowing how long."""

    label: str
    value: float | None
    most: float = 1
    note: str = ""
    template: ClassVar[str] = "design/components/progress.html"
