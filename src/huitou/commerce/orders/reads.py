"""What others may ask about baskets and orders."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, Sum

from huitou.commerce import catalogue, supply
from huitou.commerce.orders.basket_rows import basket_row
from huitou.commerce.orders.destinations import from_text
from huitou.commerce.orders.models import (
    BasketLine,
    Order,
    OrderAdjustment,
    OrderLine,
    Shipment,
)
from huitou.commerce.orders.owners import no_order, owner_of, reachable
from huitou.commerce.orders.pricing import problem_of
from huitou.commerce.orders.revealing import HIDDEN, masked
from huitou.commerce.orders.seen import (
    AdjustmentSeen,
    BasketLineSeen,
    BasketSeen,
    LineSeen,
    MoveSeen,
    OrderDetail,
    OrderSeen,
    ShipmentSeen,
    seen,
)
from huitou.foundation.actors import Actor, told_shoppers
from huitou.kernel import Clock, Currency, Money

READ = "orders.read"


def basket_of(actor: Actor, *, clock: Clock) -> BasketSeen:
    """The shopper's basket at today's prices; an empty one if they have none."""
    row = basket_row(actor)
    if row is None:
        return BasketSeen(None, 0, "", ())
    lines = list(row.lines.order_by("id"))
    ids = [line.variant_id for line in lines]
    offers = catalogue.offers(ids, at=clock.now()) if ids else {}
    left = supply.available(ids) if ids else {}
    shown = [_basket_line(line, offers.get(line.variant_id), left) for line in lines]
    return BasketSeen(row.id, row.version, row.note, tuple(shown))


def basket_count(actor: Actor) -> int:
    """How many units lie in the shopper's basket. One query."""
    rows = BasketLine.objects.filter(**_of_basket(actor), basket__merged_at=None)
    return rows.aggregate(units=Sum("quantity"))["units"] or 0


def order_of(actor: Actor, order_id: str) -> OrderDetail:
    """One order, explained: the shopper's own, or any with the permission orders.read. NotFound
    for any other.
    """
    row = Order.objects.filter(reachable(actor, READ), id=order_id).first()
    if row is None:
        raise no_order(order_id)
    return _detail(row, actor)


def order_by_number(actor: Actor, number: str) -> OrderDetail:
    """The same by the number that people see."""
    row = Order.objects.filter(reachable(actor, READ), number=number.strip().upper()).first()
    if row is None:
        raise no_order(number)
    return _detail(row, actor)


def list_orders(
    actor: Actor, *, states: Sequence[str] = (), before: str | None = None, limit: int = 20
) -> list[OrderSeen]:
    """The shopper's orders, or everybody's with the permission orders.read, the newest first; those
    behind the order with the id `before`.
    """
    rows = Order.objects.filter(reachable(actor, READ)).order_by("-id")
    if states:
        rows = rows.filter(state__in=list(states))
    if before is not None:
        rows = rows.filter(id__lt=before)
    return [seen(row) for row in rows[:limit]]


def state_counts(actor: Actor) -> dict[str, int]:
    """How many of the shopper's orders are in each state; states without one are left out. One
    query.
    """
    rows = Order.objects.filter(reachable(actor, READ)).values_list("state")
    return dict(rows.annotate(count=Count("id")).order_by())


def lines_of_orders(actor: Actor, order_ids: Sequence[str]) -> dict[str, list[LineSeen]]:
    """The lines of some orders, by order; those that the actor may not see are left out. One query
    for any number.
    """
    mine = Order.objects.filter(reachable(actor, READ), id__in=list(order_ids))
    rows = OrderLine.objects.filter(order__in=mine).select_related("order").order_by("place")
    found: dict[str, list[LineSeen]] = {}
    for row in rows:
        found.setdefault(row.order_id, []).append(_line(row, row.order.currency))
    return found


def _of_basket(actor: Actor) -> dict[str, str]:
    return {f"basket__{column}": id for column, id in owner_of(actor).items() if id is not None}


def _basket_line(
    line: BasketLine, offer: catalogue.Offer | None, left: dict[str, int]
) -> BasketLineSeen:
    return BasketLineSeen(
        variant_id=line.variant_id,
        quantity=line.quantity,
        product_id=offer.product_id if offer else None,
        slug=offer.slug if offer else None,
        name=offer.name if offer else {},
        variant_name=offer.options_text if offer else {},
        image=offer.image if offer else None,
        unit_price=offer.unit_price if offer and offer.buyable else None,
        problem=problem_of(line, offer, left),
    )


def _detail(row: Order, actor: Actor) -> OrderDetail:
    destination = from_text(row.address)
    if destination is not None and not actor.is_shopper:
        destination = masked(destination)
    lines = row.lines.order_by("place")
    shipments = row.shipments.order_by("id").prefetch_related("lines")
    return OrderDetail(
        order=seen(row),
        lines=tuple(_line(line, row.currency) for line in lines),
        adjustments=_adjustments(row),
        shipments=tuple(_shipment(shipment) for shipment in shipments),
        history=_history(row, actor),
        destination=destination,
        note=row.note if actor.is_shopper else HIDDEN if row.note else "",
        delivery_refunded=_money(row.delivery_refunded_minor, row.currency),
    )


def _history(row: Order, reader: Actor) -> tuple[MoveSeen, ...]:
    return tuple(
        MoveSeen(
            before=move.before,
            after=move.after,
            actor=told_shoppers(move.actor) if reader.is_shopper else move.actor,
            reason=move.reason,
            at=move.at,
        )
        for move in row.history.order_by("id")
    )


def _line(row: OrderLine, currency: str) -> LineSeen:
    return LineSeen(
        id=row.id,
        variant_id=row.variant_id,
        product_id=row.product_id,
        sku=row.sku,
        name=row.name,
        variant_name=row.variant_name,
        image=row.image or None,
        seller_id=row.seller_id,
        category_path=tuple(row.category_path),
        no_reason_return=row.no_reason_return,
        no_return_reason=row.no_return_reason,
        unit_price=_money(row.unit_minor, currency),
        quantity=row.quantity,
        off=_money(row.off_minor, currency),
        total=_money(row.total_minor, currency),
        shipped=row.shipped_quantity,
        dropped=row.dropped_quantity,
        refunded_quantity=row.refunded_quantity,
        refunded=_money(row.refunded_minor, currency),
    )


def _adjustments(order: Order) -> tuple[AdjustmentSeen, ...]:
    steps: dict[int, list[OrderAdjustment]] = {}
    for row in order.adjustments.order_by("step", "id"):
        steps.setdefault(row.step, []).append(row)
    return tuple(_adjustment(rows, order.currency) for rows in steps.values())


def _adjustment(rows: Sequence[OrderAdjustment], currency: str) -> AdjustmentSeen:
    delivery = sum(row.off_minor for row in rows if row.line_id is None)
    return AdjustmentSeen(
        name=rows[0].name,
        code=rows[0].code,
        label=rows[0].label,
        by_line={row.line_id: _money(row.off_minor, currency) for row in rows if row.line_id},
        delivery_off=_money(delivery, currency),
    )


def _shipment(row: Shipment) -> ShipmentSeen:
    return ShipmentSeen(
        id=row.id,
        carrier=row.carrier,
        tracking_number=row.tracking_number,
        lines=tuple((line.line_id, line.quantity) for line in row.lines.all()),
        shipped_at=row.shipped_at,
        delivered_at=row.delivered_at,
    )


def _money(minor: int, currency: str) -> Money:
    return Money(minor, Currency.of(currency))
