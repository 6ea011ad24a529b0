"""What may happen to a hold: more time, given back, shipped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from huitou.commerce.supply import rules
from huitou.commerce.supply.hold_states import Reserved, locked_hold, not_held
from huitou.commerce.supply.taking_out import take_out
from huitou.foundation.actors import SYSTEM, Actor
from huitou.foundation.statements import update
from huitou.foundation.transactions import joined
from huitou.kernel import Clock


def extend(holder: str, *, until: datetime | None, clock: Clock) -> None:
    """Keep what is held until another moment; with None for good (the order is paid). Conflict
    `supply.released`, `supply.expired` or `supply.committed` if it is not held any more.
    """
    if until is not None:
        rules.checked_until(until, clock.now())
    with joined():
        hold = locked_hold(holder)
        if hold.state != rules.HELD:
            raise not_held(hold)
        hold.expires_at = until
        update(hold, "expires_at")


def release(
    holder: str,
    *,
    why: str,
    clock: Clock,
    lines: Sequence[rules.Line] | None = None,
    source: str = "",
    actor: Actor = SYSTEM,
) -> list[Reserved]:
    """Give back all that is open, or (variant id, quantity) lines of it under a business key
    `source`. Once more changes nothing. Conflict `supply.committed` if all has been shipped.
    """
    with transaction.atomic():
        hold = locked_hold(holder)
        if hold.state == rules.COMMITTED and lines is None:
            raise not_held(hold)
        return take_out(
            hold,
            "released",
            lines,
            source,
            then=rules.RELEASED,
            why=why,
            actor=actor,
            clock=clock,
        )


def commit(
    holder: str,
    *,
    clock: Clock,
    lines: Sequence[rules.Line] | None = None,
    source: str = "",
    actor: Actor = SYSTEM,
) -> list[Reserved]:
    """All that is open leaves the shop, or (variant id, quantity) lines of it under a business key
    `source` (the shipment's id). Once more changes nothing. Conflict `supply.released` or
    `supply.expired` if it was given back before.
    """
    with transaction.atomic():
        hold = locked_hold(holder)
        if hold.state in (rules.RELEASED, rules.EXPIRED):
            raise not_held(hold)
        return take_out(
            hold,
            "shipped",
            lines,
            source,
            then=rules.COMMITTED,
            why="",
            actor=actor,
            clock=clock,
        )
