"""The only places where a payment or a refund changes its state."""

from __future__ import annotations

from huitou.commerce.payments.models import History, Payment, Refund
from huitou.commerce.payments.rules import PAYMENT_MOVES, REFUND_MOVES
from huitou.foundation.actors import SYSTEM, Actor
from huitou.foundation.statements import insert, update
from huitou.kernel import Clock

_LONGEST_WHY = 200
# What callers set together with the state.
_MOVES_WITH = ("state", "captured_at", "next_poll_at", "polls")


def named(actor: Actor) -> str:
    """Who did it, as history keeps it for ever: staff by their id, shoppers only as what they are,
    because history cannot be erased.
    """
    return actor.kind if actor.is_shopper else str(actor)


def move_payment(
    payment: Payment, after: str, why: str, *, clock: Clock, actor: Actor = SYSTEM
) -> None:
    """Move a payment whose row is locked, and note it. ValueError for a move that is not allowed:
    callers look at the state first.
    """
    if after not in PAYMENT_MOVES[payment.state]:
        raise ValueError(f"a {payment.state} payment does not become {after}")
    note = History(
        payment=payment,
        before=payment.state,
        after=after,
        at=clock.now(),
        by=named(actor),
        why=why[:_LONGEST_WHY],
    )
    insert(note)
    payment.state = after
    update(payment, *_MOVES_WITH)


def move_refund(
    refund: Refund, after: str, why: str, *, clock: Clock, actor: Actor = SYSTEM
) -> None:
    """Move a refund whose row is locked, and note it. ValueError for a move that is not allowed."""
    if after not in REFUND_MOVES[refund.state]:
        raise ValueError(f"a {refund.state} refund does not become {after}")
    note = History(
        payment_id=refund.payment_id,
        refund=refund,
        before=refund.state,
        after=after,
        at=clock.now(),
        by=named(actor),
        why=why[:_LONGEST_WHY],
    )
    insert(note)
    refund.state = after
    refund.save()
