"""The design language that the console and the shop share: how a page is made, and how it looks.

README.md shows how to make a page, a component, a part, a form and a translated word.
Making: `Component`, `Page`, `Frame`, `ShopFrame`, `ConsoleFrame`, `Link`, `LinkGroup`,
`show(request, page)`. Formats: `money`, `money_whole`, `number`, `compact`, `percent`, `change`,
`day`, `short_day`, `month`, `moment`, `clock_time`, `ago`, `currency_sign`; the same as filters of
`{% load design %}`. Files: `asset_address`. The room says no facts, hears none and has no tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from huitou.foundation.lazy import lazy

if TYPE_CHECKING:
    from huitou.doors.design.answer import show
    from huitou.doors.design.assets import asset_address
    from huitou.doors.design.component import Component
    from huitou.doors.design.formats import (
        ago,
        change,
        clock_time,
        compact,
        currency_sign,
        day,
        moment,
        money,
        money_whole,
        month,
        number,
        percent,
        short_day,
    )
    from huitou.doors.design.frames import ConsoleFrame, ShopFrame
    from huitou.doors.design.links import Link, LinkGroup
    from huitou.doors.design.page import Frame, Page
    from huitou.doors.design.rendering import rendering_for

__all__ = [
    "Component",
    "ConsoleFrame",
    "Frame",
    "Link",
    "LinkGroup",
    "Page",
    "ShopFrame",
    "ago",
    "asset_address",
    "change",
    "clock_time",
    "compact",
    "currency_sign",
    "day",
    "moment",
    "money",
    "money_whole",
    "month",
    "number",
    "percent",
    "rendering_for",
    "short_day",
    "show",
]

__getattr__ = lazy(
    __name__,
    answer=("show",),
    assets=("asset_address",),
    component=("Component",),
    formats=(
        "ago",
        "change",
        "clock_time",
        "compact",
        "currency_sign",
        "day",
        "moment",
        "money",
        "money_whole",
        "month",
        "number",
        "percent",
        "short_day",
    ),
    frames=("ConsoleFrame", "ShopFrame"),
    links=("Link", "LinkGroup"),
    page=("Frame", "Page"),
    rendering=("rendering_for",),
)
