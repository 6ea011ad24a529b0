"""Paying an order: to the gateway and back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from huitou.commerce import orders, payments
from huitou.doors.design import go_to, show
from huitou.doors.shop.answering import shop_page
from huitou.doors.shop.once import once
from huitou.doors.shop.owned import own_order
from huitou.doors.shop.paying_page import pay_page, scan_page
from huitou.doors.shop.refusals import said
from huitou.foundation.actors import Actor
from huitou.foundation.clocks import current_clock
from huitou.foundation.web import address_of
from huitou.kernel import Conflict, HuitouError, Unreachable


@shop_page("GET", "POST")
def pay(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """How the payment stands; with `?go=1` it is started, and the browser goes to the gateway. POST
    chooses a gateway first.
    """
    if request.method == "POST":
        return _choose(request, order_id)
    actor, order = own_order(request, order_id)
    can = orders.possible_moves(order, at=current_clock().now())
    if not can.pay or "go" not in request.GET or order.payment_id is None:
        return show(request, pay_page(request, order))
    try:
        how = _start(request, actor, order)
    except (Conflict, Unreachable) as error:
        messages.error(request, said(error))
        return go_to(f"/orders/{order.id}/pay")
    if how.kind == payments.InstructionKind.REDIRECT:
        return show(request, pay_page(request, order, onward=how.url))
    return show(request, scan_page(request, order, how.text))


@once(whole=False)
def _choose(request: HttpRequest, order_id: UUID) -> HttpResponse:
    actor, order = own_order(request, order_id)
    gateway, back = request.POST.get("gateway", ""), f"/orders/{order.id}/pay"
    try:
        if gateway:
            orders.pay_with(actor, order.id, gateway=gateway, clock=current_clock())
    except HuitouError as error:
        # Another one is under way already, or the time is over: the page says which.
        if error.code != "payments.other_under_way":
            messages.error(request, said(error))
            return go_to(back)
    return go_to(f"{back}?go=1")


def _start(request: HttpRequest, actor: Actor, order: orders.OrderSeen) -> payments.PayInstruction:
    assert order.payment_id is not None
    return payments.start_payment(
        payment_id=order.payment_id,
        actor=actor,
        payer={
            "client_ip": address_of(request),
            "return_url": request.build_absolute_uri(f"/orders/{order.id}/pay"),
        },
        clock=current_clock(),
    )
