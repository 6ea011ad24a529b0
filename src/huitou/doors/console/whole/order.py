"""An order seen whole, and what is done with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.commerce import members, orders
from huitou.doors.console.frame import console_frame
from huitou.doors.console.once import once
from huitou.doors.console.staff import actor, page_for
from huitou.doors.console.whole import case_verbs, order_tabs
from huitou.doors.console.whole.addresses import ORDERS, order_address, person_address, shown_name
from huitou.doors.console.whole.asking import SCRIPTS, STYLES, Verb, answer_verb, ask_button
from huitou.doors.console.whole.order_verbs import VERBS
from huitou.doors.console.whole.page import WholePage, tabs_of
from huitou.doors.console.whole.person_reveals import destination_lines
from huitou.doors.console.whole.receipt import Receipt, receipt_of
from huitou.doors.console.whole.revealing import Lines, Reveal, answer_reveal
from huitou.doors.design import (
    Button,
    Component,
    ConsoleFrame,
    Content,
    Group,
    Link,
    Menu,
    Page,
    moment,
    show,
)
from huitou.foundation.actors import Actor
from huitou.kernel import Clock

_FORMS = ("GET", "POST")


@dataclass(frozen=True, kw_only=True)
class SlipPage(Page):
    """What goes into a parcel: the goods, and where it goes."""

    frame: ConsoleFrame
    number: str
    placed_at: datetime
    lines: Lines
    receipt: Receipt
    back: str
    indexed: bool = False
    template: ClassVar[str] = "console/whole/slip.html"
    styles: ClassVar[tuple[str, ...]] = STYLES
    scripts: ClassVar[tuple[str, ...]] = SCRIPTS


@page_for("orders.read")
def order(request: HttpRequest, order_id: str) -> HttpResponse:
    """An order on one of the tabs: order, money, aftersales, history."""
    who = actor(request)
    chosen = _chosen(str(request.GET.get("show", "")), who)
    detail = orders.order_of(who, order_id) if chosen == "order" else None
    seen = detail.order if detail else orders.order_seen(who, order_id)
    owner = _owner(seen, who)
    main, side = order_tabs.columns(chosen, seen, detail, who)
    page = WholePage(
        title=_("Order %(number)s") % {"number": seen.number},
        frame=console_frame(request, "orders"),
        heading=seen.number,
        trail=(Link(_("Orders"), ORDERS), Link(seen.number, order_address(seen.id))),
        badges=order_tabs.badges(seen),
        lead=_lead(seen, owner),
        actions=_actions(seen, who),
        above=order_tabs.step_bar(seen),
        tabs=tabs_of(order_address(seen.id), _("This order"), chosen, _tabs(who)),
        main=main,
        side=side,
    )
    return show(request, page)


@page_for("orders.ship", "orders.cancel", "payments.refund", "aftersales.decide", methods=_FORMS)
@once
def do(request: HttpRequest, order_id: str, verb: str) -> HttpResponse:
    """One of the verbs of an order."""
    return _answer(request, VERBS, order_id, verb)


@page_for("aftersales.decide", methods=_FORMS)
@once
def case(request: HttpRequest, order_id: str, verb: str) -> HttpResponse:
    """One of the verbs of a case of this order."""
    return _answer(request, case_verbs.VERBS, order_id, verb)


@page_for("personal.reveal", methods=_FORMS)
def reveal(request: HttpRequest, order_id: str) -> HttpResponse:
    """Where the order goes, and what the shopper noted, for a reason."""
    title = _("Where it goes")
    return answer_reveal(
        request, title, _destination(order_id), back=order_address(order_id), current="orders"
    )


@page_for("personal.reveal", methods=_FORMS)
def slip(request: HttpRequest, order_id: str) -> HttpResponse:
    """A packing slip with the address on it, to be printed; asked for with a reason as well."""
    back = order_address(order_id)

    def shown(lines: Lines) -> Page:
        detail = orders.order_of(actor(request), order_id)
        return SlipPage(
            title=_("Packing slip"),
            frame=console_frame(request, "orders"),
            number=detail.order.number,
            placed_at=detail.order.placed_at,
            lines=lines,
            receipt=receipt_of(detail, leads_on=False),
            back=back,
        )

    title = _("Packing slip")
    return answer_reveal(
        request, title, _destination(order_id), back=back, current="orders", page_of=shown
    )


def _destination(order_id: str) -> Reveal:
    def reveal(who: Actor, reason: str, clock: Clock) -> Lines:
        found = orders.reveal_destination(who, order_id, reason, clock=clock)
        note = ((_("Note of the shopper"), found.note),) if found.note else ()
        return (*destination_lines(found.destination), *note)

    return reveal


def _answer(
    request: HttpRequest, verbs: Mapping[str, Verb], order_id: str, verb: str
) -> HttpResponse:
    if verb not in verbs:
        raise Http404("No such verb.")
    found = orders.order_seen(actor(request), order_id)
    return answer_verb(
        request, verbs[verb], found.id, back=order_address(found.id), current="orders"
    )


def _chosen(asked: str, who: Actor) -> str:
    there = [name for name, _label, _count in _tabs(who)]
    return asked if asked in there else "order"


def _tabs(who: Actor) -> list[tuple[str, str, int]]:
    tabs = [("order", _("Order"), 0)]
    if who.may("payments.read"):
        tabs.append(("money", _("Money"), 0))
    if who.may("aftersales.read"):
        tabs.append(("aftersales", _("After-sales"), 0))
    tabs.append(("history", _("History"), 0))
    return tabs


def _owner(seen: orders.OrderSeen, who: Actor) -> members.MemberCard | None:
    if seen.owner.kind != "member" or not who.may("members.read"):
        return None
    return members.member_cards([seen.owner.id]).get(seen.owner.id)


def _lead(seen: orders.OrderSeen, owner: members.MemberCard | None) -> Content:
    if not seen.owner.id:
        name: Content = _("somebody who was erased")
    elif seen.owner.kind == "guest":
        name = Button(_("a guest"), address=person_address(seen.owner.id), kind="quiet", small=True)
    else:
        name = Button(
            shown_name(owner, seen.owner.id),
            address=person_address(seen.owner.id),
            kind="quiet",
            icon="person",
            small=True,
        )
    return Group((_("Placed %(at)s by") % {"at": moment(seen.placed_at)}, name), layout="row")


def _actions(seen: orders.OrderSeen, who: Actor) -> tuple[Content, ...]:
    base, state = order_address(seen.id), seen.state
    now: list[Component] = []
    more: list[Component] = []
    if who.may("orders.ship") and state in ("paid", "part_shipped"):
        now.append(ask_button(_("Ship…"), f"{base}/do/ship", icon="truck", kind="primary"))
    if who.may("orders.ship") and state in ("shipped", "delivered"):
        more.append(ask_button(_("Confirm the receipt"), f"{base}/do/receive", icon="check"))
    if who.may("personal.reveal") and seen.owner.id:
        more.append(ask_button(_("Packing slip…"), f"{base}/slip", icon="box"))
    if who.may("payments.refund") and seen.paid_at is not None and state != "cancelled":
        more.append(ask_button(_("Give money back…"), f"{base}/do/refund", icon="money"))
    if who.may("aftersales.decide") and seen.paid_at is not None and state != "cancelled":
        more.append(ask_button(_("Open a case…"), f"{base}/do/case", icon="return"))
    if who.may("orders.cancel") and state in ("awaiting_payment", "paid"):
        more.append(ask_button(_("Cancel…"), f"{base}/do/cancel", icon="trash", kind="danger"))
    if more:
        now.append(Menu(_("Actions"), more))
    return tuple(now)
