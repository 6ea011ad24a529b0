"""Saved questions: open them, rename them, take them away and bring them back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext as _

from huitou.doors.console.explore import words
from huitou.doors.console.explore.keeping import WRITE
from huitou.doors.console.explore.registry import EXPLORERS
from huitou.doors.console.explore.undo import undo_alert
from huitou.doors.console.frame import console_frame
from huitou.doors.design import (
    ActionButton,
    Alert,
    Button,
    Column,
    Content,
    Dialog,
    EmptyState,
    Field,
    Form,
    Group,
    Link,
    Page,
    PageHead,
    Row,
    Table,
    day,
    new_form_key,
)
from huitou.foundation import boards
from huitou.foundation.actors import Actor

QUESTIONS = "/console/questions/"


@dataclass(frozen=True, kw_only=True)
class QuestionsPage(Page):
    """All saved questions."""

    head: PageHead
    undo: Alert | None
    questions: Table | EmptyState
    indexed: bool = False
    template: ClassVar[str] = "console/explore/questions.html"
    styles: ClassVar[tuple[str, ...]] = ("console/explore.css",)


def questions_page(request: HttpRequest, actor: Actor) -> QuestionsPage:
    """The list."""
    may_write = actor.may(WRITE)
    rows = [_row(row, actor, may_write) for row in boards.questions()]
    columns = [
        Column(_("Question")),
        Column(_("Explorer")),
        Column(_("Saved by")),
        Column(_("Saved on")),
    ]
    if may_write:
        columns.append(Column(_("Actions")))
    removed = request.GET.get("removed", "")
    empty = EmptyState(
        _("No saved questions yet"),
        _("Press “Save or pin” beside an answer to find it here again."),
        icon="pin",
        actions=(Button(_("Open Retention"), address="/console/retention/", kind="primary"),),
    )
    return QuestionsPage(
        title=_("Saved questions"),
        frame=console_frame(request, "boards"),
        head=PageHead(
            _("Saved questions"),
            lead=_("Each is asked anew when it is opened."),
            trail=(Link(_("Boards"), "/console/boards/"),),
        ),
        undo=undo_alert(_("The question was removed."), f"{QUESTIONS}{removed}/restore")
        if removed and may_write
        else None,
        questions=Table(_("Saved questions"), columns, rows) if rows else empty,
    )


def rename_dialog(question_id: str, name: str, *, error: str = "") -> Dialog:
    """The form with a question's name, on a page of its own."""
    form = Form(
        (Field("name", _("Name"), value=name, required=True, longest=80, error=error),),
        Button(_("Rename"), kind="primary"),
        action=f"{QUESTIONS}{question_id}/rename",
        key=new_form_key(),
        cancel=QUESTIONS,
    )
    return Dialog("rename", _("Rename the question"), form, open_in_page=True)


def _row(row: boards.QuestionRow, actor: Actor, may_write: bool) -> Row:
    explorer = EXPLORERS.get(row.explorer)
    cells: list[Content] = [
        row.name,
        "" if explorer is None else str(explorer.title),
        words.maker(row.made_by, actor),
        day(row.made_at),
    ]
    if may_write:
        cells.append(_changes(row))
    return Row(cells, address="" if explorer is None else f"{explorer.path}?{row.state}")


def _changes(row: boards.QuestionRow) -> Group:
    base = f"{QUESTIONS}{row.id}/"
    rename = Button(
        _("Rename"), address=f"{base}rename", kind="quiet", icon="edit", icon_only=True, small=True
    )
    remove = ActionButton(
        Button(_("Remove"), kind="quiet", icon="trash", icon_only=True, small=True),
        f"{base}remove",
        key=new_form_key(),
    )
    return Group((rename, remove), "row")
