"""The people behind a cell of an answer: a page of them, a file of their ids, a cohort of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urlencode

import msgspec
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huitou.commerce import members
from huitou.doors.console.explore import words
from huitou.doors.console.explore.answering import Question, answering
from huitou.doors.console.explore.asking import AT_ONCE, IN_A_PART, Asking, begin, outcome
from huitou.doors.console.explore.explorer import Explorer
from huitou.doors.console.explore.keeping import WRITE
from huitou.doors.console.explore.said_errors import failure
from huitou.doors.console.frame import console_frame
from huitou.doors.design import (
    Alert,
    Button,
    Component,
    Content,
    Dialog,
    EmptyState,
    Field,
    Form,
    Link,
    Page,
    PageHead,
    Pager,
    PeopleList,
    Person,
    Skeleton,
    Tabs,
    new_form_key,
    number,
)
from huitou.engine.analytics import FAMILIES, parsed
from huitou.foundation.actors import Actor
from huitou.kernel import HuitouError, InvalidInput

ON_A_PAGE = 48
_COHORT = "make-cohort"
_MOST_CELL = 1_000


@dataclass(frozen=True)
class PeoplePart(Component):
    """The list; or `wait`, the address to ask again, or what went wrong."""

    count: str = ""
    people: PeopleList | None = None
    wait: str = ""
    plain: str = ""
    failure: Alert | EmptyState | None = None
    actions: Sequence[Content] = ()
    dialogs: Sequence[Component] = ()
    template: ClassVar[str] = "console/explore/people_part.html"

    @property
    def skeleton(self) -> Skeleton:
        """The outline of the list that comes."""
        return Skeleton("rows", 8)


@dataclass(frozen=True, kw_only=True)
class PeoplePage(Page):
    """Who is behind a number."""

    head: PageHead
    tabs: Tabs | None
    people: PeoplePart
    indexed: bool = False

    template: ClassVar[str] = "console/explore/people.html"
    parts: ClassVar[tuple[str, ...]] = ("people",)
    styles: ClassVar[tuple[str, ...]] = ("console/explore.css",)


@dataclass(frozen=True)
class CellAsked:
    """A cell of an answer, as an address names it."""

    asking: Asking
    cell: dict[str, Any]
    said: QueryDict

    @property
    def question(self) -> Question:
        asked = self.asking.question
        return Question(asked.opened, asked.family, asked.query, self.cell)

    def address(self, what: str = "people", **changed: str | None) -> str:
        """This page, a file or a form of the same cell."""
        pairs = [(n, v) for n, values in self.said.lists() for v in values if n not in changed]
        pairs += [(name, value) for name, value in changed.items() if value is not None]
        return f"{self.asking.explorer.path}{what}?{urlencode(pairs)}"


def cell_asked(request: HttpRequest, explorer: Explorer) -> CellAsked:
    """The cell that the address names. InvalidInput for none."""
    asking = begin(request, explorer)
    text = request.GET.get("cell", "")
    try:
        cell = msgspec.json.decode(text[:_MOST_CELL], type=dict[str, Any])
    except msgspec.MsgspecError:
        raise InvalidInput(
            "The address names no cell of an answer.",
            remedy="Open the people from a chart.",
            code="explore.no_cell",
            field="cell",
        ) from None
    if asking.asked.errors:
        message = " ".join(asking.asked.errors.values())
        raise InvalidInput(message, remedy="", code="explore.wrong", field="cell")
    kind = FAMILIES[explorer.family].cell
    if kind is not None:
        parsed(cell, kind)
    return CellAsked(asking, cell, request.GET)


def people_page(request: HttpRequest, explorer: Explorer, actor: Actor) -> PeoplePage:
    """The page of a cell's people."""
    asked = cell_asked(request, explorer)
    title = about(asked)
    back = asked.asking.links.page()
    return PeoplePage(
        title=title,
        frame=console_frame(request, explorer.place),
        head=PageHead(
            title, trail=(Link(str(explorer.title), back), Link(pgettext("how many", "People"), ""))
        ),
        tabs=_tabs(asked),
        people=_part(request, asked, actor),
    )


def about(asked: CellAsked) -> str:
    """Who they are, as far as the answer is at hand."""
    found = outcome(asked.asking, IN_A_PART)
    if found.answer is None:
        return _("People behind a number")
    return asked.asking.explorer.about_cell(asked.cell, found.answer, asked.asking.asked.values)


