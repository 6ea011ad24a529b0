"""The guide through the first steps, on its own page and at the top of today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext as _

from huitou.doors.console.frame import console_frame
from huitou.doors.console.guide.snippets import Snippets, snippets
from huitou.doors.console.guide.steps import Steps, steps_done
from huitou.doors.console.who import actor
from huitou.doors.design import (
    ActionButton,
    Button,
    Component,
    Content,
    Page,
    PageHead,
    Progress,
    new_form_key,
)
from huitou.foundation.actors import Actor
from huitou.foundation.clocks import current_clock

ADDRESS = "/console/guide"
STEPS = "guide"


@dataclass(frozen=True)
class GuideStep:
    """One step: what it is for, and how it is taken."""

    title: str
    text: str
    done: bool
    actions: Sequence[Content] = ()
    below: Content = ""


@dataclass(frozen=True)
class Guide(Component):
    """The steps; on today of a shop that has begun, one line that leads to them."""

    steps: Sequence[GuideStep] = ()
    progress: Progress | None = None
    put_away: ActionButton | None = None
    all_done: bool = False
    address: str = ADDRESS
    template: ClassVar[str] = "console/guide/guide.html"

    @property
    def current(self) -> int:
        """The place of the first step that is not done."""
        return next((n for n, step in enumerate(self.steps, 1) if not step.done), 0)


@dataclass(frozen=True, kw_only=True)
class GuidePage(Page):
    """The steps on a page of their own."""

    head: PageHead
    guide: Guide
    indexed: bool = False
    template: ClassVar[str] = "console/guide/page.html"
    parts: ClassVar[tuple[str, ...]] = (STEPS,)
    styles: ClassVar[tuple[str, ...]] = ("console/console.css",)
    scripts: ClassVar[tuple[str, ...]] = ("console/console.js",)


def guide_page(request: HttpRequest, key: str = "") -> GuidePage:
    """`key` is a write key that was just made."""
    title = _("First steps")
    return GuidePage(
        title=title,
        frame=console_frame(request, "today"),
        head=PageHead(title, lead=_("Five steps to a shop that knows who comes back.")),
        guide=guide_for(request, whole=True, key=key),
    )


def guide_for(request: HttpRequest, *, whole: bool, key: str = "") -> Guide:
    """The guide, or the line in its place."""
    away = ActionButton(Button(_("Put away"), kind="quiet", small=True), f"{ADDRESS}/away")
    if not whole:
        return Guide(put_away=away)
    found = steps_done(current_clock())
    return Guide(
        steps=_steps(request, found, actor(request), key),
        progress=Progress(
            _("First steps"),
            found.done,
            5,
            _("%(done)s of %(all)s") % {"done": found.done, "all": 5},
        ),
        put_away=away if found.all_done else None,
        all_done=found.all_done,
    )


def _steps(request: HttpRequest, found: Steps, who: Actor, key: str) -> tuple[GuideStep, ...]:
    return (
        GuideStep(
            _("Make the owner"),
            _("Somebody can sign in and give others their roles."),
            done=True,
            actions=(Button(_("Add staff"), address="/console/settings/staff", small=True),),
        ),
        _goods(found, who),
        _order(found),
        _source(request, found, who, key),
        GuideStep(
            _("Watch the first event arrive"),
            _("What visitors do shows up here a second later, and after that in every number."),
            done=found.has_events,
            actions=(
                Button(
                    _("Open the live view"),
                    address="/console/settings/live",
                    icon="signal",
                    small=True,
                ),
            ),
        ),
    )


def _goods(found: Steps, who: Actor) -> GuideStep:
    actions: list[Content] = []
    if not found.has_products and who.may("catalogue.vet"):
        load = Button(_("Load 40 sample products"), kind="primary", small=True)
        actions.append(ActionButton(load, "/console/settings/samples/bring", key=new_form_key()))
    if who.may("catalogue.write"):
        address = "/admin/catalogue/product/"
        actions.append(Button(_("Add a product"), address=address, small=True))
    return GuideStep(
        _("Add a product, or try it with sample goods"),
        _("Sample goods go again with one click. Your own come from a file as well: %(command)s")
        % {"command": "huitou catalogue import goods.csv"},
        done=found.has_products,
        actions=actions,
    )


def _order(found: Steps) -> GuideStep:
    text = _("Buy something in the shop as a customer would, and see it arrive under Orders.")
    if not found.gateways:
        text += " " + _(
            "There is nothing to pay with yet: start the server with %(setting)s for a gateway "
            "that only plays paying."
        ) % {"setting": "HUITOU_SIMULATED_PAYMENTS=1"}
    return GuideStep(
        _("Take a test order"),
        text,
        done=found.has_orders,
        actions=(Button(_("Go to the shop"), address="/", icon="external", small=True),),
    )


def _source(request: HttpRequest, found: Steps, who: Actor, key: str) -> GuideStep:
    actions: tuple[Content, ...] = ()
    if who.may("sources.write") and not key:
        make = Button(_("Make a write key"), icon="key", small=True)
        actions = (ActionButton(make, f"{ADDRESS}/key", key=new_form_key()),)
    below: Snippets | str = "" if found.has_source and not key else snippets(request, key)
    return GuideStep(
        _("Connect a source"),
        _("A website, an app or another shop tells what people do, with a write key of its own."),
        done=found.has_source,
        actions=actions,
        below=below,
    )
