"""Reserve stock for a holder."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q, Sum

from huitou.commerce.supply import rules
from huitou.commerce.supply.booking import Movement, book
from huitou.commerce.supply.hold_states import (
    Reserved,
    as_reserved,
    not_held,
    rows_of,
    set_state,
)
from huitou.commerce.supply.keeping import must_keep
from huitou.commerce.supply.models import Hold, Reservation, StockBalance, StockOwner
from huitou.foundation.actors import Actor
from huitou.foundation.statements import Question, insert
from huitou.kernel import Clock, Conflict, new_id


def reserve(
    holder: str,
    lines: Sequence[rules.Line],
    *,
    owner: Actor,
    until: datetime | None,
    clock: Clock,
    pool: str = "",
) -> list[Reserved]:
    """Keep (variant id, quantity) lines for `holder` (`order:ID`) until a moment: all of them or
    none. `owner` is the member or guest whose cap counts, unless they are kept for good (`until` is
    None), as what is owed to somebody is. `pool` takes from the pools of that name
    instead of the free stock. Asked again with the same lines it answers the same reservations.

    SoldOut if there is too little of something; Conflict `supply.too_many_open` over the owner's
    cap, `supply.other_lines` if the holder reserved something else before, `supply.released` or
    `supply.expired` if its reservation is over.
    """
    if not owner.is_shopper:
        raise ValueError(f"{owner} is no shopper: stock is reserved for one")
    holder = rules.checked_text(holder, "holder", most=80)
    wanted = rules.checked_lines(lines)
    if until is not None:
        rules.checked_until(until, clock.now())
    if pool:
        rules.checked_pool(pool)
    try:
        with transaction.atomic():
            _lock(owner, clock)
            held = _of_owner(owner, holder)
            known = held.pop(holder, None)
            if known is not None:
                return _again(known, wanted, owner, pool)
            if until is not None:
                _check_cap({one: row.units for one, row in held.items()}, sum(wanted.values()))
            hold = Hold(holder=holder, pool=pool, made_at=clock.now(), expires_at=until)
            setattr(hold, _column(owner), owner.id)
            return _reserved(hold, wanted, owner, clock)
    except IntegrityError as error:  # another owner made a hold of that name in this moment
        raise _other_lines(holder) from error


def caps() -> rules.Caps:
    """The caps in force: the settings SUPPLY_OPEN_HOLDS and SUPPLY_OPEN_UNITS, or the defaults."""
    default = rules.Caps()
    return rules.Caps(
        getattr(settings, "SUPPLY_OPEN_HOLDS", default.holds),
        getattr(settings, "SUPPLY_OPEN_UNITS", default.units),
    )


_LOCK = f"""
INSERT INTO {StockOwner._meta.db_table} (owner, reserved_at) VALUES (%s, %s)
ON CONFLICT (owner) DO UPDATE SET reserved_at = EXCLUDED.reserved_at
"""


def _lock(owner: Actor, clock: Clock) -> None:
    moment = connection.ops.adapt_datetimefield_value(clock.now())
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [str(owner), moment])


def _check_cap(held: dict[str, int], units: int) -> None:
    """`held` are the open units of the owner's other holds. What is paid does not count. Its order
    says so only to `must_keep`, which costs a question for each hold and is therefore asked last.
    """
    cap = caps()
    if _within(cap, held, units):
        return
    unpaid = {holder: count for holder, count in held.items() if not must_keep(holder)}
    if not _within(cap, unpaid, units):
        raise Conflict(
            f"This would be more than {cap.holds} open orders, or {cap.units} units in them.",
            remedy="Pay for the open orders or cancel them first.",
            code="supply.too_many_open",
        )


def _within(cap: rules.Caps, held: dict[str, int], units: int) -> bool:
    return len(held) < cap.holds and sum(held.values()) + units <= cap.units


def _of_owner(owner: Actor, holder: str) -> dict[str, Any]:
    """What the owner holds and has not paid, and whatever `holder` holds, by holder, with its open
    `units`.
    """
    rows = _HELD[_column(owner)](owner.id, holder)
    return {row.holder: row for row in rows}


def _held(column: str) -> Question[Any]:
    left = F("reservations__quantity") - F("reservations__shipped") - F("reservations__released")
    unpaid = Q(state=rules.HELD, expires_at__isnull=False)
    return Question(
        lambda owner, holder: Hold.objects.filter(
            Q(holder=holder) | unpaid & Q(**{column: owner})
        ).annotate(units=Sum(left))
    )


_HELD = {column: _held(column) for column in ("member_id", "guest_id")}


def _column(owner: Actor) -> str:
    return "member_id" if owner.kind == "member" else "guest_id"


def _reserved(hold: Hold, wanted: dict[str, int], owner: Actor, clock: Clock) -> list[Reserved]:
    set_state(hold, rules.HELD, actor=owner, why="", clock=clock)
    rows = [
        Reservation(
            id=new_id(clock),
            hold=hold,
            balance_id=rules.balance_of(variant, hold.pool),
            variant_id=variant,
            quantity=quantity,
        )
        for variant, quantity in wanted.items()
    ]
    movements = [Movement(row.balance_id, row.quantity, row.id) for row in rows]
    short = book("reserved", movements, actor=owner, clock=clock, reference=hold.holder)
    if short:
        variants = [row.variant_id for row in rows if row.balance_id in short]
        raise rules.SoldOut(_left(variants, hold.pool))
    insert(*rows)
    return as_reserved(hold, rows)


def _left(variants: list[str], pool: str) -> dict[str, int]:
    """Nothing of these has been taken in this transaction: there was too little."""
    rows = StockBalance.objects.filter(variant_id__in=variants, pool=pool)
    there = {row.variant_id: row.on_hand - row.reserved for row in rows}
    return {variant: there.get(variant, 0) for variant in variants}


def _again(hold: Hold, wanted: dict[str, int], owner: Actor, pool: str) -> list[Reserved]:
    rows = rows_of(hold)
    same = {row.variant_id: row.quantity for row in rows} == wanted and hold.pool == pool
    if not same or getattr(hold, _column(owner)) != owner.id:
        raise _other_lines(hold.holder)
    if hold.state in (rules.RELEASED, rules.EXPIRED):
        raise not_held(hold)
    return as_reserved(hold, rows)


def _other_lines(holder: str) -> Conflict:
    return Conflict(
        f"{holder} has reserved something else.",
        remedy="Use a new holder for other lines.",
        code="supply.other_lines",
        field="holder",
    )
