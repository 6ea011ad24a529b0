"""The one setter of an order's state, and what verbs lock first."""

from __future__ import annotations

from huitou.commerce.orders.adjust import registered
from huitou.commerce.orders.models import Order, OrderHistory
from huitou.commerce.orders.owners import no_order, reachable
from huitou.commerce.orders.rules import (
    CANCELLED,
    CLOSED,
    DELIVERED,
    PAID,
    RECEIVED,
    checked_move,
)
from huitou.foundation.actors import SYSTEM, Actor
from huitou.foundation.statements import insert, update
from huitou.kernel import Clock

PURPOSE = "order"  # what payments are for, and what stock is held for

_STAMPS = {
    PAID: "paid_at",
    DELIVERED: "delivered_at",
    RECEIVED: "received_at",
    CLOSED: "ended_at",
    CANCELLED: "ended_at",
}


def locked_order(order_id: str, actor: Actor, permission: str) -> Order:
    """The order, locked until the transaction ends. NotFound for one that the actor may not
    touch.
    """
    mine = Order.objects.select_for_update().filter(reachable(actor, permission))
    order = mine.filter(id=order_id).first()
    if order is None:
        raise no_order(order_id)
    return order


def lock_order(order_id: str) -> None:
    """Lock an order, in the transaction that is open, for a room whose verb goes on to its refund
    or its stock: payments are locked before it, stock and the audit log after it. NotFound for an
    unknown one.
    """
    locked_order(order_id, SYSTEM, "")


def begin(order: Order, actor: Actor, clock: Clock) -> None:
    """Note that a new order came to be in its state."""
    _note(order, "", actor, "", clock)


def move(order: Order, after: str, *, actor: Actor, reason: str = "", clock: Clock) -> None:
    """Put a locked order into another state. Conflict for a move that is none of TRANSITIONS."""
    before = order.state
    checked_move(before, after)
    order.state = after
    changed = ["state"]
    if after in _STAMPS:
        setattr(order, _STAMPS[after], clock.now())
        changed.append(_STAMPS[after])
    update(order, *changed)
    _note(order, before, actor, reason, clock)


def give_back_claims(order: Order, clock: Clock) -> None:
    """The order came to nothing: coupons and the like go back to whom they belong."""
    for entry in registered():
        if entry.claims is not None:
            entry.claims.give_back(order.id, clock)


def holder_of(order_id: str) -> str:
    """The name under which an order's goods are reserved."""
    return f"{PURPOSE}:{order_id}"


def _note(order: Order, before: str, actor: Actor, reason: str, clock: Clock) -> None:
    note = OrderHistory(
        order=order,
        before=before,
        after=order.state,
        actor=str(actor),
        reason=reason[:200],
        at=clock.now(),
    )
    insert(note)
