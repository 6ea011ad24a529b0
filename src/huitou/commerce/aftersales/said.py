"""The facts that this room says: one for each state that matters to people."""

from __future__ import annotations

from typing import Any

from huitou.commerce import orders
from huitou.commerce.aftersales import rules
from huitou.commerce.aftersales.models import Case
from huitou.foundation import facts
from huitou.kernel import Clock, Currency, Money

EVENTS = {
    rules.REQUESTED: "Return Requested",
    rules.AGREED: "Return Agreed",
    rules.SENT_BACK: "Return Sent",
    rules.RECEIVED: "Return Received",
    rules.REFUSED: "Return Refused",
    rules.ESCALATED: "Return Escalated",
    rules.COMPLETED: "Return Completed",
    rules.WITHDRAWN: "Return Withdrawn",
    rules.CLOSED: "Return Closed",
}


def say_state(case: Case, *, clock: Clock) -> None:
    """Say that a case has come into its state. `kind` is return, exchange, repair or refund_only;
    `total` is what was decided to go back, before that what is asked for, delivery included. Of
    whom was erased nothing is said: the log has forgotten them.
    """
    event = EVENTS.get(case.state)
    if event is None or orders.is_erased(case.order_id):
        return
    facts.say_fact(
        event,
        _properties(case),
        clock=clock,
        member_id=case.member_id,
        anonymous_id=case.guest_id,
    )


def _properties(case: Case) -> dict[str, Any]:
    lines = list(case.lines.order_by("id"))
    asked = sum(line.minor for line in lines) + case.delivery_minor
    return {
        "case_id": case.id,
        "order_id": case.order_id,
        "kind": case.kind,
        "reason": case.reason,
        "currency": case.currency,
        "total": _major(asked if case.refund_minor is None else case.refund_minor, case.currency),
        "products": [
            {
                "product_id": line.product_id,
                "variant": line.variant_id,
                "quantity": line.quantity,
                "amount": _major(
                    line.minor if line.refund_minor is None else line.refund_minor, case.currency
                ),
            }
            for line in lines
        ],
    }


def _major(minor: int, currency: str) -> float:
    return float(Money(minor, Currency.of(currency)).decimal())
