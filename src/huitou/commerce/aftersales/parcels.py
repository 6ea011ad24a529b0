"""Goods on their way: back to the seller, and new or repaired ones to the shopper."""

from __future__ import annotations

from django.db import transaction

from huitou.commerce import supply
from huitou.commerce.aftersales.models import Case
from huitou.commerce.aftersales.reads import CaseSeen, seen
from huitou.commerce.aftersales.restocking import exchange_holder
from huitou.commerce.aftersales.rules import (
    COMPLETED,
    EXCHANGE,
    RECEIVED,
    REPAIRING,
    REPLACING,
    SENT_BACK,
    wrong_state,
)
from huitou.commerce.aftersales.states import locked_case, locked_for_staff, move
from huitou.commerce.aftersales.texts import checked_text
from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.kernel import Clock


def send_back(case_id: str, *, carrier: str, number: str, actor: Actor, clock: Clock) -> CaseSeen:
    """The shopper has sent the goods back, with that parcel."""
    carrier = checked_text(carrier, "carrier", least=1, most=60)
    number = checked_text(number, "number", least=1, most=80)
    with transaction.atomic():
        case = locked_case(case_id, actor, clock=clock)
        case.back_carrier, case.back_number = carrier, number
        move(case, SENT_BACK, actor=actor, reason=f"{carrier} {number}", clock=clock)
        audit.note(actor, "aftersales.send_back", case.id, clock=clock)
        return seen(case)


def receive_goods(case_id: str, *, actor: Actor, clock: Clock) -> CaseSeen:
    """The parcel is with the seller, who now has to inspect it; also one that the shopper never
    told of, or that was thought lost.
    """
    with transaction.atomic():
        case = locked_for_staff(case_id, actor, clock=clock)
        if case.goods_came_at is not None:
            raise wrong_state(case.state)
        case.goods_came_at = clock.now()
        move(case, RECEIVED, actor=actor, reason="the parcel came", clock=clock)
        audit.note(actor, "aftersales.receive_goods", case.id, clock=clock)
        return seen(case)


def complete_exchange(
    case_id: str, *, carrier: str, number: str, actor: Actor, clock: Clock
) -> CaseSeen:
    """New goods are on their way to the shopper: they are taken out of stock. SoldOut if there are
    none; then the platform can decide on a refund.
    """
    return _sent_to_shopper(case_id, REPLACING, carrier, number, actor, clock)


def complete_repair(
    case_id: str, *, carrier: str, number: str, actor: Actor, clock: Clock
) -> CaseSeen:
    """The repaired goods are on their way to the shopper."""
    return _sent_to_shopper(case_id, REPAIRING, carrier, number, actor, clock)


def _sent_to_shopper(
    case_id: str, state: str, carrier: str, number: str, actor: Actor, clock: Clock
) -> CaseSeen:
    carrier = checked_text(carrier, "carrier", least=1, most=60)
    number = checked_text(number, "number", least=1, most=80)
    with transaction.atomic():
        case = locked_for_staff(case_id, actor, clock=clock)
        if case.state != state:
            raise wrong_state(case.state)
        case.new_carrier, case.new_number = carrier, number
        move(case, COMPLETED, actor=actor, reason=f"{carrier} {number}", clock=clock)
        if case.kind == EXCHANGE:
            _take_new_goods(case, actor, clock)
        audit.note(actor, f"aftersales.complete_{case.kind}", case.id, clock=clock)
        return seen(case)


def _take_new_goods(case: Case, actor: Actor, clock: Clock) -> None:
    holder = exchange_holder(case.id)
    lines = [(line.variant_id, line.quantity) for line in case.lines.all()]
    owner = seen(case).owner
    # Owed to the shopper, whatever else is open: kept for good, so that no cap is in the way.
    supply.reserve(holder, lines, owner=owner, until=None, clock=clock)
    supply.commit(holder, actor=actor, clock=clock)
