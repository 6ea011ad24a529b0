"""Take units out of a hold that is locked: they are shipped, or given back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from django.db.models import F

from huitou.commerce.supply import rules
from huitou.commerce.supply.booking import Movement, book, booked, check_same
from huitou.commerce.supply.hold_states import Reserved, as_reserved, rows_of, set_state
from huitou.commerce.supply.models import Hold, Reservation
from huitou.foundation.actors import Actor
from huitou.kernel import Clock, Conflict

Way = Literal["shipped", "released"]


def take_out(
    hold: Hold,
    way: Way,
    lines: Sequence[rules.Line] | None,
    source: str,
    *,
    then: str,
    why: str,
    actor: Actor,
    clock: Clock,
) -> list[Reserved]:
    """`then` is the state of the hold when nothing is open any more and nothing was shipped."""
    rows = rows_of(hold)
    if lines is not None and _was_done(rows, way, lines, source):
        return as_reserved(hold, rows)
    parts = rules.parts_of({row.variant_id: _open(row) for row in rows}, lines)
    taken = [row for row in rows if row.variant_id in parts]
    movements = [
        Movement(row.balance_id, parts[row.variant_id], _key(row, source if lines else ""))
        for row in taken
    ]
    if book(way, movements, actor=actor, clock=clock, reference=hold.holder):
        raise _books_disagree(hold)
    for row in taken:
        units = parts[row.variant_id]
        Reservation.objects.filter(id=row.id).update(**{way: F(way) + units})
        setattr(row, way, getattr(row, way) + units)
    if taken and not any(map(_open, rows)):
        shipped = any(row.shipped for row in rows)
        state = rules.COMMITTED if shipped else then
        set_state(hold, state, actor=actor, why=why, clock=clock)
    return as_reserved(hold, rows)


def _was_done(
    rows: Sequence[Reservation], way: Way, lines: Sequence[rules.Line], source: str
) -> bool:
    """Whether these lines were taken out under this business key before."""
    rules.checked_source(source)
    wanted = rules.checked_lines(lines)
    done = []
    for row in rows:
        if row.variant_id in wanted:
            entry = booked(way, _key(row, source), row.balance_id)
            if entry is not None:
                check_same(entry, wanted[row.variant_id])
            done.append(entry is not None)
    return any(done)


def _key(row: Reservation, source: str) -> str:
    return f"{row.id}:{source}" if source else str(row.id)


def _open(row: Reservation) -> int:
    return row.quantity - row.shipped - row.released


def _books_disagree(hold: Hold) -> Conflict:
    return Conflict(
        f"The stock of {hold.holder} and its balance do not agree.",
        remedy="Compare the books (`huitou doctor`), and correct the stock by a count.",
        code="supply.books_disagree",
    )
