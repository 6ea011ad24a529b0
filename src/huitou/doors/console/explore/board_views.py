"""What the addresses of boards answer."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.doors.console.explore import board_page as pages
from huitou.doors.console.explore.keeping import WRITE
from huitou.doors.console.explore.plain_form import form_page
from huitou.doors.console.explore.views import READ
from huitou.doors.console.once import once
from huitou.doors.console.refusals import said
from huitou.doors.console.staff import actor, page_for
from huitou.doors.design import go_to, rendering_for, show
from huitou.foundation import boards
from huitou.foundation.clocks import current_clock
from huitou.kernel import InvalidInput

_BOTH = ("GET", "POST")
_POST = ("POST",)


@page_for(READ, methods=_BOTH)
@once
def all_boards(request: HttpRequest) -> HttpResponse:
    """The boards, and the form that makes one."""
    who = actor(request)
    if request.method != "POST":
        return show(request, pages.boards_page(request, who))
    name = request.POST.get("name", "")
    try:
        made = boards.make_board(name, actor=who, clock=current_clock())
    except InvalidInput as error:
        page = pages.boards_page(request, who, name=name, error=said(error))
        return show(request, page, status=422)
    return go_to(f"{pages.BOARDS}{made.id}/")


@page_for(READ)
def one_board(request: HttpRequest, board_id: str) -> HttpResponse:
    """A board, whose answers come by themselves."""
    return show(request, pages.board_page(request, board_id, actor(request)))


@page_for(READ)
def one_pin(request: HttpRequest, board_id: str, pin_id: str) -> HttpResponse:
    """A pin with its answer: a part of the board."""
    with rendering_for(request):
        html = str(pages.shown_pin(board_id, pin_id, actor(request)))
    return HttpResponse(html, headers={"Cache-Control": "private, no-store"})


@page_for(WRITE, methods=_BOTH)
@once
def rename(request: HttpRequest, board_id: str) -> HttpResponse:
    """Another name for a board."""
    name, error = boards.board(board_id).name, ""
    if request.method == "POST":
        name = request.POST.get("name", "")
        try:
            boards.rename_board(board_id, name, actor=actor(request), clock=current_clock())
            return go_to(f"{pages.BOARDS}{board_id}/")
        except InvalidInput as refused:
            error = said(refused)
    dialog = pages.rename_dialog(board_id, name, error=error, in_page=True)
    return show(request, form_page(request, "boards", dialog), status=422 if error else 200)


@page_for(WRITE, methods=_POST)
@once
def remove(request: HttpRequest, board_id: str) -> HttpResponse:
    """Take a board away; the next page can bring it back."""
    boards.remove_board(board_id, actor=actor(request), clock=current_clock())
    return go_to(f"{pages.BOARDS}?{urlencode({'removed': board_id})}")


@page_for(WRITE, methods=_POST)
@once
def restore(request: HttpRequest, board_id: str) -> HttpResponse:
    """Bring a board back."""
    seen = boards.restore_board(board_id, actor=actor(request), clock=current_clock())
    messages.success(request, _("“%(name)s” is back.") % {"name": seen.name})
    return go_to(f"{pages.BOARDS}{board_id}/")


@page_for(WRITE, methods=_POST)
@once
def pin(request: HttpRequest, board_id: str) -> HttpResponse:
    """Pin a saved question, at a place if one is named: it was there before."""
    place = request.POST.get("place", "")
    boards.pin_question(
        board_id,
        request.POST.get("question", ""),
        place=int(place) if place.isascii() and place.isdigit() and len(place) < 4 else None,
        actor=actor(request),
        clock=current_clock(),
    )
    return go_to(f"{pages.BOARDS}{board_id}/")


@page_for(WRITE, methods=_POST)
@once
def unpin(request: HttpRequest, board_id: str, pin_id: str) -> HttpResponse:
    """Take a pin off; the board can put it back."""
    pins = {one.id: one.question.id for one in boards.board(board_id).pins}
    place = boards.unpin(board_id, pin_id, actor=actor(request), clock=current_clock())
    back = urlencode({"unpinned": pins.get(pin_id, ""), "place": str(place)})
    return go_to(f"{pages.BOARDS}{board_id}/?{back}")


@page_for(WRITE, methods=_POST)
@once
def move(request: HttpRequest, board_id: str, pin_id: str) -> HttpResponse:
    """Move a pin up or down by one."""
    steps = -1 if request.POST.get("steps") == "-1" else 1
    boards.move_pin(board_id, pin_id, steps, actor=actor(request), clock=current_clock())
    return go_to(f"{pages.BOARDS}{board_id}/#pin-{pin_id}")
