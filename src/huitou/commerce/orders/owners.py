"""Whose basket and whose orders: a shopper reaches what is their own, and nothing else."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from huitou.foundation.actors import Actor
from huitou.kernel import Forbidden, NotFound


def owner_of(actor: Actor) -> dict[str, str | None]:
    """The owner's columns for a member or a guest. Forbidden for anybody else."""
    if not actor.is_shopper:
        raise Forbidden(
            "Only a shopper has a basket.",
            remedy="Sign in as a member or come as a guest.",
            code="orders.no_shopper",
        )
    is_member = actor.kind == "member"
    return {
        "member_id": actor.id if is_member else None,
        "guest_id": None if is_member else actor.id,
    }


def reachable(actor: Actor, permission: str) -> Q:
    """Which orders the actor may touch: shoppers their own, others all with the permission. A guest
    reaches an order no more once it is a member's.
    """
    if actor.is_shopper:
        return Q(**owner_of(actor)) if actor.kind == "guest" else Q(member_id=actor.id)
    actor.need(permission)
    return Q()


def no_order(order_id: str) -> NotFound:
    """The same answer for an order of somebody else and for one that never was."""
    return NotFound(
        f"There is no order {order_id[:40]!r}.",
        remedy="List the orders to see which there are.",
        code="orders.no_order",
    )


def said_of(row: Any) -> dict[str, str | None]:
    """Whom a fact about a basket or an order is said of."""
    return {"member_id": row.member_id, "anonymous_id": row.guest_id}
