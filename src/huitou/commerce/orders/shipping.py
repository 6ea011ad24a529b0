"""Goods on their way: parcels, and their arrival."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.db.models import F

from huitou.commerce import supply
from huitou.commerce.orders.delivery_rules import kept
from huitou.commerce.orders.facts import say_parcel
from huitou.commerce.orders.models import Order, OrderLine, Shipment, ShipmentLine
from huitou.commerce.orders.policy import current_policy
from huitou.commerce.orders.receipts import PERMISSION, await_word
from huitou.commerce.orders.rules import (
    DELIVERED,
    SHIPPED,
    TO_SHIP,
    state_of_shipping,
    words,
)
from huitou.commerce.orders.seen import OrderSeen, seen
from huitou.commerce.orders.states import holder_of, locked_order, move
from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, Conflict, InvalidInput, NotFound, new_id


def ship(
    actor: Actor,
    order_id: str,
    *,
    carrier: str,
    tracking_number: str,
    lines: Sequence[tuple[str, int]] | None = None,
    clock: Clock,
) -> OrderSeen:
    """A parcel with (line id, quantity) pairs leaves the shop, or with all that is left to ship.
    The same tracking number of the same carrier again changes nothing. Conflict unless the order is
    paid, or for more than is left.
    """
    actor.need(PERMISSION)
    carrier = _checked_text(carrier, "carrier", 60)
    tracking_number = _checked_text(tracking_number, "tracking_number", 80)
    with transaction.atomic():
        order = locked_order(order_id, actor, PERMISSION)
        parcel = {"carrier": carrier, "tracking_number": tracking_number}
        if order.shipments.filter(**parcel).exists():
            return seen(order)
        _check_to_ship(order)
        packed = _packed(order, lines)
        shipment = _made(order, parcel, packed, actor, clock)
        _after_shipping(order, actor, clock)
        detail = {"shipment": shipment.id, "lines": {line.id: n for line, n in packed}}
        audit.note(actor, PERMISSION, order.id, detail, clock=clock)
        return seen(order)


def mark_delivered(actor: Actor, shipment_id: str, *, clock: Clock) -> OrderSeen:
    """A parcel has arrived. When it was the last one of an order that is all shipped, the order is
    delivered, and it is noted whether the promised day was kept. Again it changes nothing.
    """
    actor.need(PERMISSION)
    shipment = Shipment.objects.filter(id=shipment_id).first()
    if shipment is None:
        raise NotFound(
            f"There is no parcel {shipment_id[:40]!r}.",
            remedy="The order says which there are.",
            code="orders.no_shipment",
        )
    with transaction.atomic():
        order = locked_order(shipment.order_id, actor, PERMISSION)
        arrived = Shipment.objects.filter(id=shipment_id, delivered_at=None)
        if not arrived.update(delivered_at=clock.now()):
            return seen(order)
        say_parcel("Order Delivered", order, _said(shipment), clock=clock)
        if order.state == SHIPPED and not order.shipments.filter(delivered_at=None).exists():
            _delivered(order, actor, clock)
        detail = {"shipment": shipment_id}
        audit.note(actor, "orders.mark_delivered", order.id, detail, clock=clock)
        return seen(order)


def _packed(order: Order, lines: Sequence[tuple[str, int]] | None) -> list[tuple[OrderLine, int]]:
    rows = {row.id: row for row in order.lines.order_by("place")}
    if lines is None:
        left = [(row, row.counts.to_ship) for row in rows.values()]
        return [(row, count) for row, count in left if count]
    wanted = dict(lines)
    if not lines or len(wanted) < len(lines) or not set(wanted) <= set(rows):
        raise _bad_lines("Name lines of this order, each once.")
    for line_id, count in wanted.items():
        if not 1 <= count <= rows[line_id].counts.to_ship:
            raise _bad_lines("Ship one unit at least, and no more than is left to ship.")
    return [(rows[line_id], count) for line_id, count in wanted.items()]


def _made(
    order: Order,
    parcel: dict[str, str],
    packed: Sequence[tuple[OrderLine, int]],
    actor: Actor,
    clock: Clock,
) -> Shipment:
    shipment = Shipment.objects.create(
        id=new_id(clock), order=order, shipped_at=clock.now(), **parcel
    )
    ShipmentLine.objects.bulk_create(
        ShipmentLine(shipment=shipment, line=line, quantity=count) for line, count in packed
    )
    for line, count in packed:
        OrderLine.objects.filter(id=line.id).update(shipped_quantity=F("shipped_quantity") + count)
    supply.commit(
        holder_of(order.id),
        lines=[(line.variant_id, count) for line, count in packed],
        source=shipment.id,
        actor=actor,
        clock=clock,
    )
    say_parcel("Order Shipped", order, _said(shipment), clock=clock)
    return shipment


def _after_shipping(order: Order, actor: Actor, clock: Clock) -> None:
    after = state_of_shipping(tuple(row.counts for row in order.lines.all()))
    if after != order.state:
        move(order, after, actor=actor, clock=clock)
        if after == SHIPPED:
            await_word(order)


def _delivered(order: Order, actor: Actor, clock: Clock) -> None:
    move(order, DELIVERED, actor=actor, clock=clock)
    order.promise_kept = kept(order.promised_on, clock.now(), settings.SHOP_TIMEZONE)
    order.confirm_by = clock.now() + current_policy().confirm_after
    order.save(update_fields=["promise_kept", "confirm_by"])


def _said(shipment: Shipment) -> dict[str, str]:
    return {
        "shipment_id": shipment.id,
        "carrier": shipment.carrier,
        "shipped_at": shipment.shipped_at.isoformat(),
    }


def _check_to_ship(order: Order) -> None:
    if order.state not in TO_SHIP:
        raise Conflict(
            f"The order is {words(order.state)}; nothing of it is to be shipped.",
            remedy="Ship orders that are paid.",
            code="orders.not_to_ship",
        )


def _checked_text(text: str, field: str, longest: int) -> str:
    text = text.strip()
    if not 1 <= len(text) <= longest or not text.isprintable():
        raise InvalidInput(
            f"The {field.replace('_', ' ')} cannot be used.",
            remedy=f"Write 1 to {longest} printable characters.",
            code="orders.bad_parcel",
            field=field,
        )
    return text


def _bad_lines(remedy: str) -> InvalidInput:
    return InvalidInput(
        "These lines cannot be shipped.", remedy=remedy, code="orders.bad_lines", field="lines"
    )
