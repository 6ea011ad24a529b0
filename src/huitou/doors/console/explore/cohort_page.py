"""Cohorts: saved sets of people, who is in them and how many of them are active."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huitou.doors.console.explore import words
from huitou.doors.console.explore.answering import Question, answering
from huitou.doors.console.explore.asking import AT_ONCE, IN_A_PART
from huitou.doors.console.explore.cohort_charts import cohort_charts
from huitou.doors.console.explore.keeping import WRITE
from huitou.doors.console.explore.log import opened_log
from huitou.doors.console.explore.people import ON_A_PAGE, persons
from huitou.doors.console.explore.registry import EXPLORERS
from huitou.doors.console.explore.said_errors import failure
from huitou.doors.console.explore.undo import undo_alert
from huitou.doors.console.frame import console_frame
from huitou.doors.design import (
    ActionButton,
    Alert,
    Button,
    ChartFrame,
    Column,
    Component,
    Content,
    Dialog,
    EmptyState,
    Field,
    Form,
    Link,
    Menu,
    Page,
    PageHead,
    Pager,
    PeopleList,
    Row,
    Skeleton,
    Table,
    new_form_key,
    number,
)
from huitou.engine.analytics import CohortDefinition, InCell
from huitou.foundation.actors import Actor
from huitou.foundation.cohorts import open_cohorts
from huitou.kernel import HuitouError

COHORTS = "/console/cohorts/"
_STYLES = ("console/explore.css",)
_A_MOMENT, _WAITED_FOR = 0.02, 10


@dataclass(frozen=True)
class SizePart(Component):
    """How many people are in a cohort; or the address that says so when it is counted."""

    text: str = ""
    load: str = ""
    template: ClassVar[str] = "console/explore/size.html"


@dataclass(frozen=True)
class CohortPart(Component):
    """Who is in a cohort, when that is known."""

    size: str = ""
    definition: str = ""
    people: PeopleList | None = None
    charts: Sequence[ChartFrame] = ()
    failure: Alert | EmptyState | None = None
    wait: str = ""
    plain: str = ""
    template: ClassVar[str] = "console/explore/cohort_part.html"

    @property
    def skeleton(self) -> Skeleton:
        """The outline of what comes."""
        return Skeleton("rows", 8)


@dataclass(frozen=True, kw_only=True)
class CohortsPage(Page):
    """All saved cohorts."""

    head: PageHead
    undo: Alert | None
    cohorts: Table | EmptyState
    indexed: bool = False
    template: ClassVar[str] = "console/explore/cohorts.html"
    styles: ClassVar[tuple[str, ...]] = _STYLES


@dataclass(frozen=True, kw_only=True)
class CohortPage(Page):
    """One cohort."""

    head: PageHead
    cohort: CohortPart
    dialogs: Sequence[Component]
    indexed: bool = False
    template: ClassVar[str] = "console/explore/cohort.html"
    parts: ClassVar[tuple[str, ...]] = ("cohort",)
    styles: ClassVar[tuple[str, ...]] = _STYLES


def cohorts_page(request: HttpRequest, actor: Actor) -> CohortsPage:
    """The list; sizes that are not counted yet come by themselves."""
    store, may_write = open_cohorts(settings.HOME), actor.may(WRITE)
    rows = [_row(at, store.read(name).definition) for at, name in enumerate(store.names())]
    make = Button(_("Make a cohort"), address=f"{COHORTS}new", kind="primary", icon="plus")
    removed = request.GET.get("removed", "")
    empty = EmptyState(
        _("No cohorts yet"),
        _(
            "A cohort is a set of people with a name, such as those lost in week 4. Open a cell of "
            "any chart and keep its people, or make one by a rule."
        ),
        icon="cohort",
        actions=(make,) if may_write else (),
    )
    columns = (
        Column(_("Cohort")),
        Column(pgettext("how many", "People"), numeric=True),
        Column(_("Known to questions as")),
    )
    return CohortsPage(
        title=_("Cohorts"),
        frame=console_frame(request, "cohorts"),
        head=PageHead(
            _("Cohorts"),
            lead=_("Sets of people with a name, to be compared and to be written to."),
            actions=(make,) if may_write else (),
        ),
        undo=undo_alert(_("The cohort was removed."), f"{COHORTS}{removed}/restore")
        if removed and may_write
        else None,
        cohorts=Table(_("Cohorts"), columns, rows) if rows else empty,
    )


def cohort_page(request: HttpRequest, name: str, actor: Actor) -> CohortPage:
    """A cohort with its people."""
    saved = open_cohorts(settings.HOME).read(name)
    may_write = actor.may(WRITE)
    title = title_of(saved.definition)
    return CohortPage(
        title=title,
        frame=console_frame(request, "cohorts"),
        head=PageHead(
            title,
            trail=(Link(_("Cohorts"), COHORTS),),
            actions=_actions(name, may_write),
        ),
        cohort=_part(request, name, actor),
        dialogs=(rename_dialog(name, title),) if may_write else (),
    )


def title_of(definition: CohortDefinition) -> str:
    """What people call it."""
    own = definition.title_zh if words.in_chinese() else definition.title_en
    return own or definition.title_en or definition.title_zh or definition.name


def size_part(name: str, wait: float) -> SizePart:
    """How many people are in it, if that is counted within `wait` seconds."""
    try:
        answer = answering.answer(_question(name, 1, 0), wait)
    except HuitouError:
        return SizePart("–")
    if answer is None:
        return SizePart(load=f"{COHORTS}{name}/size")
    return SizePart(number(answer.people))


def all_ids(name: str, wait: float) -> Any | None:
    """The sorted ids of everybody in it; None if they are not there in time."""
    query = {"name": name}
    return answering.people(Question(opened_log(), "cohort", query, {}), wait)


def rename_dialog(name: str, title: str, *, error: str = "", in_page: bool = False) -> Dialog:
    """The form with what people call it."""
    form = Form(
        (Field("name", _("Name"), value=title, required=True, longest=60, error=error),),
        Button(_("Rename"), kind="primary"),
        action=f"{COHORTS}{name}/rename",
        key=new_form_key(),
        cancel=f"{COHORTS}{name}/" if in_page else "",
    )
    return Dialog("rename", _("Rename the cohort"), form, open_in_page=in_page)


def _row(at: int, definition: CohortDefinition) -> Row:
    address = f"{COHORTS}{definition.name}/"
    # Hardly anybody waits here: each size that is not known yet is asked for by itself.
    wait = _A_MOMENT if at < _WAITED_FOR else 0.0
    return Row((title_of(definition), size_part(definition.name, wait), definition.name), address)


def _question(name: str, limit: int, offset: int) -> Question:
    return Question(opened_log(), "cohort", {"name": name, "limit": limit, "offset": offset})


def _part(request: HttpRequest, name: str, actor: Actor) -> CohortPart:
    patient = request.headers.get("HX-Target") == "cohort" or "now" in request.GET
    text = request.GET.get("page", "")
    at = max(0, int(text) - 1) if text.isascii() and text.isdigit() and len(text) < 8 else 0
    here = f"{COHORTS}{name}/"
    try:
        answer = answering.answer(
            _question(name, ON_A_PAGE, at * ON_A_PAGE), IN_A_PART if patient else AT_ONCE
        )
        charts = (
            cohort_charts(name, answer.people, IN_A_PART if patient else AT_ONCE) if answer else ()
        )
    except HuitouError as error:
        return CohortPart(failure=failure(error))
    if answer is None:
        page = f"page={at + 1}"
        return CohortPart(wait=f"{here}?{page}", plain=f"{here}?{page}&now=1")
    pager = Pager(
        previous=f"{here}?page={at}" if at else "",
        next=f"{here}?page={at + 2}" if answer.next_offset is not None else "",
        shown=_("%(first)s to %(last)s of %(count)s")
        % {
            "first": number(at * ON_A_PAGE + 1),
            "last": number(at * ON_A_PAGE + len(answer.ids)),
            "count": number(answer.people),
        },
        part="cohort",
    )
    nobody = EmptyState(_("Nobody is in it now."), icon="users")
    return CohortPart(
        size=words.people(answer.people),
        definition=_who(name, answer),
        people=PeopleList(persons(answer.ids, actor), empty=nobody, more=pager),
        charts=charts,
    )


def _who(name: str, answer: Any) -> str:
    """Who is in it: of a cell that was kept, what stood above its people."""
    rule = open_cohorts(settings.HOME).read(name).definition.rule
    if not isinstance(rule, InCell):
        return words.said(answer.definition)
    explorer = next((e for e in EXPLORERS.values() if e.family == rule.query_family), None)
    try:
        asked = answering.answer(Question(opened_log(), rule.query_family, rule.query), AT_ONCE)
    except HuitouError:
        asked = None
    if explorer is None or asked is None:
        return words.said(answer.definition)
    about = explorer.about_cell(rule.cell, asked, explorer.values_of(rule.query))
    names = {"explorer": explorer.title, "about": about}
    return _("From %(explorer)s: %(about)s. Who fits is found anew each time.") % names


def _actions(name: str, may_write: bool) -> tuple[Content, ...]:
    ids = Button(
        _("Ids as CSV"), address=f"{COHORTS}{name}/people.csv", kind="quiet", icon="download"
    )
    compare = Button(
        _("See its retention"),
        address=f"/console/retention/?within={name}",
        kind="plain",
        icon="heatmap",
    )
    if not may_write:
        return (ids, compare)
    rename = Button(
        _("Rename"),
        address=f"{COHORTS}{name}/rename",
        kind="quiet",
        icon="edit",
        attributes={"data-dialog": "rename"},
    )
    remove = ActionButton(
        Button(_("Remove the cohort"), kind="danger", icon="trash"),
        f"{COHORTS}{name}/remove",
        key=new_form_key(),
    )
    return (compare, ids, rename, Menu(_("More"), (remove,), icon_only=True))
