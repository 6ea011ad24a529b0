"""What the addresses of saved questions answer."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.doors.console.explore.keeping import WRITE
from huitou.doors.console.explore.plain_form import form_page
from huitou.doors.console.explore.question_page import QUESTIONS, questions_page, rename_dialog
from huitou.doors.console.explore.views import READ
from huitou.doors.console.once import once
from huitou.doors.console.refusals import said
from huitou.doors.console.staff import actor, page_for
from huitou.doors.design import go_to, show
from huitou.foundation import boards
from huitou.foundation.clocks import current_clock
from huitou.kernel import InvalidInput


@page_for(READ)
def all_questions(request: HttpRequest) -> HttpResponse:
    """The list of saved questions."""
    return show(request, questions_page(request, actor(request)))


@page_for(WRITE, methods=("GET", "POST"))
@once
def rename(request: HttpRequest, question_id: str) -> HttpResponse:
    """Another name for a question."""
    name, error = boards.question(question_id).name, ""
    if request.method == "POST":
        name = request.POST.get("name", "")
        try:
            boards.rename_question(question_id, name, actor=actor(request), clock=current_clock())
            return go_to(QUESTIONS)
        except InvalidInput as refused:
            error = said(refused)
    dialog = rename_dialog(question_id, name, error=error)
    return show(request, form_page(request, "boards", dialog), status=422 if error else 200)


@page_for(WRITE, methods=("POST",))
@once
def remove(request: HttpRequest, question_id: str) -> HttpResponse:
    """Take a question away; the next page can bring it back."""
    boards.remove_question(question_id, actor=actor(request), clock=current_clock())
    return go_to(f"{QUESTIONS}?{urlencode({'removed': question_id})}")


@page_for(WRITE, methods=("POST",))
@once
def restore(request: HttpRequest, question_id: str) -> HttpResponse:
    """Bring a question back."""
    row = boards.restore_question(question_id, actor=actor(request), clock=current_clock())
    messages.success(request, _("“%(name)s” is back.") % {"name": row.name})
    return go_to(QUESTIONS)