def ids_of(asked: CellAsked, wait: float) -> Any | None:
    """Their sorted ids; None if they are not there in time."""
    return answering.people(asked.question, wait)


def _tabs(asked: CellAsked) -> Tabs | None:
    cells = asked.asking.explorer.cells(asked.cell)
    if len(cells) < 2:
        return None
    links = [
        Link(
            label,
            asked.address(cell=msgspec.json.encode(cell).decode(), page=None),
            current=cell == asked.cell,
        )
        for label, cell in cells
    ]
    return Tabs(links, pgettext("how many", "People"))


def _part(request: HttpRequest, asked: CellAsked, actor: Actor) -> PeoplePart:
    patient = request.headers.get("HX-Target") == "people" or "now" in request.GET
    try:
        ids = ids_of(asked, IN_A_PART if patient else AT_ONCE)
    except HuitouError as error:
        return PeoplePart(failure=failure(error))
    if ids is None:
        return PeoplePart(wait=asked.address(), plain=asked.address(now="1"))
    if not len(ids):
        return PeoplePart(failure=EmptyState(_("Nobody is in this group."), icon="users"))
    at = _page_number(request.GET.get("page", ""), len(ids))
    shown = ids.slice(at * ON_A_PAGE, ON_A_PAGE).to_pylist()
    pager = _pager(asked, at, len(ids))
    may_keep = actor.may(WRITE)
    return PeoplePart(
        count=words.people(len(ids)),
        people=PeopleList(persons(shown, actor), more=pager),
        actions=(*_actions(asked, may_keep),),
        dialogs=(cohort_dialog(asked),) if may_keep else (),
    )


def persons(ids: Sequence[str], actor: Actor) -> list[Person]:
    """People in a list, with what may be shown of those who are members."""
    cards = members.member_cards(ids) if actor.may("members.read") else {}
    return [_person(one, cards.get(one)) for one in ids]


def _person(id_: str, card: members.MemberCard | None) -> Person:
    if card is None:
        return Person(id_)
    contact = ", ".join(one.masked for one in card.contacts)
    name = card.name or contact or id_
    return Person(name, f"/console/people/{id_}", line=contact if card.name else "")


def _actions(asked: CellAsked, may_keep: bool) -> list[Content]:
    actions: list[Content] = [
        Button(
            _("Ids as CSV"),
            address=asked.address("people.csv", page=None),
            kind="quiet",
            icon="download",
            small=True,
        )
    ]
    if may_keep:
        actions.append(
            Button(
                _("Make this a cohort"),
                address=asked.address("cohort", page=None),
                kind="primary",
                icon="cohort",
                small=True,
                attributes={"data-dialog": _COHORT},
            )
        )
    return actions


def cohort_dialog(
    asked: CellAsked, *, name: str = "", error: str = "", in_page: bool = False
) -> Dialog:
    """The form that keeps the people as a cohort."""
    form = Form(
        (
            Field(
                "name",
                _("Name of the cohort"),
                value=name,
                required=True,
                longest=60,
                placeholder=_("Lost in week 4"),
                error=error,
                hint=_("It can be chosen in every explorer, and in campaigns later."),
            ),
        ),
        Button(_("Make the cohort"), kind="primary"),
        action=asked.address("cohort", page=None),
        key=new_form_key(),
        cancel=asked.address() if in_page else "",
    )
    return Dialog(_COHORT, _("Make this a cohort"), form, open_in_page=in_page)


def _pager(asked: CellAsked, at: int, count: int) -> Pager:
    last = (count - 1) // ON_A_PAGE
    first, end = at * ON_A_PAGE + 1, min((at + 1) * ON_A_PAGE, count)
    return Pager(
        previous=asked.address(page=str(at)) if at else "",
        next=asked.address(page=str(at + 2)) if at < last else "",
        shown=_("%(first)s to %(last)s of %(count)s")
        % {"first": number(first), "last": number(end), "count": number(count)},
        part="people",
    )


def _page_number(text: str, count: int) -> int:
    """From 0, within what there is."""
    wanted = int(text) - 1 if text.isascii() and text.isdigit() and len(text) < 9 else 0
    return max(0, min(wanted, (count - 1) // ON_A_PAGE))
