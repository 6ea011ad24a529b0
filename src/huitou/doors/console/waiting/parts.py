"""A difference between our books and a gateway's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from huitou.doors.design import Component, Content, Form


@dataclass(frozen=True)
class DifferenceSeen(Component):
    """What each side says, and the form that settles it."""

    title: str
    text: str
    here: str
    there: str
    gateway: str
    number: Content
    found: Content
    detail: str
    form: Form | None
    template: ClassVar[str] = "console/difference.html"
