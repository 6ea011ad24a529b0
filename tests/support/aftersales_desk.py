"""The shopper's and the seller's side of a case, in verbs: for tests of after-sales."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from huitou.commerce import aftersales, orders, payments
from huitou.commerce.aftersales.models import Held
from huitou.foundation.actors import Actor
from huitou.foundation.facts.models import Fact
from huitou.kernel import FakeClock, Money
from orders_shop import ANN, OrdersShop

CLERK = Actor(
    "staff",
    "c1",
    frozenset(
        {"aftersales.read", "aftersales.decide", "orders.ship", "orders.read", "payments.refund"}
    ),
)
WHERE = {"carrier": "SF", "number": "R1"}


@dataclass
class Desk:
    """One shop; Ann shops, a clerk answers."""

    shop: OrdersShop

    @property
    def clock(self) -> FakeClock:
        return self.shop.clock

    def paid(self, actor: Actor = ANN, **units: int) -> orders.OrderSeen:
        return self.shop.paid(self.shop.ordered(actor, **units))

    def delivered(self, actor: Actor = ANN, **units: int) -> orders.OrderSeen:
        """Ordered, paid, shipped and delivered in this moment; receipt is not confirmed."""
        order = self.paid(actor, **units)
        self.shop.ship(order, f"SF-{order.id}")
        (parcel,) = self.shop.detail(order).shipments
        return orders.mark_delivered(CLERK, parcel.id, clock=self.clock)

    def line(self, order: orders.OrderSeen, sku: str = "A") -> orders.LineSeen:
        return next(line for line in self.shop.detail(order).lines if line.sku == sku)

    def apply(
        self,
        order: orders.OrderSeen,
        kind: str = "return",
        reason: str = "no_reason",
        *,
        units: Mapping[str, int],
        actor: Actor = ANN,
        **said: Any,
    ) -> aftersales.CaseSeen:
        """`units` by SKU."""
        lines = {self.line(order, sku).id: quantity for sku, quantity in units.items()}
        return aftersales.apply(
            order.id, kind, lines, reason=reason, actor=actor, clock=self.clock, **said
        )

    def agree(self, case: aftersales.CaseSeen) -> aftersales.CaseSeen:
        return aftersales.agree(case.id, actor=CLERK, clock=self.clock)

    def send_back(self, case: aftersales.CaseSeen, actor: Actor = ANN) -> aftersales.CaseSeen:
        return aftersales.send_back(case.id, actor=actor, clock=self.clock, **WHERE)

    def come_back(self, case: aftersales.CaseSeen) -> aftersales.CaseSeen:
        """Agreed, sent back, and received by the seller."""
        self.agree(case)
        self.send_back(case)
        return aftersales.receive_goods(case.id, actor=CLERK, clock=self.clock)

    def inspect(self, case: aftersales.CaseSeen, found: Any = "ok", **said: Any) -> Any:
        return aftersales.inspect(case.id, found, actor=CLERK, clock=self.clock, **said)

    def run(self) -> int:
        return aftersales.run_timeouts(clock=self.clock)

    def money_moves(self, hours: int = 3) -> None:
        """Let the jobs of payments run for some hours."""
        for _ in range(hours):
            payments.send_refunds(clock=self.clock)
            self.shop.post()
            self.clock.advance(timedelta(hours=1))

    def look(self, case: aftersales.CaseSeen) -> aftersales.CaseSeen:
        return aftersales.case_of(CLERK, case.id).case

    def state(self, case: aftersales.CaseSeen) -> str:
        return self.look(case).state

    def refunded(self, order: orders.OrderSeen) -> Money:
        assert order.payment_id is not None
        return payments.payment(order.payment_id).refunded

    def history(self, case: aftersales.CaseSeen) -> list[tuple[str, str]]:
        moves = aftersales.case_of(CLERK, case.id).history
        return [(move.after, move.actor) for move in moves]


def kept() -> tuple[int, int]:
    """Units and money that open cases keep, over all orders."""
    rows = list(Held.objects.all())
    return sum(row.quantity for row in rows), sum(row.minor for row in rows)


def said(prefix: str = "Return") -> list[str]:
    rows = Fact.objects.filter(event__startswith=prefix).order_by("id")
    return [str(row.event) for row in rows]
