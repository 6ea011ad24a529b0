"""What staff ask about orders: lists by what needs a hand, what a person ordered, what was given
back. All need the permission orders.read.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from huitou.commerce.orders.models import Order, OrderHistory, OrderLine, RecordedRefund
from huitou.commerce.orders.owners import no_order
from huitou.commerce.orders.reads import READ
from huitou.commerce.orders.rules import PAID, PART_SHIPPED, SHIPPED, TO_SHIP
from huitou.commerce.orders.seen import MoveSeen, OrderSeen, seen
from huitou.foundation.actors import Actor
from huitou.kernel import Currency, Money

_ON_ITS_WAY = (PAID, PART_SHIPPED, SHIPPED)


@dataclass(frozen=True)
class OrdersWanted:
    """Which orders. `states` any of them; `owners` of these members or guests; placed from a moment
    until just before another; `late_on` those that are paid, have not arrived, and should have
    before that day.
    """

    states: Sequence[str] = ()
    owners: Collection[str] | None = None
    placed_from: datetime | None = None
    placed_before: datetime | None = None
    late_on: date | None = None


@dataclass(frozen=True)
class OrderRow:
    """An order in a list, with how many units were bought and are still to be shipped."""

    order: OrderSeen
    units: int
    to_ship: int
    name: dict[str, str] = field(default_factory=dict)  # of its first line


@dataclass(frozen=True)
class OrderSums:
    """What somebody's orders come to in one currency. `placed` counts all, `paid` those that were
    paid for; `net` is what was paid less what was given back, delivery in both.
    """

    placed: int
    paid: int
    gross: Money
    refunded: Money
    first_at: datetime | None
    last_at: datetime | None

    @property
    def net(self) -> Money:
        return self.gross - self.refunded

    @property
    def average(self) -> Money | None:
        """Of a paid order, before what was given back; rounded half up."""
        if not self.paid:
            return None
        return Money((2 * self.gross.minor + self.paid) // (2 * self.paid), self.gross.currency)


@dataclass(frozen=True)
class LineNamed:
    """A line of an order by its words alone."""

    id: str
    variant_id: str
    name: dict[str, str]
    variant_name: dict[str, str]


@dataclass(frozen=True)
class RefundRecorded:
    """A refund as the order knows it: `key` is also the payment's; `lines` are (line id, units,
    amount).
    """

    key: str
    lines: tuple[tuple[str, int, Money], ...]
    delivery: Money
    total: Money
    actor: str
    reason: str
    at: datetime


def orders_wanted(
    actor: Actor, wanted: OrdersWanted, *, before: str | None = None, limit: int = 50
) -> list[OrderRow]:
    """A page of orders, the newest first; those behind the order with the id `before`. Two queries
    for any number of orders.
    """
    actor.need(READ)
    rows = _wanted(wanted).order_by("-id")
    if before is not None:
        rows = rows.filter(id__lt=before)
    found = [seen(row) for row in rows[:limit]]
    lines: dict[str, list[OrderLine]] = {order.id: [] for order in found}
    for line in OrderLine.objects.filter(order_id__in=list(lines)).order_by("place"):
        lines[line.order_id].append(line)
    return [_row(order, lines[order.id]) for order in found]


def order_seen(actor: Actor, order_id: str) -> OrderSeen:
    """An order without its parts. One query; NotFound for an unknown one."""
    actor.need(READ)
    row = Order.objects.filter(id=order_id).first()
    if row is None:
        raise no_order(order_id)
    return seen(row)


def order_id_of(actor: Actor, number: str) -> str | None:
    """The id of the order with the number that people see."""
    actor.need(READ)
    rows = Order.objects.filter(number=number.strip().upper()).values_list("id", flat=True)
    found: str | None = rows.first()
    return found


def count_orders(actor: Actor, wanted: OrdersWanted) -> int:
    """How many there are."""
    actor.need(READ)
    return _wanted(wanted).count()


def sums_of_orders(actor: Actor, owners: Collection[str]) -> tuple[OrderSums, ...]:
    """What the orders of these members and guests, who are one person, come to; the currency with
    the most orders first. Two queries.
    """
    actor.need(READ)
    mine = _of(owners)
    by_currency = Order.objects.filter(mine).values("currency")
    paid = Q(paid_at__isnull=False)
    sums = by_currency.annotate(
        placed=Count("id"),
        paid=Count("id", filter=paid),
        gross=Sum("total_minor", filter=paid),
        first_at=Min("placed_at"),
        last_at=Max("placed_at"),
    )
    given = RecordedRefund.objects.filter(order__in=Order.objects.filter(mine))
    refunded = dict(
        given.values_list("order__currency").annotate(total=Sum("total_minor")).order_by()
    )
    found = [_sums(row, refunded.get(row["currency"], 0)) for row in sums]
    return tuple(sorted(found, key=lambda one: -one.placed))


def recorded_refunds(order_id: str, currency: Currency) -> list[RefundRecorded]:
    """What was given back of an order, the first first."""
    return [
        RefundRecorded(
            key=row.key,
            lines=tuple(
                (line["line_id"], line["quantity"], Money(line["minor"], currency))
                for line in row.lines
            ),
            delivery=Money(row.delivery_minor, currency),
            total=Money(row.total_minor, currency),
            actor=row.actor,
            reason=row.reason,
            at=row.at,
        )
        for row in RecordedRefund.objects.filter(order_id=order_id).order_by("id")
    ]


def lines_named(actor: Actor, order_id: str) -> list[LineNamed]:
    """What the lines of an order are called. One query."""
    actor.need(READ)
    rows = OrderLine.objects.filter(order_id=order_id).order_by("place")
    columns = ("id", "variant_id", "name", "variant_name")
    return [LineNamed(*row) for row in rows.values_list(*columns)]


def moves_of(actor: Actor, order_id: str) -> list[MoveSeen]:
    """Who brought an order from state to state, the first first. One query."""
    actor.need(READ)
    return [
        MoveSeen(row.before, row.after, row.actor, row.reason, row.at)
        for row in OrderHistory.objects.filter(order_id=order_id).order_by("id")
    ]


def _wanted(wanted: OrdersWanted) -> QuerySet[Any]:
    rows = Order.objects.all()
    if wanted.states:
        rows = rows.filter(state__in=list(wanted.states))
    if wanted.owners is not None:
        rows = rows.filter(_of(wanted.owners))
    if wanted.placed_from is not None:
        rows = rows.filter(placed_at__gte=wanted.placed_from)
    if wanted.placed_before is not None:
        rows = rows.filter(placed_at__lt=wanted.placed_before)
    if wanted.late_on is not None:
        rows = rows.filter(state__in=_ON_ITS_WAY, promised_on__lt=wanted.late_on)
    return rows


def _of(owners: Collection[str]) -> Q:
    return Q(member_id__in=list(owners)) | Q(guest_id__in=list(owners))


def _row(order: OrderSeen, lines: Sequence[OrderLine]) -> OrderRow:
    waits = order.state in TO_SHIP
    return OrderRow(
        order=order,
        units=sum(line.quantity for line in lines),
        to_ship=sum(line.counts.to_ship for line in lines) if waits else 0,
        name=lines[0].name if lines else {},
    )


def _sums(row: dict[str, Any], refunded: int) -> OrderSums:
    currency = Currency.of(row["currency"])
    return OrderSums(
        placed=row["placed"],
        paid=row["paid"],
        gross=Money(row["gross"] or 0, currency),
        refunded=Money(refunded, currency),
        first_at=row["first_at"],
        last_at=row["last_at"],
    )
