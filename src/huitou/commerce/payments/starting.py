"""Start a payment: make it known to the gateway."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from django.db import transaction

from huitou.commerce.payments.gateway import PayInstruction, PaymentOrder
from huitou.commerce.payments.locks import locked_payment, never_inside
from huitou.commerce.payments.models import Payment
from huitou.commerce.payments.reads import check_owner
from huitou.commerce.payments.registry import remote
from huitou.commerce.payments.rules import FIRST_POLL
from huitou.commerce.payments.states import move_payment
from huitou.foundation.actors import Actor
from huitou.foundation.statements import update
from huitou.kernel import Clock, Conflict, Currency, Money


def start_payment(
    *, payment_id: str, actor: Actor, clock: Clock, payer: Mapping[str, str] | None = None
) -> PayInstruction:
    """How the shopper pays. Outside transactions: it speaks with the gateway. Started again it
    answers the same. `payer` is what this gateway needs of the payer, such as an openid.

    NotFound if it is not the shopper's own; Conflict if it is not to be paid any more;
    GatewayUnreachable if the gateway does not answer: start it again.
    """
    never_inside("a gateway")
    with transaction.atomic():
        row = _owned(payment_id, actor)
        if row.state == "new" and row.expires_at > clock.now():
            # Before the gateway hears of it: whatever happens from here on, it is asked about.
            row.next_poll_at = clock.now() + FIRST_POLL
            move_payment(row, "started", "the shopper pays", clock=clock, actor=actor)
        _check_open(row, clock)
        if row.instruction:
            return msgspec.json.decode(row.instruction, type=PayInstruction)
    instruction = remote(row.gateway).create(_order(row, payer))
    with transaction.atomic():
        row = locked_payment(payment_id)
        _check_open(row, clock)
        row.instruction = msgspec.json.encode(instruction).decode()
        update(row, "instruction")
    return instruction


def _owned(payment_id: str, actor: Actor) -> Payment:
    row = locked_payment(payment_id)
    check_owner(row, actor)
    return row


def _check_open(row: Payment, clock: Clock) -> None:
    if row.state != "started" or row.expires_at <= clock.now():
        paid = row.state in ("captured", "partly_refunded", "refunded")
        raise Conflict(
            "This payment is already paid." if paid else "This payment is over.",
            remedy="Open the order again to see how it stands.",
            code="payments.already_paid" if paid else "payments.over",
        )


def _order(row: Payment, payer: Mapping[str, str] | None) -> PaymentOrder:
    return PaymentOrder(
        number=row.number,
        amount=Money(row.minor, Currency.of(row.currency)),
        title=row.title,
        expires_at=row.expires_at,
        payer=dict(payer or {}),
    )
