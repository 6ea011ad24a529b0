"""A shopper's orders, the newest first."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.commerce import orders
from huitou.doors.design import (
    Badge,
    Button,
    EmptyState,
    FilterChips,
    Link,
    Pager,
    clock_time,
    day,
    short_day,
    show,
)
from huitou.doors.shop.answering import shop_page
from huitou.doors.shop.buying_words import STATE_TONES, STATES
from huitou.doors.shop.frame import shop_frame
from huitou.doors.shop.lines import thumb, words_of
from huitou.doors.shop.pages.orders import OrderCard, OrderList, OrdersPage
from huitou.doors.shop.views_told import View
from huitou.doors.shop.who import shopper, signed_in
from huitou.foundation.clocks import current_clock
from huitou.foundation.web import Paged, Paging, page_of

_AT_ONCE, _PICTURED = 10, 4
_FILTERS: dict[str, tuple[str, ...]] = {
    "": (),
    "to-pay": ("awaiting_payment",),
    "to-ship": ("paid",),
    "to-receive": ("part_shipped", "shipped", "delivered"),
    "received": ("received",),
    "ended": ("closed", "cancelled"),
}
Lines = dict[str, list[orders.LineSeen]]


@shop_page()
def order_list(request: HttpRequest) -> HttpResponse:
    wanted = request.GET.get("state", "")
    wanted = wanted if wanted in _FILTERS else ""
    found = _found(request, wanted)
    actor = shopper(request)
    ids = [order.id for order in found.items]
    lines = orders.lines_of_orders(actor, ids) if actor and ids else {}
    page = OrdersPage(
        title=_("Your orders"),
        frame=shop_frame(request, "orders", view=View("Orders")),
        indexed=False,
        orders=OrderList(
            filters=_filters(wanted),
            cards=[_card(order, lines) for order in found.items],
            empty=None if found.items else _empty(request, wanted),
            pager=_pager(request, found.next, wanted),
        ),
    )
    return show(request, page)


def _found(request: HttpRequest, wanted: str) -> Paged[orders.OrderSeen]:
    actor = shopper(request)
    if actor is None:
        return Paged([], None)
    known = actor

    def read(before: str | None, limit: int) -> list[orders.OrderSeen]:
        return orders.list_orders(known, states=_FILTERS[wanted], before=before, limit=limit)

    paging = Paging(cursor=request.GET.get("after") or None, limit=_AT_ONCE)
    return page_of(f"shop-orders:{actor}:{wanted}", paging, read, lambda order: order.id)


def _card(order: orders.OrderSeen, lines: Lines) -> OrderCard:
    mine = lines.get(order.id, [])
    first = words_of(mine[0].name) if mine else ""
    return OrderCard(
        address=f"/orders/{order.id}",
        number=order.number,
        placed=day(order.placed_at),
        state=Badge(str(STATES[order.state]), STATE_TONES[order.state]),
        thumbs=[thumb(one.product_id, one.name, one.image) for one in mine[:_PICTURED]],
        more=max(0, len(mine) - _PICTURED),
        name=_("%(name)s and more") % {"name": first} if len(mine) > 1 else first,
        units=sum(one.quantity for one in mine),
        total=order.total,
        note=_note(order),
        act=_act(order),
    )


def _note(order: orders.OrderSeen) -> str:
    if orders.possible_moves(order, at=current_clock().now()).pay:
        return _("Pay by %(time)s") % {"time": clock_time(order.pay_by)}
    if order.state in ("paid", "part_shipped", "shipped"):
        return _("With you by %(day)s") % {"day": short_day(order.promised_on)}
    return ""


def _act(order: orders.OrderSeen) -> Button | None:
    if orders.possible_moves(order, at=current_clock().now()).pay:
        return Button(_("Pay now"), f"/orders/{order.id}/pay", kind="primary", small=True)
    if order.state in ("shipped", "delivered"):
        return Button(_("Where is it?"), f"/orders/{order.id}", small=True)
    return None


def _filters(wanted: str) -> FilterChips:
    names = {
        "": _("All"),
        "to-pay": _("To pay"),
        "to-ship": _("Getting ready"),
        "to-receive": _("To receive"),
        "received": _("Received"),
        "ended": _("Closed or cancelled"),
    }
    chips = [
        Link(label, f"/orders?state={key}" if key else "/orders", current=key == wanted)
        for key, label in names.items()
    ]
    return FilterChips(_("Which orders"), chips, part="orders")


def _pager(request: HttpRequest, after: str | None, wanted: str) -> Pager:
    said = {"state": wanted} if wanted else {}
    first = f"/orders?{urlencode(said)}" if "after" in request.GET else ""
    onward = f"/orders?{urlencode({**said, 'after': after})}" if after else ""
    return Pager(previous=first, next=onward, part="orders")


def _empty(request: HttpRequest, wanted: str) -> EmptyState:
    if wanted:
        everything = Button(_("All orders"), "/orders")
        return EmptyState(_("None of your orders is here"), "", "orders", (everything,))
    actions = [Button(_("Look around"), "/categories", kind="primary")]
    text = _("What you order here can be followed until it is with you.")
    if not signed_in(request):
        text = _("Sign in to see what you ordered on another device.")
        actions.append(Button(_("Sign in"), "/sign-in?next=/orders"))
    return EmptyState(_("You have not ordered yet"), text, "orders", actions)
