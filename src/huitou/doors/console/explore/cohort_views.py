"""What the addresses of cohorts answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.doors.console.explore import cohort_page as pages
from huitou.doors.console.explore.asking import IN_A_PART
from huitou.doors.console.explore.asks import Around
from huitou.doors.console.explore.cohort_making import make, make_form
from huitou.doors.console.explore.keeping import WRITE
from huitou.doors.console.explore.log import opened_log
from huitou.doors.console.explore.names import around_log
from huitou.doors.console.explore.plain_form import form_page
from huitou.doors.console.explore.views import READ, csv_file, too_long
from huitou.doors.console.frame import console_frame
from huitou.doors.console.once import once
from huitou.doors.console.refusals import said
from huitou.doors.console.staff import actor, page_for
from huitou.doors.design import Form, Link, Page, PageHead, go_to, rendering_for, show
from huitou.foundation.clocks import current_clock
from huitou.foundation.cohorts import open_cohorts
from huitou.foundation.keep_cohorts import remove_cohort, restore_cohort, retitle_cohort
from huitou.kernel import InvalidInput

_BOTH = ("GET", "POST")
_POST = ("POST",)


@dataclass(frozen=True, kw_only=True)
class MakePage(Page):
    """The form that makes a cohort by a rule."""

    head: PageHead
    form: Form
    events: tuple[str, ...]
    indexed: bool = False
    template: ClassVar[str] = "console/explore/make_cohort.html"


@page_for(READ)
def all_cohorts(request: HttpRequest) -> HttpResponse:
    """The list of cohorts."""
    return show(request, pages.cohorts_page(request, actor(request)))


@page_for(WRITE, methods=_BOTH)
@once
def new(request: HttpRequest) -> HttpResponse:
    """The form that makes a cohort by a rule, and what it sends."""
    errors = {}
    if request.method == "POST":
        try:
            name = make(request.POST.dict(), actor(request))
        except InvalidInput as error:
            errors[error.field or "name"] = said(error)
        else:
            messages.success(request, _("The cohort is made."))
            return go_to(f"{pages.COHORTS}{name}/")
    around: Around = around_log(opened_log(), current_clock())
    page = MakePage(
        title=_("Make a cohort"),
        frame=console_frame(request, "cohorts"),
        head=PageHead(_("Make a cohort"), trail=(Link(_("Cohorts"), pages.COHORTS),)),
        form=make_form(request.POST.dict(), errors, around),
        events=around.events,
    )
    return show(request, page, status=422 if errors else 200)


@page_for(READ)
def one_cohort(request: HttpRequest, name: str) -> HttpResponse:
    """A cohort with its people."""
    return show(request, pages.cohort_page(request, name, actor(request)))


@page_for(READ)
def size(request: HttpRequest, name: str) -> HttpResponse:
    """How many people are in it: a part of the list."""
    with rendering_for(request):
        html = str(pages.size_part(name, IN_A_PART))
    return HttpResponse(html, headers={"Cache-Control": "private, no-store"})


@page_for(READ)
def ids(request: HttpRequest, name: str) -> HttpResponse:
    """Their ids as a file."""
    found = pages.all_ids(name, settings.API_QUERY_SECONDS)
    if found is None:
        raise too_long()
    return csv_file(f"cohort-{name}", "".join(f"{one}\r\n" for one in ["id", *found.to_pylist()]))


@page_for(WRITE, methods=_BOTH)
@once
def rename(request: HttpRequest, name: str) -> HttpResponse:
    """Another title for a cohort."""
    title, error = pages.title_of(open_cohorts(settings.HOME).read(name).definition), ""
    if request.method == "POST":
        title = request.POST.get("name", "")
        try:
            retitle_cohort(settings.HOME, name, title, actor=actor(request), clock=current_clock())
            return go_to(f"{pages.COHORTS}{name}/")
        except InvalidInput as refused:
            error = said(refused)
    dialog = pages.rename_dialog(name, title, error=error, in_page=True)
    return show(request, form_page(request, "cohorts", dialog), status=422 if error else 200)


@page_for(WRITE, methods=_POST)
@once
def remove(request: HttpRequest, name: str) -> HttpResponse:
    """Take a cohort out of use; the next page can bring it back."""
    remove_cohort(settings.HOME, name, actor=actor(request), clock=current_clock())
    return go_to(f"{pages.COHORTS}?{urlencode({'removed': name})}")


@page_for(WRITE, methods=_POST)
@once
def restore(request: HttpRequest, name: str) -> HttpResponse:
    """Bring a cohort back."""
    restore_cohort(settings.HOME, name, actor=actor(request), clock=current_clock())
    return go_to(f"{pages.COHORTS}{name}/")
