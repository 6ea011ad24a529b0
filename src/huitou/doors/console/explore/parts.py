"""The parts of an explorer's page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from huitou.doors.design import (
    Alert,
    Component,
    Content,
    EmptyState,
    FilterChips,
    Page,
    PageHead,
    Skeleton,
    Tabs,
)


@dataclass(frozen=True)
class AskForm(Component):
    """The form of an explorer; `events` complete what one writes, `was` is the period shown. With
    `late` there is more to choose from in a moment, at that address.
    """

    path: str
    fields: Sequence[Component]
    more: Sequence[Component]
    more_open: bool
    events: Sequence[str]
    was: str
    late: str = ""
    template: ClassVar[str] = "console/explore/form.html"


@dataclass(frozen=True)
class AnswerPart(Component):
    """An answer, or what stands in its place: `wait` is the address to ask again for one that is
    not ready, `plain` the one without script.
    """

    lead: Content = ""
    charts: Sequence[Content] = ()
    definition: str = ""
    mark: str = ""
    notes: Sequence[Component] = ()
    wait: str = ""
    plain: str = ""
    failure: Alert | EmptyState | None = None
    actions: Sequence[Content] = ()
    dialogs: Sequence[Component] = ()
    template: ClassVar[str] = "console/explore/answer.html"

    @property
    def skeleton(self) -> Skeleton:
        """The outline of the chart that comes."""
        return Skeleton("chart", 1)


@dataclass(frozen=True)
class ExplorerPart(Component):
    """The form and the answer, which change together."""

    form: AskForm | None
    answer: AnswerPart
    saved: FilterChips | None = None
    template: ClassVar[str] = "console/explore/explorer.html"


@dataclass(frozen=True, kw_only=True)
class ExplorerPage(Page):
    """An explorer."""

    head: PageHead
    tabs: Tabs | None
    explorer: ExplorerPart
    address: str  # the page's own, without what is taken for granted
    indexed: bool = False

    template: ClassVar[str] = "console/explore/page.html"
    parts: ClassVar[tuple[str, ...]] = ("explorer", "answer")
    styles: ClassVar[tuple[str, ...]] = ("console/explore.css",)
    scripts: ClassVar[tuple[str, ...]] = ("console/explore.js",)

    @property
    def answer(self) -> AnswerPart:
        return self.explorer.answer
