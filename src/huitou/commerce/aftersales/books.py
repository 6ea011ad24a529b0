"""An order as after-sales looks at it: what orders say, and what open cases keep of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from huitou.commerce import orders
from huitou.commerce.aftersales.amounts import LineBook
from huitou.commerce.aftersales.holds import holds_of, locked_holds
from huitou.commerce.aftersales.models import ConfirmedExclusion, Held
from huitou.commerce.aftersales.windows import LineFacts
from huitou.foundation.actors import SYSTEM, Actor
from huitou.kernel import NotFound

_NOTHING = Held()


@dataclass(frozen=True)
class OrderBook:
    """An order, the rows of `Held` by line id (and by the order's id: its delivery), and the lines
    of which the shopper confirmed that they cannot be returned without a reason.
    """

    detail: orders.OrderDetail
    held: Mapping[str, Held]
    confirmed: frozenset[str]

    @property
    def lines(self) -> dict[str, orders.LineSeen]:
        return {line.id: line for line in self.detail.lines}

    @property
    def delivery_left(self) -> int:
        """What of the delivery is not refunded."""
        return self.detail.order.delivery.minor - self.detail.delivery_refunded.minor

    @property
    def delivery_free(self) -> int:
        """What of that no open case keeps."""
        return self.delivery_left - self.held.get(self.detail.order.id, _NOTHING).minor

    @property
    def anything_shipped(self) -> bool:
        return any(line.shipped for line in self.detail.lines)

    def line(self, line_id: str) -> orders.LineSeen:
        """NotFound for a line that the order does not have."""
        found = self.lines.get(line_id)
        if found is None:
            raise NotFound(
                "The order has no such line.",
                remedy="Look at the order to see its lines.",
                code="aftersales.no_line",
                field="lines",
            )
        return found

    def book(self, line_id: str) -> LineBook:
        """The line's units and money."""
        line, held = self.line(line_id), self.held.get(line_id, _NOTHING)
        return LineBook(
            quantity=line.quantity,
            paid=line.total.minor,
            refunded_quantity=line.refunded_quantity,
            refunded=line.refunded.minor,
            held_quantity=held.quantity,
            held=held.minor,
        )

    def takes_all(self, quantities: Mapping[str, int]) -> bool:
        """Whether after these units nothing of the order is left with the shopper or to ship.
        Units in other open cases count as staying: they may yet be withdrawn.
        """
        return all(
            line.quantity - line.refunded_quantity <= quantities.get(line.id, 0)
            for line in self.detail.lines
        )

    def facts(self, line_id: str) -> LineFacts:
        """What windows.judged looks at."""
        line, held = self.line(line_id), self.held.get(line_id, _NOTHING)
        left = self.book(line_id).units_left
        unshipped = line.quantity - line.shipped - line.dropped - held.unshipped
        gone = (line.refunded_quantity - line.dropped) + (held.quantity - held.unshipped)
        parcels = [
            (parcel.shipped_at, parcel.delivered_at, units)
            for parcel in self.detail.shipments
            for one, units in parcel.lines
            if one == line_id
        ]
        received = self._received(by_time=False)
        lost = [(at, units) for at, there, units in parcels if there is None and received is None]
        presumed = self._received(by_time=True) if lost else None
        came = [at for _, at, _ in parcels if at is not None]
        with_shopper = max(0, min(line.shipped - gone, left))
        return LineFacts(
            paid=self.detail.order.paid_at is not None,
            unshipped=max(0, min(unshipped, left)),
            with_shopper=with_shopper,
            anything_shipped=line.shipped > 0,
            under_way=min(with_shopper, sum(units for _, units in lost)),
            shipped_at=_latest([at for at, _ in lost]),
            received_at=received or _latest(came if presumed is None else [*came, presumed]),
            presumed_at=presumed,
            excluded=not line.no_reason_return and line_id in self.confirmed,
        )

    def _received(self, *, by_time: bool) -> datetime | None:
        """When a person said that everything is there, or time alone took it for granted. The
        latter, days after a delivery, opens no new term; of a parcel that nobody has heard of it is
        all that is known.
        """
        moves = [move for move in self.detail.history if move.after == "received"]
        return _latest([move.at for move in moves if (_kind(move.actor) == SYSTEM.kind) == by_time])


def order_book(order_id: str, actor: Actor) -> OrderBook:
    """The order as it is, for reading. NotFound for one that the actor may not see."""
    detail = orders.order_of(reader(actor), order_id)
    return OrderBook(detail, holds_of(order_id), _confirmed_lines(order_id))


def locked_book(order_id: str, actor: Actor) -> OrderBook:
    """What cases keep of the order, and the order itself, locked until the transaction ends:
    whoever opens or decides a case of it waits here, then reads what the one before has written.
    """
    seen = orders.order_of(reader(actor), order_id)
    held = locked_holds(order_id, [line.id for line in seen.lines])
    orders.lock_order(order_id)
    detail = orders.order_of(reader(actor), order_id)
    return OrderBook(detail, held, _confirmed_lines(order_id))


def reader(actor: Actor) -> Actor:
    """The actor as orders may see it: who may work on cases may see the orders that they are of."""
    return with_permission(actor, "orders.read")


def with_permission(actor: Actor, permission: str) -> Actor:
    """The actor with what this room does for it in another room, having asked for its own
    permission. A shopper needs none and gets none.
    """
    if actor.is_shopper:
        return actor
    return replace(actor, permissions=actor.permissions | {permission})


def _confirmed_lines(order_id: str) -> frozenset[str]:
    rows = ConfirmedExclusion.objects.filter(order_id=order_id)
    return frozenset(rows.values_list("line_id", flat=True))


def _kind(actor: str) -> str:
    """Shoppers are shown kinds alone, staff are shown ids too."""
    return actor.partition(":")[0]


def _latest(moments: list[datetime]) -> datetime | None:
    return max(moments, default=None)
