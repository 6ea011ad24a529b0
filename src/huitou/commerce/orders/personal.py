"""What this room knows of a member: to take away, and to forget."""

from __future__ import annotations

import json
from typing import Any

from django.db import transaction

from huitou.commerce.orders.models import Basket, BasketLine, Order
from huitou.commerce.orders.rules import AWAITING_PAYMENT, PAID, PART_SHIPPED, SHIPPED
from huitou.kernel import Clock, Conflict

_UNDER_WAY = (AWAITING_PAYMENT, PAID, PART_SHIPPED, SHIPPED)


class OrdersOfMembers:
    """Baskets and orders."""

    name = "orders"
    tables = (
        "orders_basket",
        "orders_basket_line",
        "orders_order",
        "orders_line",
        "orders_adjustment",
        "orders_history",
        "orders_shipment",
        "orders_shipment_line",
        "orders_refund",
    )

    def export(self, member_id: str) -> dict[str, Any]:
        """The basket and every order, with addresses and notes in plain."""
        baskets = Basket.objects.filter(member_id=member_id)
        orders = Order.objects.filter(member_id=member_id).order_by("id")
        said: dict[str, Any] = {}
        if baskets.exists():
            said["basket"] = [_basket(row) for row in baskets]
        if orders.exists():
            said["orders"] = [_order(row) for row in orders]
        return said

    def erase(self, member_id: str, clock: Clock) -> dict[str, int]:
        """Baskets go. Orders stay, as the books of a shop must (what was sold for how much, and the
        member's id, which by then names nobody), without address, note and the hash over both; no
        fact is said of them any more. Conflict while an order is under way: the parcel needs its
        address.
        """
        with transaction.atomic():
            # Whoever orders from the basket in this moment is waited for.
            baskets = Basket.objects.select_for_update().filter(member_id=member_id)
            owned = [basket.id for basket in baskets]
            orders = Order.objects.select_for_update().filter(member_id=member_id)
            if orders.filter(state__in=_UNDER_WAY).exists():
                raise _under_way()
            counts = {
                "orders_basket_line": BasketLine.objects.filter(basket__in=owned).delete()[0],
                "orders_basket": Basket.objects.filter(id__in=owned).delete()[0],
                "orders_order": _anonymised(orders),
            }
        return {table: count for table, count in counts.items() if count}


PERSONAL_DATA = OrdersOfMembers()


def is_erased(order_id: str) -> bool:
    """Whether the shopper of an order was erased: then no fact is said of them any more."""
    row = Order.objects.filter(id=order_id).only("address").first()
    return row is not None and not row.address


def _anonymised(orders: Any) -> int:
    known = [row for row in orders if row.address or row.note or row.guest_id]
    for row in known:
        row.address = row.note = ""
        row.fingerprint, row.guest_id = row.id, None
    Order.objects.bulk_update(known, ["address", "note", "fingerprint", "guest_id"])
    return len(known)


def _under_way() -> Conflict:
    return Conflict(
        "An order is under way.",
        remedy="Wait until it is there, or cancel it first.",
        code="orders.under_way",
    )


def _basket(row: Basket) -> dict[str, Any]:
    lines = row.lines.order_by("id").values("variant_id", "quantity")
    return {"changed_at": row.updated_at.isoformat(), "note": row.note, "lines": list(lines)}


def _order(row: Order) -> dict[str, Any]:
    columns = ("sku", "name", "quantity", "unit_minor", "off_minor", "total_minor")
    return {
        "number": row.number,
        "placed_at": row.placed_at.isoformat(),
        "state": row.state,
        "currency": row.currency,
        "total_minor": row.total_minor,
        "delivery_minor": row.delivery_minor,
        "address": json.loads(row.address) if row.address else None,
        "note": row.note,
        "lines": list(row.lines.order_by("place").values(*columns, "refunded_minor")),
        "parcels": list(row.shipments.order_by("id").values("carrier", "tracking_number")),
    }
