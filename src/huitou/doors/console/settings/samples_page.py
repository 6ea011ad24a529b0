"""Sample goods, on and off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.doors.console.once import once
from huitou.doors.console.settings.page import SettingsPage, ask_first, done, settings_page
from huitou.doors.console.settings.shelves import ROOT
from huitou.doors.console.staff import actor, page_for
from huitou.doors.design import (
    ActionButton,
    Alert,
    Button,
    Component,
    Content,
    Progress,
    new_form_key,
    number,
    show,
)
from huitou.doors.samples import Samples, bring_samples, samples_there, take_samples_away
from huitou.foundation.actors import Actor
from huitou.foundation.clocks import current_clock

_NAME = "samples"
_WRITE = "catalogue.write"
_PART = "samples"


@dataclass(frozen=True)
class SampleGoodsPart(Component):
    """How far it has come; while it `works` it asks again every second."""

    progress: Progress
    said: str
    actions: tuple[Content, ...]
    wait: str = ""
    template: ClassVar[str] = "console/settings/samples.html"


@dataclass(frozen=True, kw_only=True)
class SamplesPage(SettingsPage):
    """The goods, of which htmx asks for the progress alone."""

    samples: SampleGoodsPart
    template: ClassVar[str] = "console/settings/samples_page.html"
    parts: ClassVar[tuple[str, ...]] = (_PART,)


@page_for(_WRITE)
def samples(request: HttpRequest) -> HttpResponse:
    """Whether they are there. `?until=on` or `off` is what a job works at."""
    found = samples_there(current_clock())
    page = settings_page(
        request,
        _NAME,
        _notes(found),
        lead=_("Forty products in six categories, with suppliers, stock and ways of shipping."),
        kind=SamplesPage,
        samples=_part(found, request.GET.get("until", ""), actor(request)),
    )
    return show(request, page)


@page_for(_WRITE, methods=("POST",))
@once
def bring(request: HttpRequest) -> HttpResponse:
    """Begin to bring them."""
    bring_samples(actor(request), clock=current_clock())
    return done(request, f"{_NAME}?until=on", _("The sample goods are on their way."))


@page_for(_WRITE, methods=("GET", "POST"))
@once
def take_away(request: HttpRequest) -> HttpResponse:
    """Begin to take them away, once it was asked for twice."""
    if request.method == "POST":
        take_samples_away(actor(request), clock=current_clock())
        return done(request, f"{_NAME}?until=off", _("The sample goods are being taken away."))
    return ask_first(
        request,
        _NAME,
        title=_("Take the sample goods out of the shop?"),
        text=_(
            "Shoppers see them no more. They stay in the books, because orders may speak of them, "
            "and can be brought back."
        ),
        action=f"{ROOT}samples/take-away",
        label=_("Take them away"),
        kind="primary",
    )


def _part(found: Samples, until: str, who: Actor) -> SampleGoodsPart:
    works = (until == "on" and found.on_sale < found.all) or (until == "off" and found.on_sale > 0)
    told = {"n": number(found.on_sale), "all": number(found.all)}
    return SampleGoodsPart(
        progress=Progress(_("On sale"), found.on_sale, found.all, _("%(n)s of %(all)s") % told),
        said=_said(found, until) if works else "",
        actions=() if works or found.is_other else _actions(found, who),
        wait=f"{ROOT}{_NAME}?until={until}" if works else "",
    )


def _said(found: Samples, until: str) -> str:
    return _("Bringing them …") if until == "on" else _("Taking them away …")


def _actions(found: Samples, who: Actor) -> tuple[Content, ...]:
    actions: list[Content] = []
    if found.on_sale < found.all and who.may("catalogue.vet") and who.may("supply.write"):
        label = _("Bring them back") if found.made == found.all else _("Load the sample goods")
        button = Button(label, kind="primary")
        actions.append(ActionButton(button, f"{ROOT}samples/bring", key=new_form_key()))
    if found.on_sale:
        actions.append(Button(_("Take them away"), address=f"{ROOT}samples/take-away"))
    return tuple(actions)


def _notes(found: Samples) -> tuple[Content, ...]:
    notes: list[Content] = []
    if found.is_other:
        text = _("This shop has goods of its own, beside which no sample goods are made.")
        notes.append(Alert(text, tone="info"))
    year = _(
        "For numbers without waiting: huitou demo makes a shop year in a folder of its own. It is "
        "not put beside real events, because the event log takes nothing back."
    )
    notes.append(Alert(year, title=_("A year of orders to look at"), tone="plain"))
    return tuple(notes)
