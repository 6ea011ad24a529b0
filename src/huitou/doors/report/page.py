"""The report page as one typed object: what the templates may show, in the order it is read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.safestring import SafeString

from huitou.doors.report.chart import Chart
from huitou.doors.report.figures.rfm import RfmGridRow
from huitou.doors.report.heat import HeatGrid
from huitou.doors.report.tables import Table
from huitou.doors.report.text import Text
from huitou.doors.report.texts import say

_PERCENTAGE = re.compile(r"\d[\d,.]*%")
_LONG_VALUE = 11  # characters that fit a key figure's frame in large type


@dataclass(frozen=True)
class KeyFigure:
    key: str
    label: Text
    value: Text
    note: Text

    @property
    def is_long(self) -> bool:
        return max(len(self.value.en), len(self.value.zh)) > _LONG_VALUE


@dataclass(frozen=True)
class FindingCard:
    """`about` is the id of the section that the sentence comes from."""

    about: str
    tone: str
    tone_label: Text
    words: Text

    @property
    def html(self) -> SafeString:
        """The sentence with its percentages in bold, to be found at a glance."""
        return SafeString(_PERCENTAGE.sub(r"<b>\g<0></b>", self.words.html))


@dataclass(frozen=True)
class Choice:
    value: str
    label: Text
    checked: bool


@dataclass(frozen=True)
class Switch:
    """Radio buttons; the style sheet shows what belongs to the one that is checked."""

    name: str
    legend: Text
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Panel:
    """One picture with its words and tables. `view` ties it to a choice of the section's period
    switch; "" is always shown. `definition` None: the page says elsewhere how it is counted.
    """

    id: str
    view: str
    summary: Text
    definition: Text | None
    tables: tuple[Table, ...]
    chart: Chart | None = None
    heat: HeatGrid | None = None
    grid: tuple[RfmGridRow, ...] = ()
    guide: tuple[tuple[Text, Text], ...] = ()
    note: Text | None = None
    drawn: bool = True  # False: there is nothing to draw, the summary says why

    @property
    def pictured(self) -> bool:
        """Whether there is a picture; if not, the tables stand open."""
        return bool(self.chart or self.heat or self.grid)


@dataclass(frozen=True)
class Section:
    key: str
    nav: Text
    eyebrow: Text
    title: Text
    panels: tuple[Panel, ...]
    switches: tuple[Switch, ...] = ()


@dataclass(frozen=True)
class ReportPage:
    """`html_lang` is the language that shows first; `sections` are in reading order."""

    html_lang: str
    title: Text
    source: Text | None
    generated: bool
    version: str
    data_range: Text
    as_of: Text
    key_figures: tuple[KeyFigure, ...]
    findings: tuple[FindingCard, ...]
    sections: tuple[Section, ...]
    rest: Table
    rest_lead: Text
    notes: tuple[Text, ...]

    @property
    def initial_title(self) -> str:
        """The title in the language that shows first, for the browser's tab."""
        return self.title.en if self.html_lang == "en" else self.title.zh

    @property
    def made_by(self) -> Text:
        return say("made_by", version=self.version)

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table of the page, for the CSV files."""
        panels = (panel for section in self.sections for panel in section.panels)
        return *(table for panel in panels for table in panel.tables), self.rest
