"""The first page of the shop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from huitou.doors.design import Page


@dataclass(frozen=True)
class HomePage(Page):
    template: ClassVar[str] = "shop/home.html"
