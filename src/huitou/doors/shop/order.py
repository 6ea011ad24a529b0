"""One order: how it stands, and what the shopper does with it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huitou.commerce import aftersales, orders
from huitou.doors.design import go_to, show
from huitou.doors.shop.answering import shop_page
from huitou.doors.shop.once import once
from huitou.doors.shop.order_page import CANCEL_REASONS, order_page
from huitou.doors.shop.owned import known_shopper, own_detail
from huitou.doors.shop.refusals import said
from huitou.foundation.clocks import current_clock
from huitou.kernel import Conflict, InvalidInput


@shop_page()
def order(request: HttpRequest, order_id: UUID) -> HttpResponse:
    actor, detail = own_detail(request, order_id)
    cases = aftersales.list_cases(actor, order_id=detail.order.id, limit=20)
    return show(request, order_page(request, detail, cases))


@shop_page("POST")
@once()
def cancel(request: HttpRequest, order_id: UUID) -> HttpResponse:
    reason = request.POST.get("reason", "")
    try:
        found = orders.cancel_order(
            known_shopper(request),
            str(order_id),
            reason=reason if reason in CANCEL_REASONS else "",
            clock=current_clock(),
        )
    except Conflict as error:
        messages.error(request, said(error))
        return go_to(f"/orders/{order_id}")
    if found.paid_at is None:
        messages.success(request, _("The order is cancelled."))
    else:
        messages.success(
            request, _("The order is cancelled. Your money goes back the way it came.")
        )
    return go_to(f"/orders/{order_id}")


@shop_page("POST")
@once()
def receive(request: HttpRequest, order_id: UUID) -> HttpResponse:
    try:
        orders.confirm_receipt(known_shopper(request), str(order_id), clock=current_clock())
    except Conflict as error:
        messages.error(request, said(error))
        return go_to(f"/orders/{order_id}")
    messages.success(request, _("Thank you. Enjoy it!"))
    return go_to(f"/orders/{order_id}")


@shop_page("POST")
@once()
def buy_again(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Everything of it that is still sold goes into the basket."""
    actor, detail = own_detail(request, order_id)
    missing = 0
    for line in detail.lines:
        try:
            orders.add_to_basket(actor, line.variant_id, line.quantity, clock=current_clock())
        except (Conflict, InvalidInput):
            missing += 1
    if missing == len(detail.lines):
        messages.warning(request, _("None of it is sold at the moment."))
        return go_to(f"/orders/{order_id}")
    if missing:
        messages.warning(request, _("Not all of it is sold any more. The rest is in your basket."))
    else:
        messages.success(request, _("It is in your basket."))
    return go_to("/basket")
