"""The page of an explorer, made from a request."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huitou.doors.console.explore import words
from huitou.doors.console.explore.asking import AT_ONCE, IN_A_PART, Asking, begin, outcome
from huitou.doors.console.explore.explorer import Explorer, form_fields
from huitou.doors.console.explore.keeping import keep_actions, saved_chips
from huitou.doors.console.explore.parts import AnswerPart, AskForm, ExplorerPage, ExplorerPart
from huitou.doors.console.explore.registry import EXPLORERS
from huitou.doors.console.explore.said_errors import empty_log, failure
from huitou.doors.console.frame import console_frame
from huitou.doors.design import (
    Alert,
    Component,
    Disclosure,
    EmptyState,
    Group,
    Link,
    PageHead,
    Tabs,
)
from huitou.foundation.actors import Actor
from huitou.kernel import NotFound

_AT_ONCE_WITHOUT_SCRIPT = "now"
_MOST_NOTES = 2


def explorer_page(request: HttpRequest, explorer: Explorer, actor: Actor) -> ExplorerPage:
    """The page with its form and its answer, as far as it is there in a moment."""
    try:
        asking = begin(request, explorer)
        part, state = _part(request, asking, actor), asking.asked.address
    except NotFound as error:
        if error.code != "query.empty_log":
            raise
        part, state = ExplorerPart(None, AnswerPart(failure=empty_log())), ""
    return ExplorerPage(
        title=str(explorer.title),
        frame=console_frame(request, explorer.place),
        head=PageHead(str(explorer.title), lead=str(explorer.lead)),
        tabs=_tabs(explorer),
        explorer=part,
        address=f"{explorer.path}?{state}" if state else explorer.path,
    )


def _part(request: HttpRequest, asking: Asking, actor: Actor) -> ExplorerPart:
    asked = asking.asked
    fields, more = form_fields(asking.explorer, asked, asking.around)
    form = AskForm(
        asking.explorer.path,
        fields,
        more,
        more_open=_says_more(asking),
        events=asking.around.events,
        was=asked.said.get("period", [""])[0],
        late="" if asking.around.complete else asking.links.page(),
    )
    answer = _answer(request, asking, actor)
    return ExplorerPart(form, answer, saved_chips(asking))


def _says_more(asking: Asking) -> bool:
    """Whether one of the further choices was made, or is wrong."""
    further = {one.name for one in asking.explorer.asks if one.more}
    said = {name for name, _value in asking.asked.state} | set(asking.asked.errors)
    return any(name in further or name.endswith("_where") for name in said)


def _answer(request: HttpRequest, asking: Asking, actor: Actor) -> AnswerPart:
    if asking.asked.errors:
        text = " ".join(asking.asked.errors.values())
        wrong = Alert(text, title=_("This cannot be asked yet"), tone="warn")
        return AnswerPart(failure=wrong)
    patient = request.headers.get("HX-Target") == "answer" or _AT_ONCE_WITHOUT_SCRIPT in request.GET
    found = outcome(asking, IN_A_PART if patient else AT_ONCE)
    if found.error is not None:
        return AnswerPart(failure=failure(found.error))
    if found.answer is None:
        address = asking.links.page()
        return AnswerPart(wait=address, plain=asking.links.page(now="1"))
    return shown_answer(asking, found.answer, keep_actions(asking, actor))


def shown_answer(asking: Asking, answer: Any, actions: Any = None) -> AnswerPart:
    """An answer with its charts and all that has to be said of it."""
    drawn = asking.explorer.draw(answer, asking.asked.values, asking.links)
    nothing = EmptyState(
        _("Nobody yet"),
        _("Nobody did this in these days. Try more days, or another event."),
        icon="users",
    )
    notes = _notes(answer)
    return AnswerPart(
        lead=drawn.lead,
        charts=drawn.charts,
        failure=None if drawn.charts else nothing,
        definition=words.said(answer.definition),
        mark=_mark(asking, answer),
        notes=notes,
        actions=() if actions is None else actions.buttons,
        dialogs=() if actions is None else actions.dialogs,
    )


def _notes(answer: Any) -> list[Component]:
    """What has to be known of the answer; of much only that there is more."""
    said = [words.said(note) for note in answer.notes]
    if len(said) <= _MOST_NOTES:
        return [Alert(text) for text in said]
    label = ngettext("%(n)s note", "%(n)s notes", len(said)) % {"n": len(said)}
    return [Disclosure(label, Group([Alert(text) for text in said]))]


def _mark(asking: Asking, answer: Any) -> str:
    return _("Days of %(timezone)s. As of version %(version)s of the log.") % {
        "timezone": answer.definition.timezone,
        "version": asking.opened.version,
    }


def _tabs(explorer: Explorer) -> Tabs | None:
    beside = [EXPLORERS[slug] for slug in explorer.tabs if slug in EXPLORERS]
    if len(beside) < 2:
        return None
    links = [
        Link(str(one.title), one.path, one.icon, current=one.slug == explorer.slug)
        for one in beside
    ]
    return Tabs(links, _("Views"))
