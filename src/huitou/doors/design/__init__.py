"""The design language that the console and the shop share: how a page is made, and how it looks.

README.md shows how to make a page, a component, a part, a form and a translated word.
Pages: `Page`, `Frame`, `ShopFrame`, `ConsoleFrame`, `Link`, `LinkGroup`, `show(request, page)`.
Components: the classes of `components/`, and `Component` to make one of one's own.
Charts: `lines`, `bars`, `histogram`, `sparkline`, `sankey`, `Heatmap`, `FunnelBars`, to stand in
a `ChartFrame`.
Forms: `Form`, `Field`, `new_form_key`, `form_key`, `done_once`, `go_to`. Formats: the functions of
`formats.py`, which are filters of `{% load design %}` too. Files: `asset_address`. The room says no
facts, hears none and has no tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from huitou.foundation.lazy import lazy

if TYPE_CHECKING:
    from huitou.doors.design.admin_look import ADMIN_LOOK
    from huitou.doors.design.answer import show
    from huitou.doors.design.assets import asset_address
    from huitou.doors.design.charts.bars import bars, histogram
    from huitou.doors.design.charts.funnel import FunnelBars, FunnelStep
    from huitou.doors.design.charts.heatmap import HeatCell, Heatmap, HeatRow, heat_level
    from huitou.doors.design.charts.lines import lines
    from huitou.doors.design.charts.sankey import Flow, Node, sankey
    from huitou.doors.design.charts.series import Mark, Series
    from huitou.doors.design.charts.sparkline import sparkline
    from huitou.doors.design.component import Component
    from huitou.doors.design.components.buttons import ActionButton, Button, CopyButton
    from huitou.doors.design.components.fields import Field, Form, Option, Quantity
    from huitou.doors.design.components.figures import ChartFrame, LegendItem, Stat, Trend
    from huitou.doors.design.components.money import Price, PriceReason
    from huitou.doors.design.components.people import Entry, PeopleList, Person, Timeline
    from huitou.doors.design.components.signs import (
        Alert,
        Badge,
        EmptyState,
        Progress,
        Skeleton,
        Toast,
    )
    from huitou.doors.design.components.surfaces import (
        Card,
        Dialog,
        Disclosure,
        Group,
        PageHead,
        Picture,
    )
    from huitou.doors.design.components.tables import Column, Facts, Pager, Row, Table
    from huitou.doors.design.components.ways import (
        Breadcrumb,
        FilterChips,
        KeyHints,
        Menu,
        Step,
        StepBar,
        Tabs,
    )
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
    from huitou.doors.design.forms import form_key, new_form_key
    from huitou.doors.design.frames import ConsoleFrame, ShopFrame
    from huitou.doors.design.going import go_to
    from huitou.doors.design.links import Link, LinkGroup
    from huitou.doors.design.once import done_once
    from huitou.doors.design.page import Frame, Page
    from huitou.doors.design.rendering import rendering_for
    from huitou.doors.design.words import Content, Tone

__all__ = [
    "ADMIN_LOOK",
    "ActionButton",
    "Alert",
    "Badge",
    "Breadcrumb",
    "Button",
    "Card",
    "ChartFrame",
    "Column",
    "Component",
    "ConsoleFrame",
    "Content",
    "CopyButton",
    "Dialog",
    "Disclosure",
    "EmptyState",
    "Entry",
    "Facts",
    "Field",
    "FilterChips",
    "Flow",
    "Form",
    "Frame",
    "FunnelBars",
    "FunnelStep",
    "Group",
    "HeatCell",
    "HeatRow",
    "Heatmap",
    "KeyHints",
    "LegendItem",
    "Link",
    "LinkGroup",
    "Mark",
    "Menu",
    "Node",
    "Option",
    "Page",
    "PageHead",
    "Pager",
    "PeopleList",
    "Person",
    "Picture",
    "Price",
    "PriceReason",
    "Progress",
    "Quantity",
    "Row",
    "Series",
    "ShopFrame",
    "Skeleton",
    "Stat",
    "Step",
    "StepBar",
    "Table",
    "Tabs",
    "Timeline",
    "Toast",
    "Tone",
    "Trend",
    "ago",
    "asset_address",
    "bars",
    "change",
    "clock_time",
    "compact",
    "currency_sign",
    "day",
    "done_once",
    "form_key",
    "go_to",
    "heat_level",
    "histogram",
    "lines",
    "moment",
    "money",
    "money_whole",
    "month",
    "new_form_key",
    "number",
    "percent",
    "rendering_for",
    "sankey",
    "short_day",
    "show",
    "sparkline",
]

__getattr__ = lazy(
    __name__,
    **{
        "admin_look": ("ADMIN_LOOK",),
        "answer": ("show",),
        "assets": ("asset_address",),
        "charts.bars": (
            "bars",
            "histogram",
        ),
        "charts.funnel": (
            "FunnelBars",
            "FunnelStep",
        ),
        "charts.heatmap": (
            "HeatCell",
            "HeatRow",
            "Heatmap",
            "heat_level",
        ),
        "charts.lines": ("lines",),
        "charts.sankey": (
            "Flow",
            "Node",
            "sankey",
        ),
        "charts.series": (
            "Mark",
            "Series",
        ),
        "charts.sparkline": ("sparkline",),
        "component": ("Component",),
        "components.buttons": (
            "ActionButton",
            "Button",
            "CopyButton",
        ),
        "components.fields": (
            "Field",
            "Form",
            "Option",
            "Quantity",
        ),
        "components.figures": (
            "ChartFrame",
            "LegendItem",
            "Stat",
            "Trend",
        ),
        "components.money": (
            "Price",
            "PriceReason",
        ),
        "components.people": (
            "Entry",
            "PeopleList",
            "Person",
            "Timeline",
        ),
        "components.signs": (
            "Alert",
            "Badge",
            "EmptyState",
            "Progress",
            "Skeleton",
            "Toast",
        ),
        "components.surfaces": (
            "Card",
            "Dialog",
            "Disclosure",
            "Group",
            "PageHead",
            "Picture",
        ),
        "components.tables": (
            "Column",
            "Facts",
            "Pager",
            "Row",
            "Table",
        ),
        "components.ways": (
            "Breadcrumb",
            "FilterChips",
            "KeyHints",
            "Menu",
            "Step",
            "StepBar",
            "Tabs",
        ),
        "formats": (
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
        "forms": (
            "form_key",
            "new_form_key",
        ),
        "frames": (
            "ConsoleFrame",
            "ShopFrame",
        ),
        "going": ("go_to",),
        "links": (
            "Link",
            "LinkGroup",
        ),
        "once": ("done_once",),
        "page": (
            "Frame",
            "Page",
        ),
        "rendering": ("rendering_for",),
        "words": (
            "Content",
            "Tone",
        ),
    },
)
