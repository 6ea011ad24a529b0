"""Goods come in: from a supplier, or back from a shopper."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from huitou.commerce.supply import rules
from huitou.commerce.supply.booking import (
    Movement,
    book,
    booked,
    check_same,
    locked_balance,
    open_balance,
)
from huitou.commerce.supply.deliveries import check_may_deliver, note_delivery
from huitou.commerce.supply.models import Reservation
from huitou.commerce.supply.reads import Level, level_of
from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, Conflict


def receive(
    variant_id: str,
    quantity: int,
    *,
    source: str,
    actor: Actor,
    clock: Clock,
    supplier_id: str | None = None,
    reference: str = "",
) -> Level:
    """Goods arrived. `source` is the business key (a delivery note's number): the same one counts
    once for a variant. Conflict `supply.certificate_expired` if a paper that the supplier must have
    is not good today, `supply.source_reused` for the same source with another quantity.
    """
    actor.need("supply.write")
    variant_id = rules.checked_variant(variant_id)
    rules.checked_quantity(quantity)
    with transaction.atomic():
        if supplier_id is not None:
            check_may_deliver(supplier_id, clock=clock)
        balance = open_balance(variant_id)
        movement = Movement(balance, quantity, rules.checked_source(source))
        if _once("received", movement, reference, actor, clock):
            if supplier_id is not None:
                note_delivery(supplier_id, variant_id)
            detail = {"quantity": quantity, "source": source, "supplier": supplier_id}
            audit.note(actor, "supply.receive", variant_id, detail, clock=clock)
        return level_of(balance)


def take_back(
    variant_id: str,
    quantity: int,
    *,
    source: str,
    actor: Actor,
    clock: Clock,
    holder: str | None = None,
    reference: str = "",
) -> Level:
    """Goods that were shipped can be sold again. `source` (the return's line) counts once. With the
    `holder` that they were shipped for, no more comes back than went out: else Conflict
    `supply.more_than_shipped`. After-sales asks for its own permission before it calls this, and
    notes it: the audit log is locked behind the stock of the last line.
    """
    variant_id = rules.checked_variant(variant_id)
    rules.checked_quantity(quantity)
    with transaction.atomic():
        balance = open_balance(variant_id)
        movement = Movement(balance, quantity, rules.checked_source(source))
        new = _once("returned", movement, reference or holder or "", actor, clock)
        if new and holder is not None:
            _count_returned(holder, variant_id, quantity)
        return level_of(balance)


def _once(kind: str, movement: Movement, reference: str, actor: Actor, clock: Clock) -> bool:
    """Whether it was booked now, and not before."""
    locked_balance(movement.balance)
    before = booked(kind, movement.source, movement.balance)
    if before is not None:
        check_same(before, movement.units)
        return False
    reference = rules.checked_text(reference, "reference", least=0, most=200)
    book(kind, [movement], actor=actor, clock=clock, reference=reference)
    return True


def _count_returned(holder: str, variant_id: str, quantity: int) -> None:
    rows = Reservation.objects.filter(hold_id=holder, variant_id=variant_id)
    possible = rows.filter(shipped__gte=F("returned") + quantity)
    if not possible.update(returned=F("returned") + quantity):
        raise Conflict(
            f"{quantity} of {variant_id} are more than were shipped for {holder}.",
            remedy="Count what was shipped and what came back before.",
            code="supply.more_than_shipped",
            field="quantity",
        )
