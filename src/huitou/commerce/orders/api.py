"""Routes of orders for shoppers, and for everybody who may see or cancel one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Path, Query, Router

from huitou.commerce.orders import api_baskets, api_staff
from huitou.commerce.orders.api_shapes import (
    CancelReason,
    GatewayChosen,
    OrderDetailOut,
    OrderOut,
    OrderWanted,
    QuoteOut,
    QuoteWanted,
    WayOfShippingOut,
)
from huitou.commerce.orders.cancelling import cancel_order
from huitou.commerce.orders.delivery import WayOfShipping, shipping_methods
from huitou.commerce.orders.paying import pay_with
from huitou.commerce.orders.placing import place_order
from huitou.commerce.orders.quoted import PriceChanged, Quote
from huitou.commerce.orders.quoting import quote
from huitou.commerce.orders.reads import list_orders, order_by_number, order_of
from huitou.commerce.orders.receipts import confirm_receipt
from huitou.commerce.orders.rules import STATES
from huitou.commerce.orders.scarcity import discreet_error
from huitou.commerce.orders.seen import OrderDetail, OrderSeen
from huitou.commerce.supply import SoldOut
from huitou.foundation.clocks import current_clock
from huitou.foundation.web import (
    Page,
    Paged,
    Paging,
    caller,
    once,
    page_of,
    public,
    shoppers,
    staff_with,
)
from huitou.kernel import InvalidInput

router = Router()
router.add_router("", api_baskets.router)
router.add_router("", api_staff.router)

_SEES = [*staff_with("orders.read"), *shoppers()]


@router.get("/shipping-methods", auth=public(), response=list[WayOfShippingOut])
def ways_of_shipping(
    request: HttpRequest, country: str | None = Query(None, max_length=2)
) -> list[WayOfShipping]:
    """In which ways the shop ships, to a country (ISO 3166) if one is given."""
    return shipping_methods(country and country.upper())


@router.post("/orders/quote", auth=shoppers(), response=QuoteOut)
def quote_my_basket(request: HttpRequest, body: QuoteWanted) -> Quote:
    """What an order of the basket would cost now, every fen explained."""
    return quote(caller(request), clock=current_clock(), **body.wish())


@router.post("/orders", auth=shoppers(), response={201: OrderOut})
@once
def place_my_order(request: HttpRequest, body: OrderWanted) -> OrderSeen:
    """Order the basket at the price of the quote; then start its payment. If the price is another
    one by now, 409 `orders.price_changed` has the new quote under `details`.
    """
    try:
        return place_order(
            caller(request),
            body.fingerprint,
            gateway=body.gateway,
            clock=current_clock(),
            **body.wish(),
        )
    except PriceChanged as changed:
        changed.details = _as_json(changed.quote)
        raise
    except SoldOut as short:
        raise discreet_error(short) from None


@router.get("/orders", auth=_SEES, response=Page[OrderOut])
def list_all_orders(
    request: HttpRequest,
    paging: Query[Paging],
    state: str | None = Query(None, max_length=20),
) -> Paged[OrderSeen]:
    """The newest first: a shopper's own, or for staff everybody's."""
    actor = caller(request)
    states = () if state is None else (_known(state),)

    def read(before: str | None, limit: int) -> list[OrderSeen]:
        return list_orders(actor, states=states, before=before, limit=limit)

    whose = str(actor) if actor.is_shopper else "all"
    return page_of(f"orders:{whose}:{state}", paging, read, lambda order: order.id)


@router.get("/orders/by-number/{number}", auth=_SEES, response=OrderDetailOut)
def get_order_by_number(
    request: HttpRequest, number: str = Path(..., max_length=20)
) -> OrderDetail:
    """One order by the number that people see."""
    return order_by_number(caller(request), number)


@router.get("/orders/{uuid:order_id}", auth=_SEES, response=OrderDetailOut)
def get_order(request: HttpRequest, order_id: UUID) -> OrderDetail:
    """One order with its lines, discounts, parcels and history."""
    return order_of(caller(request), str(order_id))


@router.post(
    "/orders/{uuid:order_id}/cancel",
    auth=[*staff_with("orders.cancel"), *shoppers()],
    response=OrderOut,
)
@once
def cancel_an_order(request: HttpRequest, order_id: UUID, body: CancelReason) -> OrderSeen:
    """Cancel an order that is not shipped; what was paid goes back."""
    actor, clock = caller(request), current_clock()
    return cancel_order(actor, str(order_id), reason=body.reason, clock=clock)


@router.post(
    "/orders/{uuid:order_id}/receipt",
    auth=[*staff_with("orders.ship"), *shoppers()],
    response=OrderOut,
)
@once
def confirm_the_receipt(request: HttpRequest, order_id: UUID) -> OrderSeen:
    """Everything has arrived."""
    return confirm_receipt(caller(request), str(order_id), clock=current_clock())


@router.post("/orders/{uuid:order_id}/payment", auth=shoppers(), response=OrderOut)
@once
def choose_a_gateway(request: HttpRequest, order_id: UUID, body: GatewayChosen) -> OrderSeen:
    """Pay with something else, as long as no payment was started."""
    actor, clock = caller(request), current_clock()
    return pay_with(actor, str(order_id), gateway=body.gateway, clock=clock)


def _as_json(changed: Quote) -> dict[str, Any]:
    said: dict[str, Any] = QuoteOut.model_validate(changed).model_dump(mode="json")
    return said


def _known(state: str) -> str:
    if state not in STATES:
        raise InvalidInput(
            f"{state!r} is no state of an order.",
            remedy=f"Use one of: {', '.join(STATES)}.",
            code="orders.unknown_state",
            field="state",
        )
    return state
