"""What can be done with a thing: a verb with a form of its own.

A verb has an address. A link to it opens the form as a dialog above the page where script runs, and
as a page of its own where none does. Where the room's verb refuses, the form comes back with the
error at its field; where it worked, one is back at the thing, and a toast says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from huitou.doors.console.frame import console_frame
from huitou.doors.console.refusals import said
from huitou.doors.console.staff import actor
from huitou.doors.design import (
    Button,
    Component,
    ConsoleFrame,
    Content,
    Field,
    Form,
    Page,
    form_key,
    go_to,
    new_form_key,
    show,
)
from huitou.foundation.actors import Actor
from huitou.foundation.clocks import current_clock
from huitou.kernel import Clock, Forbidden, HuitouError, NotFound

ButtonKind = Literal["plain", "primary", "quiet", "danger"]
STYLES = ("console/console.css", "console/whole.css")
SCRIPTS = ("console/whole.js",)


@dataclass(frozen=True)
class Asking:
    """A verb about to be done: by whom, with what (`subject`, an id), and what was filled in. `of`
    names a part of the subject, such as a case of an order.
    """

    subject: str
    of: str
    actor: Actor
    clock: Clock
    values: dict[str, str]
    key: str = ""

    def text(self, name: str, otherwise: str = "") -> str:
        """What was filled in, without the spaces around it."""
        return self.values.get(name, otherwise).strip()

    def named(self, prefix: str) -> dict[str, str]:
        """What was filled into fields called PREFIX-ID, by the id; empty ones left out."""
        found = {
            name.removeprefix(prefix): text.strip()
            for name, text in self.values.items()
            if name.startswith(prefix)
        }
        return {name: text for name, text in found.items() if text}


@dataclass(frozen=True)
class Question:
    """The form of a verb: what it does in words, and what it needs to know."""

    title: str
    fields: Sequence[Field] = ()
    submit: str = ""
    lead: Content = ""
    kind: ButtonKind = "primary"


@dataclass(frozen=True)
class Verb:
    """`asks` makes the form, `does` calls the room's verb and answers with the words of the toast.
    `show` is the tab on which one finds what came of it.
    """

    permission: str
    asks: Callable[[Asking], Question]
    does: Callable[[Asking], str]
    show: str = ""


@dataclass(frozen=True)
class Asked(Component):
    """A form that may stand in a dialog, or what is shown in its place."""

    title: str
    body: Content
    lead: Content = ""
    template: ClassVar[str] = "console/whole/asked.html"


@dataclass(frozen=True, kw_only=True)
class AskPage(Page):
    """The same as a page of its own."""

    frame: ConsoleFrame
    asked: Asked
    indexed: bool = False
    template: ClassVar[str] = "console/whole/ask_page.html"
    parts: ClassVar[tuple[str, ...]] = ("asked",)
    styles: ClassVar[tuple[str, ...]] = STYLES
    scripts: ClassVar[tuple[str, ...]] = SCRIPTS


def ask_button(
    label: str, address: str, *, icon: str = "", kind: ButtonKind = "plain", small: bool = True
) -> Button:
    """A link that opens the form at the address above the page."""
    attributes = {"hx-get": address, "hx-target": "#asked", "hx-swap": "outerHTML"}
    return Button(label, address=address, icon=icon, kind=kind, small=small, attributes=attributes)


def answer_verb(
    request: HttpRequest, verb: Verb, subject: str, *, back: str, current: str
) -> HttpResponse:
    """The form of a verb, or what comes of it; `back` is the page of the subject, `current` the
    place of the console that it belongs to.
    """
    actor(request).need(verb.permission)
    if request.method != "POST":
        question = verb.asks(_asking(request, subject))
        return show(request, _page(request, question, back, current))
    asking = replace(_asking(request, subject), key=form_key(request))
    try:
        toast = verb.does(asking)
    except HuitouError as error:
        if isinstance(error, NotFound | Forbidden):
            raise
        question = _with_error(verb.asks(asking), error)
        return show(request, _page(request, question, back, current, error), status=422)
    messages.success(request, toast)
    return go_to(f"{back}?show={verb.show}" if verb.show else back)


def reason_field(label: str, *, hint: str = "", value: str = "", required: bool = True) -> Field:
    """Why something is done: a few words that stay with it."""
    return Field(
        "reason", label, kind="textarea", rows=2, hint=hint, value=value, required=required,
        longest=200,
    )  # fmt: skip


def _asking(request: HttpRequest, subject: str) -> Asking:
    values = request.POST if request.method == "POST" else request.GET
    return Asking(
        subject=subject,
        of=str(request.GET.get("of", ""))[:80],
        actor=actor(request),
        clock=current_clock(),
        values={name: str(value) for name, value in values.items()},
    )


def _with_error(question: Question, error: HuitouError) -> Question:
    """The error at its field; if there is no such field, `_page` says it above the form."""
    fields = [
        replace(one, error=said(error)) if _is_of(one, error) else one for one in question.fields
    ]
    return replace(question, fields=tuple(fields))


def _is_of(one: Field, error: HuitouError) -> bool:
    return bool(error.field) and one.name == error.field


def _page(
    request: HttpRequest,
    question: Question,
    back: str,
    current: str,
    error: HuitouError | None = None,
) -> AskPage:
    at_field = error is not None and any(_is_of(one, error) for one in question.fields)
    form = Form(
        fields=question.fields,
        submit=Button(question.submit or question.title, kind=question.kind),
        action=request.get_full_path(),
        key=new_form_key(),
        error="" if error is None or at_field else said(error),
        cancel=back,
    )
    return AskPage(
        title=question.title,
        frame=console_frame(request, current),
        asked=Asked(question.title, form, question.lead),
    )
