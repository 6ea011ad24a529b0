"""What one can do with an answer: save its question, pin it to a board, share it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from huitou.doors.console.explore.asking import Asking, begin_with
from huitou.doors.console.explore.explorer import Asked, Explorer
from huitou.doors.design import (
    Button,
    Component,
    Content,
    Dialog,
    Field,
    FilterChips,
    Form,
    Link,
    Option,
    new_form_key,
)
from huitou.foundation import boards
from huitou.foundation.actors import Actor

WRITE = "boards.write"
NEW_BOARD = "new"
_SAVE = "save-question"
_MOST_CHIPS = 8
_MARKS = ("on", "as_of")


@dataclass(frozen=True)
class Kept:
    """Buttons, and the dialogs that they open."""

    buttons: Sequence[Content]
    dialogs: Sequence[Component]


def keep_actions(asking: Asking, actor: Actor) -> Kept:
    """What may be done with the answer by whoever looks at it."""
    if not actor.may(WRITE):
        return Kept((), ())
    save = Button(
        _("Save or pin"),
        address=f"{asking.explorer.path}save?{urlencode(asking.asked.state)}",
        kind="primary",
        icon="pin",
        small=True,
        attributes={"data-dialog": _SAVE},
    )
    return Kept((save,), (save_dialog(asking.explorer, asking.asked),))


def save_dialog(
    explorer: Explorer,
    asked: Asked,
    *,
    said: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    in_page: bool = False,
) -> Dialog:
    """The form that gives a question a name, and puts it on a board if one likes."""
    given, wrong = said or {}, errors or {}
    options = [
        Option("", _("No board")),
        *(Option(row.id, row.name) for row in boards.boards()),
        Option(NEW_BOARD, _("A new board")),
    ]
    fields = (
        Field(
            "name",
            _("Name"),
            value=given.get("name", ""),
            required=True,
            longest=80,
            placeholder=_("What it shows, such as: Buyers who come back"),
            error=wrong.get("name", ""),
        ),
        Field(
            "board",
            _("Pin to a board"),
            kind="select",
            options=options,
            value=given.get("board", ""),
            error=wrong.get("board", ""),
        ),
        Field(
            "board_name",
            _("Name of the new board"),
            value=given.get("board_name", ""),
            longest=80,
            hint=_("Only for a new board."),
            error=wrong.get("board_name", ""),
        ),
    )
    form = Form(
        fields,
        Button(_("Save"), kind="primary"),
        action=f"{explorer.path}save",
        key=new_form_key(),
        hidden={"state": state_of(asked)},
        cancel=f"{explorer.path}?{asked.address}" if in_page else "",
    )
    return Dialog(_SAVE, _("Save this question"), form, open_in_page=in_page)


def dialog_again(request: HttpRequest, explorer: Explorer, errors: Mapping[str, str]) -> Dialog:
    """The form on a page of its own, with what was filled in and what is wrong with it."""
    said = request.POST or request.GET
    asking = begin_with(QueryDict(said["state"]) if "state" in said else request.GET, explorer)
    given = {name: said.get(name, "") for name in ("name", "board", "board_name")}
    return save_dialog(explorer, asking.asked, said=given, errors=errors, in_page=True)


def state_of(asked: Asked) -> str:
    """All that the form says, without the marks of one moment: days that count back go on so."""
    return urlencode([(name, value) for name, value in asked.whole if name not in _MARKS])


def saved_chips(asking: Asking) -> FilterChips | None:
    """The saved questions of this explorer, to be opened again."""
    rows = boards.questions(explorer=asking.explorer.slug, limit=_MOST_CHIPS)
    if not rows:
        return None
    now = state_of(asking.asked)
    chips = [
        Link(row.name, f"{asking.explorer.path}?{row.state}", current=row.state == now)
        for row in rows
    ]
    return FilterChips(_("Saved questions"), [*chips, Link(_("All saved"), "/console/questions/")])
