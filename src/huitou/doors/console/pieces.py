"""Small pieces that several pages of the console are made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from huitou.doors.design import Component, Content


@dataclass(frozen=True)
class TwoLines(Component):
    """What something is, and below it, smaller, what it is called or where it comes from."""

    first: Content
    second: Content = ""
    template: ClassVar[str] = "console/two_lines.html"


@dataclass(frozen=True)
class When(Component):
    """How long ago, with the moment itself for who points at it. Never broken in two lines."""

    at: datetime
    now: datetime
    template: ClassVar[str] = "console/when.html"


@dataclass(frozen=True)
class Name(Component):
    """An id, a name of a variable: as code, cut where there is no room, whole for who points."""

    text: str
    address: str = ""
    template: ClassVar[str] = "console/name.html"
