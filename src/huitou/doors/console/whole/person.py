"""A person seen whole, and what is done with them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huitou.doors.console.frame import console_frame
from huitou.doors.console.once import once
from huitou.doors.console.staff import actor, page_for
from huitou.doors.console.whole import person_cards, person_data, person_identity, words
from huitou.doors.console.whole.addresses import (
    PEOPLE,
    person_address,
    person_of_key,
    shown_id,
    shown_name,
)
from huitou.doors.console.whole.asking import Asked, AskPage, answer_verb, ask_button
from huitou.doors.console.whole.page import WholePage, tabs_of
from huitou.doors.console.whole.people import SEES
from huitou.doors.console.whole.person_found import PersonFound, find_person
from huitou.doors.console.whole.person_reveals import reveal_of
from huitou.doors.console.whole.person_verbs import VERBS
from huitou.doors.console.whole.revealing import answer_reveal
from huitou.doors.console.whole.timeline import DayByDay, day_by_day
from huitou.doors.design import (
    Alert,
    Badge,
    Button,
    Component,
    Content,
    Form,
    Link,
    Menu,
    ago,
    new_form_key,
    show,
)
from huitou.foundation import privacy
from huitou.foundation.actors import Actor
from huitou.foundation.clocks import current_clock

_FORMS = ("GET", "POST")


@dataclass(frozen=True, kw_only=True)
class PersonPage(WholePage):
    """With the timeline as a part that filters and pages swap."""

    timeline: DayByDay | None = None
    parts: ClassVar[tuple[str, ...]] = ("timeline",)


@page_for(*SEES)
def person(request: HttpRequest, key: str) -> HttpResponse:
    """A person on one of the tabs: overview, timeline, orders, identity, data."""
    found, who = find_person(person_of_key(key)), actor(request)
    address = person_address(found.id)
    chosen = _chosen(request, found, who)
    timeline = _timeline(request, found, who, address) if chosen == "timeline" else None
    main, side = _columns(request, found, who, chosen)
    page = PersonPage(
        title=_("A person"),
        frame=console_frame(request, "people"),
        heading=shown_name(found.card, found.id),
        trail=(
            Link(pgettext("place", "People"), PEOPLE),
            Link(shown_name(found.card, found.id), address),
        ),
        initial=person_cards.initial(found),
        badges=_badges(found),
        lead=_lead(found),
        actions=_actions(found, who, address),
        notices=_notices(found),
        tabs=tabs_of(address, _("This person"), chosen, _tabs(found, who)),
        main=(timeline,) if timeline else main,
        side=side,
        timeline=timeline,
    )
    return show(request, page)


@page_for("members.write", "privacy.write", methods=_FORMS)
@once
def do(request: HttpRequest, key: str, verb: str) -> HttpResponse:
    """One of the verbs of a person, who is a member."""
    found = find_person(person_of_key(key))
    if verb not in VERBS or found.member is None:
        raise Http404("No such verb.")
    back = person_address(found.id)
    return answer_verb(request, VERBS[verb], found.member.card.id, back=back, current="people")


@page_for("personal.reveal", methods=_FORMS)
def reveal(request: HttpRequest, key: str, what: str) -> HttpResponse:
    """A contact, an address, a name or a trait in plain, for a reason."""
    found = find_person(person_of_key(key))
    title, show_it = reveal_of(found, what, str(request.GET.get("of", ""))[:200])
    back = person_address(found.id)
    return answer_reveal(request, title, show_it, back=back, current="people")


@page_for("privacy.write", methods=_FORMS)
def export(request: HttpRequest, key: str) -> HttpResponse:
    """Everything that is known of a member, as a file to be handed to them; kept nowhere."""
    found = find_person(person_of_key(key))
    if found.member is None:
        raise Http404("No member.")
    member_id = found.member.card.id
    if request.method != "POST":
        return show(request, _export_page(request, person_address(found.id)))
    whole = privacy.export_member(member_id, actor=actor(request), clock=current_clock())
    text = json.dumps(whole, ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="member-{member_id}.json"'
    response["Cache-Control"] = "no-store"
    return response


def _export_page(request: HttpRequest, back: str) -> AskPage:
    form = Form(
        (),
        Button(_("Make the file"), kind="primary", icon="download"),
        action=request.get_full_path(),
        key=new_form_key(),
        cancel=back,
        attributes={"data-downloads": ""},
    )
    title = _("A copy of all data of this member")
    lead = _(
        "All that the rooms and the log hold, in plain, as one JSON file to be handed to the "
        "member. The audit log notes it; the file is kept nowhere here."
    )
    return AskPage(
        title=_("A person"), frame=console_frame(request, "people"), asked=Asked(title, form, lead)
    )


def _chosen(request: HttpRequest, found: PersonFound, who: Actor) -> str:
    asked = str(request.GET.get("show", "overview"))
    there = [name for name, _label, _count in _tabs(found, who)]
    return asked if asked in there else "overview"


def _tabs(found: PersonFound, who: Actor) -> list[tuple[str, str, int]]:
    tabs = [
        ("overview", _("Overview"), 0),
        ("timeline", _("Timeline"), len(found.events)),
    ]
    if who.may("orders.read"):
        tabs.append(("orders", _("Orders"), 0))
    tabs.append(("identity", _("Identity"), len(found.ids) if len(found.ids) > 1 else 0))
    if found.member is not None and (who.may("privacy.read") or who.may("audit.read")):
        tabs.append(("data", _("Consent and rights"), 0))
    return tabs


def _columns(
    request: HttpRequest, found: PersonFound, who: Actor, chosen: str
) -> tuple[tuple[Content, ...], tuple[Content, ...]]:
    clock = current_clock()
    if chosen == "orders":
        return person_cards.orders_tab(found, who, str(request.GET.get("before", ""))[:40]), ()
    if chosen == "identity":
        return person_identity.identity_tab(found, who, clock)
    if chosen == "data":
        return person_data.data_tab(found, who)
    if chosen == "timeline":
        return (), ()
    return person_cards.overview_tab(found, who, clock)


def _timeline(request: HttpRequest, found: PersonFound, who: Actor, address: str) -> DayByDay:
    return day_by_day(
        found.events,
        address=address,
        kind=str(request.GET.get("kind", ""))[:20],
        until=str(request.GET.get("until", "")),
        leads_on=who.may("orders.read"),
    )


def _badges(found: PersonFound) -> tuple[Badge, ...]:
    if found.card is not None:
        return (Badge(_("Member"), "accent"), words.badge(words.MEMBER_STATES, found.card.status))
    if found.guest is not None:
        return (Badge(_("Guest"), "plain"),)
    return (Badge(_("Known from the log alone"), "plain"),)


def _lead(found: PersonFound) -> str:
    seen = ago(found.last_seen, current_clock().now()) if found.last_seen else _("never")
    said = {"id": shown_id(found.id), "seen": seen}
    return _("Last seen %(seen)s · %(id)s") % said


def _actions(found: PersonFound, who: Actor, address: str) -> tuple[Content, ...]:
    card, items = found.card, []
    if card is None or card.status == "erased":
        return ()
    if who.may("members.write"):
        frozen = card.status == "frozen"
        verb, label = ("unfreeze", _("Let in again")) if frozen else ("freeze", _("Freeze"))
        icon = "key" if frozen else "lock"
        items.append(ask_button(label, f"{address}/do/{verb}", icon=icon, kind="quiet"))
    if who.may("privacy.write"):
        items.append(
            ask_button(_("Copy of the data"), f"{address}/export", icon="download", kind="quiet")
        )
        items.append(ask_button(_("Erase…"), f"{address}/do/erase", icon="trash", kind="danger"))
    return (Menu(_("Actions"), items),) if items else ()


def _notices(found: PersonFound) -> tuple[Component, ...]:
    card, notices = found.card, []
    if card is not None and card.status == "frozen":
        notices.append(
            Alert(
                _("They cannot sign in until somebody lets them in again."),
                _("This member is frozen"),
                "warn",
            )
        )
    if card is not None and card.status == "erased":
        notices.append(
            Alert(
                _("What the books must keep stays without the person."),
                _("This member was erased"),
                "info",
            )
        )
    if found.refused:
        notices.append(person_identity.refused_alert(found))
    return tuple(notices)
