"""Tell the gateway that an order is not to be paid any more."""

from __future__ import annotations

from typing import Any

from huitou.commerce import payments
from huitou.foundation.jobs import job
from huitou.kernel import Clock


@job("orders.close_at_gateway")
def close_at_gateway(*, payment_id: str, clock: Clock, **_: Any) -> None:
    """Close the payment of an order that was cancelled."""
    payments.close_payment(payment_id=payment_id, clock=clock, why="the order was cancelled")
