"""What the gallery shows components with: it is sample data, so it is in no catalogue of words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from huitou.doors.design.formats import in_chinese
from huitou.doors.design.words import Content
from huitou.kernel import Money

NOW = datetime(2026, 11, 25, 6, 5, tzinfo=UTC)


def sample(en: str, zh: str) -> str:
    """The one of the language of the page."""
    return zh if in_chinese() else en


def yuan(amount: str) -> Money:
    return Money.parse(amount, "CNY")


@dataclass(frozen=True)
class Example:
    """A component in some of its states, with a name; `layout` is how they stand together."""

    title: str
    contents: tuple[Content, ...]
    layout: str = "row"
    anchor: str = field(default="", kw_only=True)
