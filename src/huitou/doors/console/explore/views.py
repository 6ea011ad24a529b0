"""What the addresses of the explorers answer."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.doors.answers import answer_csv
from huitou.doors.console.explore import forms, keeping, people
from huitou.doors.console.explore.asking import begin, outcome
from huitou.doors.console.explore.page import explorer_page
from huitou.doors.console.explore.plain_form import form_page
from huitou.doors.console.explore.registry import EXPLORERS
from huitou.doors.console.once import once
from huitou.doors.console.refusals import said
from huitou.doors.console.staff import actor, page_for
from huitou.doors.design import go_to, show
from huitou.kernel import HuitouError, Overloaded

READ, WRITE = "analytics.read", keeping.WRITE
_BOTH = ("GET", "POST")


@page_for(READ)
def explore(request: HttpRequest, slug: str) -> HttpResponse:
    """An explorer with its answer; a part of it where htmx asks for one."""
    page = explorer_page(request, EXPLORERS[slug], actor(request))
    response = show(request, page)
    if request.headers.get("HX-Target") == "explorer":
        # What is taken for granted is left out of the address.
        response["HX-Push-Url"] = page.address
    return response


@page_for(READ)
def numbers(request: HttpRequest, slug: str) -> HttpResponse:
    """The numbers of an answer as a file."""
    explorer = EXPLORERS[slug]
    found = outcome(begin(request, explorer), settings.API_QUERY_SECONDS)
    if found.error is not None:
        raise found.error
    if found.answer is None:
        raise too_long()
    return csv_file(slug, answer_csv(explorer.family, found.answer))


@page_for(READ)
def behind(request: HttpRequest, slug: str) -> HttpResponse:
    """The people behind a cell."""
    return show(request, people.people_page(request, EXPLORERS[slug], actor(request)))


@page_for(READ)
def ids(request: HttpRequest, slug: str) -> HttpResponse:
    """Their ids as a file, one a line."""
    found = people.ids_of(people.cell_asked(request, EXPLORERS[slug]), settings.API_QUERY_SECONDS)
    if found is None:
        raise too_long()
    lines = ["id", *found.to_pylist()]
    return csv_file(f"{slug}-people", "".join(f"{one}\r\n" for one in lines))


@page_for(WRITE, methods=_BOTH)
@once
def save(request: HttpRequest, slug: str) -> HttpResponse:
    """The form that saves a question, for those without script; and what it sends."""
    explorer = EXPLORERS[slug]
    errors = {}
    if request.method == "POST":
        try:
            row, board = forms.save(explorer, request.POST, actor(request))
        except HuitouError as error:
            errors[error.field or "name"] = said(error)
        else:
            messages.success(request, _("Saved as “%(name)s”.") % {"name": row.name})
            target = f"/console/boards/{board}/" if board else f"{explorer.path}?{row.state}"
            return go_to(target)
    dialog = keeping.dialog_again(request, explorer, errors)
    page = form_page(request, explorer.place, dialog)
    return show(request, page, status=422 if errors else 200)


@page_for(WRITE, methods=_BOTH)
@once
def cohort(request: HttpRequest, slug: str) -> HttpResponse:
    """The form that makes a cell's people a cohort, for those without script; and what it sends."""
    explorer = EXPLORERS[slug]
    asked = people.cell_asked(request, explorer)
    title, error = request.POST.get("name", ""), ""
    if request.method == "POST":
        try:
            name = forms.make_cohort(asked, title, actor(request))
        except HuitouError as refused:
            error = said(refused)
        else:
            messages.success(request, _("“%(name)s” is a cohort now.") % {"name": title.strip()})
            return go_to(f"/console/cohorts/{name}/")
    dialog = people.cohort_dialog(asked, name=title, error=error, in_page=True)
    return show(request, form_page(request, explorer.place, dialog), status=422 if error else 200)


def csv_file(name: str, text: str) -> HttpResponse:
    """A file for spreadsheets, which take it for UTF-8 by its mark."""
    response = HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def too_long() -> Overloaded:
    """The error for a file that is not ready in time."""
    return Overloaded(
        "The question takes too long.",
        remedy="Ask for fewer days or groups.",
        code="query.time_limit",
    )
