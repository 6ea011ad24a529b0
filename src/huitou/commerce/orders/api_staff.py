"""Routes of orders for staff and programs: parcels, addresses, ways of shipping."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Path, Router

from huitou.commerce.orders.api_shapes import (
    DeliverToOut,
    OrderOut,
    OrderRefundBody,
    ParcelBody,
    RevealReason,
    ShippingMethodBody,
    WayOfShippingOut,
)
from huitou.commerce.orders.delivery import WayOfShipping
from huitou.commerce.orders.goodwill import refund_lines
from huitou.commerce.orders.method_edits import MethodFields, set_shipping_method
from huitou.commerce.orders.revealing import DeliverTo, reveal_destination
from huitou.commerce.orders.seen import OrderSeen
from huitou.commerce.orders.shipping import mark_delivered, ship
from huitou.foundation.clocks import current_clock
from huitou.foundation.web import caller, once, staff_with

router = Router()


@router.post(
    "/orders/{uuid:order_id}/shipments", auth=staff_with("orders.ship"), response={201: OrderOut}
)
@once
def ship_a_parcel(request: HttpRequest, order_id: UUID, body: ParcelBody) -> OrderSeen:
    """A parcel leaves the shop, with some lines or with all that is left."""
    lines = [(str(line.line_id), line.quantity) for line in body.lines or ()]
    return ship(
        caller(request),
        str(order_id),
        carrier=body.carrier,
        tracking_number=body.tracking_number,
        lines=lines or None,
        clock=current_clock(),
    )


@router.post(
    "/shipments/{uuid:shipment_id}/delivered", auth=staff_with("orders.ship"), response=OrderOut
)
@once
def parcel_arrived(request: HttpRequest, shipment_id: UUID) -> OrderSeen:
    """A parcel has arrived."""
    return mark_delivered(caller(request), str(shipment_id), clock=current_clock())


@router.post(
    "/orders/{uuid:order_id}/refunds", auth=staff_with("payments.refund"), response={201: OrderOut}
)
@once
def give_money_back(request: HttpRequest, order_id: UUID, body: OrderRefundBody) -> OrderSeen:
    """Money goes back for some lines or the delivery, and the goods stay with the shopper."""
    amounts = {str(line.line_id): line.amount for line in body.lines}
    return refund_lines(
        caller(request),
        str(order_id),
        amounts,
        key=body.key,
        delivery=body.delivery,
        reason=body.reason,
        clock=current_clock(),
    )


@router.post(
    "/orders/{uuid:order_id}/reveal",
    auth=staff_with("personal.reveal"),
    response=DeliverToOut,
)
def reveal_the_address(request: HttpRequest, order_id: UUID, body: RevealReason) -> DeliverTo:
    """The address and the note in plain. The reason stands in the audit log, once for each time."""
    actor, clock = caller(request), current_clock()
    return reveal_destination(actor, str(order_id), body.reason, clock=clock)


@router.put("/shipping-methods/{code}", auth=staff_with("orders.write"), response=WayOfShippingOut)
@once
def write_shipping_method(
    request: HttpRequest, body: ShippingMethodBody, code: str = Path(..., max_length=40)
) -> WayOfShipping:
    """Make a way of shipping, or change it."""
    fields = MethodFields(**{name: getattr(body, name) for name in ShippingMethodBody.model_fields})
    return set_shipping_method(caller(request), code, fields, clock=current_clock())
