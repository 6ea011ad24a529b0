"""Note on an order's lines what was given back of them: never more than was paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db import transaction
from django.db.models import F

from huitou.commerce import payments, supply
from huitou.commerce.orders.facts import say_cancelled, say_refunded
from huitou.commerce.orders.models import Order, OrderLine, RecordedRefund
from huitou.commerce.orders.receipts import await_word
from huitou.commerce.orders.rules import CANCELLED, IS_PAID, SHIPPED, state_of_shipping, words
from huitou.commerce.orders.states import PURPOSE, give_back_claims, holder_of, locked_order, move
from huitou.foundation import audit
from huitou.foundation.actors import SYSTEM, Actor
from huitou.kernel import Clock, Conflict, Currency, InvalidInput, Money


@dataclass(frozen=True)
class Returned:
    """Of a line: how many units it is given back for (0: part of the price only), how much money
    in minor units, and how many of the units were not shipped and will not be (`dropped`).
    """

    line_id: str
    quantity: int
    minor: int
    dropped: int = 0


def record_refund(
    order_id: str,
    lines: Sequence[Returned],
    *,
    key: str,
    delivery: int = 0,
    reason: str = "",
    actor: Actor,
    clock: Clock,
) -> Money:
    """Note a refund that is asked for under the business key `key` (the same as the payment's);
    the sum. In one transaction with whatever asks payments for the money. The same key
    again changes nothing. After-sales asks for its own permission before.

    Conflict `orders.refund_too_much` beyond what was paid for a line, or `orders.not_paid`.
    Goods that are dropped go back into stock; an order with nothing left to ship is shipped, or
    cancelled if nothing was.
    """
    with transaction.atomic():
        payments.lock_payments(PURPOSE, order_id)
        order = locked_order(order_id, SYSTEM, "")
        total = record_locked(
            order, lines, key=key, delivery=delivery, reason=reason, actor=actor, clock=clock
        )
        audit.note(
            actor, "orders.record_refund", order.id, {"key": key, "minor": total.minor}, clock=clock
        )
        return total


def record_locked(
    order: Order,
    lines: Sequence[Returned],
    *,
    key: str,
    delivery: int,
    reason: str,
    actor: Actor,
    clock: Clock,
) -> Money:
    """`record_refund` of an order that is locked."""
    total = sum(part.minor for part in lines) + delivery
    before = RecordedRefund.objects.filter(key=key).first()
    if before is not None:
        _check_same(before, order, total)
        return _money(order, total)
    _check(order, lines, delivery)
    rows = {row.id: row for row in order.lines.all()}
    for part in lines:
        _take_off(order, part, rows)
    _take_off_delivery(order, delivery)
    recorded = RecordedRefund.objects.create(
        order=order,
        key=key,
        lines=[asdict(part) for part in lines],
        delivery_minor=delivery,
        total_minor=total,
        actor=str(actor),
        reason=reason[:200],
        at=clock.now(),
    )
    parts = [(rows[part.line_id], part.quantity, part.minor) for part in lines]
    say_refunded(order, parts, delivery, key, clock=clock)
    _drop(order, lines, rows, recorded, actor, clock)
    return _money(order, total)


def _take_off(order: Order, part: Returned, rows: dict[str, OrderLine]) -> None:
    """One statement checks and changes, whoever else asks for a refund in this moment."""
    if part.line_id not in rows:
        raise InvalidInput(
            f"{part.line_id[:40]!r} is no line of this order.",
            remedy="Name lines of the order.",
            code="orders.no_line",
            field="lines",
        )
    possible = OrderLine.objects.filter(
        id=part.line_id,
        order=order,
        total_minor__gte=F("refunded_minor") + part.minor,
        quantity__gte=F("refunded_quantity") + part.quantity,
    ).filter(quantity__gte=F("shipped_quantity") + F("dropped_quantity") + part.dropped)
    changed = possible.update(
        refunded_minor=F("refunded_minor") + part.minor,
        refunded_quantity=F("refunded_quantity") + part.quantity,
        dropped_quantity=F("dropped_quantity") + part.dropped,
    )
    if not changed:
        raise _too_much()


def _take_off_delivery(order: Order, delivery: int) -> None:
    if not delivery:
        return
    possible = Order.objects.filter(
        id=order.id, delivery_minor__gte=F("delivery_refunded_minor") + delivery
    )
    changed = possible.update(delivery_refunded_minor=F("delivery_refunded_minor") + delivery)
    if not changed:
        raise _too_much()


def _drop(
    order: Order,
    lines: Sequence[Returned],
    rows: dict[str, OrderLine],
    recorded: RecordedRefund,
    actor: Actor,
    clock: Clock,
) -> None:
    dropped = [(rows[part.line_id].variant_id, part.dropped) for part in lines if part.dropped]
    if not dropped:
        return
    supply.release(
        holder_of(order.id),
        why="given back before shipping",
        lines=dropped,
        source=f"refund:{recorded.pk}",
        actor=actor,
        clock=clock,
    )
    after = state_of_shipping(tuple(line.counts for line in order.lines.all()))
    if after == order.state:
        return
    reason = recorded.reason or "nothing is left to ship"
    move(order, after, actor=actor, reason=reason, clock=clock)
    if after == SHIPPED:
        await_word(order)
    if after == CANCELLED:
        give_back_claims(order, clock)
        say_cancelled(order, reason, clock=clock)


def _check(order: Order, lines: Sequence[Returned], delivery: int) -> None:
    if order.state not in IS_PAID:
        raise Conflict(
            f"The order is {words(order.state)}; there is nothing to give back.",
            remedy="Refund orders that are paid.",
            code="orders.not_paid",
        )
    numbers = [delivery, *(n for part in lines for n in (part.minor, part.quantity, part.dropped))]
    twice = len({part.line_id for part in lines}) < len(lines)
    if min(numbers) < 0 or not any(numbers) or twice:
        raise InvalidInput(
            "These lines make no refund.",
            remedy="Name each line once, with amounts and quantities of zero or more.",
            code="orders.bad_refund",
            field="lines",
        )


def _check_same(before: RecordedRefund, order: Order, total: int) -> None:
    if (before.order_id, before.total_minor) != (order.id, total):
        raise Conflict(
            "Another refund was recorded under this key.",
            remedy="Use a new key for a new refund.",
            code="orders.refund_key_reused",
        )


def _too_much() -> Conflict:
    return Conflict(
        "More would be given back than was paid or bought.",
        remedy="Look at what is left of each line, and ask for no more.",
        code="orders.refund_too_much",
        field="lines",
    )


def _money(order: Order, minor: int) -> Money:
    return Money(minor, Currency.of(order.currency))
