"""Stock that is set aside for one activity."""

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
from huitou.kernel import Clock


def carve(
    variant_id: str, pool: str, quantity: int, *, source: str, actor: Actor, clock: Clock
) -> Level:
    """Move units from the free stock into the variant's pool of that name (made if it is new).
    `source` counts once. SoldOut if less is free. Answers the pool's level.
    """
    rules.checked_quantity(quantity)
    variant_id, pool, source = _checked(variant_id, pool, source, actor)
    with transaction.atomic():
        free, there = open_balance(variant_id), open_balance(variant_id, pool)
        row = locked_balance(free)
        before = booked("carved", source, there)
        if before is not None:
            check_same(before, quantity)
            return level_of(there)
        movements = [Movement(free, -quantity, source), Movement(there, quantity, source)]
        if book("carved", movements, actor=actor, clock=clock, reference=pool):
            raise rules.SoldOut({variant_id: row.on_hand - row.reserved})
        _note(actor, "supply.carve", variant_id, pool, quantity, clock)
        return level_of(there)


def return_rest(variant_id: str, pool: str, *, source: str, actor: Actor, clock: Clock) -> Level:
    """Move what nobody has reserved from the pool back to the free stock; `source` counts once.
    What is given back to the pool later needs another call. NotFound without such a pool. Answers
    the pool's level.
    """
    variant_id, pool, source = _checked(variant_id, pool, source, actor)
    free, there = rules.balance_of(variant_id), rules.balance_of(variant_id, pool)
    with transaction.atomic():
        locked_balance(free)
        row = locked_balance(there)
        rest = row.on_hand - row.reserved
        if rest and booked("merged", source, there) is None:
            movements = [Movement(free, rest, source), Movement(there, -rest, source)]
            book("merged", movements, actor=actor, clock=clock, reference=pool)
            _note(actor, "supply.return_rest", variant_id, pool, rest, clock)
        return level_of(there)


def _checked(variant_id: str, pool: str, source: str, actor: Actor) -> tuple[str, str, str]:
    actor.need("supply.write")
    return (
        rules.checked_variant(variant_id),
        rules.checked_pool(pool),
        rules.checked_source(source),
    )


def _note(
    actor: Actor, action: str, variant_id: str, pool: str, quantity: int, clock: Clock
) -> None:
    audit.note(actor, action, variant_id, {"pool": pool, "quantity": quantity}, clock=clock)
