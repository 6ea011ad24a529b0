"""The one setter of a hold's state, and what verbs read of a hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from huitou.commerce.supply import rules
from huitou.commerce.supply.booking import name_of
from huitou.commerce.supply.models import Hold, HoldChange, Reservation
from huitou.foundation.actors import Actor
from huitou.foundation.statements import Question, insert, update
from huitou.kernel import Clock, Conflict, NotFound

_LOCKED: Question[Hold] = Question(
    lambda holder: Hold.objects.select_for_update().filter(holder=holder)
)


@dataclass(frozen=True)
class Reserved:
    """What a holder keeps of one variant. `open` units are neither shipped nor released; without
    `expires_at` they are kept for good. `state` is that of the whole hold.
    """

    id: str
    holder: str
    variant_id: str
    pool: str
    quantity: int
    shipped: int
    released: int
    returned: int
    expires_at: datetime | None
    state: str

    @property
    def open(self) -> int:
        return self.quantity - self.shipped - self.released


def locked_hold(holder: str) -> Hold:
    """The hold, locked until the transaction ends. NotFound if there is none."""
    hold = _LOCKED.first(holder)
    if hold is None:
        raise NotFound(
            f"Nothing is reserved for {holder}.",
            remedy="Reserve first.",
            code="supply.unknown_holder",
            field="holder",
        )
    return hold


def set_state(hold: Hold, state: str, *, actor: Actor, why: str, clock: Clock) -> None:
    """Bring a hold that is locked into a state, and note who did. Conflict for a move that is not
    among the TRANSITIONS.
    """
    if state not in rules.TRANSITIONS[hold.state]:
        raise not_held(hold)
    hold.state = state
    if hold._state.adding:
        insert(hold)
    else:
        update(hold, "state")
    insert(HoldChange(hold=hold, state=state, at=clock.now(), actor=name_of(actor), why=why[:200]))


def rows_of(hold: Hold) -> list[Reservation]:
    """The reservations in the order in which stock is locked."""
    return sorted(hold.reservations.all(), key=lambda row: row.balance_id)


def as_reserved(hold: Hold, rows: list[Reservation]) -> list[Reserved]:
    return [
        Reserved(
            id=row.id,
            holder=hold.holder,
            variant_id=row.variant_id,
            pool=hold.pool,
            quantity=row.quantity,
            shipped=row.shipped,
            released=row.released,
            returned=row.returned,
            expires_at=hold.expires_at,
            state=hold.state,
        )
        for row in rows
    ]


def not_held(hold: Hold) -> Conflict:
    return Conflict(
        f"What {hold.holder} had reserved is {hold.state}.",
        remedy="Reserve again under a new holder, if the stock is still wanted.",
        code=f"supply.{hold.state}",
        field="holder",
    )
