"""Personal data in plain: for a reason, shown once, kept nowhere but in the audit log that says who
saw what of whom, when and why.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.doors.console.frame import console_frame
from huitou.doors.console.refusals import said
from huitou.doors.console.staff import actor
from huitou.doors.console.whole.asking import Asked, AskPage, ask_button
from huitou.doors.design import Button, Component, Field, Form, Page, show
from huitou.foundation.actors import Actor
from huitou.foundation.clocks import current_clock
from huitou.kernel import Clock, InvalidInput

PERMISSION = "personal.reveal"
Lines = Sequence[tuple[str, str]]
Reveal = Callable[[Actor, str, Clock], Lines]


@dataclass(frozen=True)
class ShownOnce(Component):
    """Names and what stands behind them in plain; a script takes them away again."""

    lines: Lines
    back: str
    template: ClassVar[str] = "console/whole/shown_once.html"


def reveal_button(who: Actor, label: str, address: str) -> Button | str:
    """The button behind a masked value; nothing for who may not."""
    if not who.may(PERMISSION):
        return ""
    return ask_button(label, address, icon="eye", kind="quiet")


def answer_reveal(
    request: HttpRequest,
    what: str,
    reveal: Reveal,
    *,
    back: str,
    current: str,
    page_of: Callable[[Lines], Page] | None = None,
) -> HttpResponse:
    """The form that asks why; and, once it is said, what was hidden, on a page of its own if
    `page_of` makes one. Nothing is ever kept: the form has no key under which its answer could be
    given again, and every showing is an entry of its own.
    """
    who = actor(request)
    who.need(PERMISSION)
    reason, error, shown = "", "", None
    if request.method == "POST":
        reason = str(request.POST.get("reason", ""))[:1000]
        try:
            shown = reveal(who, reason, current_clock())
        except InvalidInput as refusal:
            error = said(refusal)
    page: Page
    if shown is not None and page_of is not None:
        page = page_of(shown)
    else:
        asked = (
            _asked(request, what, reason, error, back, in_dialog=page_of is None)
            if shown is None
            else _shown(what, shown, back)
        )
        page = AskPage(title=_("Personal data"), frame=console_frame(request, current), asked=asked)
    response = show(request, page, status=422 if error else 200)
    response["Cache-Control"] = "no-store"
    return response


def _asked(
    request: HttpRequest, what: str, reason: str, error: str, back: str, *, in_dialog: bool
) -> Asked:
    field = Field(
        "reason",
        _("Why do you need it?"),
        kind="textarea",
        rows=2,
        value=reason,
        error=error,
        required=True,
        longest=200,
        hint=_("For example: the parcel came back, call the customer."),
        attributes={"minlength": "5"},
    )
    address = request.get_full_path()
    form = Form(
        (field,),
        Button(_("Show it once"), kind="primary", icon="eye"),
        action=address,
        cancel=back,
        attributes=(
            {"hx-post": address, "hx-target": "#asked", "hx-swap": "outerHTML"} if in_dialog else {}
        ),
    )
    lead = _("Your name, the time and the reason go into the audit log before it is shown.")
    return Asked(what, form, lead)


def _shown(what: str, lines: Lines, back: str) -> Asked:
    lead = _("It is shown this one time. The audit log has noted it with your reason.")
    return Asked(what, ShownOnce(lines, back), lead)
