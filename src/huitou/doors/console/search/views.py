"""What the address of the search answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from huitou.doors.console.frame import SEARCH, console_frame
from huitou.doors.console.search.look import Hits, look_for
from huitou.doors.console.staff import actor, page_for
from huitou.doors.design import Button, Content, EmptyState, Field, Form, Page, PageHead, show
from huitou.foundation.clocks import current_clock

_LONGEST = 120


@dataclass(frozen=True, kw_only=True)
class SearchPage(Page):
    """What was found, by kind; or what one can search for."""

    head: PageHead
    form: Form
    kinds: Sequence[Hits]
    nothing: Content = ""
    indexed: bool = False
    template: ClassVar[str] = "console/search/page.html"
    styles: ClassVar[tuple[str, ...]] = ("console/console.css",)


@page_for()
def search(request: HttpRequest) -> HttpResponse:
    """What is called `?q=`. Where one thing alone was found, it leads there at once."""
    text = " ".join(request.GET.get("q", "")[:_LONGEST].split())
    kinds = look_for(text, actor(request), current_clock()) if text else []
    hits = [hit for kind in kinds for hit in kind.hits]
    if len(hits) == 1:
        return HttpResponseRedirect(hits[0].address)
    title = _("Search")
    return show(
        request,
        SearchPage(
            title=title,
            frame=console_frame(request, query=text),
            head=PageHead(title, lead=_("Results for “%(text)s”") % {"text": text} if text else ""),
            form=_form(text),
            kinds=kinds,
            nothing=_nothing(text) if not hits else "",
        ),
    )


def _form(text: str) -> Form:
    field = Field(
        "q",
        _("Search people, orders, products, pages"),
        kind="search",
        value=text,
        label_hidden=True,
        longest=_LONGEST,
        attributes={"autofocus": ""},
    )
    submit = Button(_("Search"), icon="search")
    return Form((field,), submit, action=SEARCH, method="get", compact=True)


def _nothing(text: str) -> EmptyState:
    how = _(
        "People are found by their whole phone number, e-mail address or id, orders by their "
        "number, products by a word of the name or the SKU, pages by a word of their name."
    )
    if not text:
        return EmptyState(_("What are you looking for?"), how, icon="search")
    return EmptyState(_("Nothing is called “%(text)s”") % {"text": text}, how, icon="search")
