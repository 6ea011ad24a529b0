"""What is the shopper's own: everything else is as if it were not there."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest

from huitou.commerce import orders
from huitou.doors.shop.who import shopper
from huitou.foundation.actors import Actor
from huitou.kernel import NotFound


def known_shopper(request: HttpRequest) -> Actor:
    """Who is there; NotFound for somebody who only looks: they have nothing yet."""
    actor = shopper(request)
    if actor is None:
        raise NotFound(
            "There is no such order.",
            remedy="Sign in, or use the browser with which you ordered.",
            code="orders.no_order",
        )
    return actor


def own_detail(request: HttpRequest, order_id: UUID) -> tuple[Actor, orders.OrderDetail]:
    """An order of the shopper's own with its parts."""
    actor = known_shopper(request)
    return actor, orders.order_of(actor, str(order_id))


def own_order(request: HttpRequest, order_id: UUID) -> tuple[Actor, orders.OrderSeen]:
    """The same without its parts."""
    actor, detail = own_detail(request, order_id)
    return actor, detail.order
