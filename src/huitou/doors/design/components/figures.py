"""Numbers and charts, with what they mean and who is behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from django.utils.safestring import SafeString

from huitou.doors.design.component import Component
from huitou.doors.design.components.tables import Table
from huitou.doors.design.links import Link
from huitou.doors.design.words import Content

_ARROWS = {"up": "trend-up", "down": "trend-down", "flat": "trend-flat"}


@dataclass(frozen=True)
class Trend:
    """How a number changed: `text` is the change (+12.0%), `against` what it is compared with
    (last week), `good` whether one is glad of it; None is neither.
    """

    text: str
    direction: Literal["up", "down", "flat"]
    against: str = ""
    good: bool | None = None

    @property
    def icon(self) -> str:
        return _ARROWS[self.direction]

    @property
    def tone(self) -> str:
        return {True: "good", False: "bad", None: "plain"}[self.good]


@dataclass(frozen=True)
class Stat(Component):
    """One number: what it is, how it changed, how it is counted, and the people behind it."""

    label: str
    value: str
    trends: Sequence[Trend] = ()
    definition: Content = ""
    people: Link | None = None
    sparkline: SafeString | None = None
    note: Content = ""
    large: bool = False
    template: ClassVar[str] = "design/components/stat.html"


@dataclass(frozen=True)
class LegendItem:
    """A series by its colour, which is the class `series-N` of the tokens."""

    label: str
    series: int
    dashed: bool = False


@dataclass(frozen=True)
class ChartFrame(Component):
    """A chart with its title, what it counts, its legend and the same numbers as a table. `csv` is
    an address to take them away by, `png` the name of the picture that a script draws.
    """

    title: str
    chart: Content  # of `charts/`
    table: Table | None = None
    lead: Content = ""  # the one sentence that it says
    definition: Content = ""
    legend: Sequence[LegendItem] = ()
    actions: Sequence[Content] = ()
    csv: str = ""
    png: str = ""
    id: str = ""
    template: ClassVar[str] = "design/components/chart_frame.html"
