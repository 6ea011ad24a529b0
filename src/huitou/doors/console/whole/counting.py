"""What stands in place of numbers that are still being counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from huitou.doors.design import Component, Content, EmptyState


@dataclass(frozen=True)
class Numbers(Component):
    """Cards with numbers of the log: a part of the page, which asks for itself `again` (an address)
    until they are counted.
    """

    cards: Sequence[Content]
    again: str = ""
    template: ClassVar[str] = "console/whole/numbers.html"


def being_counted() -> EmptyState:
    """For the first look at a large log."""
    return EmptyState(
        _("The log is being counted"),
        _("It is large; this takes some seconds, once. The page shows it by itself."),
        icon="clock",
    )
