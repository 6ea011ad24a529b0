"""What can be done with an order as it stands, for those who show buttons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from huitou.commerce.orders.rules import AWAITING_PAYMENT, CANCELLED, CLOSED, RECEIVED, TRANSITIONS
from huitou.commerce.orders.seen import OrderSeen


@dataclass(frozen=True)
class PossibleMoves:
    """Which verbs would be accepted of the order's shopper now. The verbs ask again."""

    pay: bool
    cancel: bool
    confirm_receipt: bool


def possible_moves(order: OrderSeen, *, at: datetime) -> PossibleMoves:
    """Pure: by the order's state and the time that is left to pay."""
    next_ones = TRANSITIONS[order.state]
    return PossibleMoves(
        pay=order.state == AWAITING_PAYMENT and at < order.pay_by,
        cancel=bool(next_ones & {CLOSED, CANCELLED}),
        confirm_receipt=RECEIVED in next_ones,
    )
