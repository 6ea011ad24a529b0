"""The orders: a list by what needs a hand, by state, day, person and number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from huitou.commerce import members, orders
from huitou.doors.console.frame import console_frame
from huitou.doors.console.staff import actor, page_for
from huitou.doors.console.whole import words
from huitou.doors.console.whole.addresses import (
    ORDERS,
    order_address,
    person_of_key,
    shown_id,
    shown_name,
)
from huitou.doors.console.whole.asking import SCRIPTS, STYLES
from huitou.doors.console.whole.moments import when
from huitou.doors.console.whole.person_cards import goods_of
from huitou.doors.console.whole.person_found import ids_of_person
from huitou.doors.design import (
    Badge,
    Button,
    Column,
    Component,
    ConsoleFrame,
    Content,
    EmptyState,
    Field,
    FilterChips,
    Form,
    Group,
    Link,
    Page,
    PageHead,
    Pager,
    Row,
    Table,
    money,
    short_day,
    show,
)
from huitou.foundation.actors import Actor
from huitou.foundation.clocks import current_clock

_ON_A_PAGE = 50
_TO_SHIP = ("paid", "part_shipped")
_ON_ITS_WAY = ("paid", "part_shipped", "shipped")


@dataclass(frozen=True)
class Asked:
    """What the address asks for: `needs` is "ship" or "late"; days are those of the shop."""

    needs: str = ""
    state: str = ""
    day_from: str = ""
    day_to: str = ""
    who: str = ""
    number: str = ""

    def address(self, **more: str) -> str:
        said = {**{n: getattr(self, n) for n in self.__dataclass_fields__}, **more}
        query = urlencode({name: text for name, text in said.items() if text})
        return f"{ORDERS}?{query}" if query else ORDERS


@dataclass(frozen=True)
class OrdersFound(Component):
    """A page of the list with its filters."""

    filters: tuple[Content, ...]
    table: Table
    pager: Pager
    count: str = ""
    template: ClassVar[str] = "console/whole/found.html"


@dataclass(frozen=True, kw_only=True)
class OrdersPage(Page):
    """The list of orders."""

    frame: ConsoleFrame
    head: PageHead
    search: Form
    found: OrdersFound
    indexed: bool = False
    template: ClassVar[str] = "console/whole/list.html"
    parts: ClassVar[tuple[str, ...]] = ("found",)
    styles: ClassVar[tuple[str, ...]] = STYLES
    scripts: ClassVar[tuple[str, ...]] = SCRIPTS


@page_for("orders.read")
def orders_list(request: HttpRequest) -> HttpResponse:
    """Orders, the newest first. The number of an order leads straight to it."""
    who, asked = actor(request), _asked(request.GET)
    error = ""
    if asked.number:
        found = orders.order_id_of(who, asked.number)
        if found is not None:
            return HttpResponseRedirect(order_address(found))
        error = _("No order has this number. It looks like 261125-MQ1N6-MZAR6.")
    page = OrdersPage(
        title=_("Orders"),
        frame=console_frame(request, "orders"),
        head=PageHead(_("Orders"), lead=_("What was ordered, and what of it needs a hand.")),
        search=_search(asked, error),
        found=_found(who, asked, str(request.GET.get("before", ""))[:40], current_clock().now()),
    )
    return show(request, page)


def _asked(said: Mapping[str, Any]) -> Asked:
    """What makes no sense in the address is left out."""
    texts = {name: str(said.get(name, ""))[:90].strip() for name in Asked.__dataclass_fields__}
    if texts["needs"] not in ("ship", "late"):
        texts["needs"] = ""
    if texts["state"] not in words.ORDER_STATES:
        texts["state"] = ""
    for name in ("day_from", "day_to"):
        if _day(texts[name]) is None:
            texts[name] = ""
    return Asked(**texts)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _wanted(asked: Asked, today: date) -> orders.OrdersWanted:
    zone = ZoneInfo(settings.SHOP_TIMEZONE)
    begin, end = _day(asked.day_from), _day(asked.day_to)
    states: tuple[str, ...] = (asked.state,) if asked.state else ()
    if asked.needs == "ship":
        states = _TO_SHIP
    return orders.OrdersWanted(
        states=states,
        owners=ids_of_person(person_of_key(asked.who)) if asked.who else None,
        placed_from=datetime.combine(begin, time(), zone) if begin else None,
        placed_before=datetime.combine(end + timedelta(days=1), time(), zone) if end else None,
        late_on=today if asked.needs == "late" else None,
    )


def _found(who: Actor, asked: Asked, before: str, now: datetime) -> OrdersFound:
    today = now.astimezone(ZoneInfo(settings.SHOP_TIMEZONE)).date()
    wanted = _wanted(asked, today)
    rows = orders.orders_wanted(who, wanted, before=before or None, limit=_ON_A_PAGE + 1)
    page = rows[:_ON_A_PAGE]
    people = {row.order.owner.id for row in page if row.order.owner.kind == "member"}
    cards = members.member_cards(people) if people and who.may("members.read") else {}
    more = len(rows) > _ON_A_PAGE
    return OrdersFound(
        filters=(_chips(who, asked, today),),
        table=_table(page, cards, today, is_filtered=asked != Asked()),
        pager=Pager(
            previous=asked.address() if before else "",
            next=asked.address(before=page[-1].order.id) if more else "",
            part="found",
        ),
    )


def _chips(who: Actor, asked: Asked, today: date) -> FilterChips:
    def chip(label: str, count: int = 0, **change: str) -> Link:
        current = all(getattr(asked, name) == value for name, value in change.items())
        none = {"needs": "", "state": "", "number": ""}
        address = replace(asked, **(none if current else {**none, **change})).address()
        return Link(label, address, current=current, count=count)

    to_ship = orders.count_orders(who, orders.OrdersWanted(states=_TO_SHIP))
    late = orders.count_orders(who, orders.OrdersWanted(late_on=today))
    chips = (
        chip(_("To ship"), to_ship, needs="ship"),
        chip(_("Late"), late, needs="late"),
        *(chip(str(label), state=state) for state, (label, _tone) in words.ORDER_STATES.items()),
    )
    if asked.who:
        mine = Link(
            shown_id(person_of_key(asked.who)), replace(asked, who="").address(), current=True
        )
        chips = (mine, *chips)
    return FilterChips(_("Filter"), chips, clear=ORDERS if asked != Asked() else "", part="found")


def _table(
    rows: list[orders.OrderRow],
    cards: Mapping[str, members.MemberCard],
    today: date,
    *,
    is_filtered: bool,
) -> Table:
    columns = (
        Column(_("Order")),
        Column(_("Placed")),
        Column(_("Buyer")),
        Column(_("Goods")),
        Column(_("State")),
        Column(_("Promised")),
        Column(_("Total"), numeric=True),
    )
    empty = EmptyState(
        _("No order fits all of this") if is_filtered else _("No order yet"),
        _("Take one of the filters away.")
        if is_filtered
        else _("Orders stand here as soon as they are placed."),
        icon="orders",
        actions=(Button(_("Show all orders"), address=ORDERS),) if is_filtered else (),
    )
    return Table(_("Orders"), columns, [_row(row, cards, today) for row in rows], empty)


def _row(row: orders.OrderRow, cards: Mapping[str, members.MemberCard], today: date) -> Row:
    order = row.order
    is_late = order.state in _ON_ITS_WAY and order.promised_on < today
    promised: Content = short_day(order.promised_on)
    if is_late:
        promised = Group((promised, Badge(_("late"), "bad", icon="clock")), layout="row")
    by = _("a guest") if order.owner.kind == "guest" else ""
    return Row(
        (
            order.number,
            when(order.placed_at),
            by or shown_name(cards.get(order.owner.id), order.owner.id),
            goods_of(row),
            words.badge(words.ORDER_STATES, order.state),
            promised if order.state in _ON_ITS_WAY else "",
            money(order.total),
        ),
        address=order_address(order.id),
        tone="warn" if is_late else "",
    )


def _search(asked: Asked, error: str) -> Form:
    fields = (
        Field(
            "number",
            _("Order number"),
            kind="search",
            value=asked.number,
            error=error,
            longest=20,
            placeholder="261125-MQ1N6-MZAR6",
            autocomplete="off",
        ),
        Field("day_from", _("Placed from"), kind="date", value=asked.day_from),
        Field("day_to", _("Until"), kind="date", value=asked.day_to),
    )
    hidden = {"needs": asked.needs, "state": asked.state, "who": asked.who}
    return Form(
        fields,
        Button(_("Show"), icon="search"),
        action=ORDERS,
        method="get",
        hidden={name: text for name, text in hidden.items() if text},
        compact=True,
    )
