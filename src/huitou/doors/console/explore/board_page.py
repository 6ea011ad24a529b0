"""Boards: a page of answers, each of which is loaded by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huitou.doors.console.explore import words
from huitou.doors.console.explore.asking import IN_A_PART, begin_with, outcome
from huitou.doors.console.explore.keeping import WRITE
from huitou.doors.console.explore.page import shown_answer
from huitou.doors.console.explore.parts import AnswerPart
from huitou.doors.console.explore.registry import EXPLORERS
from huitou.doors.console.explore.said_errors import empty_log, failure
from huitou.doors.console.explore.undo import undo_alert
from huitou.doors.console.frame import console_frame
from huitou.doors.design import (
    ActionButton,
    Alert,
    Button,
    Column,
    Component,
    Content,
    Dialog,
    EmptyState,
    Field,
    Form,
    Group,
    Link,
    Menu,
    Page,
    PageHead,
    Row,
    Skeleton,
    Table,
    day,
    new_form_key,
)
from huitou.foundation import boards
from huitou.foundation.actors import Actor
from huitou.kernel import NotFound

BOARDS = "/console/boards/"
_CHARTS_ON_A_PIN = 1


@dataclass(frozen=True)
class PinPart(Component):
    """A pinned question with its answer, or the place that it is loaded into."""

    id: str
    title: str
    explorer: str
    address: str
    answer: AnswerPart | None
    load: str = ""
    plain: str = ""
    controls: Sequence[Content] = ()
    template: ClassVar[str] = "console/explore/pin.html"

    @property
    def skeleton(self) -> Skeleton:
        """The outline of the chart that comes."""
        return Skeleton("chart", 1)


@dataclass(frozen=True, kw_only=True)
class BoardPage(Page):
    """One board."""

    head: PageHead
    undo: Alert | None
    pins: Sequence[PinPart]
    empty: EmptyState | None
    dialogs: Sequence[Component]
    indexed: bool = False
    template: ClassVar[str] = "console/explore/board.html"
    styles: ClassVar[tuple[str, ...]] = ("console/explore.css",)
    scripts: ClassVar[tuple[str, ...]] = ("console/explore.js",)


@dataclass(frozen=True, kw_only=True)
class BoardsPage(Page):
    """All boards."""

    head: PageHead
    undo: Alert | None
    boards: Table | EmptyState
    make: Form | None
    indexed: bool = False
    template: ClassVar[str] = "console/explore/boards.html"
    styles: ClassVar[tuple[str, ...]] = ("console/explore.css",)


def boards_page(
    request: HttpRequest, actor: Actor, *, name: str = "", error: str = ""
) -> BoardsPage:
    """The list of boards, with the form that makes one."""
    may_write = actor.may(WRITE)
    removed = request.GET.get("removed", "")
    rows = [
        Row(
            (
                row.name,
                ngettext("%(n)s chart", "%(n)s charts", row.pins) % {"n": row.pins},
                words.maker(row.made_by, actor),
                day(row.made_at),
            ),
            address=f"{BOARDS}{row.id}/",
        )
        for row in boards.boards()
    ]
    columns = (Column(_("Board")), Column(_("Charts")), Column(_("Made by")), Column(_("Made on")))
    empty = EmptyState(
        _("No boards yet"),
        _("A board shows saved questions beside each other, always with today's numbers."),
        icon="board",
        actions=(Button(_("Open Retention"), address="/console/retention/", kind="primary"),),
    )
    field = Field(
        "name", _("Name of a new board"), value=name, required=True, longest=80, error=error
    )
    form = Form(
        (field,),
        Button(_("Make it"), kind="primary"),
        action=BOARDS,
        key=new_form_key(),
        compact=True,
    )
    return BoardsPage(
        title=_("Boards"),
        frame=console_frame(request, "boards"),
        head=PageHead(
            _("Boards"),
            lead=_("Answers side by side, shared by all staff."),
            actions=(Button(_("Saved questions"), address="/console/questions/", kind="quiet"),),
        ),
        undo=undo_alert(_("The board was removed."), f"{BOARDS}{removed}/restore")
        if removed and may_write
        else None,
        boards=Table(_("Boards"), columns, rows) if rows else empty,
        make=form if may_write else None,
    )


def board_page(request: HttpRequest, board_id: str, actor: Actor) -> BoardPage:
    """A board; its answers are not waited for."""
    seen = boards.board(board_id)
    may_write = actor.may(WRITE)
    plain = "now" in request.GET
    pins = [
        pin_part(seen, at, may_write, wait=IN_A_PART if plain else 0.0)
        for at in range(len(seen.pins))
    ]
    empty = EmptyState(
        _("Nothing is pinned here yet"),
        _("Open an explorer, choose what you want to see, and press “Save or pin”."),
        icon="pin",
        actions=(Button(_("Open Retention"), address="/console/retention/", kind="primary"),),
    )
    taken = request.GET.get("unpinned", "")
    place = request.GET.get("place", "")
    undo = undo_alert(
        _("The chart was taken off the board."),
        f"{BOARDS}{board_id}/pin",
        {"question": taken, "place": place},
    )
    return BoardPage(
        title=seen.name,
        frame=console_frame(request, "boards"),
        head=PageHead(
            seen.name,
            trail=(Link(_("Boards"), BOARDS),),
            actions=_board_actions(seen) if may_write else (),
        ),
        undo=undo if taken and may_write else None,
        pins=pins,
        empty=None if pins else empty,
        dialogs=(rename_dialog(seen.id, seen.name),) if may_write else (),
    )


def pin_part(seen: boards.BoardSeen, at: int, may_write: bool, *, wait: float) -> PinPart:
    """A pin; with its answer if that comes within `wait` seconds, else to be loaded."""
    pin = seen.pins[at]
    explorer = EXPLORERS.get(pin.question.explorer)
    address = f"{explorer.path}?{pin.question.state}" if explorer else ""
    answer = _answer(pin.question, wait)
    return PinPart(
        f"pin-{pin.id}",
        pin.question.name,
        str(explorer.title) if explorer else "",
        address,
        answer,
        load="" if answer else f"{BOARDS}{seen.id}/pins/{pin.id}",
        plain=f"{BOARDS}{seen.id}/?now=1",
        controls=_pin_controls(seen, at) if may_write else (),
    )


def _answer(question: boards.QuestionRow, wait: float) -> AnswerPart | None:
    explorer = EXPLORERS.get(question.explorer)
    if explorer is None:
        return AnswerPart(
            failure=Alert(_("This kind of question is no longer there."), tone="warn")
        )
    if wait <= 0:
        return None
    try:
        asking = begin_with(QueryDict(question.state), explorer)
    except NotFound as error:
        if error.code != "query.empty_log":
            return AnswerPart(failure=failure(error))
        return AnswerPart(failure=empty_log())
    if asking.asked.errors:
        text = " ".join(asking.asked.errors.values())
        return AnswerPart(failure=Alert(text, tone="warn"))
    found = outcome(asking, wait)
    if found.error is not None:
        return AnswerPart(failure=failure(found.error))
    if found.answer is None:
        return None
    shown = shown_answer(asking, found.answer)
    charts = [one for one in shown.charts if not isinstance(one, Group)] or shown.charts
    return AnswerPart(
        lead=shown.lead,
        charts=charts[:_CHARTS_ON_A_PIN],
        notes=shown.notes,
        failure=shown.failure,
    )


def _pin_controls(seen: boards.BoardSeen, at: int) -> list[Content]:
    pin = seen.pins[at]
    base = f"{BOARDS}{seen.id}/pins/{pin.id}"
    controls: list[Content] = []
    if at:
        controls.append(_small(_("Move up"), "up", f"{base}/move", {"steps": "-1"}))
    if at + 1 < len(seen.pins):
        controls.append(_small(_("Move down"), "down", f"{base}/move", {"steps": "1"}))
    return [*controls, _small(_("Take off the board"), "close", f"{base}/unpin", {})]


def _small(label: str, icon: str, action: str, hidden: dict[str, str]) -> ActionButton:
    button = Button(label, kind="quiet", icon=icon, icon_only=True, small=True)
    return ActionButton(button, action, hidden, key=new_form_key())


def _board_actions(seen: boards.BoardSeen) -> tuple[Content, ...]:
    remove = ActionButton(
        Button(_("Remove the board"), kind="danger", icon="trash"),
        f"{BOARDS}{seen.id}/remove",
        key=new_form_key(),
    )
    rename = Button(
        _("Rename"),
        address=f"{BOARDS}{seen.id}/rename",
        kind="quiet",
        icon="edit",
        attributes={"data-dialog": "rename"},
    )
    return (rename, Menu(_("More"), (remove,), icon_only=True))


def rename_dialog(board_id: str, name: str, *, error: str = "", in_page: bool = False) -> Dialog:
    """The form with a board's name."""
    form = Form(
        (Field("name", _("Name"), value=name, required=True, longest=80, error=error),),
        Button(_("Rename"), kind="primary"),
        action=f"{BOARDS}{board_id}/rename",
        key=new_form_key(),
        cancel=f"{BOARDS}{board_id}/" if in_page else "",
    )
    return Dialog("rename", _("Rename the board"), form, open_in_page=in_page)


def shown_pin(board_id: str, pin_id: str, actor: Actor) -> PinPart:
    """One pin with its answer. NotFound if it is not on the board."""
    seen = boards.board(board_id)
    for at, pin in enumerate(seen.pins):
        if pin.id == pin_id:
            return pin_part(seen, at, actor.may(WRITE), wait=IN_A_PART)
    raise NotFound("It is not pinned here.", remedy="Open the board again.", code="boards.no_pin")
