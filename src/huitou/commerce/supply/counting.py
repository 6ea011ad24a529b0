"""Somebody counted the shelf."""

from __future__ import annotations

from django.db import transaction

from huitou.commerce.supply import rules
from huitou.commerce.supply.booking import (
    Movement,
    book,
    booked,
    check_same,
    locked_balance,
    open_balance,
)
from huitou.commerce.supply.reads import Level, level_of
from huitou.foundation import audit
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, Conflict, InvalidInput


def adjust(
    variant_id: str,
    *,
    reason: str,
    source: str,
    actor: Actor,
    clock: Clock,
    count: int | None = None,
    delta: int | None = None,
) -> Level:
    """Correct the free stock to a `count` of what is there, or by a `delta`; one of the two.
    `source` is the business key: the same one corrects once. Conflict `supply.below_reserved` if
    less would be there than is promised to holders.
    """
    actor.need("supply.write")
    variant_id = rules.checked_variant(variant_id)
    source, reason = rules.checked_source(source), rules.checked_text(reason, "reason", most=200)
    _check_one(count, delta)
    with transaction.atomic():
        balance = open_balance(variant_id)
        row = locked_balance(balance)
        before = booked("adjusted", source, balance)
        if before is not None:
            if delta is not None:
                check_same(before, delta)
            return level_of(balance)
        units = delta if delta is not None else (count or 0) - row.on_hand
        movement = Movement(balance, units, source)
        if book("adjusted", [movement], actor=actor, clock=clock, reference=reason):
            raise _below_reserved(variant_id, row.reserved)
        detail = {"units": units, "reason": reason, "source": source}
        audit.note(actor, "supply.adjust", variant_id, detail, clock=clock)
        return level_of(balance)


def _check_one(count: int | None, delta: int | None) -> None:
    if (count is None) == (delta is None):
        raise InvalidInput(
            "A correction has a count or a delta.",
            remedy="Give one of the two.",
            code="supply.bad_correction",
            field="count",
        )
    given = count if count is not None else delta
    least = 0 if count is not None else -rules.MOST_UNITS
    if type(given) is not int or not least <= given <= rules.MOST_UNITS:
        raise InvalidInput(
            f"{given!r} cannot be a correction.",
            remedy=f"Give a whole number from {least:,} to {rules.MOST_UNITS:,}.",
            code="supply.bad_quantity",
            field="count" if count is not None else "delta",
        )


def _below_reserved(variant_id: str, reserved: int) -> Conflict:
    return Conflict(
        f"{reserved} of {variant_id} are promised: there cannot be fewer of them.",
        remedy="Cancel orders that cannot be shipped first, then correct the stock.",
        code="supply.below_reserved",
        field="variant_id",
    )
